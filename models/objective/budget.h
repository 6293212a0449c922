// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/interval.h"
#include "models/objective/objective.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace objective {

// How fast a budget is spent over some time: failed share over allowed share. 1 spends it in
// exactly the window.
struct Burn
{
    telemetry::Duration over{};
    std::int64_t count = 0; // results
    std::int64_t failed = 0;
    std::optional<double> rate; // nothing without results
    health::Interval range{0, 0}; // 95 % of the rate (Wilson)
};

// One row of the table of multi-window burn rates (Google SRE workbook, chapter 5), in shares of
// the window: for 30 days 14.4 over 1 h and 5 min, 6 over 6 h and 30 min, 1 over 3 d and 6 h.
struct BurnAlert
{
    double threshold = 1;
    Burn longer;
    Burn shorter; // so that it ends soon after the fault does
    bool isFiring() const
    {
        return longer.rate && shorter.rate && *longer.rate >= threshold
            && *shorter.rate >= threshold;
    }
};

enum class BudgetState : std::uint8_t
{
    NoData, // no result in the window
    Kept, // and nothing burns
    Burning, // faster than a row of the table allows: a ticket
    Exhausted,
};

struct Forecast
{
    // Until the budget is gone, from now, at the burn of the longest of the shorter windows that
    // has results; nothing: it lasts. In between is what 95 % of burn rates would make of it.
    std::optional<telemetry::Duration> expected;
    std::optional<telemetry::Duration> earliest;
    std::optional<telemetry::Duration> latest;
    Burn at; // what it rests on
};

// How an objective stands at a time.
struct Status
{
    BudgetState state = BudgetState::NoData;
    telemetry::Rollup sum; // over the window
    health::Interval failedShare; // of the sum, 95 %
    // Since when there are results in the window: what nobody recorded is not taken for good.
    telemetry::Duration covered{};
    // Share of the budget that is spent: failures over what may fail in a whole window at the pace
    // of answers that was covered. Beyond 1 it is exhausted. Nothing without results.
    std::optional<double> spent;
    std::array<BurnAlert, 3> alerts;
    std::optional<Forecast> forecast; // nothing without results or budget
    std::string sentence; // what a person would say
};

// What was counted in the range, and when the first of it happened; nothing when it cannot be told.
struct Counted
{
    telemetry::Rollup sum;
    std::optional<telemetry::Timestamp> first;
};
using Count = std::function<telemetry::Result<Counted>(const telemetry::TimeRange&)>;

// `now` is the end of all windows. Asks `count` once a window.
telemetry::Result<Status> statusOf(const Objective& objective, telemetry::Timestamp now,
                                   const Count& count);

const char* toString(BudgetState state);

} // namespace objective
