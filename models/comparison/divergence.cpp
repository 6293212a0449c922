// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/divergence.h"

#include "models/comparison/stepalignment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace comparison {

namespace {

using telemetry::StepKind;

// Steps of which it matters that one is there: others are what clients and servers tell besides.
bool isTelling(StepKind kind)
{
    return kind == StepKind::Generation || kind == StepKind::Retrieval || kind == StepKind::Tool
        || kind == StepKind::Plan || kind == StepKind::Memory || kind == StepKind::Guardrail
        || kind == StepKind::Agent;
}

std::string capital(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string sentencesJoined(const std::string& one, const std::string& other)
{
    return one.empty() || other.empty() ? one + other : one + "; " + other;
}

std::string placeOf(std::optional<std::size_t> step, const std::vector<ComparedStep>& steps)
{
    return step ? "step " + std::to_string(steps[*step].number) : std::string("no such step");
}

std::string times(std::size_t count)
{
    return count == 1 ? std::string("once more") : std::to_string(count) + " times more";
}

class Teller
{
public:
    Teller(Comparison& all, const Run& here, const Run& there)
        : m_all(all)
        , m_runs{.here = here, .there = there, .relation = all.question}
    {
    }

    void tell()
    {
        for (std::size_t i = 0; i < m_all.pairs.size(); ++i)
            judge(i);
        if (m_first)
            name(*m_first, Basis::Divergence, m_why);
        else
            nameAnswer();
        tellConsequences();
    }

private:
    void judge(std::size_t index)
    {
        StepPair& pair = m_all.pairs[index];
        std::string why;
        if (pair.pairing == Pairing::Matched || pair.pairing == Pairing::Moved) {
            StepDifferences found =
                differencesOf(m_all.here[*pair.here], m_all.there[*pair.there], m_runs);
            if (!found.output.empty())
                why =
                    sentencesJoined(sentencesJoined(found.parameters, found.inputs), found.output);
            else if (!found.parameters.empty())
                m_withoutEffect.emplace_back(index, found.parameters);
            m_isUnknown = m_isUnknown || (found.isUnknown && isTelling(stepOf(pair).kind));
            pair.differences = std::move(found.differences);
        }
        if (pair.pairing != Pairing::Matched) {
            const std::string structure = structureOf(index);
            const bool isOfQuestion =
                pair.pairing != Pairing::Repeated && isExplained(stepOf(pair).kind);
            const bool counts = isTelling(stepOf(pair).kind) && !isOfQuestion
                && (pair.pairing != Pairing::Moved) && isBeforeAnswer(pair);
            pair.differences.insert(pair.differences.begin(),
                                    {.aspect = Aspect::Structure,
                                     .weight = counts   ? Weight::Substantial
                                         : isOfQuestion ? Weight::Natural
                                                        : Weight::Without,
                                     .name = toString(pair.pairing),
                                     .here = placeOf(pair.here, m_all.here),
                                     .there = placeOf(pair.there, m_all.there),
                                     .text = structure});
            if (counts)
                why = structure;
        }
        if (why.empty())
            return;
        pair.isDiverging = true;
        if (!m_first) {
            m_first = index;
            m_why = why;
        }
    }

    // Another question may need other tools, a like one as well; it is searched and guarded alike.
    bool isExplained(StepKind kind) const
    {
        const bool isOfTask =
            kind == StepKind::Tool || kind == StepKind::Generation || kind == StepKind::Agent;
        return !isComparable(m_all.question)
            || (m_all.question == QuestionRelation::Near && isOfTask);
    }

    const ComparedStep& stepOf(const StepPair& pair) const
    {
        return pair.here ? m_all.here[*pair.here] : m_all.there[*pair.there];
    }

    bool isBeforeAnswer(const StepPair& pair) const
    {
        return pair.here ? m_runs.here.isBeforeAnswer(m_all.here[*pair.here])
                         : m_runs.there.isBeforeAnswer(m_all.there[*pair.there]);
    }

    // How often what is said at `index` is said again, itself included.
    std::size_t repetitions(std::size_t index) const
    {
        const ComparedStep& step = m_all.here[*m_all.pairs[index].here];
        return static_cast<std::size_t>(
            std::ranges::count_if(m_all.pairs, [&](const StepPair& pair) {
                if (pair.pairing != Pairing::Repeated)
                    return false;
                const ComparedStep& one = m_all.here[*pair.here];
                return one.kind == step.kind && one.name == step.name;
            }));
    }

    std::string structureOf(std::size_t index) const
    {
        const StepPair& pair = m_all.pairs[index];
        const ComparedStep& step = stepOf(pair);
        const bool isCall = step.generation != nullptr && !calledTools(*step.generation).empty();
        const std::string tool = isCall ? calledTools(*step.generation).front() : std::string();
        switch (pair.pairing) {
        case Pairing::Repeated:
            return isCall ? "calls " + tool + " again with the same arguments, "
                    + times(repetitions(index)) + "; the good run goes on here"
                          : "again with the same input, " + times(repetitions(index));
        case Pairing::Extra:
            return isCall ? "calls " + tool + ", which the good run does not"
                          : "the good run has no such step here";
        case Pairing::Missing:
            return "is missing; the good run has it here (its step " + std::to_string(step.number)
                + ")";
        case Pairing::Moved:
            return "stands elsewhere in the good run (its step "
                + std::to_string(m_all.there[*pair.there].number) + ")";
        case Pairing::Matched:
            break;
        }
        return {};
    }

    void name(std::size_t index, Basis basis, const std::string& why)
    {
        const StepPair& pair = m_all.pairs[index];
        m_all.first = index;
        m_all.basis = basis;
        const ComparedStep& step = stepOf(pair);
        std::string label = step.label();
        if (!pair.here) // its number is the good run's
            label = label.substr(label.find(' ', 5) + 1);
        m_all.sentence = capital(label) + ": " + why;
    }

    // Nothing else differs: the answer itself is left.
    void nameAnswer()
    {
        if (m_runs.here.answer == nullptr || m_runs.there.answer == nullptr) {
            m_all.sentence = m_runs.here.answer == nullptr
                ? "The suspect has no generation to compare."
                : "The other run has no generation to compare with.";
            return;
        }
        const auto found = std::ranges::find_if(m_all.pairs, [&](const StepPair& pair) {
            return pair.here && m_all.here[*pair.here].generation == m_runs.here.answer;
        });
        if (found == m_all.pairs.end()) {
            m_all.sentence = "The answer's own span did not come: there is nothing to compare.";
            return;
        }
        const auto index = static_cast<std::size_t>(found - m_all.pairs.begin());
        std::string also;
        for (const auto& [place, text] : m_withoutEffect)
            also = sentencesJoined(
                also, (place == index ? "" : stepOf(m_all.pairs[place]).label() + " ") + text);
        if (m_runs.here.said.empty() || m_runs.there.said.empty() || m_isUnknown)
            return name(
                index, Basis::Unknown,
                sentencesJoined("what would have to be compared was not captured, so whether it "
                                "began before the answer is unknown",
                                also));
        name(index, Basis::Elimination,
             sentencesJoined(
                 "nothing before it differs in substance: if the answer is wrong, the generation "
                 "itself is where it began",
                 also.empty() ? also : "other, without a seen effect: " + also));
    }

    void tellConsequences()
    {
        if (!m_first)
            return;
        for (std::size_t i = *m_first + 1; i < m_all.pairs.size(); ++i) {
            StepPair& pair = m_all.pairs[i];
            // What it was given, or gave, is other than it would have been.
            const bool isOther = std::ranges::any_of(pair.differences, [](const Difference& one) {
                const bool isOfStep = one.aspect == Aspect::Inputs
                    || one.aspect == Aspect::Documents || one.aspect == Aspect::Output;
                return isOfStep
                    && (one.weight == Weight::Without || one.weight == Weight::Substantial);
            });
            pair.isConsequence = pair.isDiverging || isOther;
            pair.isDiverging = false;
        }
    }

    Comparison& m_all;
    Runs m_runs;
    std::optional<std::size_t> m_first;
    std::string m_why;
    std::vector<std::pair<std::size_t, std::string>> m_withoutEffect; // pair, parameters
    bool m_isUnknown = false;
};

std::string textOf(const std::string& output, const claims::Claim& claim)
{
    // Offsets are code points.
    std::string text;
    std::int64_t at = -1;
    for (const char c : output) {
        at += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
        if (at >= claim.start && at < claim.end)
            text += c;
    }
    return text;
}

const claims::ClaimSet* setOf(const std::vector<claims::ClaimSet>& sets, const Run& run)
{
    if (run.answer == nullptr)
        return nullptr;
    const auto found = std::ranges::find(sets, run.answer->span, &claims::ClaimSet::generation);
    return found == sets.end() ? nullptr : &*found;
}

} // namespace

void tellDivergence(Comparison& all, const Run& here, const Run& there)
{
    Teller(all, here, there).tell();
}

void addClaims(Comparison& all, const ComparisonInput& input, const Run& here, const Run& there)
{
    const claims::ClaimSet* ours = setOf(input.suspectClaims, here);
    const claims::ClaimSet* theirs = setOf(input.goodClaims, there);
    if (ours == nullptr || theirs == nullptr)
        return;
    const auto pair = std::ranges::find_if(all.pairs, [&](const StepPair& one) {
        return one.here && one.there && all.here[*one.here].generation == here.answer;
    });
    if (pair == all.pairs.end())
        return;
    constexpr double kSameClaim = 0.5;
    constexpr std::size_t kMostClaims = 200; // of each
    for (std::size_t i = 0; i < std::min(ours->claims.size(), kMostClaims); ++i) {
        const claims::Claim& one = ours->claims[i];
        const bool isLost = one.support == claims::Support::Contradicted
            || one.support == claims::Support::Absent || one.support == claims::Support::Truncated;
        if (one.kind != claims::ClaimKind::Sentence || !isLost)
            continue;
        const std::string said = textOf(here.said, one);
        Difference difference{.aspect = Aspect::Claims,
                              .weight = Weight::Substantial,
                              .name = said,
                              .here = claims::toString(one.support),
                              .there = "not said",
                              .text = {}};
        const TokenText tokens(said, similarity::Syntax::Plain);
        for (std::size_t j = 0; j < std::min(theirs->claims.size(), kMostClaims); ++j) {
            const claims::Claim& other = theirs->claims[j];
            if (other.kind != claims::ClaimKind::Sentence)
                continue;
            const std::string saidThere = textOf(there.said, other);
            if (maskedLikeness(tokens, TokenText(saidThere, similarity::Syntax::Plain))
                < kSameClaim)
                continue;
            difference.there = claims::toString(other.support);
            break;
        }
        difference.text = "“" + said + "”: " + difference.here + " here, " + difference.there
            + " in the good run";
        pair->differences.push_back(std::move(difference));
    }
}

} // namespace comparison
