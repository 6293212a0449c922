// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/moment.h"

#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <algorithm>

namespace commands {

telemetry::Result<void> checkMoment(const std::string& recording, telemetry::TimeRange bounds,
                                    telemetry::Timestamp at)
{
    // Of an import the bounds end where its last span begins; info says when that ended.
    if (const auto reader = store::Reader::open(recording)) {
        const auto info = (*reader)->info();
        if (info && info->first && info->last)
            bounds = {.start = std::min(bounds.start, *info->first),
                      .end = std::max(bounds.end, *info->last)};
    }
    if (bounds.start <= at && at <= bounds.end)
        return {};
    return telemetry::failure(
        telemetry::ErrorKind::Usage,
        telemetry::toRfc3339(at) + " is outside the recording, which reaches from "
            + telemetry::toRfc3339(bounds.start) + " to " + telemetry::toRfc3339(bounds.end) + ".");
}

} // namespace commands
