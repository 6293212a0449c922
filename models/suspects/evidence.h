// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <optional>
#include <string>
#include <vector>

namespace suspects {

// What one evaluation says of an answer being wrong, and how much of the suspicion is its doing.
struct Evidence
{
    enum class Side
    {
        For, // it is wrong
        Against, // it passed: nothing was found in that respect
        Missing, // it could not be told
    };
    Side side = Side::For;
    std::string check; // of the signal: a judge's "groundedness" is "groundedness (judge)"
    std::string evaluator;
    bool isPersons = false;
    std::optional<double> badness;
    // The suspicion of all without this one, and what this adds to it: the difference. What passed
    // adds the little that it is unsure by, never less than nothing: each check looks at another
    // respect, and one that is well makes no other well.
    double without = 0;
    double adds = 0;
    std::string words; // its reason, else its label
    telemetry::EvaluationState state = telemetry::EvaluationState::Inconclusive;
};

struct EvidenceSheet
{
    double suspicion = 0; // of all together, as health reckons it
    std::vector<Evidence> items; // For, then Against, then Missing; what adds most first
};

// Of the newest evaluation of each source; those that do not apply are left out.
EvidenceSheet evidenceOf(const std::vector<telemetry::Evaluation>& evaluations);

} // namespace suspects
