// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/causes.h"

#include "models/store/reader.h"

#include <utility>

namespace causes {

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

telemetry::Result<Causes> causesOf(const store::Reader& reader, const CaseQuestion& question,
                                   telemetry::Timestamp knownAt, const telemetry::GoldenSet* golden)
{
    const auto rows = readCase(reader, question, knownAt, {}, golden);
    if (!rows)
        return tl::make_unexpected(rows.error());
    Causes causes{.facts = factsOf(*rows), .hypotheses = {}, .judgeOrModel = {}, .radii = {}};
    causes.hypotheses = hypotheses(causes.facts);
    causes.judgeOrModel = judgeOrModel(causes.facts);
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
