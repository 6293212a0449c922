// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/answersubstance.h"

#include <string>
#include <vector>

namespace comparison {

// What is known of both runs while their steps are compared.
struct Runs
{
    const Run& here;
    const Run& there;
    QuestionRelation relation = QuestionRelation::Unknown;
};

// Of two steps that belong together. What a step was given and how it was asked is told apart from
// what it gave: only the latter makes a divergence.
struct StepDifferences
{
    std::vector<Difference> differences;
    std::string parameters; // in words: "model a → b; prompt version 7 → 8"; empty: the same
    std::string inputs; // that the questions do not explain: "other instructions"; empty: none
    std::string output; // why what it gave is another thing in substance; empty: it is not
    bool isUnknown = false; // what it gave was captured on one side at most
};
StepDifferences differencesOf(const ComparedStep& here, const ComparedStep& there,
                              const Runs& runs);

// What the release that served a run differs in: version of the service, route.
std::vector<Difference> runDifferences(const Run& here, const Run& there);

} // namespace comparison
