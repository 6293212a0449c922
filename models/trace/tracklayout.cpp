// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracklayout.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace trace {

namespace {

constexpr telemetry::Duration kShortestView(100);

double seconds(telemetry::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

TrackLayout::TrackLayout(std::shared_ptr<const SpanTree> tree)
    : m_tree(std::move(tree))
{
}

int TrackLayout::nodeAt(int row) const
{
    const auto after = std::partition_point(m_folds.begin(), m_folds.end(),
                                            [row](const Fold& fold) { return fold.row < row; });
    return row + (after == m_folds.begin() ? 0 : std::prev(after)->hidden);
}

int TrackLayout::rowOf(int node) const
{
    const auto after = std::partition_point(m_folds.begin(), m_folds.end(),
                                            [node](const Fold& fold) { return fold.node < node; });
    if (after == m_folds.begin())
        return node;
    const Fold& fold = *std::prev(after);
    const bool isHidden = node - fold.node < m_tree->node(fold.node).subtreeSize;
    return isHidden ? fold.row : node - fold.hidden;
}

bool TrackLayout::isCollapsed(int node) const
{
    return std::binary_search(m_collapsed.begin(), m_collapsed.end(), node);
}

void TrackLayout::setCollapsed(int node, bool collapsed)
{
    if (m_tree->node(node).subtreeSize == 1 || isCollapsed(node) == collapsed)
        return;
    const auto place = std::lower_bound(m_collapsed.begin(), m_collapsed.end(), node);
    if (collapsed)
        m_collapsed.insert(place, node);
    else
        m_collapsed.erase(place);
    update();
}

void TrackLayout::reveal(int node)
{
    const auto isAbove = [&](int above) {
        return above < node && node - above < m_tree->node(above).subtreeSize;
    };
    if (std::erase_if(m_collapsed, isAbove) > 0)
        update();
}

void TrackLayout::takeCollapsed(const TrackLayout& previous)
{
    for (const int node : previous.m_collapsed) {
        const int here = m_tree->find(previous.tree().span(node).span);
        if (here != SpanTree::kNone && m_tree->node(here).subtreeSize > 1)
            m_collapsed.push_back(here);
    }
    std::sort(m_collapsed.begin(), m_collapsed.end());
    m_collapsed.erase(std::unique(m_collapsed.begin(), m_collapsed.end()), m_collapsed.end());
    update();
}

void TrackLayout::update()
{
    m_folds.clear();
    int end = 0; // of what the last fold hides
    for (const int node : m_collapsed) {
        if (node < end)
            continue;
        end = node + m_tree->node(node).subtreeSize;
        m_folds.push_back({.node = node,
                           .row = node - hidden(),
                           .hidden = hidden() + m_tree->node(node).subtreeSize - 1});
    }
}

double TimeScale::positionOf(telemetry::Timestamp time) const
{
    const double length = seconds(range.duration());
    return length > 0 ? seconds(time - range.start) / length * width : 0;
}

telemetry::Timestamp TimeScale::timeAt(double position) const
{
    const double share = width > 0 ? position / width : 0;
    return range.start
        + telemetry::Duration(std::llround(static_cast<double>(range.duration().count()) * share));
}

Bar barOf(const store::SpanRow& span, const TimeScale& scale)
{
    if (span.start == telemetry::Timestamp{})
        return {.left = 0, .width = 1, .isVisible = true};
    const double begin = scale.positionOf(span.start);
    const double end = std::max(begin + 1, scale.positionOf(std::max(span.start, span.end)));
    const double left = std::clamp(begin, -1.0, scale.width);
    const double right = std::clamp(end, 0.0, scale.width + 1);
    return {.left = left,
            .width = std::max(1.0, right - left),
            .isVisible = begin < scale.width && end > 0};
}

telemetry::TimeRange zoomed(const telemetry::TimeRange& range, telemetry::Timestamp anchor,
                            double factor, const telemetry::TimeRange& limits)
{
    const telemetry::Duration whole = std::max(limits.duration(), kShortestView);
    const double wanted = static_cast<double>(range.duration().count()) * factor;
    const auto length =
        std::clamp(telemetry::Duration(std::llround(std::min(wanted, 9e18))), kShortestView, whole);
    const double share = range.isEmpty()
        ? 0.5
        : std::clamp(seconds(anchor - range.start) / seconds(range.duration()), 0.0, 1.0);
    const auto before =
        telemetry::Duration(std::llround(static_cast<double>(length.count()) * share));
    const telemetry::Timestamp latest = limits.start + (whole - length);
    const telemetry::Timestamp start = std::clamp(anchor - before, limits.start, latest);
    return {.start = start, .end = start + length};
}

} // namespace trace
