// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/loopsearch.h"

#include "models/telemetry/visibletext.h"
#include "models/trace/liketexts.h"

#include <algorithm>
#include <utility>

namespace trace {

namespace {

using telemetry::StepKind;

constexpr std::size_t kFewestCalls = 3;
constexpr std::size_t kFewestRounds = 3;
constexpr std::size_t kLongestPeriod = 8;
constexpr std::size_t kMostBetween = 12; // other steps between two calls of one group
constexpr std::size_t kMostResults = 256; // results of a group that are compared by their words

std::string timesText(std::size_t count)
{
    return count == 1 ? "once" : count == 2 ? "twice" : std::to_string(count) + " times";
}

std::string excerpt(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    std::string line = telemetry::visibleLine(text.substr(0, kMost));
    return text.size() > kMost ? line + "…" : line;
}

bool isCall(const LoopStep& step)
{
    return step.kind != StepKind::Generation && step.kind != StepKind::Evaluator
        && step.kind != StepKind::Guardrail && step.kind != StepKind::Other;
}

} // namespace

LoopSearch::LoopSearch(const TraceContents& contents)
    : m_contents(contents)
    , m_tree(*contents.tree)
    , m_roles(stepRolesOf(m_tree))
    , m_index(contents)
    , m_steps(loopStepsOf(contents, m_roles, m_index, m_reader))
    , m_isTaken(m_steps.size())
{
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        m_lastOfScope[m_steps[i].scope] = i;
}

std::vector<LoopGroup> LoopSearch::run()
{
    std::map<std::pair<int, std::int64_t>, Indices> lists; // by scope and turn
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        lists[{m_steps[i].scope, m_steps[i].turn}].push_back(i);
    for (const auto& [key, list] : lists)
        findTries(list);
    findTriesInParts();
    findPingPong();
    for (const auto& [key, list] : lists) {
        findCycles(list);
        findCalls(list);
        findAnswers(list);
    }
    return std::move(m_groups);
}

LoopSearch::Course LoopSearch::courseOf(std::span<const std::size_t> calls) const
{
    std::vector<std::size_t> kinds;
    std::map<std::uint64_t, std::size_t> known;
    LikeTexts texts;
    const bool isCompared = calls.size() <= kMostResults;
    for (const std::size_t call : calls) {
        const LoopStep& step = m_steps[call];
        if (step.outcome == 0)
            continue;
        auto [at, isNew] = known.try_emplace(step.outcome, known.size());
        if (isNew && isCompared && !step.result.empty())
            at->second = kMostResults + texts.kindOf(step.result);
        kinds.push_back(at->second);
    }
    if (kinds.empty())
        return Course::Unknown;
    std::size_t changes = 0;
    for (std::size_t i = 1; i < kinds.size(); ++i)
        changes += kinds[i] != kinds[i - 1] ? 1 : 0;
    if (changes == 0)
        return Course::Same;
    return 2 * changes <= kinds.size() - 1 ? Course::Waiting : Course::Progress;
}

LoopSearch::Indices LoopSearch::withBetween(const Indices& list,
                                            std::span<const std::size_t> members) const
{
    Indices all{members.front()};
    for (std::size_t i = 1; i < members.size(); ++i) {
        const auto from = std::ranges::upper_bound(list, members[i - 1]);
        const auto to = std::ranges::lower_bound(list, members[i]);
        const bool isOfGenerations = std::all_of(from, to, [this](std::size_t step) {
            return m_steps[step].kind == StepKind::Generation && !m_isTaken[step];
        });
        if (isOfGenerations)
            all.insert(all.end(), from, to);
        all.push_back(members[i]);
    }
    return all;
}

std::string LoopSearch::callText(std::size_t step)
{
    const LoopStep& call = m_steps[step];
    std::string text = excerpt(call.name);
    if (call.kind != StepKind::Generation && call.isKnown)
        text += "(" + m_reader.argumentsText(call.arguments) + ")";
    return text;
}

std::string LoopSearch::endText(const LoopGroup& group) const
{
    return group.hasStopped ? "; then it went on" : "; nothing came after it";
}

void LoopSearch::add(LoopGroup group, const Indices& members)
{
    for (const std::size_t member : members) {
        m_isTaken[member] = true;
        const auto& span = m_tree.span(m_steps[member].node);
        group.members.push_back(span.span);
        group.last = std::max({group.last, span.start, span.end});
    }
    group.first = m_tree.span(m_steps[members.front()].node).start;
    m_groups.push_back(std::move(group));
}

void LoopSearch::findTries(const Indices& list)
{
    struct Chain
    {
        Indices tries;
        std::size_t lastPlace = 0;
    };
    std::unordered_map<std::uint64_t, Chain> chains;
    for (std::size_t place = 0; place < list.size(); ++place) {
        const LoopStep& step = m_steps[list[place]];
        const bool isGeneration = step.kind == StepKind::Generation;
        if (isGeneration ? step.input == 0 : !step.isKnown)
            continue;
        // Another model may be asked the second time.
        const std::uint64_t key = isGeneration ? joinedHash(7, step.input) : step.identity;
        const auto found = chains.find(key);
        if (found != chains.end() && place - found->second.lastPlace > kMostBetween) {
            addTries(list, found->second.tries);
            chains.erase(found);
        } else if (found != chains.end()) {
            found->second.tries.push_back(list[place]);
            found->second.lastPlace = place;
            if (!step.isFailed) {
                addTries(list, found->second.tries);
                chains.erase(found);
            }
            continue;
        }
        if (step.isFailed)
            chains[key] = {{list[place]}, place};
    }
    std::vector<const Chain*> open;
    for (const auto& [key, chain] : chains)
        open.push_back(&chain);
    std::ranges::sort(open, {}, [](const Chain* chain) { return chain->tries.front(); });
    for (const Chain* chain : open)
        addTries(list, chain->tries);
}

void LoopSearch::addTries(const Indices& list, const Indices& tries)
{
    if (tries.size() < 2)
        return;
    LoopGroup group;
    group.kind = LoopKind::Retry;
    group.count = tries.size();
    group.representative = m_steps[tries.back()].span;
    group.name = excerpt(m_steps[tries.front()].name);
    group.failure = m_steps[tries.front()].failure;
    group.hasStopped = !m_steps[tries.back()].isFailed;
    const std::string why = group.failure.empty() ? "" : " (" + group.failure + ")";
    group.reason = callText(tries.front()) + " tried " + timesText(tries.size()) + ": "
        + (group.hasStopped ? "it failed " + timesText(tries.size() - 1) + why + ", then it worked"
                            : "it failed each time" + why);
    add(std::move(group), withBetween(list, tries));
}

// What a step does within itself over again: the calls of a client below a generation.
void LoopSearch::findTriesInParts()
{
    for (int parent = 0; parent < m_tree.size(); ++parent) {
        const auto children = m_tree.children(parent);
        for (std::size_t first = 0; first < children.size();) {
            const auto& span = m_tree.span(children[first]);
            std::size_t end = first + 1;
            while (end < children.size() && m_tree.span(children[end - 1]).isFailed
                   && m_tree.span(children[end]).name == span.name
                   && m_tree.span(children[end]).start >= m_tree.span(children[end - 1]).end)
                ++end;
            const StepRole role = m_roles.roles[static_cast<std::size_t>(children[first])];
            if (end - first >= 2 && (role == StepRole::Part || role == StepRole::None)) {
                LoopGroup group;
                group.kind = LoopKind::Retry;
                group.count = end - first;
                group.name = excerpt(span.name);
                for (std::size_t i = first; i < end; ++i)
                    group.members.push_back(m_tree.span(children[i]).span);
                group.representative = group.members.back();
                group.first = span.start;
                group.last = m_tree.span(children[end - 1]).end;
                group.hasStopped = !m_tree.span(children[end - 1]).isFailed;
                group.reason = group.name + " tried " + timesText(group.count) + " within "
                    + excerpt(m_tree.span(parent).name) + ": "
                    + (group.hasStopped
                           ? "it failed " + timesText(group.count - 1) + ", then it worked"
                           : "it failed each time");
                m_groups.push_back(std::move(group));
            }
            first = end;
        }
    }
}

// What an agent said last; 0 unknown.
std::uint64_t LoopSearch::saidBy(std::size_t agent) const
{
    if (m_steps[agent].outcome != 0)
        return m_steps[agent].outcome;
    const auto last = m_lastOfScope.find(m_steps[agent].node);
    if (last == m_lastOfScope.end() || m_steps[last->second].kind != StepKind::Generation
        || !m_steps[last->second].isKnown)
        return 0;
    return m_steps[last->second].identity;
}

void LoopSearch::findPingPong()
{
    Indices agents;
    std::vector<std::uint64_t> turns;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].kind != StepKind::Agent || m_isTaken[i])
            continue;
        const std::uint64_t said = saidBy(i);
        agents.push_back(i);
        turns.push_back(said == 0 ? i // unlike all others
                                  : joinedHash(bytesHash(m_steps[i].name), said));
    }
    for (std::size_t first = 0; first + 2 * kFewestRounds <= agents.size();) {
        std::size_t same = 0;
        while (first + same + 2 < agents.size() && turns[first + same] == turns[first + same + 2])
            ++same;
        const std::size_t rounds = same / 2 + 1;
        if (rounds < kFewestRounds
            || m_steps[agents[first]].name == m_steps[agents[first + 1]].name) {
            first += std::max<std::size_t>(same, 1);
            continue;
        }
        const auto from = agents.begin() + static_cast<std::ptrdiff_t>(first);
        const Indices members(from, from + static_cast<std::ptrdiff_t>(same + 2));
        LoopGroup group;
        group.kind = LoopKind::PingPong;
        group.count = rounds;
        group.representative = m_steps[members.front()].span;
        const std::string one = excerpt(m_steps[members[0]].name);
        const std::string other = excerpt(m_steps[members[1]].name);
        group.name = one + " ⇄ " + other;
        group.hasStopped = members.back() + 1 < m_steps.size()
            && m_tree.span(m_steps.back().node).start
                >= m_tree.span(m_steps[members.back()].node).end;
        group.reason = one + " and " + other + " handed over to each other " + timesText(rounds)
            + ", each time with the same words" + endText(group);
        add(std::move(group), members);
        first += members.size();
    }
}

