// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextdrops.h"
#include "models/trace/contextwindow.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace traceview {

// A stretch of the bar, in pixels from its left end, half-open.
struct BarSegment
{
    enum class Kind : std::uint8_t
    {
        Gone, // dropped before this turn: `drop` tells it
        Unread, // sent, and dropped by the server
        Held, // what the model read, or said
        Reserve, // set aside for the answer and not taken
        Free,
    };
    Kind kind = Kind::Held;
    trace::Filling filling = trace::Filling::Unattributed; // Held, Unread
    double left = 0;
    double right = 0;
    std::optional<std::int64_t> tokens; // nullopt: not known
    bool isEstimated = false;
    std::size_t piece = trace::ContextPiece::kNone; // its first one, into ContextWindow::pieces
    std::size_t drop = trace::ContextPiece::kNone; // Gone: into the drops
};

// Where tokens of the input are drawn.
struct BarStretch
{
    double firstToken = 0; // in reading order, half-open
    double lastToken = 0;
    double left = 0;
    double right = 0;
};

// The bar of one window. Pure.
struct BarGeometry
{
    std::vector<BarSegment> segments; // from the left, none overlapping another
    double cut = 0; // where what was gone ends; 0 while nothing is gone
    std::vector<BarStretch> stretches; // of the input
    // What the model read of the input, and what it said, by filling. Of an input that was cut,
    // what was counted of which no text tells is unattributed; then the input adds up to
    // SilentCut::kept.
    std::vector<trace::ContextShare> read;
    double windowEnd = 0; // where the window ends when more is in use than it holds; else 0
    bool isBroken = false; // hardly filled: the free rest is not to scale
    bool isGoneBroken = false; // what is gone is more than has room: not to scale either

    // Pixel of a position in the input, 0..1: left of the cut for what the server did not read.
    double xOf(double position) const;
    // -1 when there is none.
    int segmentAt(double x) const;
};

// What takes less than a pixel and a half is drawn with its neighbour.
BarGeometry barGeometry(const trace::ContextWindow& context,
                        const std::vector<trace::ContextDrop>& drops, double width);

} // namespace traceview
