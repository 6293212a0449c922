// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundcoefficients.h"
#include "models/health/groundfeatures.h"
#include "models/health/validator.h"
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
constexpr std::size_t kLongestGap = 3; // stop words between two novel words of one run
constexpr std::size_t kNamed = 3; // examples in a reason
constexpr std::size_t kLongestExample = 40; // bytes
constexpr double kFailed = 0.5;

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

// Findings of one output: each number, identifier and name of its own, words joined into runs.
class FindingList
{
public:
    FindingList(std::string_view output, const Grounding& grounding)
        : m_index(output)
        , m_grounding(grounding)
    {
    }

    std::vector<Finding> run()
    {
        for (const NovelToken& novel : m_grounding.novel) {
            if (m_findings.size() >= kMostFindings)
                break;
            add(novel);
        }
        return std::move(m_findings);
    }

private:
    void add(const NovelToken& novel)
    {
        const Token& token = m_grounding.output[novel.token];
        const std::string kind = kindOf(token);
        const bool isWord = token.kind == TokenKind::Word;
        const bool joins = isWord && !m_findings.empty() && m_findings.back().kind == kind
            && isOneRun(m_last, novel.token);
        m_last = novel.token;
        if (joins) {
            m_findings.back().end = m_index.codePointAt(token.end);
            return;
        }
        m_findings.push_back({.start = m_index.codePointAt(token.start),
                              .end = m_index.codePointAt(token.end),
                              .kind = kind,
                              .support = novel.support});
    }

    bool isOneRun(std::size_t first, std::size_t second) const
    {
        if (second - first > kLongestGap + 1)
            return false;
        for (std::size_t i = first + 1; i <= second; ++i) {
            const Token& token = m_grounding.output[i];
            if (token.opensSentence || (i < second && token.isContent))
                return false;
        }
        return true;
    }

    telemetry::CodePointIndex m_index;
    const Grounding& m_grounding;
    std::vector<Finding> m_findings;
    std::size_t m_last = 0; // token of the newest finding
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
Named namedOf(std::string_view output, const Grounding& grounding, std::string_view kind)
{
    std::vector<const Token*> distinct;
    std::map<std::uint64_t, std::size_t> places;
    for (const NovelToken& novel : grounding.novel) {
        const Token& token = grounding.output[novel.token];
        if (kindOf(token) != kind)
            continue;
        const auto [place, isNew] = places.try_emplace(token.memberKey, distinct.size());
        if (isNew)
            distinct.push_back(&token);
        else if (token.isCall)
            distinct[place->second] = &token;
    }
    Named named;
    named.count = distinct.size();
    for (std::size_t i = 0; i < std::min(kNamed, distinct.size()); ++i)
        named.examples.push_back(example(output, *distinct[i]));
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
    return {.state = probability >= kFailed ? EvaluationState::Failed : EvaluationState::Passed,
            .probability = probability,
            .reason = reasonOf(output, grounding),
            .findings = FindingList(output, grounding).run()};
}

} // namespace health