void LoopSearch::findAnswers(const Indices& list)
{
    std::map<std::pair<std::string_view, std::size_t>, Indices> kinds;
    std::map<std::string_view, LikeTexts> texts; // by model
    std::map<std::uint64_t, std::size_t> known;
    for (const std::size_t i : list) {
        const LoopStep& step = m_steps[i];
        if (step.kind != StepKind::Generation || m_isTaken[i] || !step.isKnown || !step.isTelling
            || step.isFailed)
            continue;
        const auto [at, isNew] = known.try_emplace(step.identity, known.size());
        if (isNew) {
            const std::string text = telemetry::outputText(*m_index.generations.at(step.span));
            if (!text.empty())
                at->second = m_steps.size() + texts[step.name].kindOf(text);
        }
        kinds[{step.name, at->second}].push_back(i);
    }
    std::vector<const Indices*> ordered;
    for (const auto& [kind, members] : kinds)
        ordered.push_back(&members);
    std::ranges::sort(ordered, {}, [](const Indices* members) { return members->front(); });
    for (const Indices* members : ordered) {
        if (members->size() < kFewestCalls)
            continue;
        LoopGroup group;
        group.kind = LoopKind::SameStep;
        group.count = members->size();
        group.representative = m_steps[members->front()].span;
        group.name = excerpt(m_steps[members->front()].name);
        group.hasStopped = m_lastOfScope[m_steps[members->front()].scope] > members->back();
        const auto& generation = *m_index.generations.at(group.representative);
        const std::string text = telemetry::outputText(generation);
        std::string what = "“" + excerpt(text) + "”";
        for (const auto& message : generation.outputMessages) {
            for (const auto& part : message.parts) {
                if (text.empty() && part.kind == telemetry::PartKind::ToolCall)
                    what = excerpt(part.name) + "(" + m_reader.argumentsText(part.json) + ")";
            }
        }
        group.reason = group.name + (text.empty() ? " asked " : " said ") + timesText(group.count)
            + (text.empty() ? " for " : " nearly the same: ") + what + endText(group);
        add(std::move(group), *members);
    }
}

