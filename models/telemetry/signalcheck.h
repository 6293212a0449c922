// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <string>
#include <string_view>

namespace telemetry {

// The checks that our validators make, and after which their signals are named.
inline constexpr const char* kGroundedness = "groundedness";
inline constexpr const char* kTruncation = "truncation";
bool isValidatorCheck(std::string_view check);

// In the place of the operation, for what is said about a whole trace: of the service that it began
// in, and no statement about any one answer.
inline constexpr const char* kTraceOperation = "trace";

// The check of the signal that an evaluation counts in: its own. A judge that calls its check as
// one of ours is called measures something else and gets a signal of its own, "groundedness
// (judge)".
std::string signalCheck(const Evaluation& evaluation);

// The same for what another engine has counted or measured: "errors (clickhouse)". So it never adds
// to what we counted ourselves, which may be the same answers.
std::string pulledCheck(const std::string& check, const std::string& source);

} // namespace telemetry
