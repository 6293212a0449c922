// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace trace {

// Something that happens in a trace: what one step of the playback goes to.
struct PlaybackMoment
{
    enum class Kind : std::uint8_t
    {
        Begin, // of a step
        FirstToken, // of an answer that streams
        End,
        Fail, // an end with a failure
    };
    telemetry::Timestamp time;
    telemetry::SpanId span = telemetry::SpanId::None;
    Kind kind = Kind::Begin;

    friend bool operator==(const PlaybackMoment&, const PlaybackMoment&) = default;
};

// The moments of a trace in the order of their time; at one time what ends comes before what
// begins, but for a step that takes no time. Spans without a start are left out, of those without
// an end only the begin is known. Linear but for sorting.
class Playback
{
public:
    Playback() = default;
    explicit Playback(const TraceContents& contents);

    bool isEmpty() const { return m_moments.empty(); }
    const std::vector<PlaybackMoment>& moments() const { return m_moments; }
    telemetry::TimeRange range() const { return m_range; } // first to last moment

    // The newest moment at or before a time; nullopt before the first.
    std::optional<std::size_t> at(telemetry::Timestamp time) const;
    // So many moments on (back where negative) from a time, past others of the same time; stays at
    // either end.
    telemetry::Timestamp stepped(telemetry::Timestamp from, int moments) const;
    // With each moment as long as the next: 0..1 of the way, and back. What happens at one time is
    // one way.
    double shareOf(telemetry::Timestamp time) const;
    telemetry::Timestamp timeOf(double share) const;

private:
    std::vector<PlaybackMoment> m_moments;
    std::vector<telemetry::Timestamp> m_times; // distinct, ascending
    telemetry::TimeRange m_range;
};

} // namespace trace
