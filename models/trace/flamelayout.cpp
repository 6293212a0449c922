// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/flamelayout.h"

#include "models/trace/flamebands.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace trace {

namespace {

using telemetry::Duration;
using telemetry::Timestamp;

bool hasStart(const store::SpanRow& span)
{
    return span.start != Timestamp{};
}

// What takes no time is a moment, which takes the shortest there is.
Timestamp endOf(const store::SpanRow& span)
{
    if (span.end > span.start)
        return span.end;
    return span.start == Timestamp::max() ? span.start : span.start + Duration(1);
}

Timestamp after(Timestamp time, Duration by)
{
    return time > Timestamp::max() - by ? Timestamp::max() : time + by;
}

} // namespace

FlameLayout::FlameLayout(std::shared_ptr<const SpanTree> tree)
    : m_tree(std::move(tree))
{
    placeRows();
    sortIntoRows();
    countDensity();
}

// The rows of each node below its parent's, less one; `heights` become those of the subtrees.
std::vector<int> FlameLayout::offsetsOf(std::vector<int>& heights) const
{
    const auto count = m_tree->nodes().size();
    std::vector<int> offsets(count, 0);
    std::vector<FlameBands::Block> blocks(count); // of subtrees; empty where nothing has a time
    FlameBands bands;
    std::vector<std::pair<Timestamp, int>> order;
    // What is in `node`, whose children are done; kNone: the roots.
    const auto arrange = [&](int node) {
        order.clear();
        for (const int child : m_tree->children(node)) {
            const FlameBands::Block& block = blocks[at(child)];
            if (block.start < block.end)
                order.emplace_back(block.start, child);
        }
        // Siblings are sorted by start, but something in one may have begun before it.
        if (!std::is_sorted(order.begin(), order.end()))
            std::sort(order.begin(), order.end());
        bands.restart();
        for (const auto& [start, child] : order)
            offsets[at(child)] = bands.place(blocks[at(child)]);
    };
    for (int node = m_tree->size(); node-- > 0;) { // children have higher numbers
        const store::SpanRow& span = m_tree->span(node);
        FlameBands::Block own;
        if (hasStart(span))
            own = {.start = span.start, .end = endOf(span)};
        arrange(node);
        for (const auto& [start, child] : order) {
            const bool isFirst = own.start >= own.end;
            own.start = isFirst ? start : std::min(own.start, start);
            own.end = isFirst ? blocks[at(child)].end : std::max(own.end, blocks[at(child)].end);
        }
        own.height = 1 + bands.height();
        heights[at(node)] = own.height;
        blocks[at(node)] = own;
    }
    arrange(SpanTree::kNone);
    return offsets;
}

void FlameLayout::placeRows()
{
    const auto count = m_tree->nodes().size();
    std::vector<int> heights(count, 1);
    m_rows = offsetsOf(heights);
    for (int node = 0; node < m_tree->size(); ++node) { // parents have lower numbers
        const int parent = m_tree->node(node).parent;
        m_rows[at(node)] += parent == SpanTree::kNone ? 0 : m_rows[at(parent)] + 1;
    }
}

void FlameLayout::sortIntoRows()
{
    std::vector<std::pair<Timestamp, int>> order;
    order.reserve(m_rows.size());
    int rows = 0;
    for (int node = 0; node < m_tree->size(); ++node) {
        if (!hasStart(m_tree->span(node)))
            continue;
        order.emplace_back(m_tree->span(node).start, node);
        rows = std::max(rows, m_rows[at(node)] + 1);
    }
    std::sort(order.begin(), order.end());

    m_rowBegin.assign(at(rows) + 1, 0);
    for (const auto& [start, node] : order)
        ++m_rowBegin[at(m_rows[at(node)]) + 1];
    std::partial_sum(m_rowBegin.begin(), m_rowBegin.end(), m_rowBegin.begin());
    std::vector<std::size_t> fill(m_rowBegin.begin(), m_rowBegin.end() - 1);
    m_starts.resize(order.size());
    m_ends.resize(order.size());
    m_nodes.resize(order.size());
    for (const auto& [start, node] : order) {
        const std::size_t place = fill[at(m_rows[at(node)])]++;
        m_starts[place] = start;
        m_ends[place] = endOf(m_tree->span(node));
        m_nodes[place] = node;
    }
    m_failedBefore.assign(order.size() + 1, 0);
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        m_failedBefore[i + 1] = m_failedBefore[i] + (m_tree->span(m_nodes[i]).isFailed ? 1U : 0U);
    for (int node = 0; node < m_tree->size(); ++node) {
        if (!hasStart(m_tree->span(node)))
            m_rows[at(node)] = SpanTree::kNone;
    }
}

