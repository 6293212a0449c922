// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparison.h"

#include "models/comparison/divergence.h"
#include "models/comparison/stepalignment.h"

#include <algorithm>

namespace comparison {

const char* toString(Aspect aspect)
{
    switch (aspect) {
    case Aspect::Structure:
        return "structure";
    case Aspect::Inputs:
        return "inputs";
    case Aspect::Documents:
        return "documents";
    case Aspect::Parameters:
        return "parameters";
    case Aspect::Tokens:
        return "tokens";
    case Aspect::Duration:
        return "duration";
    case Aspect::Outcome:
        return "outcome";
    case Aspect::Output:
        return "output";
    case Aspect::Claims:
        return "claims";
    }
    return "";
}

const char* toString(Pairing pairing)
{
    switch (pairing) {
    case Pairing::Matched:
        return "matched";
    case Pairing::Missing:
        return "missing";
    case Pairing::Extra:
        return "extra";
    case Pairing::Repeated:
        return "repeated";
    case Pairing::Moved:
        return "moved";
    }
    return "";
}

const char* toString(Weight weight)
{
    switch (weight) {
    case Weight::Natural:
        return "natural";
    case Weight::Without:
        return "without_effect";
    case Weight::Substantial:
        return "substantial";
    case Weight::Unknown:
        return "unknown";
    }
    return "";
}

const char* toString(QuestionRelation relation)
{
    switch (relation) {
    case QuestionRelation::Same:
        return "same";
    case QuestionRelation::SameForm:
        return "same_form";
    case QuestionRelation::Near:
        return "near";
    case QuestionRelation::Different:
        return "different";
    case QuestionRelation::Unknown:
        return "unknown";
    }
    return "";
}

const char* toString(Basis basis)
{
    switch (basis) {
    case Basis::None:
        return "none";
    case Basis::Divergence:
        return "divergence";
    case Basis::Elimination:
        return "elimination";
    case Basis::Unknown:
        return "unknown";
    }
    return "";
}

std::string ComparedStep::label() const
{
    const std::string kindName =
        kind == telemetry::StepKind::Other ? std::string() : std::string(telemetry::toString(kind));
    return "step " + std::to_string(number) + (kindName.empty() ? "" : " " + kindName)
        + (name.empty() ? "" : " '" + name + "'");
}

const Difference* StepPair::find(Aspect aspect, Weight weight) const
{
    const auto found = std::ranges::find_if(differences, [=](const Difference& one) {
        return one.aspect == aspect && one.weight == weight;
    });
    return found == differences.end() ? nullptr : &*found;
}

Comparison compare(const ComparisonInput& input)
{
    Comparison all;
    all.suspect = input.suspect;
    all.good = input.good;
    all.here = stepsOf(*all.suspect);
    all.there = stepsOf(*all.good);
    const Run here = runOf(*all.suspect, all.here);
    const Run there = runOf(*all.good, all.there);
    all.question = relationOf(here.question, there.question);
    alignSteps(all);
    all.run = runDifferences(here, there);
    tellDivergence(all, here, there);
    addClaims(all, input, here, there);
    return all;
}

} // namespace comparison
