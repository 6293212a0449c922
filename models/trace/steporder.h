// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/steproles.h"

#include <vector>

namespace trace {

// Which step came before which, by their times and by what they are in alone. n log n to build.
class StepOrder
{
public:
    StepOrder(const SpanTree& tree, const StepRoles& roles);

    // What ended last before it began, in the same agent or workflow; where nothing did, the step
    // that it is in. kNone: it is the first.
    int before(int step) const { return m_before[static_cast<std::size_t>(step)]; }
    // The first that began after it ended, in the same agent or workflow; kNone: nothing did.
    int after(int step) const { return m_after[static_cast<std::size_t>(step)]; }
    // The last step within it, where it holds any, else itself: what its result comes from.
    int exitOf(int item) const { return m_exit[static_cast<std::size_t>(item)]; }
    // The step, not the frame, around it; kNone: none.
    int holderOf(int step) const { return m_holder[static_cast<std::size_t>(step)]; }

private:
    std::vector<int> m_before;
    std::vector<int> m_after;
    std::vector<int> m_exit; // of steps and frames; kNone: a frame without steps
    std::vector<int> m_entry;
    std::vector<int> m_holder;
};

} // namespace trace
