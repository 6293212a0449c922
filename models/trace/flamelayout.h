// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace trace {

// Where the bars of a flame view lie: in rows below their parent's, packed so that no two of a row
// overlap. A subtree is a block that stays together: those of siblings that ran one after another
// share rows, those that ran at once lie below each other. Immutable, n log n to build: not on the
// GUI thread.
class FlameLayout
{
public:
    FlameLayout() = default;
    explicit FlameLayout(std::shared_ptr<const SpanTree> tree);

    const SpanTree& tree() const { return *m_tree; }
    const std::shared_ptr<const SpanTree>& sharedTree() const { return m_tree; }
    int rowCount() const { return static_cast<int>(m_rowBegin.size()) - 1; }
    // SpanTree::kNone: its start is not known, so that it lies nowhere in time.
    int rowOf(int node) const { return m_rows[at(node)]; }
    int placed() const { return static_cast<int>(m_nodes.size()); } // nodes that have a row

    // What is drawn: a bar, or a stretch of bars that would each be too short to be seen, with the
    // gaps between them, which would be too.
    struct Piece
    {
        telemetry::Timestamp start;
        telemetry::Timestamp end; // 1 ns or more after start
        int node = SpanTree::kNone; // kNone: a stretch of several
        int count = 1;
        int failed = 0; // of these
        std::size_t first = 0; // index for nodeIn()
    };

    // Calls visit(const Piece&) for what of a row meets `range`, from left to right. Shorter than
    // `shortest` is folded (after Tracy's timeline): the cost goes by what is visited, times a
    // binary search, not by what there is.
    template<class Visit>
    void visit(int row, telemetry::TimeRange range, telemetry::Duration shortest,
               Visit&& visit) const
    {
        std::size_t next = firstEndingAfter(row, range.start);
        const std::size_t last = firstStartingAt(row, range.end);
        while (next < last) {
            const Piece piece = pieceAt(next, last, shortest);
            visit(piece);
            next += static_cast<std::size_t>(piece.count);
        }
    }
    // The nodes of a stretch in order of time; `index` < count.
    int nodeIn(const Piece& piece, int index) const { return m_nodes[piece.first + at(index)]; }

    // The bar at that time, or else the nearest one within `tolerance`; SpanTree::kNone: there is
    // none.
    int nodeAt(int row, telemetry::Timestamp time, telemetry::Duration tolerance) const;
    // Of the same row, direction 1 or -1; SpanTree::kNone at its end.
    int neighbour(int node, int direction) const;

    // How much went on at once, over the range of the tree in kBuckets equal parts: steps that ran,
    // on average over the bucket. Failed: a step that failed began there.
    static constexpr std::size_t kBuckets = 1024;
    struct Bucket
    {
        float running = 0;
        bool hasFailed = false;
    };
    const std::vector<Bucket>& density() const { return m_density; } // empty without any span
    float densest() const { return m_densest; }

private:
    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    std::vector<int> offsetsOf(std::vector<int>& heights) const;
    void placeRows();
    void sortIntoRows();
    void countDensity();
    std::size_t firstEndingAfter(int row, telemetry::Timestamp time) const;
    std::size_t firstStartingAt(int row, telemetry::Timestamp time) const;
    Piece pieceAt(std::size_t index, std::size_t last, telemetry::Duration shortest) const;

    std::shared_ptr<const SpanTree> m_tree = std::make_shared<SpanTree>();
    std::vector<int> m_rows; // by node
    // The bars, grouped by row, in order of time in each: starts and ends both ascend.
    std::vector<std::size_t> m_rowBegin{0}; // one more at the end
    std::vector<telemetry::Timestamp> m_starts;
    std::vector<telemetry::Timestamp> m_ends;
    std::vector<int> m_nodes;
    std::vector<std::uint32_t> m_failedBefore; // bars before this one that failed; one more
    std::vector<Bucket> m_density;
    float m_densest = 0;
};

} // namespace trace
