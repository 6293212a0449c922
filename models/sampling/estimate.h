// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/prices.h"
#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sampling {

// What asking again will take, before anything is sent. All of it is an estimate: another model
// counts tokens in its own way, and says another number of them.
struct Estimate
{
    std::size_t requests = 0; // models times samples
    std::int64_t inputTokens = 0; // of one request
    // The service counted it, for the same input; else an estimate from the text.
    bool isInputTold = false;
    std::optional<std::int64_t> outputTokens; // of one request, as many as the suspect took
    std::optional<std::int64_t> outputCap; // of one request; none: no limit is sent
    // US dollars of all requests; none: a price (or, for the most, a cap) is not known.
    std::optional<double> likely; // when each says as much as the suspect
    std::optional<double> most; // when each runs into the cap
    std::vector<std::string> unpriced; // models without a price
};

// `maxTokens` is what will be sent as the limit of the output. `sentTokens`: what the input needs
// where more was sent than the suspect's service counted as read (InputRead::sent).
Estimate estimateOf(const telemetry::Generation& suspect, const std::vector<std::string>& models,
                    std::size_t samplesEach, std::optional<std::int64_t> maxTokens,
                    const PriceList& prices, std::optional<std::int64_t> sentTokens = {});

// "≈ 10 × 1,240 in + ≤ 512 out tokens · ≈ $0.03 (at most $0.05)", or "price unknown".
std::string inWords(const Estimate& estimate);
std::string grouped(std::int64_t number); // "1,204"
// "$0.03", "$12.50", "less than $0.0001".
std::string dollars(double amount);

} // namespace sampling
