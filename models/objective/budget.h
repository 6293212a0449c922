// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/interval.h"
#include "models/objective/coverage.h"
#include "models/objective/objective.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace objective {

// How fast a budget is spent over some time: failed share over allowed share. 1 spends it in
// exactly the window.
struct Burn
{
    telemetry::Duration over{};
    telemetry::Duration covered{}; // of it, by results
    std::int64_t count = 0; // results
    std::int64_t failed = 0;
    std::optional<double> rate; // nothing without results
    health::Interval range{0, 0}; // 95 % of the rate (Wilson)
};

// One row of the table of multi-window burn rates (Google SRE workbook, chapter 5), in shares of
// the window: for 30 days 14.4 over 1 h and 5 min, 6 over 6 h and 30 min, 1 over 3 d and 6 h. None
// is shorter than a minute.
struct BurnAlert
{
    double threshold = 1;
    Burn longer;
    Burn shorter; // so that it ends soon after the fault does
    // When the longer one has spent what its row stands for, by the lower end of its rate: one
    // failure of three results is no evidence, and what was not recorded has spent nothing.
    bool isFiring() const;
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
    // Until the budget is gone, from now, when all goes on at this burn and what has failed leaves
    // the window as it gets older; nothing: it lasts. In between is what the 95 % of burn rates
    // would make of it.
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
    // How much of the window has results: what nobody recorded is taken neither for good nor bad.
    telemetry::Duration covered{};
    // Share of the budget that is spent: failures over what may fail in a whole window at the pace
    // of answers that was covered. Beyond 1 it is exhausted. Nothing without results.
    std::optional<double> spent;
    std::array<BurnAlert, 3> alerts;
    // By the longer burn of the middle row, else of the last: where that has 30 results, over as
    // long as the row's shorter one. Nothing where neither has, and without budget.
    std::optional<Forecast> forecast;
    std::string sentence; // what a person would say
};

// `now` is the end of all windows.
telemetry::Result<Status> statusOf(const Objective& objective, telemetry::Timestamp now,
                                   const Source& source);

// "99.95 %": never 100 (or 0) of what is not quite all (or nothing).
std::string shareText(double share);

const char* toString(BudgetState state);

} // namespace objective
