// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/earlierturns.h"

#include <algorithm>
#include <utility>

namespace claims {

namespace {

constexpr std::size_t kMostTurns = 24;
constexpr std::int64_t kMostTurnsLookedAt = 2000;

} // namespace

telemetry::Result<EarlierTurns> readEarlierTurns(const store::Reader& reader,
                                                 const telemetry::Generation& generation,
                                                 const store::View& view)
{
    EarlierTurns turns;
    if (generation.session.empty())
        return turns;
    const store::View before{.range = {telemetry::Timestamp::min(), generation.start},
                             .knownAt = view.knownAt};
    store::GenerationFilter filter;
    filter.service = generation.service;
    filter.limit = kMostTurnsLookedAt;
    filter.newestFirst = true;
    std::int64_t lookedAt = 0;
    const auto read = reader.forEachGeneration(before, filter, [&](telemetry::Generation earlier) {
        ++lookedAt;
        if (earlier.session == generation.session && earlier.span != generation.span)
            turns.generations.push_back(std::move(earlier));
        return turns.generations.size() < kMostTurns;
    });
    if (!read)
        return tl::make_unexpected(read.error());
    turns.isCut = turns.generations.size() == kMostTurns || lookedAt == kMostTurnsLookedAt;
    std::ranges::stable_sort(turns.generations, {}, &telemetry::Generation::start);
    return turns;
}

} // namespace claims
