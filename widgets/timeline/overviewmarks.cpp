// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewmarks.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

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
    if (kind == "incident") // the snapshot has only its key moments
        return common::TimeMark::KeyMoment;
    return std::nullopt;
}

} // namespace

std::vector<OverviewMark> overviewMarks(const items::OverviewSnapshot& snapshot)
{
    std::vector<OverviewMark> marks;
    for (const auto& alarm : snapshot.alarms) {
        const QString subject = common::safeLine(
            alarm.service + " " + items::checkTitle(alarm.check).toStdString(), kTextLength);
        marks.push_back(
            {.time = alarm.range.start,
             .known = alarm.known,
             .kind = common::TimeMark::Alarm,
             .text = tr("Alarm %1: %2").arg(common::safeLine(alarm.alarm, kTextLength), subject),
             .severity = alarm.severity});
    }
    for (const auto& change : snapshot.changes) {
        marks.push_back({.time = change.time,
                         .known = change.recorded,
                         .kind = common::TimeMark::Change,
                         .text = tr("%1: %2 is now %3")
                                     .arg(common::safeLine(change.service, kTextLength),
                                          common::safeLine(change.field, kTextLength),
                                          common::safeLine(change.value, kTextLength))});
    }
    for (const auto& entry : snapshot.entries) {
        if (const auto kind = markOf(entry.kind))
            marks.push_back({.time = entry.time,
                             .known = entry.recorded,
                             .kind = *kind,
                             .text = common::safeLine(entry.text, kTextLength)});
    }
    std::ranges::stable_sort(marks, {}, &OverviewMark::time);
    return marks;
}

std::vector<std::size_t> wholeMarks(const std::vector<OverviewMark>& marks,
                                    const std::vector<double>& places, double width)
{
    std::vector<std::size_t> order(marks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&marks](std::size_t index) {
        const OverviewMark& mark = marks[index];
        return mark.kind == common::TimeMark::Alarm ? mark.severity
                                                    : std::numeric_limits<int>::max();
    });
    std::vector<std::size_t> whole;
    for (const std::size_t index : order) {
        const bool isFree = std::ranges::none_of(whole, [&](std::size_t other) {
            return std::abs(places[index] - places[other]) < width;
        });
        if (isFree)
            whole.push_back(index);
    }
    return whole;
}

} // namespace timeline
