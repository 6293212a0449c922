// SPDX-License-Identifier: GPL-3.0-or-later

// What the nine classes of hypotheses.cpp are put together with.

#pragma once

#include "models/causes/hypotheses.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace causes {

constexpr double kSpeaks = 5; // log likelihood from which a rise is taken for one

// Collects what is known about one class.
class Making
{
public:
    Making(const CaseFacts& facts, Cause cause);

    void say(double weight, std::string text);
    void lack(std::string text) { m_hypothesis.missing.push_back(std::move(text)); }

    // What the best change of a trait says, or that there is none.
    void addChange(Trait trait);
    void addRanked(const RankedChange& ranked);
    // How well the kind of fault fits what was seen of answers.
    void addSymptom();
    // What of a release cannot be told from the change of a trait: that it reached the same
    // answers.
    void lackReleaseApart(Trait trait);
    // A release at the onset may have brought what is not told by itself.
    void addRelease();
    // What served before the suspected value of a trait; empty where none is suspected, or several
    // may have.
    std::string valueBefore(Trait trait) const;

    const CaseFacts& facts() const { return m_facts; }
    Hypothesis& hypothesis() { return m_hypothesis; }
    Hypothesis take();

private:
    double weightOf(const RankedChange& ranked) const;
    std::string unchangedPattern(std::size_t place) const;

    const CaseFacts& m_facts;
    Hypothesis m_hypothesis;
};

constexpr std::int64_t kFewestForNo = 20; // results from which on "no worse" can be said

std::string namesText(const std::vector<std::string>& names); // "a, b"
// "93 % (86 to 97) of 90", of disagreement.
std::string agreementText(const Counts& apart);
// "with the golden set it agrees on 71 % (61 to 80) of 90, before on 96 % (90 to 99) of 88".
std::string goldenText(const JudgeFacts& judge);

void makeModel(Making& making);
void makeFineTune(Making& making);
void makePrompt(Making& making);
void makeTruncation(Making& making);
void makeLoad(Making& making);
void makeIndex(Making& making);
void makeJudge(Making& making);
void makeLoop(Making& making);
void makeTelemetry(Making& making);

} // namespace causes
