// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/modelname.h"

#include <algorithm>
#include <string>
#include <vector>

namespace health {

namespace {

using Parts = std::vector<ModelName::Part>;

// What each of two names says that the other does not.
struct Difference
{
    Parts requested;
    Parts served;

    bool isNone() const { return requested.empty() && served.empty(); }
};

bool areAll(const Parts& parts, NamePart kind)
{
    return std::ranges::all_of(parts, [kind](const auto& part) { return part.kind == kind; });
}

// Whether one side only adds parts of this kind.
bool isOnly(const Difference& difference, NamePart kind)
{
    return (difference.requested.empty() || difference.served.empty())
        && areAll(difference.requested, kind) && areAll(difference.served, kind);
}

Difference differenceOf(const ModelName& requested, const ModelName& served)
{
    Difference difference{requested.parts, served.parts};
    Parts& one = difference.requested;
    Parts& other = difference.served;
    const auto begin = std::ranges::mismatch(one, other);
    one.erase(one.begin(), begin.in1);
    other.erase(other.begin(), begin.in2);
    while (!one.empty() && !other.empty() && one.back() == other.back()) {
        one.pop_back();
        other.pop_back();
    }
    // "claude-3-5-sonnet" is "claude-sonnet-3-5".
    Parts sorted = one;
    Parts otherSorted = other;
    std::ranges::sort(sorted);
    std::ranges::sort(otherSorted);
    if (sorted == otherSorted)
        return {};
    // What open weights were tuned for is left out of many names of them, as of those that leave
    // the version to the provider. With a size, "turbo" is the host's quantisation.
    const bool hasSize = requested.has(NamePart::Size) || served.has(NamePart::Size);
    const auto isSaid = [](const Parts& parts) {
        return std::ranges::any_of(parts,
                                   [](const auto& part) { return part.kind == NamePart::Tuning; });
    };
    if ((hasSize || !requested.has(NamePart::Version)) && !(isSaid(one) && isSaid(other))) {
        for (Parts* parts : {&one, &other})
            std::erase_if(*parts, [hasSize](const auto& part) {
                return part.kind == NamePart::Tuning || (hasSize && part.text == "turbo");
            });
    }
    return difference;
}

// Whether the names can be compared at all: "default", "answers" and "my-deployment-2" are routes,
// behind which any model may be. Names of no known family are, when they begin alike.
bool areComparable(const ModelName& requested, const ModelName& served)
{
    return (requested.isOfFamily && served.isOfFamily)
        || requested.parts.front() == served.parts.front();
}

} // namespace

Judgement judgeServedModel(const Subject& subject)
{
    if (subject.modelRequested.empty() || subject.modelServed.empty())
        return doesNotApply("the telemetry does not name both the model asked for and the one that "
                            "answered");
    if (subject.modelRequested == subject.modelServed)
        return judgementOf({}, "the model that was asked for answered");
    const ModelName requested = modelNameOf(subject.modelRequested);
    const ModelName served = modelNameOf(subject.modelServed);
    if (requested.parts.empty() || served.parts.empty() || !areComparable(requested, served))
        return doesNotApply("what was asked for or what answered is a route, not a model's name");
    const Difference difference = differenceOf(requested, served);
    const std::string names =
        cited(subject.modelServed) + " answered, " + cited(subject.modelRequested);
    if (difference.isNone()) {
        if (areOtherSnapshots(requested, served))
            return judgementOf({{.probability = 0.9,
                                 .reason = names + " was asked for: another release of it",
                                 .finding = {}}},
                               "");
        return judgementOf({}, "the model that was asked for answered, by another of its names");
    }
    // A name that leaves the version to the provider: "gemini-flash-latest".
    const bool isOpen = !requested.has(NamePart::Version) && requested.revision.empty();
    if (isOpen && difference.requested.empty() && areAll(difference.served, NamePart::Version))
        return judgementOf({}, "a release of the model that was asked for answered");
    if (isOnly(difference, NamePart::Size))
        return doesNotApply("only one of the two names says how large the model is");
    if (difference.served.empty() && areAll(difference.requested, NamePart::Word))
        return doesNotApply("what was asked for is a deployment, named after a model");
    return judgementOf({{.probability = 0.95, .reason = names + " was asked for", .finding = {}}},
                       "");
}

} // namespace health
