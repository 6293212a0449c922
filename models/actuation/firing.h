// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/leveraccess.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/lever.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace actuation {

// Carries one plan out: writes once, then only reads. See LeverGateway::fire for the contract.
class Firing
{
public:
    Firing(const LeverAccess& access, const runbook::LeverPlan& plan,
           const std::atomic<bool>* cancel);

    // Before run(): see LeverGateway::fireWatched. Called on the thread that runs.
    void tellWhenSent(runbook::SentHandler handler) { m_whenSent = std::move(handler); }
    telemetry::Result<runbook::FireResult> run();
    // What is known after run() threw std::bad_alloc: an error where nothing was sent, else that it
    // is not known what became of it.
    telemetry::Result<runbook::FireResult> brokenOff();

private:
    struct ReadBack
    {
        std::optional<runbook::LeverState> state; // the last one that could be read
        std::string problem; // of the last try, when it failed; the state is then an older one
        bool isInEffect = false;
        bool isOverwritten = false; // neither what was there nor what we wrote
    };
    // What keeps a write from being sent.
    struct Obstacle
    {
        std::optional<runbook::LeverState> now; // changed since the plan
        std::string found; // looked up otherwise since the plan, in words; empty: as it was
    };

    bool isUnchangedSincePlan(const runbook::LeverState& now) const;
    // What the requests take from the reading of the state is what the plan was made with: else
    // what differs, in words.
    std::string foundOtherwise(const runbook::LeverState& now) const;
    telemetry::Result<runbook::FireResult> confirmNoChange(); // of a plan that changes nothing
    telemetry::Result<Obstacle> lookAgain();
    void refuseChanged(const Obstacle& obstacle);
    telemetry::Result<void> sendAll();
    bool settleStep(std::size_t index, net::Exchange exchange); // true: go on with the next
    bool isFinished(std::size_t index); // likewise, of what a step began
    std::string askUntilFinished(const FinishCheck& check, bool& hasFailed); // empty: it is done
    void finishNotDone(const std::string& what, const std::string& sentence);
    void keepReply(const net::Exchange& exchange);
    void finishRefused(const net::Exchange& exchange);
    void finishConflict(const WriteStep& step);
    void finishAccepted();
    void finishUnknown(const std::string& what);
    void finishInEffect(const ReadBack& readBack, std::string message);
    void describeUnsettled(const ReadBack& readBack, const std::string& what);
    void finishUnmoved(const runbook::LeverState& now); // of a plan that changes nothing

    ReadBack lookOnce() const;
    ReadBack readBack() const; // until it is in effect, overwritten, or time is over
    void takeState(const ReadBack& readBack);
    std::string whoseUnknown() const; // that it is in effect, in words, and not by whom
    std::string waitForServing(); // what does not serve it, in words; empty: all do
    bool isCancelled() const { return m_cancel && m_cancel->load(); }
    runbook::Rung sentRung(telemetry::Timestamp when) const;
    void settle(runbook::RungKind kind, runbook::RungState state, std::string detail);
    void finish(runbook::FireOutcome outcome, std::string message);

    const LeverAccess& m_access;
    const runbook::LeverPlan& m_plan;
    const WriteOperation& m_operation;
    const std::atomic<bool>* m_cancel;
    runbook::SentHandler m_whenSent;
    std::string m_underWay; // what the last step began, when its time was over; empty: nothing is
    Variables m_variables; // of the templates; grows with what the steps took
    Replies m_replies; // the newest step's is the own one
    runbook::EffectLadder m_ladder;
    runbook::FireResult m_result;
};

} // namespace actuation
