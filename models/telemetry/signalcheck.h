// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace telemetry {

// The checks that our validators make, and after which their signals are named.
inline constexpr const char* kGroundedness = "groundedness";
inline constexpr const char* kTruncation = "truncation";
inline constexpr const char* kDegeneration = "degeneration";
inline constexpr const char* kContradiction = "contradiction";
inline constexpr const char* kFabrication = "fabrication";
inline constexpr const char* kCitations = "citations";
inline constexpr const char* kFormat = "format";
inline constexpr const char* kRefusal = "refusal";
inline constexpr const char* kLanguage = "language";
inline constexpr const char* kPersona = "persona";
inline constexpr const char* kConsistency = "consistency";
inline constexpr const char* kServedModel = "served_model";
// All of them, in the order in which people are shown them.
inline constexpr std::array kValidatorChecks{
    kGroundedness, kTruncation, kContradiction, kFabrication, kCitations,    kConsistency,
    kFormat,       kRefusal,    kLanguage,      kPersona,     kDegeneration, kServedModel};
bool isValidatorCheck(std::string_view check);
// Begins the name of the check that a model of the user's makes: "onnx: NAME". What it says is
// about our signals as a validator's is, but nobody here knows what it means.
inline constexpr const char* kModelCheck = "onnx: ";
// Made here: by a validator or by that model.
bool isOwnCheck(std::string_view check);
// Its place in kValidatorChecks; their number for any other.
std::size_t validatorCheckIndex(std::string_view check);

// How answers are, which says nothing about whether they are right: none of these is a check with a
// verdict. Length in output tokens, duration in seconds of calls that did not fail, and how the
// scores of a judge are distributed (distributionCheck()).
inline constexpr const char* kAnswerLength = "answer_length";
inline constexpr const char* kCallDuration = "call_duration";
std::string distributionCheck(const std::string& check); // "helpfulness (distribution)"
bool isShiftCheck(std::string_view check); // any of these
// Whose distribution it is; the check itself where it is none.
std::string_view distributedCheck(std::string_view check);

// Whether answers come with their texts, whole: where they do not they cannot be judged, which says
// of none that it is wrong. An alarm only, no check with a verdict.
inline constexpr const char* kAnswerText = "answer_text";

// Whether answers tell the times that they came at, which says of none that it is wrong. What is
// measured while a clock is put right: neither an alarm nor a check.
inline constexpr const char* kAnswerTime = "answer_time";

// In the place of the operation, for what is said about a whole trace: of the service that it began
// in, and no statement about any one answer.
inline constexpr const char* kTraceOperation = "trace";

// The check of the signal that an evaluation counts in: its own. A judge that calls its check as
// one of ours is called, or as a shift is, measures something else and gets a signal of its own,
// "groundedness (judge)".
std::string signalCheck(const Evaluation& evaluation);

// The same for what another engine has counted or measured: "errors (clickhouse)". So it never adds
// to what we counted ourselves, which may be the same answers.
std::string pulledCheck(const std::string& check, const std::string& source);

} // namespace telemetry
