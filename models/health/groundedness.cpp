// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundcoefficients.h"
#include "models/health/groundfeatures.h"
#include "models/health/validator.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace health {

namespace {

using telemetry::EvaluationState;
using telemetry::Finding;

constexpr std::size_t kFewestContextTokens = 5; // less is a greeting, not something to answer from
constexpr std::size_t kMostFindings = 64;
constexpr double kTellsWords = 0.3; // probability from which novel words are worth a person's look
constexpr double kMostlyNovelText = 0.37; // of a sentence's bytes, its stop words included
constexpr std::size_t kLongestGap = 3; // stop words between two novel words of one run
constexpr std::size_t kNamed = 3; // examples in a reason
constexpr std::size_t kLongestExample = 40; // bytes

// No labelled set of code answers has contexts, so these odds are set by hand: an unknown call is
// about even alone and nearly sure in company, other unknown identifiers count half, prose hardly.
double codeLogOdds(const Grounding& grounding)
{
    using enum GroundFeature;
    return -3.2 + 5.0 * grounding.at(NovelCalls) + 1.6 * grounding.at(NovelIdentifiers)
        + 0.3 * grounding.at(NovelNumbers) + 0.8 * grounding.at(NovelShare);
}

double logOdds(const std::string& task, const Grounding& grounding)
{
    if (task == "code")
        return codeLogOdds(grounding);
    const GroundModel* model = &kGroundModels.back(); // general
    for (const GroundModel& candidate : kGroundModels)
        model = candidate.task == task ? &candidate : model;
    double sum = model->intercept;
    for (std::size_t i = 0; i < kGroundFeatures; ++i)
        sum += model->weights[i] * grounding.features[i];
    return sum;
}

double probabilityOf(const std::string& task, const Grounding& grounding)
{
    const double probability =
        1 / (1 + std::exp(-std::clamp(logOdds(task, grounding), -20.0, 20.0)));
    const bool isRefusal = grounding.at(GroundFeature::Refusal) > 0
        && grounding.at(GroundFeature::Words) < std::log1p(60.0)
        && grounding.at(GroundFeature::NovelCalls) <= 0
        && grounding.at(GroundFeature::NovelNumbers) <= 0;
    if (isRefusal)
        return std::min(probability, 0.05);
    // Nothing that the context does not hold: whatever the model thinks of style, there is no
    // finding.
    return grounding.novel.empty() ? std::min(probability, 0.45) : probability;
}

const char* kindOf(const Token& token)
{
    switch (token.kind) {
    case TokenKind::Number:
        return "novel_number";
    case TokenKind::Identifier:
        return "novel_identifier";
    case TokenKind::Word:
        break;
    }
    return token.isName ? "novel_name" : "novel_words";
}

// Findings of one output: a sentence that is mostly novel as a whole, and each number, identifier
// and name on its own, wherever it stands. Lone words in sentences that are otherwise grounded are
// how people and models speak; runs of three are told.
class FindingList
{
public:
    FindingList(std::string_view output, const Grounding& grounding, double probability)
        : m_index(output)
        , m_grounding(grounding)
        , m_tellsWords(probability >= kTellsWords)
    {
    }

    std::vector<Finding> run()
    {
        const std::vector<Token>& tokens = m_grounding.output;
        std::size_t novel = 0;
        for (std::size_t first = 0; first < tokens.size() && m_findings.size() < kMostFindings;) {
            std::size_t last = first + 1;
            while (last < tokens.size() && !tokens[last].opensSentence)
                ++last;
            const std::size_t begin = novel;
            while (novel < m_grounding.novel.size() && m_grounding.novel[novel].token < last)
                ++novel;
            sentence(first, last, begin, novel);
            first = last;
        }
        std::ranges::stable_sort(m_findings, {}, &Finding::start);
        if (m_findings.size() > kMostFindings)
            m_findings.resize(kMostFindings);
        return std::move(m_findings);
    }

private:
    // Tokens [first, last) with the novel ones [begin, end).
    void sentence(std::size_t first, std::size_t last, std::size_t begin, std::size_t end)
    {
        const std::vector<Token>& tokens = m_grounding.output;
        std::size_t novelBytes = 0;
        for (std::size_t i = begin; i < end; ++i)
            novelBytes +=
                tokens[m_grounding.novel[i].token].end - tokens[m_grounding.novel[i].token].start;
        const std::size_t bytes = tokens[last - 1].end - tokens[first].start;
        const double share =
            static_cast<double>(novelBytes) / static_cast<double>(std::max<std::size_t>(bytes, 1));
        const bool isWhole = m_tellsWords && end - begin >= 3 && share > kMostlyNovelText;
        if (isWhole)
            add(first, last - 1, "novel_words", 1 - share);
        for (std::size_t i = begin; i < end;) {
            const std::size_t next = runEnd(i, end);
            const NovelToken& novel = m_grounding.novel[i];
            const std::string kind = kindOf(tokens[novel.token]);
            const bool isTold =
                kind != "novel_words" || (m_tellsWords && !isWhole && next - i >= 3);
            if (isTold)
                add(novel.token, m_grounding.novel[next - 1].token, kind, novel.support);
            i = next;
        }
    }

