// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace store {

// How much each service does, from one pass over what is in view. The calls of judges are left out.

// Generations of one service that started in one bucket.
struct ServiceVolume
{
    telemetry::Timestamp start;
    std::string service;
    std::int64_t count = 0;
};
// By service, then in order of time; buckets without any are absent. `step`: above zero.
telemetry::Result<std::vector<ServiceVolume>>
volumeByService(const Reader& reader, const View& view, telemetry::Duration step);

struct ServiceTraffic
{
    std::string service;
    std::int64_t generations = 0;
    telemetry::Timestamp last; // start of its newest span in view; the epoch: it has none there
};
// Of the services that have a generation in view, and of those `named`; by name. Cheaper than
// Reader::services(), which reads every span in view: this one ends where it has seen all of them.
telemetry::Result<std::vector<ServiceTraffic>>
serviceTraffic(const Reader& reader, const View& view, const std::set<std::string>& named);

} // namespace store
