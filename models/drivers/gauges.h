// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/metricseries.h"
#include "models/telemetry/timerange.h"

#include <string>
#include <vector>

namespace drivers {

// Values of one kind of level that a service, or what serves it, sends as gauges.
struct Gauge
{
    std::vector<store::MetricSeries> series; // one a replica
    std::string source; // "vllm:num_requests_waiting of engine"; from outside, any text
};

struct Gauges
{
    Gauge queue; // requests; replicas add up
    Gauge indexAge; // seconds, whatever unit it came in; the oldest counts

    // Not known: NaN.
    float queueAt(telemetry::Timestamp time) const;
    float indexAgeAt(telemetry::Timestamp time) const;
};

// Whether a gauge tells how many requests wait for a model, or how old an index is, by the words of
// its name and its unit: no queue of an exporter or a pool of threads, and no age without a unit of
// time.
bool isQueueGauge(const store::MetricSeries& series);
bool isIndexAgeGauge(const store::MetricSeries& series);

// Those of the service where it sends any of the kind, else those of the services `beside` it: that
// take part in the same traces. Of each service one gauge, the one whose name says most.
Gauges gaugesOf(const std::vector<store::MetricSeries>& series, const std::string& service,
                const std::vector<std::string>& beside);

} // namespace drivers
