// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/departure.h"

#include <iterator>
#include <map>
#include <utility>

namespace drill {

std::vector<RequestBody> requestBodiesOf(std::vector<Departure> departures)
{
    std::map<std::string, Departure> groups;
    for (Departure& departure : departures) {
        const auto [group, isNew] = groups.try_emplace(departure.resourceKey);
        if (isNew) {
            group->second = std::move(departure);
            continue;
        }
        Departure& known = group->second;
        std::ranges::move(departure.spans, std::back_inserter(known.spans));
        std::ranges::move(departure.logs, std::back_inserter(known.logs));
    }
    std::vector<RequestBody> bodies;
    for (const auto& [key, group] : groups) {
        if (!group.spans.empty())
            bodies.push_back({.kind = telemetry::SignalKind::Traces,
                              .bytes = otlp::encodeTraces(group.resource, group.scope, group.spans,
                                                          group.scopeVersion),
                              .items = group.spans.size()});
        if (!group.logs.empty())
            bodies.push_back({.kind = telemetry::SignalKind::Logs,
                              .bytes = otlp::encodeLogs(group.resource, group.scope, group.logs,
                                                        group.scopeVersion),
                              .items = group.logs.size()});
    }
    return bodies;
}

} // namespace drill
