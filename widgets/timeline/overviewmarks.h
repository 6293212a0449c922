// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/overviewsnapshot.h"
#include "widgets/common/glyphs.h"

#include <QString>

#include <optional>
#include <vector>

namespace timeline {

struct OverviewMark
{
    telemetry::Timestamp time;
    common::TimeMark kind = common::TimeMark::Other;
    QString text; // one line, safe to show
    int severity = 0; // alarms: 1 worst .. 4

    friend bool operator==(const OverviewMark&, const OverviewMark&) = default;
};

// Alarms, changes, levers and notes of a recording, in order of time. Pure functions.
std::vector<OverviewMark> overviewMarks(const items::OverviewSnapshot& snapshot);

// The mark before or after `time`; nullopt when there is none.
std::optional<telemetry::Timestamp> previousMark(const std::vector<OverviewMark>& marks,
                                                 telemetry::Timestamp time);
std::optional<telemetry::Timestamp> nextMark(const std::vector<OverviewMark>& marks,
                                             telemetry::Timestamp time);

} // namespace timeline
