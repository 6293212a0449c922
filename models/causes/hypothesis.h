// SPDX-License-Identifier: GPL-3.0-or-later

// What the nine classes of hypotheses.cpp are put together with.

#pragma once

#include "models/causes/hypotheses.h"

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
    // A release at the onset may have brought what is not told by itself.
    void addRelease();

    const CaseFacts& facts() const { return m_facts; }
    Hypothesis& hypothesis() { return m_hypothesis; }
    Hypothesis take();

private:
    double weightOf(const RankedChange& ranked) const;

    const CaseFacts& m_facts;
    Hypothesis m_hypothesis;
};

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
