// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/validatorsbench.h"

#include "app/bench/ranking.h"
#include "app/bench/validatortargets.h"
#include "models/health/groundfeatures.h"
#include "models/health/groundmodel.h"
#include "models/health/words.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace bench {

namespace {

using health::Judgement;
using health::Subject;

enum class Validator
{
    None,
    Groundedness,
    Truncation,
    Degeneration,
};

Validator validatorOf(const std::string& task)
{
    if (task == "truncation_telemetry")
        return Validator::Truncation;
    return task == "degenerate" ? Validator::Degeneration : Validator::Groundedness;
}

Judgement judged(Validator validator, const Subject& subject, std::optional<std::size_t> member)
{
    if (validator == Validator::Groundedness)
        return health::judgeGroundedness(subject, member);
    return validator == Validator::Truncation ? health::judgeTruncation(subject)
                                              : health::judgeDegeneration(subject);
}

// In how many of the set's contexts a word stands.
class Rarity
{
public:
    explicit Rarity(const LabelledSet& set)
    {
        std::unordered_set<std::uint64_t> documents;
        for (const LabelledAnswer& answer : set.answers) {
            const std::string context = answer.subject.context.value_or("");
            if (!documents.insert(health::hashOf(context)).second)
                continue;
            std::unordered_set<std::uint64_t> words;
            for (const health::Token& token : health::tokenise(context, context.size() + 1))
                words.insert(token.key);
            for (const std::uint64_t word : words)
                ++m_documents[word];
        }
        m_count = static_cast<double>(documents.size());
    }

    double of(std::uint64_t word) const
    {
        const auto found = m_documents.find(word);
        const double documents = found == m_documents.end() ? 0 : found->second;
        return std::log((m_count + 1) / (documents + 0.5));
    }

private:
    std::unordered_map<std::uint64_t, double> m_documents;
    double m_count = 0;
};

// What needs no model: scores that grow with how little of the answer the context holds.
constexpr std::array kBaselines{"count of novel words", "idf mass of novel words",
                                "1-gram precision", "longest run of novel words", "length alone"};

std::array<double, kBaselines.size()> baselinesOf(const Subject& subject, const Rarity& rarity)
{
    const std::string output = subject.output.value_or("");
    const health::Grounding grounding =
        health::ground(subject, subject.context.value_or(""), output);
    double mass = 0;
    for (const health::NovelToken& novel : grounding.novel)
        mass += rarity.of(grounding.output[novel.token].key);
    const double precision = grounding.contentTokens == 0 ? 1
                                                          : 1
            - static_cast<double>(grounding.novel.size())
                / static_cast<double>(grounding.contentTokens);
    return {static_cast<double>(grounding.novel.size()), mass, -precision,
            grounding.at(health::GroundFeature::LongestRun), static_cast<double>(output.size())};
}

Separation separationOf(const std::string& name, const Ranking& ranking,
                        const std::vector<double>& lengths)
{
    return {.name = name,
            .auroc = auroc(ranking),
            .lengthMatched = lengthMatchedAuroc(ranking, lengths),
            .averagePrecision = averagePrecision(ranking),
            .balancedAccuracy = balancedAccuracy(ranking),
            .f1 = f1(ranking)};
}

// Characters that findings and labels agree on.
class SpanScore
{
public:
    void add(const LabelledAnswer& answer, const std::vector<telemetry::Finding>& findings)
    {
        const auto length =
            static_cast<std::size_t>(telemetry::codePointCount(answer.subject.output.value_or("")));
        std::vector<bool> said(length, false);
        std::vector<bool> wanted(length, false);
        for (const telemetry::Finding& finding : findings)
            mark(said, finding.start, finding.end);
        for (const auto& [start, end] : answer.spans)
            mark(wanted, start, end);
        for (std::size_t i = 0; i < length; ++i) {
            m_hit += said[i] && wanted[i] ? 1 : 0;
            m_both += (said[i] ? 1 : 0) + (wanted[i] ? 1 : 0);
        }
        m_hasSpans = m_hasSpans || !answer.spans.empty();
    }

    std::optional<double> f1() const
    {
        return m_hasSpans ? std::optional(2 * m_hit / std::max(m_both, 1.0)) : std::nullopt;
    }

private:
    static void mark(std::vector<bool>& characters, std::int64_t start, std::int64_t end)
    {
        for (std::int64_t i = std::max<std::int64_t>(start, 0);
             i < std::min(end, static_cast<std::int64_t>(characters.size())); ++i)
            characters[static_cast<std::size_t>(i)] = true;
    }

