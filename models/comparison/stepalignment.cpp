// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/stepalignment.h"

#include "models/comparison/sequencealignment.h"
#include "models/comparison/substance.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace comparison {

namespace {

using telemetry::Generation;
using telemetry::StepKind;

// Of steps of one kind; together below what two steps without a counterpart cost.
constexpr double kOtherName = 0.35;
constexpr double kOtherOutput = 0.45; // a call where the other answers
constexpr double kOtherInput = 0.15;
constexpr std::size_t kInputLookedAt = 4000; // bytes of an input

// What two steps are paired by, worked out once for each.
struct Feature
{
    StepKind kind = StepKind::Other;
    std::string name;
    std::string gives; // of generations: the tools it asks for, or that it answers
    std::string input;
    MaskedWords words; // of the input
    std::string exact; // name, input and calls: equal of a step that is repeated

    std::uint64_t key() const
    {
        return std::hash<std::string>{}(std::to_string(static_cast<int>(kind)) + '\n' + name + '\n'
                                        + gives);
    }
};

std::string givenBy(const Generation& generation)
{
    std::string text;
    for (const std::string& tool : calledTools(generation))
        text += tool + ' ';
    if (!text.empty())
        return text;
    return generation.isFailed ? "failed" : "answer";
}

Feature featureOf(const ComparedStep& step)
{
    Feature feature;
    feature.kind = step.kind;
    feature.name = step.name;
    const std::string input = inputOf(step);
    feature.input = input.substr(0, kInputLookedAt);
    feature.words = MaskedWords(TokenText(feature.input));
    if (step.generation != nullptr) {
        feature.gives = givenBy(*step.generation);
        // An answer may come twice; only what is asked for again is a repetition.
        const std::string calls = callsOf(*step.generation);
        feature.exact = calls.empty() ? std::string() : step.name + '\n' + calls;
    } else if (!input.empty()) {
        feature.exact = step.name + '\n' + input;
    }
    return feature;
}

bool isNamed(StepKind kind) // another name is another thing
{
    return kind == StepKind::Tool || kind == StepKind::Retrieval || kind == StepKind::Guardrail
        || kind == StepKind::Memory;
}

std::optional<double> costOf(const Feature& one, const Feature& other)
{
    if (one.kind != other.kind || (isNamed(one.kind) && one.name != other.name))
        return std::nullopt;
    double cost = one.name == other.name ? 0 : kOtherName;
    cost += one.gives == other.gives ? 0 : kOtherOutput;
    if (one.input != other.input)
        cost += kOtherInput * (1 - one.words.likeness(other.words));
    return cost;
}

class Aligner
{
public:
    explicit Aligner(Comparison& all)
        : m_all(all)
        , m_here(*all.suspect->tree)
        , m_there(*all.good->tree)
    {
        for (const ComparedStep& step : all.here)
            m_hereFeatures.push_back(featureOf(step));
        for (const ComparedStep& step : all.there)
            m_thereFeatures.push_back(featureOf(step));
    }

    void run()
    {
        push(level(trace::SpanTree::kNone, trace::SpanTree::kNone), 0);
        while (!m_frames.empty()) {
            Frame& frame = m_frames.back();
            if (frame.next == frame.pairs.size()) {
                m_frames.pop_back();
                continue;
            }
            const StepPair pair = frame.pairs[frame.next++];
            m_all.pairs.push_back(pair);
            if (pair.here && pair.there)
                push(level(static_cast<int>(*pair.here), static_cast<int>(*pair.there)),
                     pair.depth + 1);
            else if (pair.here)
                pushAlone(m_here, static_cast<int>(*pair.here), pair, true);
            else
                pushAlone(m_there, static_cast<int>(*pair.there), pair, false);
        }
    }

private:
    struct Frame
    {
        std::vector<StepPair> pairs;
        std::size_t next = 0;
    };

    void push(std::vector<StepPair> pairs, int depth)
    {
        if (pairs.empty())
            return;
        for (StepPair& pair : pairs)
            pair.depth = depth;
        m_frames.push_back({.pairs = std::move(pairs)});
    }

    // What stands below a step without a counterpart has none either.
    void pushAlone(const trace::SpanTree& tree, int node, const StepPair& pair, bool isHere)
    {
        std::vector<StepPair> pairs;
        for (const int child : tree.children(node)) {
            StepPair one;
            (isHere ? one.here : one.there) = static_cast<std::size_t>(child);
            one.pairing = pair.pairing;
            pairs.push_back(std::move(one));
        }
        push(std::move(pairs), pair.depth + 1);
    }

    std::vector<AlignedPair> aligned(std::span<const int> here, std::span<const int> there)
    {
        const auto cost = [&](std::size_t i, std::size_t j) {
            return costOf(m_hereFeatures[static_cast<std::size_t>(here[i])],
                          m_thereFeatures[static_cast<std::size_t>(there[j])]);
        };
        // Word by word only where there are not too many pairs.
        constexpr std::size_t kMostCompared = 40'000;
        if (here.size() * there.size() <= kMostCompared)
            if (auto pairs = align(here.size(), there.size(), cost))
                return *pairs;
        m_all.isApproximate = true;
        std::vector<std::uint64_t> left;
        std::vector<std::uint64_t> right;
        for (const int node : here)
            left.push_back(m_hereFeatures[static_cast<std::size_t>(node)].key());
        for (const int node : there)
            right.push_back(m_thereFeatures[static_cast<std::size_t>(node)].key());
        return alignByKeys(left, right);
    }

