// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/answerreading.h"
#include "models/claims/answersentences.h"
#include "models/claims/claim.h"
#include "models/claims/denialjudge.h"
#include "models/claims/thingjudge.h"
#include "models/health/nearcopy.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace claims {

// Holds whole sentences against what was given.
class SentenceJudge
{
public:
    SentenceJudge(AnswerReading& reading, std::size_t mostEvidence);

    // What it resembles is put into `match`. NotJudged, or for finish() to be told.
    Claim begin(const AnswerSentence& sentence, SentenceMatch& match);
    // `things` are those in it, judged; the one in which it differs from what was given is
    // contradicted with it.
    void finish(const SentenceMatch& match, std::vector<Claim>& things, Claim& claim);

private:
    bool isOnlyToldToSay(const SentenceMatch& match) const;
    void findPassages(SentenceMatch& match);
    bool isMemoryDenied(const SentenceMatch& match, Claim& claim);
    std::size_t omissionNote();
    bool isContradicted(const SentenceMatch& match, std::vector<Claim>& things, Claim& claim);
    bool isClashing(const SentenceMatch& match, Claim& claim);
    std::optional<health::Deviation> deviationFrom(std::size_t passage,
                                                   const SentenceMatch& match) const;
    bool isDeviating(const SentenceMatch& match, Claim& claim);
    bool isDenying(const SentenceMatch& match, Claim& claim);
    void contradictThing(const Claim& sentence, std::vector<Claim>& things) const;
    bool holdsContradiction(const std::vector<Claim>& things, Claim& claim) const;
    std::string_view unseenAcronym(const SentenceMatch& match);
    double sourceCover(const SentenceMatch& match, const std::vector<Claim>& things);
    void judgeSupport(const SentenceMatch& match, const std::vector<Claim>& things,
                      double probability, Claim& claim);
    std::optional<std::size_t> placeOf(const health::ToolClash& clash) const;
    void addNearest(const SentenceMatch& match, Claim& claim) const;
    // False: the same place says the same against it already.
    bool contradict(Claim& claim, Evidence evidence, std::string reason = {}) const;
    // Below 0 where the model has no result.
    double probabilityOf(const SentenceMatch& match, bool isContradicted, const Claim& claim) const;

    AnswerReading& m_reading;
    std::size_t m_mostEvidence;
    DenialJudge m_denials;
    std::optional<std::vector<health::Token>> m_asked; // of the question
    std::optional<std::size_t> m_omission; // kNone: nobody says so; absent: not looked for
};

} // namespace claims
