// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/giventexts.h"

#include "models/similarity/places.h"
#include "models/similarity/winnowing.h"

#include <algorithm>
#include <cstddef>

namespace trace {

namespace {

constexpr std::size_t kLookedUp = std::size_t{16} << 10U; // bytes
constexpr std::size_t kMostGiven = std::size_t{4} << 20U; // bytes of one text
constexpr std::size_t kFewestRuns = 4;

std::vector<std::uint32_t> runsOf(std::string_view text)
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::syntaxOf(text), tokens);
    std::vector<std::uint32_t> runs;
    if (tokens.size() >= similarity::kGram)
        similarity::gramHashes(tokens, 0, runs);
    std::erase(runs, similarity::kNoGram);
    return runs;
}

} // namespace

GivenTexts::GivenTexts(const telemetry::Generation& generation)
{
    similarity::forEachText(generation, [this](const similarity::PlaceText& place) {
        if (similarity::isReceived(place.kind))
            add(place.text);
    });
    close();
}

GivenTexts::GivenTexts(std::string_view text)
{
    add(text);
    close();
}

void GivenTexts::add(std::string_view text)
{
    const auto runs = runsOf(text.substr(0, kMostGiven));
    m_runs.insert(m_runs.end(), runs.begin(), runs.end());
}

void GivenTexts::close()
{
    std::ranges::sort(m_runs);
    const auto same = std::ranges::unique(m_runs);
    m_runs.erase(same.begin(), same.end());
}

bool GivenTexts::holds(std::string_view text) const
{
    if (m_runs.empty())
        return false;
    const auto runs = runsOf(text.substr(0, kLookedUp));
    const auto found = static_cast<std::size_t>(std::ranges::count_if(
        runs, [this](std::uint32_t run) { return std::ranges::binary_search(m_runs, run); }));
    return runs.size() >= kFewestRuns && 5 * found >= 3 * runs.size();
}

} // namespace trace
