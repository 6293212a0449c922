// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/loops.h"
#include "models/trace/loopsteps.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace trace {

// How findLoops() goes about it: tries first, then agents in turn, cycles, calls, generations. What
// is in a group is in no later one.
class LoopSearch
{
public:
    explicit LoopSearch(const TraceContents& contents);
    std::vector<LoopGroup> run();

private:
    using Indices = std::vector<std::size_t>; // into m_steps, ascending

    // Whether results tell of progress, of waiting or of nothing new.
    enum class Course
    {
        Same,
        Unknown, // not captured
        Waiting,
        Progress,
    };
    Course courseOf(std::span<const std::size_t> calls) const;

    void findTries(const Indices& list);
    void findTriesInParts();
    void findPingPong();
    void findCycles(const Indices& list);
    void addCycle(const Indices& list, std::span<const std::size_t> calls, std::size_t period);
    void findCalls(const Indices& list);
    void addCalls(const Indices& list, std::span<const std::size_t> calls);
    void findAnswers(const Indices& list);
    void addTries(const Indices& list, const Indices& tries);

    std::uint64_t saidBy(std::size_t agent) const;
    // With the generations between two that follow each other, where nothing else is there.
    Indices withBetween(const Indices& list, std::span<const std::size_t> members) const;
    std::string callText(std::size_t step);
    std::string endText(const LoopGroup& group) const;
    void add(LoopGroup group, const Indices& members);

    const TraceContents& m_contents;
    const SpanTree& m_tree;
    StepRoles m_roles;
    ContentIndex m_index;
    CallReader m_reader;
    std::vector<LoopStep> m_steps;
    std::vector<bool> m_isTaken;
    std::unordered_map<int, std::size_t> m_lastOfScope;
    std::vector<LoopGroup> m_groups;
};

} // namespace trace
