// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace health {

// How the level of a series goes with the hour of the day (UTC): for each hour the median of its
// means over the newest seven days, from the third day on. So neither a fault of a day nor a drift
// of all hours becomes part of it. What it tells is the difference to the hours that a reference
// was learnt in, where it is one by how much the days differ, and one standard error above that: an
// expectation that is not known well must not accuse. Memory: 0.8 kB once an hour has passed.
class SeasonFit
{
public:
    static constexpr std::size_t kHours = 24;
    static constexpr std::size_t kDays = 7; // that are kept
    static constexpr std::size_t kFewestDays = 3;

    // Every observation, also those of a fault; what comes in a later hour than its own is left
    // out.
    void learn(double badness, telemetry::Timestamp time);
    // An observation of that time has become part of the reference.
    void noteReference(telemetry::Timestamp time);
    // Another reference, of unknown hours: then the whole day stands for it.
    void clearReference();

    // What was learnt, to be kept, since the last call of it; nothing when no hour has ended since.
    // The newest hour since the epoch, then the hours of the day one after the other: how many of
    // the reference, how many days, the mean of each of these, oldest first.
    std::optional<std::vector<float>> takeState();
    // Takes it up before anything is learnt. False when it is none; nothing changes then.
    bool restore(const std::vector<float>& state);

    // Expected badness less that of the reference; 0 while it is not known.
    double shift(telemetry::Timestamp time) const { return m_shifts.empty() ? 0 : shiftAt(time); }

private:
    struct Level
    {
        double count = 0; // of days; 0: not known
        double median = 0;
        double deviation = 0; // of one day
    };

    static std::size_t hourOf(std::int64_t hours); // of the day
    double shiftAt(telemetry::Timestamp time) const;
    void closeHour();
    Level levelOf(std::size_t hour) const;
    void update();

    bool m_hasChanged = false; // since takeState()
    std::int64_t m_closedUntil = 0; // hours since the epoch
    std::optional<std::int64_t> m_knownUntil; // the same, of an earlier session
    std::int64_t m_hour = 0; // since the epoch, of what is being added up
    std::int64_t m_count = 0;
    double m_sum = 0;
    std::vector<float> m_days; // kDays means of each hour of the day, a ring
    std::array<std::uint32_t, kHours> m_closed{}; // hours that were added to each ring
    std::array<std::uint32_t, kHours> m_reference{}; // observations
    std::vector<double> m_shifts; // by hour of the day; empty: nothing is known
};

} // namespace health
