// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/armedlever.h"

#include "models/runbook/approval.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace runbook {

namespace {

std::string changed(const char* what, const std::string& from, const std::string& to)
{
    return std::string(what) + " changed from \"" + from + "\" to \"" + to + "\".";
}

// What no longer fits the plan, in words; empty when all does.
std::string difference(const LeverPlan& plan, const LeverWatch& current)
{
    if (current.lever != plan.lever.id)
        return changed("The lever", plan.lever.id, current.lever);
    if (current.target != plan.lever.target)
        return changed("The target", plan.lever.target, current.target);
    if (current.environment != plan.lever.environment)
        return changed("The environment", plan.lever.environment, current.environment);
    if (current.to != plan.to)
        return changed("The value to set", plan.to, current.to);
    if (current.value != plan.before.value)
        return changed("The state on the control plane", plan.before.value, current.value);
    if (current.version != plan.before.version)
        return changed("The version on the control plane", plan.before.version, current.version);
    if (!current.plan.empty() && current.plan != planHash(plan))
        return plan.replicas.empty() ? "What would be sent changed."
                                     : "The state of the replicas, or what would be sent, changed.";
    return current.isStale ? "The state on the control plane is stale." : "";
}

} // namespace

telemetry::Result<void> ArmedLever::arm(LeverPlan plan, telemetry::Timestamp now)
{
    if (m_state == State::Fired)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "This lever was fired; look at its outcome first.");
    if (plan.isNoChange)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "There is nothing to do: it already stands at \"" + plan.to
                                      + "\".");
    m_plan = std::move(plan);
    m_state = State::Armed;
    m_armedAt = now;
    m_heldUntil.reset();
    m_reason.clear();
    return {};
}

void ArmedLever::disarm(std::string reason)
{
    if (m_state != State::Armed)
        return;
    m_state = State::Disarmed;
    m_plan.reset();
    m_heldUntil.reset();
    m_reason = std::move(reason);
}

void ArmedLever::watch(const LeverWatch& current)
{
    if (m_state != State::Armed)
        return;
    std::string reason = difference(*m_plan, current);
    if (!reason.empty())
        disarm(std::move(reason));
}

void ArmedLever::tick(telemetry::Timestamp now)
{
    if (m_state == State::Armed && now - m_armedAt >= kArmedFor)
        disarm("It was armed for 30 s without being fired.");
}

void ArmedLever::press(telemetry::Timestamp now)
{
    tick(now);
    if (m_state != State::Armed || m_heldUntil)
        return;
    m_heldUntil = now;
    m_held = telemetry::Duration::zero();
}

void ArmedLever::hold(telemetry::Timestamp now)
{
    if (m_state != State::Armed || !m_heldUntil)
        return;
    m_held += std::clamp(now - *m_heldUntil, telemetry::Duration::zero(), kLongestTick);
    m_heldUntil = now;
}

void ArmedLever::release()
{
    m_heldUntil.reset();
}

double ArmedLever::holdShare() const
{
    if (m_state != State::Armed || !m_heldUntil)
        return 0;
    const std::chrono::duration<double> held = m_held;
    return std::min(held / std::chrono::duration<double>(kHold), 1.0);
}

telemetry::Result<LeverPlan> ArmedLever::fire(telemetry::Timestamp now)
{
    tick(now);
    if (m_state == State::Fired)
        return telemetry::failure(telemetry::ErrorKind::Refused, "It was fired already.");
    if (m_state != State::Armed)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  m_reason.empty() ? "Arm it first."
                                                   : "It is disarmed: " + m_reason);
    if (!m_heldUntil || m_held < kHold)
        return telemetry::failure(telemetry::ErrorKind::Refused, "Hold to confirm.");
    m_state = State::Fired;
    m_heldUntil.reset();
    return *m_plan;
}

void ArmedLever::clear()
{
    if (m_state != State::Fired)
        return;
    m_state = State::Disarmed;
    m_plan.reset();
    m_reason.clear();
}

telemetry::Duration ArmedLever::remaining(telemetry::Timestamp now) const
{
    if (m_state != State::Armed)
        return telemetry::Duration::zero();
    return std::max(telemetry::Duration::zero(), kArmedFor - (now - m_armedAt));
}

} // namespace runbook
