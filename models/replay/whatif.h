// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/objective.h"
#include "models/replay/affair.h"
#include "models/replay/answermarks.h"
#include "models/replay/budgetcourse.h"
#include "models/replay/rerun.h"
#include "models/replay/variant.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace replay {

// Wrong answers that there would not have been, had answers of these services been as before the
// affair in this stretch: wrong less judged times what was usual.
struct Avoided
{
    telemetry::TimeRange range; // event time
    Counted counted; // in it
    Counted usual; // before the affair, by which it is held
    // That would not have been wrong; below 0: more would have been. Nothing where none was judged,
    // where what was usual is not known, or where not all of them were read.
    std::optional<double> answers = {};
    double low = 0; // 95 % (Newcombe's interval of the difference of both shares)
    double high = 0;
    bool isLoss = false; // alarmed later: as many more there would have been, at the pace of these
};

// When somebody would have been told of an affair: by the first alarm of its services that was
// raised while it went on, stood when it began, or is one of those that it names.
struct Detection
{
    // What the detectors were told then is there. Else nothing is known of the variant, and `inUse`
    // is what the console raised.
    bool isTold = true;
    std::optional<AlarmCourse> inUse;
    std::optional<AlarmCourse> variant;
    // By which the variant told sooner, by recorded time; below 0: later. Where both did.
    std::optional<telemetry::Duration> gain;
    // What followed the alarm is taken to have followed as long after it. Absent where there is no
    // gain to reckon with, and of what had not ended: then nothing that followed was seen.
    std::optional<Avoided> avoided;

    // By a second or more: alarms are raised once a second, less is no difference.
    bool isMoved() const { return gain && std::chrono::abs(*gain) >= std::chrono::seconds(1); }
};

// One objective over one affair.
struct BurnCourse
{
    std::string objective;
    std::string affair;
    BudgetCourse inUse;
    BudgetCourse variant;
};

struct VariantResult
{
    Variant variant;
    std::vector<AlarmCourse> alarms;
    std::vector<Detection> detections; // of each affair, in order
    // Raised where nothing was wrong. How answers are (length, duration) says of none that it is
    // wrong: such alarms are no false ones, either.
    std::vector<AlarmCourse> falseAlarms;
    WeeklyRate falseRate;
    std::int64_t otherAlarms = 0; // of other services during an affair: neither
    // Where people keep incidents: of what only the console's own alarms say that it was wrong.
    // Nobody said whether they were false.
    std::int64_t unsettledAlarms = 0;
    std::vector<BurnCourse> burns;
    // Had it been ended when the variant says; of the affair asked about that this falls in.
    std::optional<Avoided> mitigated;
    std::string mitigatedAffair;
};

struct WhatIf
{
    Rerun facts; // without the alarms
    std::vector<Affair> affairs; // all; what was asked about is marked
    std::vector<AlarmCourse> recorded; // alarms as the console raised them
    // Where the settings in use, told again, do not say what it said; empty: they say it exactly.
    std::string difference;
    telemetry::Duration healthy{};
    telemetry::TimeRange range; // of all that is shown: recording, in event time
    // Answers of the services of each affair while it went on, in order: what the page of an
    // incident counts, as known now.
    std::vector<Counted> counted;
    std::vector<std::string>
        wrongServices; // that the course is of: of the one affair asked; empty: all
    std::vector<std::int64_t> wrongCourse; // wrong answers by the end of each equal part of it
    bool isCut = false; // counts of answers in all of it are "at least"
    // The settings in use first, then the variants.
    std::vector<VariantResult> results;
};

struct WhatIfQuestion
{
    std::vector<Variant> variants;
    std::vector<objective::Objective> objectives;
    // Of people. What only the console's alarms say was wrong is added.
    std::vector<Affair> affairs;
    std::string affair; // which of all is asked about, by its id; empty: all of them
};

// Pool thread. Answers from the recording alone; nothing is written. Where `progress` has stopped
// it nothing but that is in the answer. Usage error when there is no such affair, and for a setting
// of a check, a service or an objective that there is not.
telemetry::Result<WhatIf> whatIf(const store::Reader& reader, const WhatIfQuestion& question,
                                 const Progress& progress = {});

inline constexpr std::size_t kCourseSteps = 240;

} // namespace replay
