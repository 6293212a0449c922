// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/spantree.h"

#include <cstddef>
#include <vector>

namespace trace {

const char* toString(Failure failure)
{
    switch (failure) {
    case Failure::None:
        return "none";
    case Failure::Cause:
        return "cause";
    case Failure::Echo:
        return "echo";
    case Failure::Swallowed:
        return "swallowed";
    }
    return "none";
}

void SpanTree::judgeFailures()
{
    std::vector<bool> hasFailedInside(m_nodes.size(), false);
    for (int i = size(); i-- > 0;) { // children have higher numbers than their parents
        Node& here = m_nodes[static_cast<std::size_t>(i)];
        const bool isEcho = hasFailedInside[static_cast<std::size_t>(i)];
        const bool isFailed = span(i).isFailed;
        if (here.parent != kNone && (isFailed || isEcho))
            hasFailedInside[static_cast<std::size_t>(here.parent)] = true;
        if (!isFailed)
            continue;
        const bool isSwallowed = here.parent != kNone && !span(here.parent).isFailed;
        if (isEcho)
            here.failure = Failure::Echo;
        else
            here.failure = isSwallowed ? Failure::Swallowed : Failure::Cause;
    }
}

int SpanTree::count(Failure failure) const
{
    int count = 0;
    for (const Node& node : m_nodes)
        count += node.failure == failure ? 1 : 0;
    return count;
}

} // namespace trace
