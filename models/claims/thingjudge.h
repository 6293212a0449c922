// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/answerreading.h"
#include "models/claims/claim.h"
#include "models/claims/evidencesearch.h"
#include "models/claims/statedthings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace claims {

// The sentence that things stand in, and the passages that it resembles.
struct SentenceMatch
{
    health::Stretch words;
    std::vector<EvidenceSearch::Hit> given; // best first
    std::vector<EvidenceSearch::Hit> sources; // likewise, but what the model said itself
    std::size_t index = 0; // of its claim
    std::vector<StatedThing> figures; // that it states

    double bestCover() const { return given.empty() ? 0 : given.front().cover; }
};

// Holds the figures, names and citations of a sentence against what was given.
class ThingJudge
{
public:
    ThingJudge(AnswerReading& reading, std::size_t mostEvidence);

    Claim judge(const StatedThing& thing, const SentenceMatch& sentence);

private:
    struct Found
    {
        std::vector<EvidenceSearch::Hit> given; // best first
        std::vector<EvidenceSearch::Hit> dropped;
        bool isInQuestion = false;
    };

    void judgeFigure(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim);
    void judgeName(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim);
    void judgeCitation(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim);
    void judgeReference(std::string_view label, const SentenceMatch& sentence, Claim& claim);
    void judgeQuote(std::string_view quote, Claim& claim);
    void judgeLink(std::string_view link, Claim& claim);
    // Stretches of what was given that a label in front of them marks as the source.
    std::vector<std::pair<std::size_t, std::size_t>> markedBy(std::string_view label);

    template<class Holds>
    Found placesOf(const StatedThing& thing, const SentenceMatch& sentence, Holds holds);
    bool contradictedBy(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim);
    // Figures of a passage that the sentence does not state.
    const std::vector<const StatedThing*>& unsaidIn(std::size_t passage,
                                                    const SentenceMatch& sentence);
    const std::vector<std::string_view>& mattersOf(const SentenceMatch& sentence);
    void addEvidence(Claim& claim, const std::vector<EvidenceSearch::Hit>& hits,
                     const health::Stretch& words) const;
    void support(Claim& claim, Support support, std::string reason) const;

    const std::vector<std::string_view>& answerMatters();

    AnswerReading& m_reading;
    std::size_t m_mostEvidence;
    std::optional<std::vector<std::string_view>> m_matters; // documents that the answer names
    std::size_t m_searched = 0; // bytes of what was given, for links
    // Of the sentence whose things were judged last.
    std::size_t m_sentence = Claim::kNone;
    std::unordered_map<std::size_t, std::vector<const StatedThing*>> m_unsaid;
    std::optional<std::vector<std::string_view>> m_sentenceMatters;
};

// How likely a claim is wrong by its support alone, where no model has scored its words.
double plainProbability(Support support);
// The same, and what the model says of its words.
double probabilityOf(Support support, std::optional<float> doubt);

} // namespace claims
