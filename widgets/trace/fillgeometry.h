// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextsession.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace traceview {

// A stretch of a column, in tokens from its foot, half-open.
struct FillBlock
{
    enum class Kind : std::uint8_t
    {
        Carried, // that the turn before had as well
        Added,
        Answer, // reasoning and output
        Unexplained, // whose text is not known: neither
        Ghost, // that is not in the window any more, or never came into it
    };
    Kind kind = Kind::Added;
    trace::Filling filling = trace::Filling::History;
    double from = 0;
    double to = 0;
    bool isUnknown = false; // a ghost of which nobody tells the size
    std::size_t drop = 0; // Ghost: into the drops of the turn
};

// What a turn's column is made of, from its foot. Pure.
std::vector<FillBlock> fillBlocks(const trace::ContextTurn& turn, double unknownGhost);
// Tokens that were in use, without what the server dropped.
std::int64_t usedTokens(const trace::ContextTurn& turn);
bool isFlagged(const trace::ContextDrop& drop); // exchanged passages are what every turn does

// The scale of all columns.
struct FillScale
{
    double top = 1; // tokens at the upper end
    bool isWindowBeyond = false; // the window is so much larger that it is not drawn to scale
    std::int64_t window = 0; // the largest; 0: none is known
};
FillScale fillScale(const trace::ContextSession& session);

// Which turns are shown and where, in pixels.
struct FillColumns
{
    std::size_t first = 0;
    std::size_t count = 0;
    double left = 0; // of the first
    double pitch = 0; // from one to the next
    double width = 0; // of one

    double leftOf(std::size_t turn) const
    {
        return left + static_cast<double>(turn - first) * pitch;
    }
    // ContextTurn::kNone beside all of them.
    std::size_t turnAt(double x) const;
};
// So that `current` is among them, and as near to where they were as possible.
FillColumns fillColumns(std::size_t turns, std::size_t current, std::size_t firstBefore,
                        double left, double width);

} // namespace traceview
