// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timejumps.h"

#include "models/incident/keymoments.h"
#include "models/items/seriessnapshot.h"
#include "models/items/sidenotes.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr std::size_t kLongestMoment = 64 * 1024; // bytes of payload; a moment has a few

const std::vector<std::string>& entryKinds(MarkKind kind)
{
    static const std::vector<std::string> kAny{"action", "incident", "lever", "note", "undo"};
    static const std::vector<std::string> kAction{"action", "lever", "rung", "step", "undo"};
    static const std::vector<std::string> kMoment{"incident", "note"};
    static const std::vector<std::string> kNone;
    switch (kind) {
    case MarkKind::Any:
        return kAny;
    case MarkKind::Alarm:
        return kNone;
    case MarkKind::Action:
        return kAction;
    case MarkKind::KeyMoment:
        return kMoment;
    }
    return kNone;
}

bool hasNotes(MarkKind kind)
{
    return kind == MarkKind::Any || kind == MarkKind::KeyMoment;
}

// Those that nobody fixed, where the incident's page shows them. One comes in view with the entry
// that shows it.
telemetry::Result<void> addProposed(const store::Reader& reader, std::vector<MarkedTime>& marks)
{
    auto entries = reader.timelineAfter(0, telemetry::Timestamp::max());
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    const std::vector<incident::Incident> incidents = incident::incidentsOf(*entries);
    if (incidents.empty())
        return {};
    const auto alarms = reader.alarmTransitions({});
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    for (const incident::Incident& each : incidents) {
        for (const incident::KeyMoment& moment : incident::keyMoments(each, *entries, *alarms)) {
            if (!moment.time || !moment.isProposed())
                continue;
            const auto shown =
                std::ranges::find(*entries, moment.entry, &telemetry::TimelineEntry::sequence);
            const bool isShown = moment.entry > 0 && shown != entries->end();
            marks.push_back({.time = *moment.time,
                             .recorded = isShown ? shown->recorded : *moment.time,
                             .proposed = moment.kind});
        }
    }
    return {};
}

} // namespace

bool isKeyMoment(const telemetry::TimelineEntry& entry)
{
    if (entry.kind != "incident" || entry.payload.size() > kLongestMoment)
        return false;
    const auto payload =
        QByteArray::fromRawData(entry.payload.data(), static_cast<qsizetype>(entry.payload.size()));
    return QJsonDocument::fromJson(payload).object()["what"_L1].toString() == "moment"_L1;
}

telemetry::Result<std::vector<MarkedTime>> readMarks(const store::Reader& reader,
                                                     const std::string& recording, MarkKind kind)
{
    std::vector<MarkedTime> marks;
    if (kind == MarkKind::Any || kind == MarkKind::Alarm) {
        const auto alarms = reader.alarmTransitions({});
        if (!alarms)
            return tl::make_unexpected(alarms.error());
        for (const AlarmSpan& alarm : alarmSpans(*alarms, telemetry::Timestamp::max()))
            marks.push_back(
                {.time = alarm.range.start, .recorded = alarm.known, .alarm = alarm.alarm});
    }
    if (kind == MarkKind::Any) {
        const auto changes = reader.changes({});
        if (!changes)
            return tl::make_unexpected(changes.error());
        for (const store::ChangeRow& change : *changes) {
            if (!change.previous.empty())
                marks.push_back({.time = change.time, .recorded = change.recorded});
        }
    }
    if (kind != MarkKind::Alarm) {
        const auto entries = reader.timeline({}, entryKinds(kind));
        if (!entries)
            return tl::make_unexpected(entries.error());
        for (const telemetry::TimelineEntry& entry : *entries) {
            if (entry.kind != "incident" || isKeyMoment(entry))
                marks.push_back({.time = entry.time, .recorded = entry.recorded});
        }
    }
    if (kind == MarkKind::KeyMoment) {
        if (const auto added = addProposed(reader, marks); !added)
            return tl::make_unexpected(added.error());
    }
    if (hasNotes(kind)) {
        if (const auto beside = SideNotes(recording).read()) {
            for (const telemetry::TimelineEntry& note : beside->entries)
                marks.push_back({.time = note.time, .recorded = note.time});
        }
    }
    return marks;
}

std::optional<MarkedTime> markBeside(const std::vector<MarkedTime>& marks,
                                     telemetry::Timestamp cursor, bool isForward, bool isAsKnownNow)
{
    const auto momentOf = [isAsKnownNow](const MarkedTime& mark) {
        return (isAsKnownNow ? mark.time : std::max(mark.time, mark.recorded))
            + telemetry::Duration(1);
    };
    std::optional<MarkedTime> found;
    for (const MarkedTime& mark : marks) {
        const telemetry::Timestamp moment = momentOf(mark);
        if (isForward ? moment <= cursor : moment >= cursor)
            continue;
        if (!found || (isForward ? moment < momentOf(*found) : moment > momentOf(*found)))
            found = mark;
    }
    return found;
}

} // namespace items
