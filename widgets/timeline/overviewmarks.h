// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/overviewsnapshot.h"
#include "models/items/timeconductor.h"
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

// Alarms, changes, levers and notes of a recording, in order of time. Pure functions.
std::vector<OverviewMark> overviewMarks(const items::OverviewSnapshot& snapshot);

// The mark to go to from a cursor, back or on; null when there is none. As known then, a mark is
// where it came to be known, which may be later than where it is drawn.
const OverviewMark* previousMark(const std::vector<OverviewMark>& marks,
                                 const items::TimeConductor& conductor);
const OverviewMark* nextMark(const std::vector<OverviewMark>& marks,
                             const items::TimeConductor& conductor);

} // namespace timeline
