// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/likelihood.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace causes {

struct CaseFacts;

std::string percentText(double share); // "45 %", "0.4 %"
std::string grouped(std::int64_t number); // "1,204"
std::string countsText(const Counts& counts); // "45 % of 120"; "none of 120"
std::string numberText(double number); // at most two digits behind the point
std::string secondsText(double seconds); // "0.4 s", "12 s", "3 min", "2 h"
std::string clockText(telemetry::Timestamp time); // "02:41:05", UTC

// Of TelemetryFacts::lostState: the texts came without their end, instead of not at all.
bool isCutState(const std::string& state);
// What the answers of the symptom are, by all that is known of them: "failed by groundedness",
// "failed by the judge's Correctness"; where nothing is said of their being right "cut", "without
// text", "told at wrong times" or "behind repeated calls". "bad" where nothing rose.
std::string symptomWord(const CaseFacts& facts);
std::string asSymptomText(const CaseFacts& facts); // "as often failed by groundedness"

} // namespace causes
