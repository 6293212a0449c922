// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracklayout.h"

#include <algorithm>
#include <cmath>

namespace trace {

namespace {

constexpr telemetry::Duration kShortest(100);

double seconds(telemetry::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

TrackLayout::TrackLayout(std::shared_ptr<const SpanTree> tree)
    : m_tree(std::move(tree))
    , m_isCollapsed(m_tree->nodes().size(), false)
{
    update();
}

int TrackLayout::rowOf(int node) const
{
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), node);
    return static_cast<int>(after - m_rows.begin()) - 1;
}

void TrackLayout::setCollapsed(int node, bool collapsed)
{
    if (m_tree->node(node).subtreeSize == 1 || isCollapsed(node) == collapsed)
        return;
    m_isCollapsed[static_cast<std::size_t>(node)] = collapsed;
    update();
}

void TrackLayout::reveal(int node)
{
    bool hasChanged = false;
    for (int above = m_tree->node(node).parent; above != SpanTree::kNone;
         above = m_tree->node(above).parent) {
        hasChanged = hasChanged || isCollapsed(above);
        m_isCollapsed[static_cast<std::size_t>(above)] = false;
    }
    if (hasChanged)
        update();
}

void TrackLayout::takeCollapsed(const TrackLayout& previous)
{
    for (int node = 0; node < previous.tree().size(); ++node) {
        if (!previous.isCollapsed(node))
            continue;
        const int here = m_tree->find(previous.tree().span(node).span);
        if (here != SpanTree::kNone && m_tree->node(here).subtreeSize > 1)
            m_isCollapsed[static_cast<std::size_t>(here)] = true;
    }
    update();
}

void TrackLayout::update()
{
    m_rows.clear();
    for (int node = 0; node < m_tree->size();) {
        m_rows.push_back(node);
        node += isCollapsed(node) ? m_tree->node(node).subtreeSize : 1;
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
    const telemetry::Duration whole = std::max(limits.duration(), kShortest);
    const double wanted = static_cast<double>(range.duration().count()) * factor;
    const auto length =
        std::clamp(telemetry::Duration(std::llround(std::min(wanted, 9e18))), kShortest, whole);
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