    double m_hit = 0;
    double m_both = 0;
    bool m_hasSpans = false;
};

// What all validators say of one answer, and how long that took.
double judgeWhole(const LabelledAnswer& answer, std::vector<CheckShare>& checks)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<health::NamedJudgement> judgements = health::judgeAll(answer.subject);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    checks.resize(judgements.size());
    for (std::size_t i = 0; i < judgements.size(); ++i) {
        const bool isFailed = judgements[i].judgement.state == telemetry::EvaluationState::Failed;
        CheckShare& share = checks[i];
        share.check = judgements[i].check;
        share.judged += !answer.isWrong && judgements[i].judgement.probability ? 1 : 0;
        share.failedSound += isFailed && !answer.isWrong ? 1 : 0;
        share.failedWrong += isFailed && answer.isWrong ? 1 : 0;
    }
    return took.count();
}

// Each answer by what has not seen its document, at the validator's full cost.
struct Measurement
{
    Ranking ranking;
    std::vector<double> lengths;
    SpanScore spans;
    std::vector<double> times;
    std::vector<bool> flagged;
    std::vector<JudgedAnswer> judged; // of sets that tell the model

    void add(const LabelledAnswer& answer, Validator validator, SetFigures& figures)
    {
        const std::string context = answer.subject.context.value_or("");
        const auto member = validator == Validator::Groundedness
            ? health::GroundModel::shipped().memberWithout(context)
            : std::nullopt;
        const Judgement judgement = bench::judged(validator, answer.subject, member);
        const std::string output = answer.subject.output.value_or("");
        figures.seen += member ? 1 : 0;
        ranking.scores.push_back(
            judgement.labelledProbability.value_or(judgement.probability.value_or(0)));
        ranking.labels.push_back(answer.isWrong);
        ranking.folds.push_back(context.empty() ? ranking.folds.size() % Ranking::kFolds
                                                : health::hashOf(context) % Ranking::kFolds);
        lengths.push_back(static_cast<double>(output.size()));
        spans.add(answer, judgement.findings);
        times.push_back(judgeWhole(answer, figures.checks));
        flagged.push_back(judgement.state == telemetry::EvaluationState::Failed);
        if (!answer.model.empty())
            judged.push_back({.model = answer.model,
                              .document = health::hashOf(context),
                              .badness = judgement.probability.value_or(0)});
    }
};

} // namespace

SetFigures measure(const LabelledSet& set)
{
    SetFigures figures{.name = set.name,
                       .skipped = {},
                       .answers = set.answers.size(),
                       .validator = {},
                       .baselines = {},
                       .spanF1 = {},
                       .checks = {},
                       .kinds = {},
                       .swaps = {},
                       .notes = {},
                       .targets = {}};
    const Validator validator =
        set.answers.empty() ? Validator::None : validatorOf(set.answers.front().subject.task);
    if (validator == Validator::None) {
        figures.skipped = set.answers.empty() ? "it is empty" : "no validator for this task";
        return figures;
    }
    figures.wrong =
        static_cast<std::size_t>(std::ranges::count_if(set.answers, &LabelledAnswer::isWrong));
    Measurement measurement;
    for (const LabelledAnswer& answer : set.answers)
        measurement.add(answer, validator, figures);
    figures.validator = separationOf("validator", measurement.ranking, measurement.lengths);
    figures.calibrationError = calibrationError(measurement.ranking);
    figures.spanF1 = measurement.spans.f1();
    std::ranges::sort(measurement.times);
    figures.medianMicroseconds = measurement.times[measurement.times.size() / 2];
    figures.slowMicroseconds = measurement.times[measurement.times.size() * 99 / 100];
    if (validator == Validator::Groundedness) {
        const Rarity rarity(set);
        std::array<Ranking, kBaselines.size()> rankings;
        rankings.fill({.scores = {},
                       .labels = measurement.ranking.labels,
                       .folds = measurement.ranking.folds});
        for (const LabelledAnswer& answer : set.answers) {
            const auto values = baselinesOf(answer.subject, rarity);
            for (std::size_t i = 0; i < values.size(); ++i)
                rankings[i].scores.push_back(values[i]);
        }
        for (std::size_t i = 0; i < rankings.size(); ++i)
            figures.baselines.push_back(
                separationOf(kBaselines[i], rankings[i], measurement.lengths));
    }
    figures.kinds = kindSharesOf(set, measurement.flagged);
    if (validator == Validator::Groundedness)
        figures.swaps = modelSwaps(measurement.judged);
    addTargets(set, measurement.flagged, figures);
    return figures;
}

} // namespace bench
