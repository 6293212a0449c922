// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/interval.h"
#include "models/health/monitor.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timerange.h"

#include <optional>
#include <string>
#include <string_view>

namespace health {

// What an alarm says, computed from its monitor at one moment.
struct AlarmFacts
{
    std::string model; // the one model that explains the alarm, else empty
    bool isUnderLoad = false; // of answers under high load only
    std::string scope; // "route eu-2": answers that it is confined to, else empty
    telemetry::Timestamp onsetLow; // in which the onset probably lies; equal: nothing is said of it
    telemetry::Timestamp onsetHigh;
    std::optional<double> loadNow; // results a second, where the rise goes with the load
    double usualLoad = 0;
    std::optional<double> usualAtHour; // mean badness, where that is above the baseline
    // The share of failed answers, or the mean badness where the rise hardly shows in the share.
    telemetry::AlarmMeasure measure = telemetry::AlarmMeasure::FailedShare;
    double before = 0; // both of this measure
    double now = 0;
    double meanBefore = 0;
    double meanNow = 0;
    std::int64_t count = 0; // observations since the onset
    std::int64_t failed = 0; // of them
    Interval nowInterval; // see Share::interval
    std::int64_t countBefore = 0; // observations before the onset; 0: not known
    std::int64_t failedBefore = 0;
    bool isOfMeans = false; // these are no answers, but means over some
};
AlarmFacts factsOf(const Monitor& monitor);

std::string raisedSentence(const std::string& service, const std::string& check,
                           const AlarmFacts& facts, telemetry::Timestamp onset,
                           const std::string& change);
// The sentence of an alarm with what was counted since its onset, of the same answers, in the place
// of the share that it was raised on; empty where no such share stands in it, or it is told of a
// part of the answers alone.
std::string retoldSentence(const std::string& sentence, std::int64_t failed, std::int64_t count);
// What changed as it began, as the sentence says: "began when model x first appeared"; empty:
// nothing that was seen.
std::string changeToldIn(const std::string& sentence);
// Whether figures of the moment of the raise stand in it.
bool tellsFigures(const std::string& sentence);

// Why an alarm is cleared without a person.
enum class Ending
{
    Recovered,
    Vanished, // no more of the answers that it was confined to; others are no proof of anything
};
// `cleared` holds the level of the newest answers, or of the newest means over some.
std::string clearedSentence(const telemetry::AlarmTransition& cleared, Ending ending,
                            bool isOfMeans, bool wasAcknowledged);

// How a sentence says that what an alarm was about did not end: it is usual by now.
inline constexpr std::string_view kTakenForUsual = "is taken for usual from now on";

// Whether an alarm was cleared because its signal was shown to be back: not where a person closed
// it, its answers vanished, or what it has become was taken for usual.
bool showsRecovery(const telemetry::AlarmTransition& cleared);
// Whether it was cleared because there are no more of the answers that it was confined to.
bool hasVanished(const telemetry::AlarmTransition& cleared);

std::string clockText(telemetry::Timestamp time); // 02:41:10, UTC

} // namespace health
