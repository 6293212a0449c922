// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/episode.h"
#include "models/drill/random.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace drill {

// Customers on their way from one service to another, each with what he was told. They try for
// themselves first: each comes one to three minutes later, or nowhere. Bounded.
class Handovers
{
public:
    Handovers(std::uint64_t seed, double speed)
        : m_random(streamSeed(seed, "handovers", 0))
        , m_speed(speed)
    {
    }

    void add(Handover handover, telemetry::Timestamp told);
    // Who comes with this request, if one does.
    std::optional<Handover> take(telemetry::Timestamp time);

private:
    struct Waiting
    {
        telemetry::Timestamp from;
        Handover handover;
    };
    telemetry::Duration scaled(double seconds) const;

    Random m_random;
    double m_speed;
    std::vector<Waiting> m_waiting; // a heap, the earliest first
};

} // namespace drill
