// SPDX-License-Identifier: GPL-3.0-or-later

// Whether all that models were given was counted.

#include "models/causes/factparts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

namespace causes {

namespace {

constexpr double kShortCounted = 4.0 / 3; // characters a token, over what was usual
constexpr std::int64_t kFewestTokens = 64; // smaller counts say nothing about a limit
constexpr std::int64_t kFewestForMedian = 10;
constexpr double kLimitSpeaks = 5; // log likelihood

std::optional<double> charsPerToken(const CaseAnswer& row)
{
    if (row.inputChars <= 0 || !row.inputTokens || *row.inputTokens < kFewestTokens)
        return std::nullopt;
    return static_cast<double>(row.inputChars) / static_cast<double>(*row.inputTokens);
}

// Answers whose characters a token can be compared: of one model, told in one way.
using TokenCounting = std::array<std::string, 2>;
TokenCounting countingOf(const CaseAnswer& row)
{
    return {row.trait(Trait::Model), row.trait(Trait::Dialect)};
}

// What is usual before the onset; of what was not there yet, what its shorter inputs have, which a
// limit spares.
std::map<TokenCounting, double> usualOf(const CaseCut& cut,
                                        const std::vector<const CaseAnswer*>& rows)
{
    struct Seen
    {
        std::vector<double> before;
        std::vector<std::pair<std::int64_t, double>> after; // characters, ratio
    };
    std::map<TokenCounting, Seen> seen;
    for (const CaseAnswer* row : rows) {
        const auto ratio = charsPerToken(*row);
        if (ratio && cut.isAfter(*row))
            seen[countingOf(*row)].after.emplace_back(row->inputChars, *ratio);
        else if (ratio)
            seen[countingOf(*row)].before.push_back(*ratio);
    }
    std::map<TokenCounting, double> usual;
    for (auto& [counting, side] : seen) {
        std::ranges::sort(side.after);
        const std::size_t half = side.after.size() / 2;
        if (static_cast<std::int64_t>(side.before.size()) < kFewestForMedian) {
            side.before.clear();
            for (std::size_t i = 0; i < half; ++i)
                side.before.push_back(side.after[i].second);
        }
        if (static_cast<std::int64_t>(side.before.size()) >= kFewestForMedian)
            usual.emplace(counting, median(side.before));
    }
    return usual;
}

struct CountedInput
{
    std::int64_t chars = 0;
    std::int64_t tokens = 0;
    bool isShort = false;
};

// Whether what is counted short stops at a limit: it is the long inputs, or their counts crowd
// below one number though their lengths do not.
void setLimit(std::vector<CountedInput> since, InputFacts& inputs)
{
    std::ranges::sort(since, {}, &CountedInput::chars);
    Counts shorter;
    Counts longer;
    std::vector<double> tokens;
    std::vector<double> chars;
    for (std::size_t i = 0; i < since.size(); ++i) {
        const CountedInput& input = since[i];
        (i * 2 < since.size() ? shorter : longer)
            .add(input.isShort ? AnswerOutcome::Bad : AnswerOutcome::Good);
        if (!input.isShort)
            continue;
        tokens.push_back(static_cast<double>(input.tokens));
        chars.push_back(static_cast<double>(input.chars));
        inputs.mostTokens = std::max(inputs.mostTokens, input.tokens);
        inputs.leastTokens =
            inputs.leastTokens == 0 ? input.tokens : std::min(inputs.leastTokens, input.tokens);
    }
    if (tokens.size() < static_cast<std::size_t>(kFewestForMedian))
        return;
    constexpr double kCrowded = 0.7; // of the largest; the middle one is above it
    const bool isCrowded = median(tokens) > kCrowded * static_cast<double>(inputs.mostTokens)
        && median(chars) < kCrowded * *std::ranges::max_element(chars);
    inputs.hasLimit = riseLikelihood(longer, shorter) >= kLimitSpeaks || isCrowded;
}

// Of one service. `outcomes` only where it is the one of the case.
InputFacts inputsOf(const CaseCut& cut, const std::vector<const CaseAnswer*>& rows,
                    const std::vector<AnswerOutcome>* outcomes)
{
    InputFacts inputs;
    const std::map<TokenCounting, double> usual = usualOf(cut, rows);
    std::vector<CountedInput> since;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const CaseAnswer& row = *rows[i];
        const auto outcome = [](bool isBad) {
            return isBad ? AnswerOutcome::Bad : AnswerOutcome::Good;
        };
        if (!row.isCallFailed && row.inputTokens) {
            cut.sideOf(inputs.inputCut, row).add(outcome(row.isInputCut));
            cut.sideOf(inputs.outputCut, row).add(outcome(row.isOutputCut));
        }
        const auto ratio = charsPerToken(row);
        const auto of = usual.find(countingOf(row));
        if (!ratio || of == usual.end())
            continue;
        const bool isShort = *ratio > of->second * kShortCounted;
        cut.sideOf(inputs.shortCounted, row).add(outcome(isShort));
        if (!cut.isAfter(row))
            continue;
        since.push_back({.chars = row.inputChars, .tokens = *row.inputTokens, .isShort = isShort});
        if (outcomes != nullptr)
            (isShort ? inputs.badAmongShort : inputs.badAmongWhole).add((*outcomes)[i]);
    }
    setLimit(std::move(since), inputs);
    return inputs;
}

} // namespace

void addInputs(const CaseCut& cut, CaseFacts& facts)
{
    std::vector<const CaseAnswer*> own;
    std::unordered_set<telemetry::TraceId> traces;
    std::unordered_set<std::string> people;
    for (const CaseAnswer& row : cut.rows.answers) {
        own.push_back(&row);
        traces.insert(row.key.trace);
        for (const std::string* who : {&row.session, &row.user}) {
            if (!who->empty())
                people.insert(*who);
        }
    }
    facts.inputs.push_back(inputsOf(cut, own, &cut.outcomes));
    facts.inputs.back().service = facts.service;
    std::map<std::string, std::vector<const CaseAnswer*>> others;
    std::set<std::string> linked;
    for (const CaseAnswer& row : cut.rows.others) {
        others[row.service].push_back(&row);
        if (traces.contains(row.key.trace) || people.contains(row.session)
            || people.contains(row.user))
            linked.insert(row.service);
    }
    for (const auto& [service, rows] : others) {
        if (!linked.contains(service))
            continue;
        facts.inputs.push_back(inputsOf(cut, rows, nullptr));
        facts.inputs.back().service = service;
        facts.inputs.back().isUpstream = true;
    }
}

} // namespace causes
