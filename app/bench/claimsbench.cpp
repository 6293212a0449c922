// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/claimsbench.h"

#include "app/bench/claimsbaselines.h"
#include "app/bench/randomsource.h"
#include "app/bench/ranking.h"
#include "models/claims/claimsof.h"
#include "models/health/groundmodel.h"
#include "models/health/words.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace bench {

namespace {

using claims::Claim;
using claims::ClaimKind;
using claims::ClaimSet;
using claims::Support;

constexpr std::size_t kDraws = 200;

// Ways of marking what is not supported.
constexpr std::array kMarkings{"sentences absent or contradicted", "sentences from p 0.35",
                               "figures, names, citations", "figures in kept sentences, else all",
                               "findings of groundedness"};

bool isUnsupported(const Claim& claim)
{
    return claim.support == Support::Absent || claim.support == Support::Contradicted;
}

class Agreement
{
public:
    void add(const std::vector<bool>& said, const std::vector<bool>& wanted)
    {
        for (std::size_t i = 0; i < said.size(); ++i) {
            m_hit += said[i] && wanted[i] ? 1 : 0;
            m_said += said[i] ? 1 : 0;
            m_wanted += wanted[i] ? 1 : 0;
        }
    }
    SpanAgreement result(const char* name) const
    {
        return {.name = name,
                .precision = m_hit / std::max(m_said, 1.0),
                .recall = m_hit / std::max(m_wanted, 1.0),
                .f1 = 2 * m_hit / std::max(m_said + m_wanted, 1.0)};
    }

private:
    double m_hit = 0;
    double m_said = 0;
    double m_wanted = 0;
};

void mark(std::vector<bool>& characters, std::int64_t start, std::int64_t end)
{
    for (std::int64_t i = std::max<std::int64_t>(start, 0);
         i < std::min(end, static_cast<std::int64_t>(characters.size())); ++i)
        characters[static_cast<std::size_t>(i)] = true;
}

std::vector<bool> marked(std::size_t marking, const ClaimSet& set,
                         const std::vector<telemetry::Finding>& findings, std::size_t length)
{
    std::vector<bool> said(length, false);
    for (const Claim& claim : set.claims) {
        const bool isSentence = claim.kind == ClaimKind::Sentence;
        bool isSaid = false;
        if (marking == 0)
            isSaid = isSentence && isUnsupported(claim);
        else if (marking == 1)
            isSaid = isSentence && claim.probability >= 0.35;
        else if (marking == 2)
            isSaid = !isSentence && isUnsupported(claim);
        else if (marking == 3)
            isSaid = isSentence ? claim.probability >= 0.35 : isUnsupported(claim);
        if (isSaid)
            mark(said, claim.start, claim.end);
    }
    for (const telemetry::Finding& finding : findings) {
        if (marking == 4)
            mark(said, finding.start, finding.end);
    }
    return said;
}

// Draws of documents, with replacement.
void addInterval(const Ranking& ranking, const std::vector<std::size_t>& documents,
                 std::size_t documentCount, ClaimSeparation& separation)
{
    std::vector<std::vector<std::size_t>> rows(documentCount);
    for (std::size_t i = 0; i < documents.size(); ++i)
        rows[documents[i]].push_back(i);
    RandomSource random(11);
    std::vector<double> values;
    for (std::size_t draw = 0; draw < kDraws; ++draw) {
        Ranking drawn;
        for (std::size_t i = 0; i < documentCount; ++i) {
            for (const std::size_t row : rows[random.below(documentCount)]) {
                drawn.scores.push_back(ranking.scores[row]);
                drawn.labels.push_back(ranking.labels[row]);
            }
        }
        values.push_back(auroc(drawn));
    }
    std::ranges::sort(values);
    separation.low = values[kDraws * 25 / 1000];
    separation.high = values[kDraws - 1 - kDraws * 25 / 1000];
}

class ClaimMeasurement
{
public:
    explicit ClaimMeasurement(bool isBySentence)
        : m_isBySentence(isBySentence)
    {
    }

    void add(const LabelledAnswer& answer)
    {
        const std::string context = answer.subject.context.value_or("");
        const std::string output = telemetry::sanitizedUtf8(answer.subject.output.value_or(""));
        const auto member = health::GroundModel::shipped().memberWithout(context);
        const auto begin = std::chrono::steady_clock::now();
        const ClaimSet set =
            claims::claimsOf(answer.subject, {.earlier = nullptr, .member = member});
        m_times.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
                .count());
        const std::size_t document =
            m_documents.try_emplace(health::hashOf(context), m_documents.size()).first->second;
        if (m_isBySentence && isMeasured(document))
            addSpans(answer, set, member,
                     static_cast<std::size_t>(telemetry::codePointCount(output)));
        addUnits(answer, set, output, document);
    }

