// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/effectladder.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace runbook {

namespace {

bool isSettled(RungState state)
{
    return state == RungState::Reached || state == RungState::Failed || state == RungState::Void;
}

} // namespace

EffectLadder::EffectLadder()
{
    for (std::size_t i = 0; i < m_rungs.size(); ++i)
        m_rungs.at(i).kind = static_cast<RungKind>(i);
}

bool EffectLadder::isAllowed(RungKind kind, RungState state) const
{
    const bool isLateRecovery = kind == RungKind::Recovered && state == RungState::Reached
        && rung(kind).state == RungState::Failed;
    if (state == RungState::Waiting || state == RungState::Void
        || (isSettled(rung(kind).state) && !isLateRecovery))
        return false;
    if (kind == RungKind::Recovered)
        return isReached(RungKind::InEffect);
    const auto index = static_cast<std::ptrdiff_t>(kind);
    const bool earlierWaits =
        std::any_of(m_rungs.begin(), m_rungs.begin() + index,
                    [](const Rung& earlier) { return earlier.state == RungState::Waiting; });
    return !earlierWaits;
}

bool EffectLadder::settle(RungKind kind, RungState state, telemetry::Timestamp time,
                          std::string detail)
{
    if (!isAllowed(kind, state))
        return false;
    const auto index = static_cast<std::size_t>(kind);
    m_rungs.at(index) = {.kind = kind, .state = state, .time = time, .detail = std::move(detail)};
    if (state != RungState::Failed)
        return true;
    for (std::size_t later = index + 1; later < m_rungs.size(); ++later) {
        Rung& rung = m_rungs.at(later);
        if (isSettled(rung.state))
            continue; // a fact that was established stays one
        rung = {.kind = rung.kind,
                .state = RungState::Void,
                .time = time,
                .detail = "cannot be reached: an earlier rung failed"};
    }
    return true;
}

bool EffectLadder::findThere(telemetry::Timestamp time, std::string detail)
{
    const auto waits = [this](RungKind kind) { return rung(kind).state == RungState::Waiting; };
    if (!waits(RungKind::Sent) || !waits(RungKind::Accepted) || !waits(RungKind::InEffect))
        return false;
    m_rungs.at(static_cast<std::size_t>(RungKind::InEffect)) = {.kind = RungKind::InEffect,
                                                                .state = RungState::Reached,
                                                                .time = time,
                                                                .detail = std::move(detail)};
    return true;
}

void EffectLadder::explain(RungKind kind, std::string detail)
{
    Rung& rung = m_rungs.at(static_cast<std::size_t>(kind));
    if (rung.state == RungState::Waiting)
        rung.detail = std::move(detail);
}

void EffectLadder::take(const FireResult& result)
{
    for (const Rung& rung : result.rungs) {
        if (rung.kind == RungKind::Recovered)
            continue;
        if (rung.kind == RungKind::Sent && rung.state == RungState::Reached
            && isReached(RungKind::Sent))
            m_rungs.front().detail = rung.detail; // it was told when it left; now of all machines
        const bool isThere =
            rung.kind == RungKind::InEffect && rung.state == RungState::Reached && !result.wasSent;
        if (rung.state == RungState::Waiting)
            explain(rung.kind, rung.detail);
        else if (!isThere || !findThere(rung.time, rung.detail))
            settle(rung.kind, rung.state, rung.time, rung.detail);
    }
}

const Rung& EffectLadder::rung(RungKind kind) const
{
    return m_rungs.at(static_cast<std::size_t>(kind));
}

bool EffectLadder::isFinal() const
{
    return std::all_of(m_rungs.begin(), m_rungs.end(),
                       [](const Rung& rung) { return isSettled(rung.state); });
}

FireResult notSent(const LeverPlan& plan, FireOutcome outcome, const std::string& why,
                   telemetry::Timestamp now)
{
    EffectLadder ladder;
    ladder.settle(RungKind::Sent, RungState::Failed, now, "not sent: " + why);
    FireResult result;
    result.outcome = outcome;
    result.before = plan.before;
    result.message = why;
    result.rungs.assign(ladder.rungs().begin(), ladder.rungs().begin() + 3);
    if (outcome != FireOutcome::Conflict)
        return result;
    result.after = plan.before;
    result.wasReadBack = true;
    return result;
}

} // namespace runbook