void FlameLayout::countDensity()
{
    const telemetry::TimeRange range = m_tree->range();
    if (m_nodes.empty() || range.isEmpty())
        return;
    const double length = std::chrono::duration<double>(range.end - range.start).count();
    const auto positionOf = [&](Timestamp time) {
        const double since = std::chrono::duration<double>(time - range.start).count();
        return std::clamp(since / length, 0.0, 1.0) * static_cast<double>(kBuckets);
    };
    // Of each bar the parts in its first and last bucket; those between from a sum of steps.
    m_density.assign(kBuckets, {});
    std::vector<double> part(kBuckets, 0);
    std::vector<double> whole(kBuckets + 1, 0);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const double begin = positionOf(m_starts[i]);
        const double end = positionOf(m_ends[i]);
        const auto first = std::min(static_cast<std::size_t>(begin), kBuckets - 1);
        const auto last = std::min(static_cast<std::size_t>(end), kBuckets - 1);
        if (m_failedBefore[i + 1] != m_failedBefore[i])
            m_density[first].hasFailed = true;
        if (first == last) {
            part[first] += end - begin;
            continue;
        }
        part[first] += static_cast<double>(first + 1) - begin;
        part[last] += end - static_cast<double>(last);
        whole[first + 1] += 1;
        whole[last] -= 1;
    }
    double running = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        running += whole[i];
        m_density[i].running = static_cast<float>(running + part[i]);
        m_densest = std::max(m_densest, m_density[i].running);
    }
}

std::size_t FlameLayout::firstEndingAfter(int row, Timestamp time) const
{
    const auto begin = m_ends.begin() + static_cast<std::ptrdiff_t>(m_rowBegin[at(row)]);
    const auto end = m_ends.begin() + static_cast<std::ptrdiff_t>(m_rowBegin[at(row) + 1]);
    return static_cast<std::size_t>(std::upper_bound(begin, end, time) - m_ends.begin());
}

std::size_t FlameLayout::firstStartingAt(int row, Timestamp time) const
{
    const auto begin = m_starts.begin() + static_cast<std::ptrdiff_t>(m_rowBegin[at(row)]);
    const auto end = m_starts.begin() + static_cast<std::ptrdiff_t>(m_rowBegin[at(row) + 1]);
    return static_cast<std::size_t>(std::lower_bound(begin, end, time) - m_starts.begin());
}

FlameLayout::Piece FlameLayout::pieceAt(std::size_t index, std::size_t last,
                                        Duration shortest) const
{
    const auto failedIn = [&](std::size_t from, std::size_t to) {
        return static_cast<int>(m_failedBefore[to] - m_failedBefore[from]);
    };
    std::size_t next = index + 1;
    if (m_ends[index] - m_starts[index] < shortest) {
        // Takes in what comes, from one `shortest` to the next, as long as each has an end.
        Timestamp until = after(m_ends[index], shortest);
        while (next < last) {
            std::size_t step = 1; // gallops: what is near is found in few steps
            std::size_t low = next;
            while (low + step < last && m_ends[low + step] < until) {
                low += step;
                step *= 2;
            }
            const auto from = m_ends.begin() + static_cast<std::ptrdiff_t>(next);
            const auto to =
                m_ends.begin() + static_cast<std::ptrdiff_t>(std::min(last, low + step + 1));
            next = static_cast<std::size_t>(std::lower_bound(from, to, until) - m_ends.begin());
            if (next >= last || m_starts[next] - m_ends[next - 1] >= shortest
                || m_ends[next] - m_starts[next] >= shortest)
                break;
            until = after(m_ends[next], shortest);
        }
    }
    const bool isOne = next == index + 1;
    return {.start = m_starts[index],
            .end = m_ends[next - 1],
            .node = isOne ? m_nodes[index] : SpanTree::kNone,
            .count = static_cast<int>(next - index),
            .failed = failedIn(index, next),
            .first = index};
}

int FlameLayout::nodeAt(int row, Timestamp time, Duration tolerance) const
{
    if (row < 0 || row >= rowCount())
        return SpanTree::kNone;
    const std::size_t next = firstEndingAfter(row, time);
    const std::size_t begin = m_rowBegin[at(row)];
    int node = SpanTree::kNone;
    Duration nearest = tolerance;
    if (next < m_rowBegin[at(row) + 1]) {
        const Duration ahead = std::max(Duration::zero(), m_starts[next] - time);
        if (ahead <= nearest) {
            node = m_nodes[next];
            nearest = ahead;
        }
    }
    if (next > begin && time - m_ends[next - 1] < nearest)
        node = m_nodes[next - 1];
    return node;
}

int FlameLayout::neighbour(int node, int direction) const
{
    const int row = node == SpanTree::kNone ? SpanTree::kNone : rowOf(node);
    if (row == SpanTree::kNone)
        return SpanTree::kNone;
    std::size_t place = firstStartingAt(row, m_tree->span(node).start);
    const std::size_t end = m_rowBegin[at(row) + 1];
    if (direction < 0)
        return place > m_rowBegin[at(row)] ? m_nodes[place - 1] : SpanTree::kNone;
    return ++place < end ? m_nodes[place] : SpanTree::kNone;
}

} // namespace trace
