// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/timelineentry.h"

#include <map>
#include <string>

namespace commands {

// Which entries of a timeline are about a service, a model or a trace. An entry is about
//   the answer its subject names (verdicts): its trace, and its service and models as recorded;
//   the alarm its subject names: the alarm's service and model;
//   the lever its payload describes: the lever's target as service, and for a lever that chooses a
//   model the values it moves between.
// Entries that are about none of these (a recording begun, a note) match no such filter.
class EntryFilter
{
public:
    // `reader` must outlive it. Reads the alarms once.
    static telemetry::Result<EntryFilter> create(const store::Reader& reader,
                                                 const store::View& view,
                                                 const store::GenerationFilter& filter);

    // Unreadable when the recording is damaged.
    telemetry::Result<bool> keeps(const telemetry::TimelineEntry& entry) const;

private:
    EntryFilter(const store::Reader& reader, const store::GenerationFilter& filter)
        : m_reader(&reader)
        , m_filter(filter)
    {
    }
    bool fits(const std::string& service, const std::string& model) const;
    bool keepsByPayload(const std::string& payload) const;

    const store::Reader* m_reader;
    store::GenerationFilter m_filter;
    store::View m_known; // any event time, as known then
    std::map<std::string, telemetry::AlarmTransition> m_alarms; // by id
};

} // namespace commands
