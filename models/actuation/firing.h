// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/leveraccess.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/lever.h"

#include <atomic>
#include <optional>
#include <string>

namespace actuation {

// Carries one plan out: writes once, then only reads. See LeverGateway::fire for the contract.
class Firing
{
public:
    Firing(const LeverAccess& access, const runbook::LeverPlan& plan,
           const std::atomic<bool>* cancel);

    telemetry::Result<runbook::FireResult> run();

private:
    struct ReadBack
    {
        std::optional<runbook::LeverState> state; // the last one that could be read
        std::string problem; // of the last try, when it failed
        bool isInEffect = false;
        bool isOverwritten = false; // neither what was there nor what we wrote
    };

    bool isUnchangedSincePlan(const runbook::LeverState& now) const;
    telemetry::Result<runbook::FireResult> confirmNoChange(); // of a plan that changes nothing
    void keepReply(const net::Exchange& exchange);
    void settleByVerdict(const net::Exchange& exchange);
    void finishRefused(const net::Exchange& exchange);
    void finishConflict(const Reply& reply);
    void finishAccepted(const Reply& reply);
    void finishUnknown(const std::string& what);
    void describeUnsettled(const ReadBack& readBack, const std::string& what);

    ReadBack readBack() const;
    bool isCancelled() const { return m_cancel && m_cancel->load(); }
    void settle(runbook::RungKind kind, runbook::RungState state, std::string detail);
    void finish(runbook::FireOutcome outcome, std::string message);

    const LeverAccess& m_access;
    const runbook::LeverPlan& m_plan;
    const std::atomic<bool>* m_cancel;
    runbook::EffectLadder m_ladder;
    runbook::FireResult m_result;
};

} // namespace actuation
