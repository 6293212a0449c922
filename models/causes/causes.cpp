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

telemetry::Result<Causes> causesOf(const store::Reader& reader, const CaseQuestion& question,
                                   telemetry::Timestamp knownAt)
{
    const auto rows = readCase(reader, question, knownAt);
    if (!rows)
        return tl::make_unexpected(rows.error());
    Causes causes{.facts = factsOf(*rows), .hypotheses = {}, .judgeOrModel = {}, .radius = {}};
    causes.hypotheses = hypotheses(causes.facts);
    causes.judgeOrModel = judgeOrModel(causes.facts);
    auto radius =
        blastRadius(reader,
                    {.range = {.start = telemetry::Timestamp::min(), .end = causes.facts.range.end},
                     .knownAt = knownAt},
                    reachedBy(causes.hypotheses.front(), causes.facts));
    if (!radius)
        return tl::make_unexpected(radius.error());
    causes.radius = std::move(*radius);
    return causes;
}

} // namespace causes
