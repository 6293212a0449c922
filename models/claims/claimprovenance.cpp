// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimprovenance.h"

#include "models/claims/placetext.h"
#include "models/claims/provenancewords.h"

#include <algorithm>
#include <utility>

namespace claims {

namespace {

// The evidence that tells where it was lost, or else rests; null: none.
const Evidence* telling(const Claim& claim)
{
    const auto found = std::ranges::find_if(claim.evidence, [&](const Evidence& one) {
        switch (claim.support) {
        case Support::Contradicted:
            return one.isContradiction;
        case Support::Truncated:
            return one.isDropped || one.isUnseen();
        default:
            return !one.isContradiction && !one.isDropped;
        }
    });
    return found == claim.evidence.end() ? nullptr : &*found;
}

Loss lossOf(Support support, bool hasEvidence)
{
    switch (support) {
    case Support::Supported:
        return hasEvidence ? Loss::Composed : Loss::Unknown;
    case Support::Contradicted:
        return Loss::Changed;
    case Support::Truncated:
        return hasEvidence ? Loss::Dropped : Loss::Unknown;
    default:
        return Loss::Unknown;
    }
}

// Of what stands in another trace, the words alone.
std::string wordsOf(const Evidence& evidence)
{
    constexpr std::int64_t longest = 240; // code points
    const std::int64_t from = evidence.place.start - evidence.earlier->start;
    const std::int64_t to = evidence.place.end - evidence.earlier->start;
    return std::string(stretchOf(evidence.earlier->text, from, std::min(to, from + longest)))
        + (to - from > longest ? "…" : "");
}

// From the evidence to the answer; who said it before is not followed.
void leadFromEvidence(const trace::TraceContents& contents, const Evidence& evidence,
                      Provenance& provenance)
{
    Hop answer = std::move(provenance.hops.back());
    answer.kind = HopKind::Answer;
    answer.omitted = 0;
    answer.isLost = true;
    answer.said = evidence.said;
    answer.before = evidence.there;
    Hop first = hopAt(contents, evidence.place);
    first.containment = evidence.cover;
    provenance.hops = {std::move(first), std::move(answer)};
    provenance.omitted = 0;
    provenance.lostAt = 1;
    provenance.missing.clear();
    provenance.elsewhere.clear();
}

} // namespace

bool areInAgreement(Support support, Loss loss)
{
    switch (support) {
    case Support::Supported:
        return loss == Loss::None || loss == Loss::Composed || loss == Loss::Unknown;
    case Support::Contradicted:
        return loss == Loss::Changed;
    case Support::Truncated:
        return loss == Loss::Dropped || loss == Loss::Unknown;
    case Support::Absent:
        return loss != Loss::None && loss != Loss::Composed;
    case Support::Unknown:
        return loss == Loss::Unknown || loss == Loss::None;
    case Support::Weak:
    case Support::NotJudged:
        return true;
    }
    return true;
}

Provenance provenanceOf(const trace::TraceContents& contents, const ClaimSet& set,
                        std::size_t claim)
{
    if (claim >= set.claims.size())
        return {};
    const Claim& asked = set.claims[claim];
    Provenance result = provenanceOf(contents, set.generation, asked.start, asked.end);
    const Evidence* evidence = telling(asked);
    // Earlier turns of a session are mostly other traces: nothing here leads there.
    if (asked.support == Support::Truncated && evidence != nullptr && evidence->earlier
        && !result.hops.empty() && result.loss != Loss::Dropped) {
        result.loss = Loss::Dropped;
        result.hops.erase(result.hops.begin(), result.hops.end() - 1);
        result.hops.back().kind = HopKind::Answer;
        result.hops.back().isLost = true;
        result.hops.back().omitted = 0;
        result.lostAt = 0;
        result.omitted = 0;
        result.missing.clear();
        result.elsewhere.clear();
        result.text = "Stood in an earlier turn of the session (" + evidence->earlier->source
            + "), which this answer no longer saw: “" + wordsOf(*evidence) + "”.";
        return result;
    }
    // As the claim's reason says it: the best of what tells was not read.
    if (evidence != nullptr && asked.support != Support::Weak) {
        result.reading = evidence->reading;
        if (evidence->isUnseen() && !result.hops.empty())
            result.text = provenanceText(contents, result);
    }
    if (asked.support == Support::Weak && result.loss == Loss::Composed
        && !asked.evidence.empty()) {
        result.bestCover = std::ranges::max_element(asked.evidence, {}, &Evidence::cover)->cover;
        result.text = provenanceText(contents, result);
    }
    if (result.hops.empty() || areInAgreement(asked.support, result.loss)) {
        if (asked.support == Support::Weak
            && (result.loss == Loss::None || result.loss == Loss::Composed))
            result.text += " Of the claim itself: " + asked.reason + ".";
        return result;
    }
    result.loss = lossOf(asked.support, evidence != nullptr);
    if (evidence != nullptr && result.loss != Loss::Unknown) {
        leadFromEvidence(contents, *evidence, result);
        result.text = provenanceText(contents, result);
        return result;
    }
    for (Hop& hop : result.hops)
        hop.isLost = false;
    result.missing.clear();
    result.elsewhere.clear();
    if (result.loss == Loss::Changed) {
        result.lostAt = result.hops.size() - 1;
        result.hops.back().isLost = true;
    } else {
        result.lostAt = 0;
    }
    result.text = "Of the claim itself: " + asked.reason + ".";
    return result;
}

} // namespace claims
