// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/criticalpath.h"

#include <algorithm>
#include <utility>

namespace trace {

std::vector<bool> criticalPath(const SpanTree& tree)
{
    using telemetry::Timestamp;
    std::vector<bool> isCritical(tree.nodes().size(), false);
    // A step, and when whoever waited for it went on.
    std::vector<std::pair<int, Timestamp>> waiting{{SpanTree::kNone, Timestamp::max()}};
    std::vector<std::pair<Timestamp, int>> byEnd;
    while (!waiting.empty()) {
        const auto [node, limit] = waiting.back();
        waiting.pop_back();
        Timestamp begin = Timestamp::min();
        if (node != SpanTree::kNone) {
            isCritical[static_cast<std::size_t>(node)] = true;
            begin = tree.span(node).start;
        }
        byEnd.clear();
        for (const int child : tree.children(node)) {
            const store::SpanRow& span = tree.span(child);
            if (durationOf(span) && span.start < limit && span.end > begin)
                byEnd.emplace_back(std::min(span.end, limit), child);
        }
        // Latest end first; of those that end together the one that began first.
        std::sort(byEnd.begin(), byEnd.end(), [](const auto& left, const auto& right) {
            return left.first != right.first ? left.first > right.first
                                             : left.second < right.second;
        });
        Timestamp until = limit;
        for (const auto& [end, child] : byEnd) {
            if (end > until)
                continue;
            waiting.emplace_back(child, end);
            until = tree.span(child).start;
            if (until <= begin)
                break;
        }
    }
    return isCritical;
}

} // namespace trace
