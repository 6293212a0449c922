// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <map>
#include <optional>
#include <string>

namespace health {

// How many answers a second each service gives, by event time: a count that decays within half a
// minute. What load there is, as far as the telemetry shows it. Bounded: of services beyond some
// thousand nothing is known. One thread.
class ServiceRates
{
public:
    void note(const std::string& service, telemetry::Timestamp end);
    // Absent in the first minute of a service.
    std::optional<double> of(const std::string& service) const;

private:
    struct Rate
    {
        telemetry::Timestamp first;
        telemetry::Timestamp newest;
        double perSecond = 0;
    };
    std::map<std::string, Rate> m_rates;
};

} // namespace health
