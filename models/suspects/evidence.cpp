// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/evidence.h"

#include "models/health/validator.h"
#include "models/telemetry/person.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <tuple>

namespace suspects {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;

// What a suspicion names it as a reason from.
constexpr double kTold = 0.2;

std::vector<const Evaluation*> newestOfEach(const std::vector<Evaluation>& evaluations)
{
    std::vector<const Evaluation*> newest;
    for (const Evaluation& one : evaluations) {
        const auto known = std::ranges::find_if(newest, [&](const Evaluation* other) {
            return other->evaluator == one.evaluator && other->check == one.check
                && other->origin == one.origin;
        });
        if (known == newest.end())
            newest.push_back(&one);
        else if ((*known)->recorded <= one.recorded)
            *known = &one;
    }
    return newest;
}

Evidence::Side sideOf(const Evaluation& evaluation, double part)
{
    if (evaluation.state == EvaluationState::Failed || part >= kTold)
        return Evidence::Side::For;
    const bool isTold = evaluation.state == EvaluationState::Passed
        || (evaluation.state == EvaluationState::Inconclusive && evaluation.badness);
    return isTold ? Evidence::Side::Against : Evidence::Side::Missing;
}

} // namespace

EvidenceSheet evidenceOf(const std::vector<Evaluation>& evaluations)
{
    std::vector<const Evaluation*> newest = newestOfEach(evaluations);
    std::erase_if(newest,
                  [](const Evaluation* one) { return one->state == EvaluationState::NoData; });
    std::vector<double> parts;
    for (const Evaluation* one : newest)
        parts.push_back(health::suspicionPart(*one));
    const auto sound = [&](std::size_t left) {
        double good = 1;
        for (std::size_t i = 0; i < parts.size(); ++i)
            good *= i == left ? 1 : 1 - parts[i];
        return good;
    };
    EvidenceSheet sheet;
    sheet.suspicion = 1 - sound(parts.size());
    for (std::size_t i = 0; i < newest.size(); ++i) {
        const Evaluation& one = *newest[i];
        const double without = 1 - sound(i);
        sheet.items.push_back({.side = sideOf(one, parts[i]),
                               .check = telemetry::signalCheck(one),
                               .evaluator = telemetry::evaluatorName(one),
                               .isPersons = telemetry::isPersons(one),
                               .badness = one.badness,
                               .without = without,
                               .adds = sheet.suspicion - without,
                               .words = one.reason.empty() ? one.label : one.reason,
                               .state = one.state});
    }
    std::ranges::stable_sort(sheet.items, {}, [](const Evidence& one) {
        return std::tuple(one.side, -one.adds, -one.badness.value_or(0));
    });
    return sheet;
}

} // namespace suspects