    void finish(ClaimFigures& figures)
    {
        figures.isBySentence = m_isBySentence;
        figures.unjudged = m_unjudged;
        figures.unjudgedWrong = m_unjudgedWrong;
        figures.units = m_rankings.front().scores.size();
        figures.wrong =
            static_cast<std::size_t>(std::ranges::count(m_rankings.front().labels, true));
        figures.documents = m_documents.size();
        for (std::size_t i = 0; i < m_rankings.size(); ++i) {
            const Ranking& ranking = m_rankings[i];
            ClaimSeparation separation{.name = i == 0 ? "claims" : kSentenceBaselines[i - 1],
                                       .auroc = auroc(ranking),
                                       .averagePrecision = averagePrecision(ranking),
                                       .balancedAccuracy = balancedAccuracy(ranking),
                                       .f1 = f1(ranking)};
            addInterval(ranking, m_documentOf, m_documents.size(), separation);
            figures.separations.push_back(std::move(separation));
        }
        for (std::size_t i = 0; i < kMarkings.size() && m_isBySentence; ++i)
            figures.spans.push_back(m_agreements[i].result(kMarkings[i]));
        std::ranges::sort(m_times);
        figures.medianMicroseconds = m_times[m_times.size() / 2];
        figures.slowMicroseconds = m_times[m_times.size() * 99 / 100];
    }

private:
    // On the others was fitted how words add up to a sentence.
    static bool isMeasured(std::size_t document) { return document % 2 != 0; }

    void addSpans(const LabelledAnswer& answer, const ClaimSet& set,
                  std::optional<std::size_t> member, std::size_t length)
    {
        std::vector<bool> wanted(length, false);
        for (const auto& [start, end] : answer.spans)
            mark(wanted, start, end);
        const auto findings = health::judgeGroundedness(answer.subject, member).findings;
        for (std::size_t i = 0; i < kMarkings.size(); ++i)
            m_agreements[i].add(marked(i, set, findings, length), wanted);
    }

    void addUnits(const LabelledAnswer& answer, const ClaimSet& set, const std::string& output,
                  std::size_t document)
    {
        const SentenceBaselines baselines(answer.subject.context.value_or(""),
                                          answer.subject.prompt.value_or(""), output);
        const telemetry::CodePointIndex index(output);
        std::size_t byte = 0;
        const auto byteAt = [&](std::int64_t codePoint) {
            while (byte < output.size() && index.codePointAt(byte) < codePoint)
                ++byte;
            return byte;
        };
        std::array<double, kSentenceBaselines.size() + 1> worst{};
        worst.fill(-1e9);
        bool isAny = false;
        for (const Claim& claim : set.claims) {
            if (claim.kind != ClaimKind::Sentence || !isMeasured(document))
                continue;
            const bool isWrong = std::ranges::any_of(answer.spans, [&](const auto& span) {
                return span.first < claim.end && claim.start < span.second;
            });
            if (claim.support == Support::NotJudged || claim.support == Support::Unknown) {
                ++m_unjudged;
                m_unjudgedWrong += isWrong ? 1 : 0;
                continue;
            }
            byte = 0;
            const std::size_t start = byteAt(claim.start);
            const SentenceScores plain = baselines.of(start, byteAt(claim.end));
            std::array<double, kSentenceBaselines.size() + 1> scores{claim.probability};
            std::ranges::copy(plain, scores.begin() + 1);
            if (m_isBySentence)
                put(scores, isWrong, document);
            for (std::size_t i = 0; i < scores.size(); ++i)
                worst[i] = std::max(worst[i], scores[i]);
            isAny = true;
        }
        if (!m_isBySentence && isAny)
            put(worst, answer.isWrong, document);
    }

    void put(const std::array<double, kSentenceBaselines.size() + 1>& scores, bool isWrong,
             std::size_t document)
    {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            m_rankings[i].scores.push_back(scores[i]);
            m_rankings[i].labels.push_back(isWrong);
            m_rankings[i].folds.push_back(document % Ranking::kFolds);
        }
        m_documentOf.push_back(document);
    }

    bool m_isBySentence;
    std::array<Ranking, kSentenceBaselines.size() + 1> m_rankings; // ours first
    std::array<Agreement, kMarkings.size()> m_agreements;
    std::map<std::uint64_t, std::size_t> m_documents;
    std::vector<std::size_t> m_documentOf; // of each unit
    std::size_t m_unjudged = 0;
    std::size_t m_unjudgedWrong = 0;
    std::vector<double> m_times;
};

} // namespace

ClaimFigures measureClaims(const LabelledSet& set)
{
    ClaimFigures figures;
    figures.name = set.name;
    figures.answers = set.answers.size();
    const std::string task = set.answers.empty() ? "" : set.answers.front().subject.task;
    if (set.answers.empty() || task == "truncation_telemetry" || task == "degenerate") {
        figures.skipped = set.answers.empty() ? "it is empty" : "it labels no support";
        return figures;
    }
    ClaimMeasurement measurement(std::ranges::any_of(
        set.answers, [](const LabelledAnswer& answer) { return !answer.spans.empty(); }));
    for (const LabelledAnswer& answer : set.answers)
        measurement.add(answer);
    measurement.finish(figures);
    const PlantedEvidence planted = plantedEvidence(set);
    figures.planted = planted.sentences;
    const double count = static_cast<double>(std::max<std::size_t>(planted.sentences, 1));
    figures.plantedFirst = static_cast<double>(planted.first) / count;
    figures.plantedBm25 = static_cast<double>(planted.bm25) / count;
    return figures;
}

} // namespace bench
