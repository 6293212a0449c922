// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/stepfolding.h"

#include "models/trace/nodeplace.h"

#include <algorithm>
#include <map>

namespace trace {

namespace {

// The step around, frames passed over.
std::vector<int> holdersOf(const SpanTree& tree, const StepRoles& roles)
{
    std::vector<int> holders(tree.nodes().size(), SpanTree::kNone);
    for (int node = 0; node < tree.size(); ++node) {
        const int scope = roles.scope[at(node)];
        if (scope != SpanTree::kNone)
            holders[at(node)] =
                roles.roles[at(scope)] == StepRole::Step ? scope : holders[at(scope)];
    }
    return holders;
}

void foldLoops(StepFolding& folding, const SpanTree& tree, const StepRoles& roles,
               const std::vector<int>& holders, const LoopGroups& loops,
               const GraphOptions& options)
{
    std::vector<int> first(loops.groups.size(), SpanTree::kNone);
    for (const int step : roles.steps) { // by start
        const std::size_t group = loops.of(tree.span(step).span);
        if (group == LoopGroups::kNone
            || options.opened.contains(loops.groups[group].representative))
            continue;
        if (first[group] == SpanTree::kNone)
            first[group] = step;
        folding.shownAs[at(step)] = first[group];
        folding.isLoop[at(first[group])] = true;
    }
    // What is in a member is part of the loop; holders have lower numbers.
    for (int node = 0; node < tree.size(); ++node) {
        const int holder = holders[at(node)];
        if (holder != SpanTree::kNone && folding.isLoop[at(folding.shownAs[at(holder)])])
            folding.shownAs[at(node)] = folding.shownAs[at(holder)];
    }
}

std::size_t shownCount(const StepFolding& folding, const StepRoles& roles)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        roles.steps, [&](int step) { return folding.shownAs[at(step)] == step; }));
}

// The deepest level of holders at which few enough are left; what is below is shown as its holder.
void foldDepth(StepFolding& folding, const StepRoles& roles, const std::vector<int>& holders,
               std::size_t most)
{
    std::vector<int> depths(holders.size(), 0);
    std::map<int, std::size_t> counts; // of what is shown, by depth
    for (std::size_t node = 0; node < holders.size(); ++node) {
        if (holders[node] != SpanTree::kNone)
            depths[node] = depths[at(holders[node])] + 1;
    }
    for (const int step : roles.steps) {
        if (folding.shownAs[at(step)] == step)
            ++counts[depths[at(step)]];
    }
    int deepest = 0;
    std::size_t sum = 0;
    for (const auto& [depth, count] : counts) {
        sum += count;
        if (sum > most && depth > 0)
            break;
        deepest = depth;
    }
    for (std::size_t node = 0; node < holders.size(); ++node) {
        if (depths[node] <= deepest)
            continue;
        const int holder = folding.shownAs[at(holders[node])];
        folding.shownAs[node] = holder;
        if (!folding.isLoop[at(holder)])
            folding.isRest[at(holder)] = true;
    }
}

// Runs of neighbours in time within one holder become one.
void foldNeighbours(StepFolding& folding, const StepRoles& roles, const std::vector<int>& holders,
                    std::size_t most)
{
    std::map<int, std::vector<int>> byHolder;
    std::size_t shown = 0;
    for (const int step : roles.steps) {
        if (folding.shownAs[at(step)] != step)
            continue;
        byHolder[holders[at(step)]].push_back(step);
        ++shown;
    }
    const std::size_t run = (shown + most - 1) / std::max<std::size_t>(most, 1) + 1;
    std::vector<int> into(folding.shownAs.size(), SpanTree::kNone);
    for (const auto& [holder, list] : byHolder) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const int first = list[i - i % run];
            into[at(list[i])] = first;
            if (first != list[i])
                folding.isRest[at(first)] = true;
        }
    }
    for (int& shownAs : folding.shownAs) {
        if (into[at(shownAs)] != SpanTree::kNone)
            shownAs = into[at(shownAs)];
    }
    for (std::size_t node = 0; node < into.size(); ++node) {
        if (folding.isRest[node])
            folding.isLoop[node] = false;
    }
}

} // namespace

StepFolding foldingOf(const SpanTree& tree, const StepRoles& roles, const LoopGroups& loops,
                      const GraphOptions& options)
{
    StepFolding folding;
    const std::size_t size = tree.nodes().size();
    folding.shownAs.resize(size);
    for (std::size_t node = 0; node < size; ++node)
        folding.shownAs[node] = static_cast<int>(node);
    folding.isLoop.assign(size, false);
    folding.isRest.assign(size, false);
    const std::vector<int> holders = holdersOf(tree, roles);
    foldLoops(folding, tree, roles, holders, loops, options);
    if (shownCount(folding, roles) > options.mostNodes)
        foldDepth(folding, roles, holders, options.mostNodes);
    if (shownCount(folding, roles) > options.mostNodes)
        foldNeighbours(folding, roles, holders, options.mostNodes);
    return folding;
}

} // namespace trace
