// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/episode.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <deque>

namespace drill {

// What customers were told, as their next questions hold it. A conversation goes on only after its
// answer ended and was read. Bounded: the oldest make room.
class Conversations
{
public:
    // Times run `speed` times as fast as people do.
    Conversations(std::uint64_t seed, double speed)
        : m_seed(seed)
        , m_speed(speed)
    {
    }

    // The one that the index-th request goes on with, which then waits for said(); null: it opens
    // one. Good until the next call of either.
    const Conversation* goOn(std::uint64_t index, telemetry::Timestamp time);
    void said(std::uint64_t head, SaidTurn turn, telemetry::Timestamp ended);
    // The question was not answered.
    void failed(std::uint64_t head, telemetry::Timestamp ended);

private:
    struct Open
    {
        Conversation conversation;
        telemetry::Timestamp ended; // of its newest answer; far in the future: it is being made
    };
    Open* find(std::uint64_t head);

    std::uint64_t m_seed;
    double m_speed;
    std::deque<Open> m_open; // in the order in which they opened
};

} // namespace drill
