// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <optional>
#include <string>

namespace runbook {

// What the plan was made for and from, as it stands now; compared with the armed plan.
struct LeverWatch
{
    std::string lever;
    std::string target;
    std::string environment;
    std::string to;
    std::string version; // of the state last read
    std::string value; // of the state last read
    // planHash() of the plan as it would be made now: replicas, requests. Empty: not compared.
    std::string plan = {};
    bool isStale = false; // the control plane has not been read for too long, or cannot be
};

// Arm, then hold to fire. Pure state machine: the caller brings the time, of a clock that never
// goes backwards. Whatever changes underneath disarms it and says what. Fires once.
class ArmedLever
{
public:
    enum class State
    {
        Disarmed,
        Armed,
        Fired,
    };
    static constexpr telemetry::Duration kArmedFor = std::chrono::seconds(30);
    static constexpr telemetry::Duration kHold = std::chrono::milliseconds(500);
    static constexpr telemetry::Duration kLongestTick = std::chrono::milliseconds(50);

    // Refused when the plan changes nothing or one has been fired already (clear first).
    telemetry::Result<void> arm(LeverPlan plan, telemetry::Timestamp now);
    void disarm(std::string reason);
    // Disarms when something differs from the armed plan, or it is stale.
    void watch(const LeverWatch& current);
    // Disarms when the armed time has passed.
    void tick(telemetry::Timestamp now);

    // The button went down. A hold that began before arming does not count.
    void press(telemetry::Timestamp now);
    // The button is still down, as far as is known. To be told many times a second: of the time
    // since it was last told only kLongestTick counts. Who was not looking for longer has perhaps
    // not seen the release yet, and a short click must not fire.
    void hold(telemetry::Timestamp now);
    void release();
    double holdShare() const; // 0..1: how much of the hold has been given
    // The plan to carry out, once; Refused, with the reason, unless armed and held long enough.
    telemetry::Result<LeverPlan> fire(telemetry::Timestamp now);
    // After Fired: back to Disarmed, without a reason.
    void clear();

    State state() const { return m_state; }
    const std::optional<LeverPlan>& plan() const { return m_plan; } // Armed and Fired only
    const std::string& reason() const
    {
        return m_reason;
    } // why it was disarmed; empty when never armed
    telemetry::Duration remaining(telemetry::Timestamp now) const; // until it disarms by itself

private:
    State m_state = State::Disarmed;
    std::optional<LeverPlan> m_plan;
    std::string m_reason;
    telemetry::Timestamp m_armedAt;
    std::optional<telemetry::Timestamp> m_heldUntil; // while the button is down
    telemetry::Duration m_held = telemetry::Duration::zero();
};

} // namespace runbook
