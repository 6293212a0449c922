// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextalign.h"

#include <algorithm>
#include <unordered_map>

namespace trace {

namespace {

using Contents = std::span<const std::uint32_t>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// Myers' greedy search. Of each step it keeps how far every diagonal came, to walk back on.
class Differences
{
public:
    Differences(Contents before, Contents after)
        : m_before(before)
        , m_after(after)
        , m_reach(2 * kMostDifferences + 3, 0)
    {
    }

    // False when they differ in more than can be told.
    bool find()
    {
        for (std::ptrdiff_t d = 0; d <= static_cast<std::ptrdiff_t>(kMostDifferences); ++d) {
            m_steps.emplace_back(m_reach.begin() + kMiddle - d - 1,
                                 m_reach.begin() + kMiddle + d + 2);
            for (std::ptrdiff_t k = -d; k <= d; k += 2) {
                const auto x = advanced(d, k);
                if (x >= size(m_before) && x - k >= size(m_after)) {
                    m_distance = d;
                    return true;
                }
            }
        }
        return false;
    }

    Pairs pairs() const
    {
        Pairs found;
        auto x = size(m_before);
        auto y = size(m_after);
        for (std::ptrdiff_t d = m_distance; d > 0; --d) {
            const auto& reach = m_steps[static_cast<std::size_t>(d)];
            const auto at = [&](std::ptrdiff_t k) {
                return reach[static_cast<std::size_t>(k + d + 1)];
            };
            const auto k = x - y;
            const bool isInserted = k == -d || (k != d && at(k - 1) < at(k + 1));
            const auto previous = isInserted ? k + 1 : k - 1;
            const auto fromX = at(previous);
            const auto fromY = fromX - previous;
            while (x > fromX && y > fromY)
                add(--x, --y, found);
            x = fromX;
            y = fromY;
        }
        while (x > 0 && y > 0)
            add(--x, --y, found);
        std::ranges::reverse(found);
        return found;
    }

private:
    static constexpr std::ptrdiff_t kMiddle = kMostDifferences + 1;
    static std::ptrdiff_t size(Contents contents)
    {
        return static_cast<std::ptrdiff_t>(contents.size());
    }
    static void add(std::ptrdiff_t x, std::ptrdiff_t y, Pairs& pairs)
    {
        pairs.emplace_back(static_cast<std::size_t>(x), static_cast<std::size_t>(y));
    }

    std::ptrdiff_t& reach(std::ptrdiff_t k)
    {
        return m_reach[static_cast<std::size_t>(kMiddle + k)];
    }

    std::ptrdiff_t advanced(std::ptrdiff_t d, std::ptrdiff_t k)
    {
        const bool isInserted = k == -d || (k != d && reach(k - 1) < reach(k + 1));
        auto x = isInserted ? reach(k + 1) : reach(k - 1) + 1;
        while (x < size(m_before) && x - k < size(m_after)
               && m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(x - k)])
            ++x;
        reach(k) = x;
        return x;
    }

    Contents m_before;
    Contents m_after;
    std::vector<std::ptrdiff_t> m_reach;
    std::vector<std::vector<std::ptrdiff_t>> m_steps; // before each step: diagonals -d-1 .. d+1
    std::ptrdiff_t m_distance = 0;
};

// Position of what a side holds once; repeated contents have none.
std::unordered_map<std::uint32_t, std::ptrdiff_t> singlesOf(Contents contents)
{
    std::unordered_map<std::uint32_t, std::ptrdiff_t> places;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const auto [place, isNew] = places.try_emplace(contents[i], static_cast<std::ptrdiff_t>(i));
        if (!isNew)
            place->second = -1;
    }
    return places;
}

// The longest ascending run of pairs of single contents, as in patience sorting.
Pairs singlePairs(Contents before, Contents after)
{
    const auto here = singlesOf(before);
    const auto there = singlesOf(after);
    Pairs pairs;
    std::vector<std::size_t> previous;
    std::vector<std::size_t> tails; // indices of pairs
    constexpr auto kNone = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto other = there.find(before[i]);
        if (here.at(before[i]) < 0 || other == there.end() || other->second < 0)
            continue;
        const auto y = static_cast<std::size_t>(other->second);
        const auto place = std::ranges::lower_bound(
            tails, y, {}, [&](std::size_t tail) { return pairs[tail].second; });
        previous.push_back(place == tails.begin() ? kNone : *(place - 1));
        pairs.emplace_back(i, y);
        if (place == tails.end())
            tails.push_back(pairs.size() - 1);
        else
            *place = pairs.size() - 1;
    }
    Pairs run;
    for (std::size_t at = tails.empty() ? kNone : tails.back(); at != kNone; at = previous[at])
        run.push_back(pairs[at]);
    std::ranges::reverse(run);
    return run;
}

} // namespace

Pairs alignedContents(Contents before, Contents after)
{
    std::size_t head = 0;
    const std::size_t shorter = std::min(before.size(), after.size());
    while (head < shorter && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    Pairs pairs;
    for (std::size_t i = 0; i < head; ++i)
        pairs.emplace_back(i, i);
    const Contents left = before.subspan(head, before.size() - head - tail);
    const Contents right = after.subspan(head, after.size() - head - tail);
    Differences differences(left, right);
    for (const auto& [x, y] : differences.find() ? differences.pairs() : singlePairs(left, right))
        pairs.emplace_back(head + x, head + y);
    for (std::size_t i = tail; i > 0; --i)
        pairs.emplace_back(before.size() - i, after.size() - i);
    return pairs;
}

} // namespace trace