void LoopSearch::findCalls(const Indices& list)
{
    struct Run
    {
        Indices calls;
        std::size_t lastPlace = 0;
    };
    std::unordered_map<std::uint64_t, Run> runs;
    std::vector<Indices> complete;
    for (std::size_t place = 0; place < list.size(); ++place) {
        const LoopStep& step = m_steps[list[place]];
        if (!isCall(step) || !step.isKnown || m_isTaken[list[place]])
            continue;
        Run& run = runs[step.identity];
        if (!run.calls.empty() && place - run.lastPlace > kMostBetween) {
            complete.push_back(std::move(run.calls));
            run.calls.clear();
        }
        run.calls.push_back(list[place]);
        run.lastPlace = place;
    }
    for (auto& [identity, run] : runs)
        complete.push_back(std::move(run.calls));
    std::erase_if(complete, [](const Indices& calls) { return calls.size() < kFewestCalls; });
    std::ranges::sort(complete, {}, [](const Indices& calls) { return calls.front(); });
    for (const Indices& calls : complete)
        addCalls(list, calls);
}

void LoopSearch::addCalls(const Indices& list, std::span<const std::size_t> calls)
{
    const Course course = courseOf(calls);
    if (course == Course::Progress)
        return;
    const LoopStep& first = m_steps[calls.front()];
    LoopGroup group;
    group.kind = course == Course::Waiting ? LoopKind::Polling : LoopKind::SameCall;
    group.count = calls.size();
    group.representative = first.span;
    group.name = excerpt(first.name);
    group.hasStopped = m_lastOfScope[first.scope] > calls.back();
    group.reason = callText(calls.front()) + " called " + timesText(calls.size())
        + " with the same arguments, "
        + (course == Course::Same          ? "each time with the same result"
               : course == Course::Waiting ? "as long as its result stayed the same"
                                           : "what it gave was not captured")
        + endText(group);
    add(std::move(group), withBetween(list, calls));
}

