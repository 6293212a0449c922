// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/overviewsnapshot.h"
#include "widgets/common/glyphs.h"

#include <QString>

#include <vector>

namespace timeline {

struct OverviewMark
{
    telemetry::Timestamp time;
    telemetry::Timestamp known; // when it was recorded; alarms: when it was raised
    common::TimeMark kind = common::TimeMark::Other;
    QString text; // one line, safe to show
    int severity = 0; // alarms: 1 worst .. 4

    friend bool operator==(const OverviewMark&, const OverviewMark&) = default;
};

// Alarms, changes, levers, notes and key moments of a recording, in order of time. Pure.
std::vector<OverviewMark> overviewMarks(const items::OverviewSnapshot& snapshot);

} // namespace timeline
