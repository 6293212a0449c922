// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/causes.h"

#include "models/causes/casewords.h"
#include "models/causes/wording.h"
#include "models/store/reader.h"

#include <utility>

namespace causes {

namespace {

// Enough to tell a fault of a tenth of the answers, and read in a fraction of a second.
constexpr ReadLimits kFirstLook{.before = 300, .after = 300, .others = 200, .beyond = 2'000};

Causes causesFrom(CaseRows rows)
{
    const telemetry::Timestamp asOf = rows.question.cursor.value_or(rows.question.range.end);
    Causes causes{.facts = factsOf(std::move(rows)),
                  .hypotheses = {},
                  .judgeOrModel = {},
                  .radii = {},
                  .asOf = asOf};
    causes.hypotheses = hypotheses(causes.facts);
    causes.judgeOrModel = judgeOrModel(causes.facts);
    return causes;
}

} // namespace

Reached reachedBy(const Hypothesis& hypothesis, const CaseFacts& facts)
{
    const telemetry::Timestamp since = facts.onset ? facts.onset->low : facts.range.start;
    // What a judge says changes nothing of the answers: all are concerned that it may look at.
    const bool isJudges = hypothesis.trait == Trait::Judge;
    return {.service = hypothesis.service,
            .trait = isJudges ? std::nullopt : hypothesis.trait,
            .value = isJudges ? std::string() : hypothesis.value,
            .since = since};
}

std::string exposedText(const Causes& causes, std::size_t place)
{
    const Hypothesis& hypothesis = causes.hypotheses[place];
    const std::string text =
        filled(translate("causes", "exposed: %1"), {reachText(causes.radii[place])});
    const RankedChange* change = hypothesis.trait && hypothesis.trait != Trait::Judge
        ? causes.facts.bestOf(*hypothesis.trait)
        : nullptr;
    Counts judged;
    if (change != nullptr)
        judged = change->exposed;
    else if (causes.facts.onset)
        judged = causes.facts.onset->after;
    if (judged.count == 0)
        return text;
    // A text that is missing cannot be judged, nor be called bad.
    const bool isJudged = causes.facts.symptom != SymptomKind::LostContent
        && causes.facts.symptom != SymptomKind::WrongTimes;
    return text
        + filled(isJudged
                     ? translate("causes", "; of those that were looked at and judged %1 are %2")
                     : translate("causes", "; of those that were looked at %1 are %2"),
                 {countsText(judged), symptomWord(causes.facts)});
}

telemetry::Result<std::vector<Hypothesis>> hypothesesOf(const store::Reader& reader,
                                                        const CaseQuestion& question,
                                                        telemetry::Timestamp knownAt,
                                                        const telemetry::GoldenSet* golden)
{
    const auto rows = readCase(reader, question, knownAt, {}, golden);
    if (!rows)
        return tl::make_unexpected(rows.error());
    return hypotheses(factsOf(*rows));
}

telemetry::Result<Causes> firstLookOf(const store::Reader& reader, const CaseQuestion& question,
                                      telemetry::Timestamp knownAt,
                                      const telemetry::GoldenSet* golden)
{
    auto rows = readCase(reader, question, knownAt, kFirstLook, golden);
    if (!rows)
        return tl::make_unexpected(rows.error());
    Causes causes = causesFrom(std::move(*rows));
    causes.isFirstLook = true;
    return causes;
}

telemetry::Result<Causes> causesOf(const store::Reader& reader, const CaseQuestion& question,
                                   telemetry::Timestamp knownAt, const telemetry::GoldenSet* golden)
{
    auto rows = readCase(reader, question, knownAt, {}, golden);
    if (!rows)
        return tl::make_unexpected(rows.error());
    Causes causes = causesFrom(std::move(*rows));
    std::vector<Reached> reached;
    for (const Hypothesis& hypothesis : causes.hypotheses)
        reached.push_back(reachedBy(hypothesis, causes.facts));
    auto radii = blastRadii(reader,
                            {.range = {.start = telemetry::Timestamp::min(),
                                       .end = question.cursor.value_or(causes.facts.range.end)},
                             .knownAt = knownAt},
                            reached);
    if (!radii)
        return tl::make_unexpected(radii.error());
    causes.radii = std::move(*radii);
    return causes;
}

} // namespace causes
