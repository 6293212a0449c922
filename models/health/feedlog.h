// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/answershifts.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/feed.h"
#include "models/telemetry/signal.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace health {

// Keeps what detectors are told, once it has begun. Of ticks without any consequence in a row the
// first and the last are enough, since nothing but the newest counts. One thread.
class FeedLog
{
public:
    void begin(telemetry::FeedLife life, telemetry::Timestamp now);
    void tick(telemetry::Timestamp now, bool hasConsequence);
    void answer(const telemetry::SignalKey& key, const AnswerReading& reading,
                telemetry::Timestamp time, telemetry::Timestamp recorded);
    void verdict(const telemetry::SignalKey& key, double badness, telemetry::Timestamp time,
                 telemetry::Timestamp recorded);
    void judged(const telemetry::SignalKey& key, double badness, telemetry::Timestamp said,
                telemetry::Timestamp answered, telemetry::Timestamp recorded);
    void mean(const telemetry::SignalKey& key, double badness, telemetry::Timestamp time,
              telemetry::Timestamp recorded);
    // Nothing when there are no transitions: then it was no decision.
    void decision(telemetry::FeedDecision::What what,
                  const std::vector<telemetry::AlarmTransition>& made, telemetry::Timestamp until);

    // More than the time that has passed.
    bool isWorthKeeping() const { return m_isWorthKeeping; }
    telemetry::Feed take();

private:
    void add(telemetry::FeedStep step);
    void add(telemetry::FeedStep step, const telemetry::SignalKey& key);

    bool m_isOn = false;
    bool m_isWorthKeeping = false;
    std::size_t m_idleTicks = 0; // in a row, at the end
    std::map<telemetry::SignalKey, std::uint32_t> m_keys; // of m_feed
    telemetry::Feed m_feed;
};

} // namespace health
