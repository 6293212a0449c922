// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewmarks.h"

#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace timeline {

namespace {

constexpr std::int64_t kTextLength = 160;

QString tr(const char* text)
{
    return QCoreApplication::translate("Overview", text);
}

std::optional<common::TimeMark> markOf(const std::string& kind)
{
    if (kind == "note")
        return common::TimeMark::Note;
    if (kind == "action" || kind == "undo" || kind == "lever")
        return common::TimeMark::Lever;
    return std::nullopt; // alarms come from the alarms, the rest would only crowd the scrubber
}

} // namespace

std::vector<OverviewMark> overviewMarks(const items::OverviewSnapshot& snapshot)
{
    std::vector<OverviewMark> marks;
    for (const auto& alarm : snapshot.alarms) {
        const QString subject = common::safeLine(alarm.service + " " + alarm.check, kTextLength);
        marks.push_back(
            {.time = alarm.range.start,
             .kind = common::TimeMark::Alarm,
             .text = tr("Alarm %1: %2").arg(common::safeLine(alarm.alarm, kTextLength), subject),
             .severity = alarm.severity});
    }
    for (const auto& change : snapshot.changes) {
        marks.push_back({.time = change.time,
                         .kind = common::TimeMark::Change,
                         .text = tr("%1: %2 is now %3")
                                     .arg(common::safeLine(change.service, kTextLength),
                                          common::safeLine(change.field, kTextLength),
                                          common::safeLine(change.value, kTextLength))});
    }
    for (const auto& entry : snapshot.entries) {
        if (const auto kind = markOf(entry.kind))
            marks.push_back({.time = entry.time,
                             .kind = *kind,
                             .text = common::safeLine(entry.text, kTextLength)});
    }
    std::ranges::stable_sort(marks, {}, &OverviewMark::time);
    return marks;
}

std::optional<telemetry::Timestamp> previousMark(const std::vector<OverviewMark>& marks,
                                                 telemetry::Timestamp time)
{
    const auto after = std::ranges::lower_bound(marks, time, {}, &OverviewMark::time);
    return after == marks.begin() ? std::nullopt : std::optional(std::prev(after)->time);
}

std::optional<telemetry::Timestamp> nextMark(const std::vector<OverviewMark>& marks,
                                             telemetry::Timestamp time)
{
    const auto after = std::ranges::upper_bound(marks, time, {}, &OverviewMark::time);
    return after == marks.end() ? std::nullopt : std::optional(after->time);
}

} // namespace timeline
