// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/firingdecision.h"

#include "app/commands/guardfacts.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"

#include <utility>

namespace commands {

using telemetry::Result;

Result<FiringDecision> decideFiring(const runbook::LeverPlan& plan, bool isUndo,
                                    const runbook::GuardFacts& facts, const std::string& recording,
                                    const WriteIntent& write)
{
    const telemetry::SystemClock clock;
    const auto asked = clock.now();
    FiringDecision decision;
    if (plan.isNoChange) { // nothing is written: there is nothing to guard
        const auto noted = write(runbook::actionEntry(plan, isUndo, asked));
        if (!noted)
            return tl::make_unexpected(noted.error());
        decision.intent = noted->sequence;
        return decision;
    }
    decision.obstacles = runbook::guardObstacles(plan, facts, asked);
    const auto guard = runbook::guardRecord(plan, facts, decision.obstacles, asked);
    const auto written =
        write(runbook::withGuard(runbook::actionEntry(plan, isUndo, asked), guard));
    if (!written)
        return tl::make_unexpected(written.error());
    decision.intent = written->sequence;
    if (decision.intent == 0 || runbook::isBlocked(decision.obstacles))
        return decision;
    const auto now = clock.now();
    decision.obstacles =
        runbook::guardObstacles(plan, factsUpTo(facts, recording, plan, now, decision.intent), now);
    return decision;
}

std::vector<telemetry::TimelineEntry> endEntries(const runbook::LeverPlan& plan,
                                                 const runbook::FireResult& result, bool isUndo,
                                                 telemetry::Timestamp now, std::int64_t intent)
{
    auto entries = runbook::resultEntries(plan, result, isUndo, now);
    if (intent == 0)
        return entries;
    for (telemetry::TimelineEntry& entry : entries)
        entry = runbook::ofIntent(std::move(entry), intent);
    return entries;
}

} // namespace commands
