// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/exposure.h"
#include "models/incident/incidentrecord.h"
#include "models/practice/levermoves.h"
#include "models/practice/namings.h"
#include "models/practice/truth.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace practice {

struct ScoredTime
{
    std::optional<telemetry::Timestamp> time; // nothing: it did not happen, or is not known
    std::string why; // what it rests on, or what is missing
};

enum class LeverWorth : std::uint8_t
{
    Cure,
    Wrong, // it moved, and is no cure
    PutBack, // takes an earlier one back
    NotMoved, // refused, or stood there already
    Unknown, // whether it moved is not known, or what would have cured it
};

// Whether the exposure is counted, which reads every answer of the service: for who asks again and
// again there is a card without.
enum class Counting : std::uint8_t
{
    Exposure,
    Nothing,
};

struct ScoredLever
{
    MovedLever move;
    LeverWorth worth = LeverWorth::Unknown;
    std::string why;
};

// How an incident went, held against what was behind it.
struct Scorecard
{
    Truth truth;
    std::string incident; // id; empty: nobody opened one
    std::string title;
    std::vector<std::string> incidents; // all that an alarm of it is part of, the one above first
    // Of a planted fault the alarms of it that have not cleared, each of which holds it open.
    std::vector<std::string> holding;
    ScoredTime start; // of the fault
    bool isStartEstimated = true; // an onset, worked out by a detector
    ScoredTime detected;
    ScoredTime acknowledged;
    // When the diagnosis was, where a person fixed it and did not name something else; otherwise
    // the first that is right, or where none is, the first that is unclear.
    ScoredTime named;
    // The best of all; Wrong: all were; nothing: nobody named a cause.
    std::optional<Naming> naming;
    // The first cure that was in effect and stayed; of one that went away and came back, from then.
    ScoredTime mitigated;
    // All alarms of it are back; of a planted fault that none was about, when the recovered window
    // after the cure was full.
    ScoredTime recovered;
    // The ladder's word for the lever that mitigated: its own signal is back, which is one alarm's
    // and may be sooner. Nothing: that was not shown.
    ScoredTime signalRecovered;
    // Of a planted fault: it was mitigated, no alarm of it is open, and the recovered window since
    // then was full.
    std::optional<telemetry::Timestamp> over;
    // That window began then; nothing: it has not begun.
    std::optional<telemetry::Timestamp> windowBegan;
    std::vector<NamedCause> names;
    std::vector<ScoredLever> levers;
    incident::Exposure exposure; // from the start to recovery, else to the end
    // Of a fault that makes no answer wrong: what checks held against answers all the same, as they
    // do at all times. The exposure then counts none.
    std::int64_t suspectAnyway = 0;
    bool isExposureCounted = false; // false: all of it is not known (yet)
    // Of a planted fault that changes answers: those of the exposure that a check judged which told
    // of it by an alarm, and which checks these are. Nothing: none told of it.
    std::optional<std::int64_t> judgedBySeeing;
    std::vector<std::string> seeingChecks;
    // The same up to the alarm: what would have been if it had ended there, by all that was known
    // in the end, so that more of it may be wrong than the alarm knew of. Nothing: no alarm after
    // the start.
    std::optional<incident::Exposure> exposureAtAlarm;

    int wrongLevers() const;
    // Of which it is not known whether they moved, or what would have been right.
    int unknownLevers() const;
    int wrongNames() const;
    // From the start; nothing where it is not known. Negative: before it.
    std::optional<telemetry::Duration> after(const ScoredTime& moment) const;
};

// Whether the ladder and the scorecard mean two moments by "recovered", a second and more apart:
// then both are to be named beside each other.
bool isToldApart(const Scorecard& card);

// Pool thread. `faultTime` counts for more than what the truth says of it. A lever that is no cure
// is wrong even if the signal recovered after it, and a cure is none the worse for a recovery that
// was not seen in time. Where no cure is known the lever that recovered is one, and wrong is what
// was shown not to recover.
telemetry::Result<Scorecard> scorecardOf(const store::Reader& reader,
                                         const incident::IncidentRecord& record, const Truth& truth,
                                         const std::optional<telemetry::Timestamp>& faultTime = {},
                                         Counting counting = Counting::Exposure);

const char* toString(LeverWorth worth); // "cure", "wrong", "put_back", "not_moved", "unknown"

} // namespace practice
