// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"
#include "models/telemetry/signal.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace store {
class Reader;
}

// How the answers fared that something (a model, an adapter, a prompt version, an index) served, as
// far as the alarm's check judged them.
struct ServedHealth
{
    std::string value;
    telemetry::Rollup sum; // before the onset
    telemetry::Timestamp last; // end of the newest minute with a judged answer; zero: none
};

// What served the service of an alarm before its onset, and what the alarm is about.
struct ServedHistory
{
    telemetry::AlarmMeasure measure = telemetry::AlarmMeasure::FailedShare;
    std::string check;
    telemetry::Timestamp onset;
    telemetry::Timestamp until; // what the suspect is told of: it stands there while time goes on
    telemetry::Rollup suspect; // of the alarm's answers since its onset
    // By what runbooks call it ("model", "prompt", "adapter", "index", "judge", "instrumentation"),
    // the newest first, without what served when the alarm was raised; at most eight.
    std::map<std::string, std::vector<ServedHealth>> candidates;
    std::vector<std::string> replicas; // most records first
    std::int64_t otherReplicas = 0; // records of replicas that were not kept by name
};

// Reads rollups of a day before the onset, of all time before where that day has none. Pool thread.
telemetry::Result<ServedHistory> readServedHistory(const store::Reader& reader,
                                                   const telemetry::AlarmTransition& alarm,
                                                   const std::vector<store::ChangeRow>& changes,
                                                   telemetry::Timestamp knownAt);

// At least so many answers have to be judged before a value can be called good.
inline constexpr std::int64_t kLeastJudged = 20;

// Whether answers were better, by what the alarm measures: the 95 % interval of the one ends before
// that of the other begins (Wilson's for shares, the normal one for means). False with fewer than
// kLeastJudged of the first, or none of the second.
bool isBetter(const telemetry::Rollup& candidate, const telemetry::Rollup& suspect,
              telemetry::AlarmMeasure measure);

struct LastGood
{
    std::string value; // empty: none is known to be good
    std::string evidence; // why this one, or why none; one line
};
// The newest that is better than the suspect. `candidates` as in ServedHistory.
LastGood lastGood(const ServedHistory& history, const std::vector<ServedHealth>& candidates);

// "served 2,140 judged answers until 02:41:00, 1.8 % failed (95 %: 1.3–2.5 %)" of a value that need
// not be among them.
std::string evidenceOf(const ServedHistory& history, const std::vector<ServedHealth>& candidates,
                       const std::string& value);
std::string suspectEvidence(const ServedHistory& history, const std::string& model);
std::string replicaNames(const ServedHistory& history); // "a, b, c", at most twelve
std::string replicaEvidence(const ServedHistory& history);
