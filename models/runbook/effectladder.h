// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <string>

namespace runbook {

// What became of one command: acknowledged is not effective, effective is not recovered. Rules:
//   - Reached and Failed are final; Unknown may still be settled, and is never counted as reached.
//     One exception: a recovery that did not come in time may come late.
//   - A rung that failed makes all later ones Void for good.
//   - No rung is settled while an earlier one still waits, and nothing counts as recovered before
//     the lever is known to be in effect. One exception: where nothing had to be sent the first two
//     rungs wait for good, see findThere().
class EffectLadder
{
public:
    EffectLadder();

    // Settles one rung; false, and nothing changes, when the rules forbid it.
    bool settle(RungKind kind, RungState state, telemetry::Timestamp time, std::string detail);
    // The lever stood where the command wants it and nothing was sent: it is in effect all the
    // same. False, and nothing changes, when something was sent or the rung is settled.
    bool findThere(telemetry::Timestamp time, std::string detail);
    // Says why a rung still waits; ignored once it is settled.
    void explain(RungKind kind, std::string detail);
    // The first three rungs, as the gateway reports them.
    void take(const FireResult& result);

    const Rung& rung(RungKind kind) const;
    const std::array<Rung, 4>& rungs() const { return m_rungs; }
    bool isReached(RungKind kind) const { return rung(kind).state == RungState::Reached; }
    // No rung can change any more.
    bool isFinal() const;

private:
    bool isAllowed(RungKind kind, RungState state) const;

    std::array<Rung, 4> m_rungs;
};

// What there is to tell of a command that never left: no rung was climbed. A conflict was seen by
// the plan's reading, which then is the state after, too.
FireResult notSent(const LeverPlan& plan, FireOutcome outcome, const std::string& why,
                   telemetry::Timestamp now);

} // namespace runbook