void LoopSearch::findCycles(const Indices& list)
{
    Indices calls;
    for (const std::size_t i : list) {
        if (isCall(m_steps[i]) && !m_isTaken[i])
            calls.push_back(i);
    }
    for (std::size_t period = 2; period <= kLongestPeriod; ++period) {
        for (std::size_t first = 0; first + kFewestRounds * period <= calls.size();) {
            std::size_t same = 0;
            while (first + same + period < calls.size()) {
                const std::size_t one = calls[first + same];
                const std::size_t other = calls[first + same + period];
                if (m_steps[one].identity != m_steps[other].identity || !m_steps[one].isKnown
                    || m_isTaken[one] || m_isTaken[other])
                    break;
                ++same;
            }
            const std::size_t rounds = same / period + 1;
            if (rounds >= kFewestRounds)
                addCycle(list, std::span(calls).subspan(first, period * rounds), period);
            first += std::max<std::size_t>(same, 1);
        }
    }
}

void LoopSearch::addCycle(const Indices& list, std::span<const std::size_t> calls,
                          std::size_t period)
{
    const std::size_t rounds = calls.size() / period;
    bool isOne = true; // the same call all along is no cycle
    bool isWaiting = false;
    for (std::size_t at = 0; at < period; ++at) {
        Indices results;
        for (std::size_t round = 0; round < rounds; ++round)
            results.push_back(calls[round * period + at]);
        const Course course = courseOf(results);
        if (course == Course::Progress)
            return;
        isWaiting = isWaiting || course == Course::Waiting;
        isOne = isOne && m_steps[results.front()].identity == m_steps[calls.front()].identity;
    }
    if (isOne)
        return;
    LoopGroup group;
    group.kind = LoopKind::Cycle;
    group.count = rounds;
    group.representative = m_steps[calls.front()].span;
    std::string told;
    for (std::size_t at = 0; at < period; ++at) {
        group.name += (at == 0 ? "" : " → ") + excerpt(m_steps[calls[at]].name);
        told += (at == 0 ? "" : " → ") + callText(calls[at]);
    }
    group.hasStopped = m_lastOfScope[m_steps[calls.front()].scope] > calls.back();
    group.reason = told + ", the same " + std::to_string(period) + " calls in turn, "
        + timesText(rounds) + " over" + (isWaiting ? ", until a result changed" : "")
        + endText(group);
    // The generations that lie between are part of a round.
    Indices all;
    for (auto at = std::ranges::lower_bound(list, calls.front());
         at != list.end() && *at <= calls.back(); ++at) {
        if (!m_isTaken[*at]
            && (m_steps[*at].kind == StepKind::Generation
                || std::ranges::binary_search(calls, *at)))
            all.push_back(*at);
    }
    add(std::move(group), all);
}

} // namespace trace
