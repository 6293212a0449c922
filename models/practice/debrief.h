// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/scenario.h"
#include "models/incident/incidentrecord.h"
#include "models/practice/scorecard.h"
#include "models/practice/training.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace practice {

// A moment of a drill that is over.
struct DebriefMoment
{
    enum class Kind : std::uint8_t
    {
        Started, // the person took it on
        Fault, // it was planted
        FirstWrong, // the first answer after it that was found wrong
        Detected,
        Acknowledged,
        Hint,
        Named, // a cause, rightly or not
        LeverSent,
        LeverInEffect,
        Spread, // it was looked where the wrong answers went
        SignalRecovered, // the ladder's word, where it is another moment than the next
        Recovered,
        Ended,
    };

    Kind kind = Kind::Started;
    telemetry::Timestamp time;
    // From the recording, as it was written; what the kind does not say.
    std::string detail;
    std::optional<LeverWorth> worth = {}; // of levers
    std::optional<Naming> naming = {}; // of what was named
    int hint = 0; // its number
    bool isByItself = false; // of the end: nobody ended it

    // What the person did; the others happened.
    bool isAct() const;
};

// A drill that is over, told again.
struct Debrief
{
    Scorecard card;
    Training training;
    std::string recording; // its id
    std::vector<DebriefMoment> moments; // by time, of one time in the order of their kinds
    drill::Debriefing told; // what was behind it, and what spoke for it
    std::vector<drill::Cure> cures;
    // When the person did something last, be it an act of the drill or not: a lever that was fired,
    // a step, a word on an alarm or an incident. Nothing: not yet.
    std::optional<telemetry::Timestamp> lastAct = {};
    // When it was looked where the wrong answers went, in a drill that asks for it; nothing: this
    // one does not.
    std::optional<ScoredTime> spread = {};
    bool isBeingCounted = false; // its exposure, which is told later
};

// Up to when a drill counts: what is found out after its end does not change how it went.
telemetry::Timestamp knownAtEnd(const Training& training);

// The moments of a drill, of which `firstWrong` and `spread` are known by the recording only. Pure
// function.
std::vector<DebriefMoment> debriefMoments(const Scorecard& card, const Training& training,
                                          std::optional<telemetry::Timestamp> firstWrong,
                                          std::optional<telemetry::Timestamp> spread = {});

// When the page on which wrong answers are followed was first looked at from the fault on and
// before the end, by entries of kind "view": one page stands until another one is looked at, for
// two seconds at least. Without any of that time it is not known, as they need not be kept. Pure
// function.
ScoredTime spreadLookedAt(const std::vector<telemetry::TimelineEntry>& views,
                          const Training& training);

// What the timeline does not tell before a drill has ended.
struct RunningDrill
{
    TrainingSetup setup;
    telemetry::Timestamp faultTime;
    telemetry::Timestamp begun; // what was taken on before is another one
};

// Pool thread. Of the drill that the recording's timeline tells of; nothing: nobody took one on, or
// it was left before its end and is not the one that runs. Usage error where the scenario is not
// one of those compiled in.
telemetry::Result<std::optional<Debrief>>
readDebrief(const store::Reader& reader, const std::optional<RunningDrill>& running = {},
            Counting counting = Counting::Exposure);

} // namespace practice
