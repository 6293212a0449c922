// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/steporder.h"

#include "models/trace/nodeplace.h"

#include <queue>

#include <algorithm>
#include <functional>
#include <utility>

namespace trace {

namespace {

using telemetry::Timestamp;

Timestamp endOf(const SpanTree& tree, int node)
{
    return std::max(tree.span(node).start, tree.span(node).end);
}

} // namespace

StepOrder::StepOrder(const SpanTree& tree, const StepRoles& roles)
    : m_before(tree.nodes().size(), SpanTree::kNone)
    , m_after(m_before)
    , m_exit(m_before)
    , m_entry(m_before)
    , m_holder(m_before)
{
    const auto isStep = [&roles](int node) { return roles.roles[at(node)] == StepRole::Step; };
    // Steps and frames by what they are in; the last place is that of those in nothing.
    const std::size_t top = tree.nodes().size();
    std::vector<std::vector<int>> items(top + 1);
    for (int node = 0; node < tree.size(); ++node) {
        const StepRole role = roles.roles[at(node)];
        if (role == StepRole::Step || role == StepRole::Frame)
            items[roles.scope[at(node)] == SpanTree::kNone ? top : at(roles.scope[at(node)])]
                .push_back(node);
    }
    for (auto& list : items)
        std::ranges::stable_sort(list, {}, [&tree](int node) { return tree.span(node).start; });
    // What is within comes after its holder in the numbering of nodes.
    for (int node = tree.size() - 1; node >= 0; --node) {
        m_entry[at(node)] = m_exit[at(node)] = isStep(node) ? node : SpanTree::kNone;
        for (const int item : items[at(node)]) {
            if (m_entry[at(node)] == SpanTree::kNone)
                m_entry[at(node)] = m_entry[at(item)];
            if (m_exit[at(item)] != SpanTree::kNone
                && tree.span(m_exit[at(item)]).step != telemetry::StepKind::Evaluator)
                m_exit[at(node)] = m_exit[at(item)];
        }
    }
    for (auto& list : items) // frames without a step
        std::erase_if(list, [this](int item) { return m_entry[at(item)] == SpanTree::kNone; });
    for (int node = 0; node < tree.size(); ++node) {
        const int scope = roles.scope[at(node)];
        if (scope != SpanTree::kNone)
            m_holder[at(node)] = isStep(scope) ? scope : m_holder[at(scope)];
    }
    using Ended = std::pair<Timestamp, int>;
    const auto arrange = [&](const std::vector<int>& list, int scope) {
        // A frame's own place is known before that of what is in it.
        const int first = scope == SpanTree::kNone ? SpanTree::kNone
            : isStep(scope)                        ? scope
                                                   : m_before[at(scope)];
        std::priority_queue<Ended, std::vector<Ended>, std::greater<>> running;
        int last = first;
        for (const int item : list) {
            while (!running.empty() && running.top().first <= tree.span(item).start) {
                last = m_exit[at(running.top().second)];
                running.pop();
            }
            m_before[at(item)] = last;
            running.push({endOf(tree, item), item});
        }
        for (const int item : list) {
            auto next = std::ranges::lower_bound(
                list, endOf(tree, item), {}, [&tree](int node) { return tree.span(node).start; });
            if (next != list.end() && *next == item) // took no time
                ++next;
            if (next != list.end())
                m_after[at(m_exit[at(item)])] = m_entry[at(*next)];
        }
    };
    arrange(items[top], SpanTree::kNone);
    for (int node = 0; node < tree.size(); ++node)
        arrange(items[at(node)], node);
}

} // namespace trace
