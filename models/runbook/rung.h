// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace runbook {

enum class FireOutcome : std::uint8_t
{
    Verified, // applied and read back
    NotYetVisible, // accepted, read-back still shows the old state
    Conflict, // somebody else changed it; nothing was written
    Refused, // the control plane said no
    Partial, // done on some machines and not on others, and nothing is waited for
    Unknown, // sent, no answer, and read-back did not settle it
};

enum class RungKind : std::uint8_t
{
    Sent,
    Accepted,
    InEffect,
    Recovered,
};
enum class RungState : std::uint8_t
{
    Waiting, // not reached yet
    Reached,
    Failed,
    Unknown,
    Void, // greyed for good: an earlier rung failed
};

struct Rung
{
    RungKind kind = RungKind::Sent;
    RungState state = RungState::Waiting;
    telemetry::Timestamp time; // when it took this state
    std::string detail; // in words
};

const char* toString(FireOutcome outcome);
const char* toString(RungKind kind);
const char* toString(RungState state);

} // namespace runbook
