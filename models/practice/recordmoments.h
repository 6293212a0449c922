// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/telemetry/timerange.h"

#include <algorithm>
#include <optional>

namespace practice {

// Null when the record does not tell it.
inline const incident::KeyMoment* momentOf(const incident::IncidentRecord& record,
                                           incident::MomentKind kind)
{
    const auto at = std::ranges::find(record.moments, kind, &incident::KeyMoment::kind);
    return at == record.moments.end() ? nullptr : &*at;
}

inline std::optional<telemetry::Timestamp> timeOf(const incident::IncidentRecord& record,
                                                  incident::MomentKind kind)
{
    const incident::KeyMoment* moment = momentOf(record, kind);
    return moment == nullptr ? std::nullopt : moment->time;
}

} // namespace practice
