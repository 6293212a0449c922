// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/overviewsnapshot.h"
#include "widgets/common/glyphs.h"

#include <QString>

#include <cstddef>
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

// Of marks that stand at `places`, those whose sign can be drawn without lying over another, each
// so wide: alarms before all others, the gravest first. Indices, in the order of drawing.
std::vector<std::size_t> wholeMarks(const std::vector<OverviewMark>& marks,
                                    const std::vector<double>& places, double width);

} // namespace timeline
