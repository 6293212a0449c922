// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/flamelayout.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace trace {

// What a flame view shows of a trace, worked out beforehand: not on the GUI thread. Immutable,
// shared between threads.
struct Flame
{
    // Whether any bar of a piece has a mark, however many it stands for.
    struct Marks
    {
        std::vector<std::uint32_t> before; // bars with it before this one; empty: none has it
        int in(const FlameLayout::Piece& piece) const
        {
            const auto end = piece.first + static_cast<std::size_t>(piece.count);
            return before.empty() ? 0 : static_cast<int>(before[end] - before[piece.first]);
        }
    };

    FlameLayout layout;
    Marks critical; // lies on the critical path
    std::vector<std::uint8_t> serviceOf; // by node: into services
    std::vector<std::string>
        services; // by first appearance; the last stands for what is beyond 255
    std::set<telemetry::StepKind> kinds; // that occur
};

std::shared_ptr<const Flame> flameOf(std::shared_ptr<const SpanTree> tree);

// Linear in the bars; none where no node has it.
Flame::Marks marksOf(const FlameLayout& layout, const std::vector<bool>& isMarked);

} // namespace trace
