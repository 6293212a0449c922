// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/problem.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace canary {

// What a right answer is. All that are given must hold.
struct Expectation
{
    std::optional<std::string> exact; // but for white space at both ends
    std::vector<std::string> contains; // each of them, in any case of ASCII letters
    std::optional<std::string> regex; // RE2, found anywhere
    bool isGrounded = false; // by our validator, in the probe's context
    bool isWhole = false; // not truncated, by our validator
};

// One question with a known answer.
struct Probe
{
    std::string id;
    std::string system;
    std::string context; // given to the model before the question; empty: none
    std::string prompt;
    Expectation expect;
};

// A golden probe set: YAML, see resources/canaries/README.md.
struct ProbeSet
{
    std::string name;
    std::string service; // whose answers are probed
    std::string model; // asked for
    std::chrono::milliseconds every{60'000}; // from the begin of one round to the next
    std::chrono::milliseconds timeout{30'000}; // of one answer
    // Sent only where they are given: what an endpoint does not know it refuses.
    std::optional<double> temperature;
    std::optional<int> maxTokens;
    std::optional<int> maxCompletionTokens; // as reasoning models want it
    std::string provider; // gen_ai.provider.name of what is recorded; empty: not said
    std::vector<Probe> probes;
};

struct ProbeSetResult
{
    ProbeSet set;
    std::vector<yaml::Problem> problems; // with their places; empty: the set is good
};

ProbeSetResult parseProbeSet(const std::string& text);

} // namespace canary
