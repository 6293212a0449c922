// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/relationfollower.h"
#include "models/telemetry/timerange.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace explore {

// A setting of the exploring page as it stands in the incident's record: the payload of a note.
struct SavedSetting
{
    items::RelationSetting relation;
    std::optional<double> at; // value of the driver; nothing: as it was then
    double limit = 0.02; // share
    telemetry::TimeRange range; // what was looked at
    std::vector<std::string> sentences; // what it said
};

// {"explore": {service, driver, outcome, lag_ns, at, limit, from_ns, to_ns, sentences}}
std::string payloadOf(const SavedSetting& setting);
// Nothing when the payload is of something else, or cannot be understood.
std::optional<SavedSetting> settingFrom(const std::string& payload);

} // namespace explore
