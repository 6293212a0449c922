// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/requirementfacts.h"

#include "models/store/reader.h"

#include <utility>
#include <vector>

namespace commands {

namespace {

std::optional<runbook::RunEvidence> evidenceIn(const std::string& recording)
{
    if (recording.empty())
        return std::nullopt;
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return std::nullopt;
    const auto entries = (*reader)->timeline({}, {"step"});
    return entries ? std::optional(runbook::runEvidence(*entries)) : std::nullopt;
}

} // namespace

void takeRequirement(runbook::GuardFacts& facts,
                     const std::optional<runbook::Requirement>& requirement,
                     const std::string& recording, const runbook::LeverPlan& plan,
                     telemetry::Timestamp now)
{
    facts.unmet.clear();
    facts.unmetLifting.clear();
    if (!requirement)
        return;
    const auto evidence = evidenceIn(recording);
    auto unmet =
        runbook::unmetRequirement(*requirement, evidence ? &*evidence : nullptr, plan, now);
    if (!unmet)
        return;
    facts.unmet = std::move(unmet->sentence);
    facts.unmetLifting = std::move(unmet->lifting);
}

} // namespace commands
