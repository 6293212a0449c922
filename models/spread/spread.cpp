// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spread.h"

#include <set>

namespace spread {

const char* toString(SpreadLink link)
{
    switch (link) {
    case SpreadLink::Trace:
        return "trace";
    case SpreadLink::SpanLink:
        return "span_link";
    case SpreadLink::Text:
        return "text";
    }
    return "";
}

SpreadCounts countsOf(const Spread& spread, bool isEarlier,
                      const std::map<telemetry::TraceId, std::string>& pipelines)
{
    SpreadCounts counts;
    std::set<telemetry::SpanKey> spans;
    std::set<telemetry::SpanKey> answers;
    std::set<telemetry::SpanKey> unknown;
    std::set<telemetry::TraceId> traces;
    std::set<std::string> services;
    std::set<std::string> entries;
    std::set<std::string> users;
    std::set<std::string> sessions;
    for (const SpreadPlace& place : spread.places) {
        if (place.isEarlier != isEarlier)
            continue;
        ++counts.places;
        spans.insert(place.key);
        traces.insert(place.key.trace);
        services.insert(place.service);
        if (const auto entry = pipelines.find(place.key.trace); entry != pipelines.end())
            entries.insert(entry->second);
        if (!place.user.empty())
            users.insert(place.user);
        if (!place.session.empty())
            sessions.insert(place.session);
        if (place.kind != similarity::PlaceKind::Output)
            continue;
        answers.insert(place.key);
        if (place.user.empty())
            unknown.insert(place.key);
    }
    counts.spans = spans.size();
    counts.services = services.size();
    counts.pipelines = entries.size();
    counts.traces = traces.size();
    counts.answers = answers.size();
    counts.users = users.size();
    counts.sessions = sessions.size();
    counts.answersWithoutUser = unknown.size();
    return counts;
}

} // namespace spread
