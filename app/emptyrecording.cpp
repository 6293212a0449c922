// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/emptyrecording.h"

#include "models/store/query.h"
#include "models/store/reader.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/link.h"
#include "models/telemetry/timelineentry.h"

#include <algorithm>

bool isEmptyRecording(const store::Reader& reader, const store::RecordingInfo& info)
{
    const bool isCounted = info.spans > 0 || info.generations > 0 || info.evaluations > 0
        || info.metricPoints > 0 || info.logs > 0 || info.rejected > 0 || info.duplicates > 0
        || info.merged > 0 || info.redacted > 0 || !info.removed.empty();
    if (isCounted)
        return false;
    const auto cursors = reader.cursors();
    const auto links = reader.links();
    if (!cursors || !links || !cursors->empty())
        return false;
    // Who was sent away is news, too, and that nobody could come.
    const bool hasTraffic = std::ranges::any_of(*links, [](const telemetry::LinkStatus& link) {
        return !link.service.empty() || link.lastData || link.items > 0 || link.duplicates > 0
            || link.rejected > 0 || link.refused > 0 || link.state == telemetry::LinkState::Failing;
    });
    if (hasTraffic)
        return false;
    const auto entries = reader.timelineAfter(0, telemetry::Timestamp::max());
    return entries && std::ranges::all_of(*entries, [](const telemetry::TimelineEntry& entry) {
               // What somebody asked of the recording, or what could not be done to it, is kept.
               return entry.kind == "view"
                   || (entry.kind == "recording" && entry.actor == telemetry::actors::kRecorder);
           });
}

bool isEmptyRecording(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return false;
    const auto info = (*reader)->info();
    return info && isEmptyRecording(**reader, *info);
}
