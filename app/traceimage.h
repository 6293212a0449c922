// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tracesnapshot.h"
#include "models/telemetry/result.h"

#include <QString>

namespace common {
class Theme;
}

struct TraceImage
{
    int rows = 0; // drawn
    int steps = 0; // of the trace
};

struct TraceImageRequest
{
    QString path; // its ending says which: .svg, else PNG
    int width = 1200; // logical pixels; as high as its rows
    double scale = 1; // of a PNG
};

// Draws the waterfall of a whole trace, with the same painter as the window's. Of long traces the
// first 2,000 rows are drawn. Refused error where it cannot be written. GUI thread, with a
// QApplication.
telemetry::Result<TraceImage> drawTrace(const items::TraceSnapshot& snapshot,
                                        const common::Theme& theme,
                                        const TraceImageRequest& request);
