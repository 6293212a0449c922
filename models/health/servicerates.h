// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace health {

// How many answers a second each service gives, by event time: a count that decays within half a
// minute. Single answers whose clock is far ahead of the others move no time. What load there is,
// as far as the telemetry shows it. Bounded: of services beyond some thousand nothing is known. One
// thread.
class ServiceRates
{
public:
    struct Rate
    {
        telemetry::Timestamp first;
        telemetry::Timestamp newest;
        double perSecond = 0;
        // Before the newest answer, where that was far ahead of the others: until a second one
        // agrees with it.
        std::optional<std::pair<telemetry::Timestamp, double>> before = {};
        int behind = 0; // answers in a row that are far behind the newest
    };

    void note(const std::string& service, telemetry::Timestamp end);
    // Absent in the first minute of a service.
    std::optional<double> of(const std::string& service) const;
    static std::optional<double> of(const Rate& rate);
    const Rate* find(const std::string& service) const; // stays where it is

private:
    std::map<std::string, Rate> m_rates;
};

} // namespace health
