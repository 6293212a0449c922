// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/driver.h"
#include "models/suspects/filter.h"

#include <optional>

namespace explore {

// Part of the axis of a driver, both ends in it.
struct DriverRange
{
    double low = 0;
    double high = 0;
    friend bool operator==(const DriverRange&, const DriverRange&) = default;
};

// The answers in it, in the filter language of suspects; ends are rounded outward. Nothing: the
// driver is reckoned from other answers, or told by something else than the answer.
std::optional<suspects::Filter> filterOf(const drivers::Driver& driver, const DriverRange& range);

} // namespace explore