    std::vector<StepPair> level(int hereParent, int thereParent)
    {
        const auto here = m_here.children(hereParent);
        const auto there = m_there.children(thereParent);
        std::vector<StepPair> pairs;
        std::vector<std::size_t> alone; // places in pairs
        for (const auto& [i, j] : aligned(here, there)) {
            StepPair pair;
            if (i)
                pair.here = static_cast<std::size_t>(here[*i]);
            if (j)
                pair.there = static_cast<std::size_t>(there[*j]);
            pair.pairing = !i ? Pairing::Missing : !j ? Pairing::Extra : Pairing::Matched;
            if (!i || !j)
                alone.push_back(pairs.size());
            pairs.push_back(std::move(pair));
        }
        if (!alone.empty()) {
            tellRepeated(pairs);
            joinMoved(pairs, alone);
        }
        return pairs;
    }

    void tellRepeated(std::vector<StepPair>& pairs) const
    {
        std::unordered_map<std::string, std::size_t> seen;
        for (StepPair& pair : pairs) {
            if (!pair.here)
                continue;
            const std::string& exact = m_hereFeatures[*pair.here].exact;
            if (exact.empty())
                continue;
            if (pair.pairing == Pairing::Extra && seen.contains(exact))
                pair.pairing = Pairing::Repeated;
            seen.emplace(exact, *pair.here);
        }
    }

    // The same step here and there, crossing others.
    void joinMoved(std::vector<StepPair>& pairs, const std::vector<std::size_t>& alone) const
    {
        std::unordered_map<std::uint64_t, std::vector<std::size_t>> missing;
        for (const std::size_t place : alone)
            if (pairs[place].pairing == Pairing::Missing)
                missing[m_thereFeatures[*pairs[place].there].key()].push_back(place);
        std::vector<bool> isGone(pairs.size(), false);
        for (const std::size_t place : alone) {
            if (pairs[place].pairing != Pairing::Extra)
                continue;
            const auto found = missing.find(m_hereFeatures[*pairs[place].here].key());
            if (found == missing.end() || found->second.empty())
                continue;
            const std::size_t other = found->second.front();
            found->second.erase(found->second.begin());
            pairs[place].there = pairs[other].there;
            pairs[place].pairing = Pairing::Moved;
            isGone[other] = true;
        }
        std::size_t place = 0;
        std::erase_if(pairs, [&](const StepPair&) { return isGone[place++]; });
    }

    Comparison& m_all;
    const trace::SpanTree& m_here;
    const trace::SpanTree& m_there;
    std::vector<Feature> m_hereFeatures;
    std::vector<Feature> m_thereFeatures;
    std::vector<Frame> m_frames;
};

} // namespace

std::vector<std::string> calledTools(const Generation& generation)
{
    std::vector<std::string> names;
    for (const telemetry::Message& message : generation.outputMessages)
        for (const telemetry::Part& part : message.parts)
            if (part.kind == telemetry::PartKind::ToolCall)
                names.push_back(part.name);
    return names;
}

std::string callsOf(const Generation& generation)
{
    std::string text;
    for (const telemetry::Message& message : generation.outputMessages)
        for (const telemetry::Part& part : message.parts)
            if (part.kind == telemetry::PartKind::ToolCall)
                text += (text.empty() ? "" : "\n") + part.name + ' '
                    + (part.json.empty() ? part.text : part.json);
    return text;
}

std::string inputOf(const ComparedStep& step)
{
    if (step.step != nullptr)
        return step.step->input;
    if (step.generation == nullptr || step.generation->inputMessages.empty())
        return {};
    std::string text;
    for (const telemetry::Part& part : step.generation->inputMessages.back().parts)
        text += (text.empty() ? "" : "\n") + (part.text.empty() ? part.json : part.text);
    return text;
}

std::string outputOf(const ComparedStep& step)
{
    if (step.step != nullptr)
        return step.step->output;
    return step.generation != nullptr ? telemetry::outputText(*step.generation) : std::string();
}

std::vector<ComparedStep> stepsOf(const trace::TraceContents& contents)
{
    std::unordered_map<std::uint64_t, const Generation*> generations;
    for (const Generation& generation : contents.generations)
        generations.emplace(static_cast<std::uint64_t>(generation.span), &generation);
    std::unordered_map<std::uint64_t, const telemetry::Step*> steps;
    for (const telemetry::Step& step : contents.steps)
        steps.emplace(static_cast<std::uint64_t>(step.span), &step);
    std::vector<ComparedStep> all;
    const trace::SpanTree& tree = *contents.tree;
    for (int node = 0; node < tree.size(); ++node) {
        const store::SpanRow& row = tree.span(node);
        ComparedStep one{.node = node,
                         .number = node + 1,
                         .span = row.span,
                         .kind = row.step,
                         .name = row.name,
                         .row = &row};
        const auto key = static_cast<std::uint64_t>(row.span);
        if (const auto found = generations.find(key); found != generations.end()) {
            one.generation = found->second;
            one.kind = StepKind::Generation;
            if (!one.generation->operation.empty())
                one.name = one.generation->operation;
        } else if (const auto other = steps.find(key); other != steps.end()) {
            one.step = other->second;
            one.kind = one.step->kind;
            if (!one.step->name.empty())
                one.name = one.step->name;
        }
        all.push_back(std::move(one));
    }
    return all;
}

void alignSteps(Comparison& all)
{
    Aligner(all).run();
}

} // namespace comparison