    // One past the last novel token that continues the run of the same kind that starts at `i`.
    std::size_t runEnd(std::size_t i, std::size_t end) const
    {
        const std::string kind = kindOf(tokenOf(i));
        std::size_t next = i + 1;
        const bool joins = tokenOf(i).kind == TokenKind::Word;
        while (joins && next < end && kindOf(tokenOf(next)) == kind && isAdjacent(next - 1))
            ++next;
        return next;
    }

    const Token& tokenOf(std::size_t novel) const
    {
        return m_grounding.output[m_grounding.novel[novel].token];
    }

    // Only stop words stand between this novel token and the next.
    bool isAdjacent(std::size_t novel) const
    {
        const std::size_t first = m_grounding.novel[novel].token + 1;
        const std::size_t second = m_grounding.novel[novel + 1].token;
        const auto begin = m_grounding.output.begin();
        return second - first <= kLongestGap
            && std::none_of(begin + static_cast<std::ptrdiff_t>(first),
                            begin + static_cast<std::ptrdiff_t>(second),
                            [](const Token& token) { return token.isContent; });
    }

    void add(std::size_t first, std::size_t last, const std::string& kind, double support)
    {
        m_findings.push_back({.start = m_index.codePointAt(m_grounding.output[first].start),
                              .end = m_index.codePointAt(m_grounding.output[last].end),
                              .kind = kind,
                              .support = std::clamp(support, 0.0, 1.0)});
    }

    telemetry::CodePointIndex m_index;
    const Grounding& m_grounding;
    bool m_tellsWords;
    std::vector<Finding> m_findings;
};

std::string example(std::string_view output, const Token& token)
{
    std::string_view text = output.substr(token.start, token.end - token.start);
    if (text.size() > kLongestExample) {
        std::size_t cut = kLongestExample;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
            --cut;
        return std::string(text.substr(0, cut)) + "...";
    }
    return std::string(text) + (token.isCall && !text.starts_with('-') ? "()" : "");
}

struct Named
{
    std::size_t count = 0;
    std::vector<std::string> examples;
};

// Each distinct one once; a call is shown as one even if it is mentioned without brackets first.
// What the context knows nothing of comes before what it knows parts of.
Named namedOf(std::string_view output, const Grounding& grounding, std::string_view kind)
{
    struct Distinct
    {
        const Token* token = nullptr;
        double support = 0;
    };
    std::vector<Distinct> distinct;
    std::map<std::uint64_t, std::size_t> places;
    for (const NovelToken& novel : grounding.novel) {
        const Token& token = grounding.output[novel.token];
        if (kindOf(token) != kind)
            continue;
        const auto [place, isNew] = places.try_emplace(token.memberKey, distinct.size());
        if (isNew)
            distinct.push_back({.token = &token, .support = novel.support});
        else if (token.isCall)
            distinct[place->second].token = &token;
    }
    std::ranges::stable_sort(distinct, {}, &Distinct::support);
    Named named;
    named.count = distinct.size();
    for (std::size_t i = 0; i < std::min(kNamed, distinct.size()); ++i)
        named.examples.push_back(example(output, *distinct[i].token));
    return named;
}

void appendNamed(std::string& reason, const Named& named, const char* one, const char* many)
{
    if (named.count == 0)
        return;
    reason += reason.empty() ? "" : "; ";
    reason += std::to_string(named.count) + " " + (named.count == 1 ? one : many)
        + " that the context does not hold: ";
    for (std::size_t i = 0; i < named.examples.size(); ++i)
        reason += (i == 0 ? "" : ", ") + named.examples[i];
    if (named.count > named.examples.size())
        reason += ", ...";
}

std::string reasonOf(std::string_view output, const Grounding& grounding)
{
    std::string reason;
    appendNamed(reason, namedOf(output, grounding, "novel_identifier"), "identifier",
                "identifiers");
    appendNamed(reason, namedOf(output, grounding, "novel_number"), "number", "numbers");
    appendNamed(reason, namedOf(output, grounding, "novel_name"), "name", "names");
    appendNamed(reason, namedOf(output, grounding, "novel_words"), "word", "words");
    if (reason.empty())
        reason = grounding.at(GroundFeature::Refusal) > 0
            ? "it says that it cannot tell"
            : "every word of substance is in the context";
    if (grounding.isCut)
        reason += "; only the first 1 MB of the output and 8 MB of the context were examined";
    return reason;
}

} // namespace

Judgement judgeGroundedness(const Subject& subject)
{
    if (!subject.output)
        return {.state = EvaluationState::NotCaptured,
                .probability = {},
                .reason = "the output was not captured",
                .findings = {}};
    if (!subject.context)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "there is no context to hold the answer against",
                .findings = {}};
    const std::string output = telemetry::sanitizedUtf8(*subject.output);
    const Grounding grounding = ground(subject, *subject.context, output);
    if (grounding.contextTokens < kFewestContextTokens)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "the context is too short to hold the answer against",
                .findings = {}};
    if (grounding.contentTokens == 0)
        return {.state = EvaluationState::Inconclusive,
                .probability = {},
                .reason = "the output holds no word of substance",
                .findings = {}};
    const double probability = probabilityOf(subject.task, grounding);
    return {.state = probability >= telemetry::kFailedBadness ? EvaluationState::Failed
                                                              : EvaluationState::Passed,
            .probability = probability,
            .reason = reasonOf(output, grounding),
            .findings = FindingList(output, grounding, probability).run()};
}

} // namespace health
