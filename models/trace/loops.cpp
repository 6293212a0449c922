// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/loops.h"

#include "models/trace/loopsearch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace trace {

const char* toString(LoopKind kind)
{
    constexpr std::array<const char*, 6> names{"same_call", "polling", "same_step",
                                               "cycle",     "retry",   "ping_pong"};
    return names[static_cast<std::size_t>(kind)];
}

std::size_t LoopGroups::of(telemetry::SpanId span) const
{
    const auto found = byMember.find(span);
    return found == byMember.end() ? kNone : found->second;
}

LoopGroups findLoops(const TraceContents& contents)
{
    LoopGroups found;
    LoopSearch search(contents);
    found.groups = search.run();
    std::ranges::stable_sort(found.groups, {}, &LoopGroup::first);
    for (std::size_t i = 0; i < found.groups.size(); ++i) {
        for (const telemetry::SpanId member : found.groups[i].members)
            found.byMember.try_emplace(member, i);
    }
    return found;
}

} // namespace trace
