// SPDX-License-Identifier: GPL-3.0-or-later

// "I don't have any record of your name": what it says that it was never told.

#include "models/claims/claimtokens.h"
#include "models/claims/questionlimits.h"
#include "models/claims/sentencejudge.h"
#include "models/health/contextloss.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace claims {

namespace {

using health::Token;
using Hit = EvidenceSearch::Hit;

constexpr double kDeniedCover = 0.5; // of what it says that it has no record of

// Words of substance, but for those that deny that it was told.
void addWanted(std::vector<Token>& wanted, std::span<const Token> tokens)
{
    static const std::set<std::uint64_t> denying = [] {
        std::set<std::uint64_t> keys;
        for (const std::string_view word :
             {"record",    "records",    "memory",     "recall",    "remember",     "access",
              "earlier",   "previous",   "prior",      "past",      "conversation", "conversations",
              "history",   "chat",       "session",    "message",   "messages",     "turn",
              "turns",     "discussion", "discussing", "discussed", "tell",         "telling",
              "told",      "say",        "saying",     "said",      "mention",      "mentioning",
              "mentioned", "share",      "sharing",    "shared",    "give",         "giving",
              "given",     "provide",    "provided",   "asked",     "information",  "detail",
              "details",   "sorry",      "apologize",  "afraid",    "unfortunately"})
            keys.insert(health::wordKey(word));
        return keys;
    }();
    for (const Token& token : tokens) {
        if (token.isContent && !denying.contains(token.key))
            wanted.push_back(token);
    }
}

} // namespace

// "I don't have any record of your name": what was asked for may have stood in turns that it no
// longer saw.
bool SentenceJudge::isMemoryDenied(const SentenceMatch& match, Claim& claim)
{
    EvidenceSearch& search = m_reading.search();
    std::vector<Token> wanted;
    const auto found = [&] {
        auto hits =
            search.find(wanted, {0, wanted.size()}, EvidenceSearch::Among::DroppedSources, 2);
        std::erase_if(hits, [](const Hit& hit) { return hit.cover < kDeniedCover; });
        return hits;
    };
    const auto& tokens = m_reading.tokens();
    addWanted(wanted,
              std::span(tokens).subspan(match.words.first, match.words.last - match.words.first));
    std::vector<Hit> hits = found();
    if (hits.empty()) { // "I don't recall this": what was asked
        if (!m_asked)
            m_asked = claimTokens(m_reading.source().subject.prompt.value_or(""), kMostAsked);
        addWanted(wanted, *m_asked);
        hits = found();
    }
    for (const Hit& hit : hits)
        claim.evidence.push_back(m_reading.evidenceOf(match.words, hit.passage, hit.cover));
    if (!hits.empty()) {
        claim.support = Support::Truncated;
        claim.reason = "what was asked for stood in an earlier turn that it no longer saw";
    } else if (m_reading.source().hasLostTurns) {
        claim.support = Support::Truncated;
        claim.reason = "earlier turns were left out of what it was given; what stood in them is "
                       "not known";
        if (const std::size_t note = omissionNote(); note != Claim::kNone)
            claim.evidence.push_back(m_reading.evidenceOf(match.words, note, 0));
    }
    return claim.support == Support::Truncated;
}

// The passage that says that earlier turns were left out.
std::size_t SentenceJudge::omissionNote()
{
    if (m_omission)
        return *m_omission;
    m_omission = Claim::kNone;
    const EvidenceSearch& search = m_reading.search();
    const std::string_view given = m_reading.source().given.text();
    for (std::size_t i = 0; i < search.passages().size(); ++i) {
        const EvidenceSearch::Passage& passage = search.passages()[i];
        const std::string_view text = given.substr(passage.start, passage.end - passage.start);
        const bool isSummary = m_reading.source().given.pieces()[passage.piece].isSummary;
        if (!search.isDropped(i)
            && (isSummary || (text.size() < 400 && health::tellsOmission(text)))) {
            m_omission = i;
            break;
        }
    }
    return *m_omission;
}

} // namespace claims
