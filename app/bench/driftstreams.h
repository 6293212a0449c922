// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// One observation of a stream as `plumbline detect` would read it.
struct StreamRow
{
    double time = 0; // s
    double value = 0; // score (low is bad) or flag (1 is bad)
    std::optional<double> load;
    std::string segment; // empty: the stream has none
    // Logarithm of the likelihood of this value after the change over that before it: what a
    // detector knows that has been told everything but the time. 0 in nulls.
    double logRatio = 0;
};

struct DriftStream
{
    std::string scenario;
    bool isFlag = false;
    std::optional<std::int64_t> change; // index of the first changed observation; absent: a null
    std::string driver; // "load" or "segment" where the change has one
    std::string segment; // that goes bad
    std::vector<StreamRow> rows;
};

// The kinds of change that are benchmarked; those that begin with "null_" change nothing. Means,
// spreads and lengths are those of the labelled streams in the shared data; the last two stand for
// a model's update, as flags with the failure rates of LLMDrift's two tasks. The nulls with "wave"
// in their names are of none of these: a level that goes up and down further, or more slowly, than
// the wave that the tolerances were made for.
const std::vector<std::string>& driftScenarios();

// Deterministic on every platform: no std distribution is used. Unknown names give no rows.
DriftStream driftStream(std::string_view scenario, std::uint64_t seed);

} // namespace bench
