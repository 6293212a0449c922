// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace causes {

// What can change under a service, and is told with each answer.
enum class Trait : std::uint8_t
{
    Model, // served, else requested
    Version, // of the service
    Adapter,
    Prompt, // version
    Index, // version of what the passages were found in
    Judge, // model of the judge that looked at it, else what the judge calls itself
    Instrumentation, // client library that told of the answer
    Dialect, // names it told it in
};
inline constexpr std::size_t kTraitCount = 8;

// "model", "prompt version": within a sentence. fieldName(): as in JSON, "prompt_version".
std::string traitText(Trait trait);
const char* fieldName(Trait trait);

// Checks of a case have places; a bit each.
using CheckBits = std::uint64_t;
inline constexpr std::size_t kMostChecks = 64;

// What causes are looked for in: one answer, without its text. Empty or absent: not in the
// telemetry.
struct CaseAnswer
{
    telemetry::SpanKey key;
    telemetry::SpanId parent = telemetry::SpanId::None;
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    std::string service;
    std::array<std::string, kTraitCount> traits;
    CheckBits failed = 0; // by CaseRows::checks
    CheckBits passed = 0;
    CheckBits unknown = 0; // looked at without a result
    telemetry::ContentState content = telemetry::ContentState::NotCaptured;
    bool isCallFailed = false; // there is no answer
    // From its end to when our validators had looked at it, by the clocks of both.
    std::optional<telemetry::Duration> delay;
    std::optional<std::int64_t> inputTokens;
    std::optional<std::int64_t> outputTokens;
    std::int64_t inputChars = 0; // code points of what it was given; 0 unless captured
    bool isInputCut = false; // by the signs of the truncation check
    bool isOutputCut = false;
    std::vector<std::string> documents; // ids of retrieved passages
    // Calls of the service in flight when it began, itself included. Absent where calls may be
    // missing: those that began before what was read, or have not ended yet.
    std::optional<double> load;
    int toolCalls = 0; // in its trace
    int toldCalls = 0; // of those: with arguments that are known
    int repeatedCalls = 0; // of those: the same tool with the same arguments as before
    std::string repeatedTool; // of the newest of them
    int traceAnswers = 0; // calls of models in its trace, judges' left out
    // By place of the check: what the judge calls itself, often its model.
    std::vector<std::pair<std::size_t, std::string>> judges;
    std::string session;
    std::string user;

    const std::string& trait(Trait which) const { return traits[static_cast<std::size_t>(which)]; }
    std::string& trait(Trait which) { return traits[static_cast<std::size_t>(which)]; }
};

} // namespace causes
