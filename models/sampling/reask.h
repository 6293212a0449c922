// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/agreement.h"
#include "models/sampling/meanings.h"
#include "models/sampling/phrasing.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sampling {

// The attributes by which samples name what they were asked for again.
inline constexpr const char* kSuspectTrace = "plumbline.reask.suspect.trace_id";
inline constexpr const char* kSuspectSpan = "plumbline.reask.suspect.span_id";
inline constexpr const char* kSampleNumber = "plumbline.reask.sample"; // 0, 1 ... of its target
inline constexpr const char* kSampleTarget = "plumbline.reask.target"; // 0, 1, 2
inline constexpr const char* kEntryKind = "reask"; // of the timeline
inline constexpr std::string_view kServiceSuffix = telemetry::kAskedAgainSuffix;

// A model that is asked.
struct Target
{
    std::string model; // as it is asked for
    std::string role; // "current", "pinned", "fallback", or empty
};
inline constexpr std::size_t kMostTargets = 3;
inline constexpr std::size_t kMostSamples = 50; // of one target

// One answer, or why there is none. Texts are UTF-8 as the endpoint sent them: hostile.
struct Sample
{
    std::size_t target = 0; // into Reask::targets
    std::size_t number = 0; // of its target, from 0
    std::string text; // the visible answer
    std::string reasoning;
    std::string refusal; // its words where it refused
    std::vector<std::pair<std::string, std::string>> toolCalls; // name, arguments as JSON
    std::string model; // as the reply names it
    std::string finishReason; // as the reply says it
    std::optional<std::int64_t> inputTokens;
    std::optional<std::int64_t> outputTokens;
    std::string error; // not empty: there is no answer, and this is why
    telemetry::Timestamp start; // event time by our clock
    telemetry::Timestamp end;
    telemetry::SpanId span = telemetry::SpanId::None; // in the recording

    // What is compared: the answer, else the refusal, else the calls of tools.
    std::string said() const;
};

// A question that was asked again.
struct Reask
{
    telemetry::TraceId trace; // of its samples
    telemetry::SpanKey suspect;
    std::string service; // the suspect's
    telemetry::Timestamp time;
    std::string actor; // who asked
    std::string endpoint; // scheme, host and port
    std::vector<Target> targets;
    std::size_t samplesEach = 0;
    std::optional<double> temperature; // none: none was sent
    std::optional<std::int64_t> maxTokens;
    std::string estimate; // in words, as it was shown before
    std::string difference; // in which the input was not the same; empty: it was
    bool isCancelled = false;
    std::vector<Sample> samples; // by target and number; those that never came are left out
};

// What the answers of one target show.
struct TargetAssessment
{
    std::vector<std::size_t> answers; // into Reask::samples: those with an answer, in order
    Meanings meanings; // its members are indexes into `answers`
    // What sets the answer that stands for a class apart from that of the largest; one a class, of
    // the largest none. Bytes of Sample::said().
    std::vector<Apart> apart;
    std::size_t failed = 0; // without an answer
};

// Why answers of one target did not come, each reason once; the commonest first.
struct Failure
{
    std::string error;
    std::vector<std::size_t> samples; // into Reask::samples, ascending
};
std::vector<Failure> failuresOf(const Reask& again, std::size_t target);
// "5 of 5 without an answer: HTTP 404: ..."
std::string inWords(const Failure& failure, const Reask& again);

struct Assessment
{
    std::vector<TargetAssessment> targets; // as Reask::targets
    Meanings together; // of all targets; its members are indexes into `answers`
    std::vector<std::size_t> answers; // into Reask::samples
    std::vector<StatementAgreement> statements; // of the suspect, a tally for each target
};

// `suspect` is its output text. `stretches`: code points of its claims; empty: its sentences.
// Compares words (see Phrasing): up to N squared pairs; not for the GUI thread with large answers.
Assessment assess(const Reask& again, const std::string& suspect,
                  const std::vector<std::pair<std::int64_t, std::int64_t>>& stretches = {});

// The timeline entry's payload, a JSON object, and back; nothing where it is none of ours.
std::string payloadOf(const Reask& again);
std::optional<Reask> fromPayload(const std::string& json);
// One line for people: who asked what of whom, how many answers came.
std::string inWords(const Reask& again);

} // namespace sampling
