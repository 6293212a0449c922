// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/requirementfacts.h"

#include "models/store/reader.h"

#include <algorithm>
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
    auto entries = (*reader)->timeline({}, {"step"});
    if (entries) // in the chain's order: clocks may step back, or differ
        std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
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

int earlierProofs(const std::string& recording, const std::string& runbook, const std::string& step,
                  const std::string& candidate)
{
    const auto evidence = evidenceIn(recording);
    if (!evidence || evidence->runbook != runbook)
        return 0;
    const auto found = evidence->steps.find(step);
    if (found == evidence->steps.end())
        return 0;
    const auto proofs = found->second.proofs.find(candidate);
    return proofs == found->second.proofs.end() ? 0 : proofs->second;
}

} // namespace commands
