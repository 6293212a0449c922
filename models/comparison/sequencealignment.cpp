// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/sequencealignment.h"

#include <algorithm>
#include <unordered_map>

namespace comparison {

namespace {

// Of a stretch that differs first all that is removed, then all that is added.
void add(std::vector<Edit>& edits, const Edit& edit)
{
    if (edit.count == 0)
        return;
    const auto last = edits.rbegin();
    if (last != edits.rend() && last->kind == edit.kind) {
        last->count += edit.count;
        return;
    }
    if (edit.kind != EditKind::Removed || last == edits.rend() || last->kind != EditKind::Added) {
        edits.push_back(edit);
        return;
    }
    if (edits.size() > 1 && edits[edits.size() - 2].kind == EditKind::Removed)
        edits[edits.size() - 2].count += edit.count;
    else
        edits.insert(edits.end() - 1,
                     {.kind = EditKind::Removed,
                      .here = last->here,
                      .there = edit.there,
                      .count = edit.count});
    edits.back().there = edit.there + edit.count;
}

// The furthest that each diagonal reached, by the number of edits.
using Reach = std::vector<std::vector<std::int64_t>>;

// From the end back along the diagonals; in order of the text afterwards.
std::vector<Edit> traced(const Reach& reach, std::int64_t x, std::int64_t y)
{
    std::vector<Edit> back;
    const auto push = [&back](EditKind kind, std::int64_t here, std::int64_t there,
                              std::int64_t count) {
        if (count > 0)
            back.push_back({.kind = kind,
                            .here = static_cast<std::size_t>(here),
                            .there = static_cast<std::size_t>(there),
                            .count = static_cast<std::size_t>(count)});
    };
    for (auto d = static_cast<std::int64_t>(reach.size()) - 1; d > 0; --d) {
        const auto& before = reach[static_cast<std::size_t>(d - 1)];
        const auto at = [&](std::int64_t k) { return before[static_cast<std::size_t>(k + d - 1)]; };
        const std::int64_t k = x - y;
        const bool isDown = k == -d || (k != d && at(k - 1) < at(k + 1));
        const std::int64_t from = isDown ? k + 1 : k - 1;
        const std::int64_t fromX = at(from);
        const std::int64_t fromY = fromX - from;
        const std::int64_t startX = isDown ? fromX : fromX + 1;
        push(EditKind::Same, startX, startX - k, x - startX);
        if (isDown)
            push(EditKind::Removed, fromX, fromY, 1);
        else
            push(EditKind::Added, fromX, fromY, 1);
        x = fromX;
        y = fromY;
    }
    push(EditKind::Same, 0, 0, x);
    std::ranges::reverse(back);
    return back;
}

// x runs over `here`, y over `there`.
std::optional<std::vector<Edit>> shortestScript(std::span<const std::uint32_t> here,
                                                std::span<const std::uint32_t> there,
                                                std::size_t mostDifferent)
{
    const auto n = static_cast<std::int64_t>(here.size());
    const auto m = static_cast<std::int64_t>(there.size());
    const auto most = std::min<std::int64_t>(n + m, static_cast<std::int64_t>(mostDifferent));
    Reach reach;
    for (std::int64_t d = 0; d <= most; ++d) {
        std::vector<std::int64_t> row(static_cast<std::size_t>(2 * d + 1), -1);
        for (std::int64_t k = -d; k <= d; k += 2) {
            std::int64_t x = 0;
            if (d > 0) {
                const auto& before = reach.back();
                const auto at = [&](std::int64_t diagonal) {
                    return before[static_cast<std::size_t>(diagonal + d - 1)];
                };
                if (k == -d || (k != d && at(k - 1) < at(k + 1)))
                    x = at(k + 1);
                else
                    x = at(k - 1) + 1;
            }
            std::int64_t y = x - k;
            while (x < n && y < m && y >= 0
                   && here[static_cast<std::size_t>(x)] == there[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
            }
            row[static_cast<std::size_t>(k + d)] = x;
            if (x >= n && y >= m) {
                reach.push_back(std::move(row));
                return traced(reach, n, m);
            }
        }
        reach.push_back(std::move(row));
    }
    return std::nullopt;
}

} // namespace

Edits editsBetween(std::span<const std::uint32_t> here, std::span<const std::uint32_t> there,
                   std::size_t mostDifferent)
{
    std::size_t front = 0;
    const std::size_t shorter = std::min(here.size(), there.size());
    while (front < shorter && here[front] == there[front])
        ++front;
    std::size_t back = 0;
    while (back < shorter - front && here[here.size() - 1 - back] == there[there.size() - 1 - back])
        ++back;
    const auto middleHere = here.subspan(front, here.size() - front - back);
    const auto middleThere = there.subspan(front, there.size() - front - back);
    Edits result;
    add(result.edits, {.kind = EditKind::Same, .here = 0, .there = 0, .count = front});
    if (const auto script = shortestScript(middleHere, middleThere, mostDifferent)) {
        for (Edit edit : *script) {
            edit.here += front;
            edit.there += front;
            add(result.edits, edit);
        }
    } else {
        result.isCut = true;
        add(result.edits,
            {.kind = EditKind::Removed,
             .here = front,
             .there = front,
             .count = middleThere.size()});
        add(result.edits,
            {.kind = EditKind::Added,
             .here = front,
             .there = front + middleThere.size(),
             .count = middleHere.size()});
    }
    add(result.edits,
        {.kind = EditKind::Same,
         .here = here.size() - back,
         .there = there.size() - back,
         .count = back});
    return result;
}

std::optional<std::vector<AlignedPair>> align(std::size_t here, std::size_t there,
                                              const PairCost& cost)
{
    const std::size_t width = there + 1;
    if ((here + 1) > kMostCells / width)
        return std::nullopt;
    // What the rest costs from (i, j) on, so that of equal ways the one that pairs first is taken.
    std::vector<double> rest((here + 1) * width);
    constexpr float kImpossible = -1;
    std::vector<float> pairing(here * there, kImpossible);
    for (std::size_t i = here + 1; i-- > 0;) {
        for (std::size_t j = width; j-- > 0;) {
            double& best = rest[i * width + j];
            if (i == here || j == there) {
                best = kGapCost * static_cast<double>((here - i) + (there - j));
                continue;
            }
            best = kGapCost + std::min(rest[(i + 1) * width + j], rest[i * width + j + 1]);
            if (const auto paired = cost(i, j)) {
                pairing[i * there + j] = static_cast<float>(*paired);
                best = std::min(best,
                                static_cast<double>(pairing[i * there + j])
                                    + rest[(i + 1) * width + j + 1]);
            }
        }
    }
    std::vector<AlignedPair> pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    constexpr double kSlack = 1e-9;
    while (i < here || j < there) {
        const double best = rest[i * width + j];
        const bool canPair = i < here && j < there && pairing[i * there + j] >= 0;
        if (canPair
            && static_cast<double>(pairing[i * there + j]) + rest[(i + 1) * width + j + 1]
                <= best + kSlack)
            pairs.emplace_back(i++, j++);
        else if (j < there && kGapCost + rest[i * width + j + 1] <= best + kSlack)
            pairs.emplace_back(std::nullopt, j++);
        else
            pairs.emplace_back(i++, std::nullopt);
    }
    return pairs;
}

std::vector<AlignedPair> alignByKeys(std::span<const std::uint64_t> here,
                                     std::span<const std::uint64_t> there)
{
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> places;
    for (std::size_t j = 0; j < there.size(); ++j)
        places[there[j]].push_back(j);
    // A pair far ahead would leave all between alone.
    constexpr std::size_t kFarthest = 256;
    std::vector<AlignedPair> pairs;
    std::size_t next = 0;
    for (std::size_t i = 0; i < here.size(); ++i) {
        const auto found = places.find(here[i]);
        std::optional<std::size_t> place;
        if (found != places.end()) {
            const auto at = std::ranges::lower_bound(found->second, next);
            if (at != found->second.end() && *at - next <= kFarthest)
                place = *at;
        }
        if (!place) {
            pairs.emplace_back(i, std::nullopt);
            continue;
        }
        for (; next < *place; ++next)
            pairs.emplace_back(std::nullopt, next);
        pairs.emplace_back(i, next++);
    }
    for (; next < there.size(); ++next)
        pairs.emplace_back(std::nullopt, next);
    return pairs;
}

} // namespace comparison
