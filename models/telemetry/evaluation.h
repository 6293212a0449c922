// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telemetry {

enum class EvaluationOrigin : std::uint8_t
{
    Telemetry, // an LLM judge, a guardrail or feedback, sent by the service
    Validator, // one of ours
};

// Whether an evaluation says anything. The last five are the kinds of unknown: never green, never
// zero.
enum class EvaluationState : std::uint8_t
{
    Passed,
    Failed,
    Inconclusive,
    NotCaptured, // no content to look at
    NoData, // the check does not apply, there is nothing to judge
    JudgeUnavailable, // the judge failed (error.type on the evaluation)
    Stale,
};

// A stretch of the output that an evaluation is about. Offsets count Unicode code points.
struct Finding
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::string kind; // for example novel_number, novel_identifier, unsupported, cut_off
    double support = 0; // 0 nothing in the context supports it .. 1 fully supported
};

// One validator's or judge's result on one generation.
struct Evaluation
{
    TraceId trace; // subject; invalid when only responseId is known
    SpanId span = SpanId::None;
    std::string responseId;
    std::string check; // groundedness, truncation, or the name the judge gave
    std::string evaluator; // "plumbline" for ours, else who judged, else empty
    EvaluationOrigin origin = EvaluationOrigin::Telemetry;
    EvaluationState state = EvaluationState::Inconclusive;
    std::optional<double> value; // as sent, or our probability of being wrong
    std::optional<double> badness; // 0 good .. 1 bad; absent when unknown
    std::string label;
    std::string reason; // in words
    std::vector<Finding> findings;
    Timestamp time; // event time of the evaluation
    Timestamp recorded;
    // State and badness were read from the name and a score from 0 to 1, for want of better. Not
    // stored.
    bool isReadByName = false;
};

// How likely one generation is to be wrong, all evaluations taken together.
struct Suspicion
{
    TraceId trace;
    SpanId span = SpanId::None;
    double probability = 0; // 0..1, calibrated per task
    std::string reasons; // short chips, joined by "; "
    Timestamp time; // event time of the generation
};

// Whether it is about one span. Else it is about the answer that its response id names, or about
// the whole trace.
bool namesSpan(const Evaluation& evaluation);

// Equal for two copies of one evaluation, whether they came as a span event, as a log record or
// both, at whatever time: subject, check, evaluator and outcome. Of one of ours also when it was
// made.
std::string identityOf(const Evaluation& evaluation);

const char* toString(EvaluationState state);
const char* toString(EvaluationOrigin origin);

} // namespace telemetry
