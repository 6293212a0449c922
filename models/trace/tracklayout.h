// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <memory>
#include <utility>
#include <vector>

namespace trace {

// The rows of a waterfall: the tree depth-first, without what is inside collapsed nodes. Rows are
// numbered from 0. Plain value. Nothing goes by the number of nodes: making one is free, changing
// what is collapsed is linear in how many nodes are collapsed, and the rest is a binary search
// among these.
class TrackLayout
{
public:
    TrackLayout() = default;
    explicit TrackLayout(std::shared_ptr<const SpanTree> tree);

    const SpanTree& tree() const { return *m_tree; }
    const std::shared_ptr<const SpanTree>& sharedTree() const { return m_tree; }
    int rowCount() const { return m_tree->size() - hidden(); }
    int nodeAt(int row) const;
    // The node's own row, or the row of the collapsed ancestor that hides it.
    int rowOf(int node) const;

    bool isCollapsed(int node) const;
    void setCollapsed(int node, bool collapsed); // no effect on nodes without children
    void reveal(int node); // expands its ancestors
    // Carries the collapsed nodes of a layout of the same trace over, by span id.
    void takeCollapsed(const TrackLayout& previous);

private:
    // A collapsed node that no other one hides.
    struct Fold
    {
        int node = 0;
        int row = 0; // its own
        int hidden = 0; // nodes that are inside of it and of the folds before it
    };
    void update();
    int hidden() const { return m_folds.empty() ? 0 : m_folds.back().hidden; }

    std::shared_ptr<const SpanTree> m_tree = std::make_shared<SpanTree>();
    std::vector<int> m_collapsed; // nodes, ascending; also those that another one hides
    std::vector<Fold> m_folds; // ascending
};

// Maps time to horizontal position and back. `width` in pixels, at least 1.
struct TimeScale
{
    telemetry::TimeRange range;
    double width = 1;

    double positionOf(telemetry::Timestamp time) const; // not clamped
    telemetry::Timestamp timeAt(double position) const;
};

// A bar's left edge and width in pixels: at least one pixel wide, cut to one pixel beyond the
// scale. Spans without a start are at the left edge, those without a duration one pixel wide.
struct Bar
{
    double left = 0;
    double width = 1;
    bool isVisible = false; // lies within the scale at least in part
};
Bar barOf(const store::SpanRow& span, const TimeScale& scale);

// `range` scaled around `anchor`, which keeps its position; factor < 1 zooms in. The result lies
// within `limits` and is at least 100 ns long.
telemetry::TimeRange zoomed(const telemetry::TimeRange& range, telemetry::Timestamp anchor,
                            double factor, const telemetry::TimeRange& limits);

} // namespace trace
