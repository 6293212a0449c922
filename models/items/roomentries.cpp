// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roomentries.h"

#include "models/runbook/leverentries.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace items {

using namespace Qt::StringLiterals;
using telemetry::TimelineEntry;

namespace {

// From the act to when a console that reads the levers again and again has seen it, and what two
// clocks may differ by.
constexpr std::chrono::minutes kSameAct(2);

QJsonObject payloadOf(const TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

struct Act
{
    const TimelineEntry* entry;
    QJsonObject payload;
};

bool isSameAct(const Act& act, const TimelineEntry& seen, const QJsonObject& payload)
{
    const auto apart = seen.time - act.entry->time;
    if (act.entry->subject != seen.subject || apart > kSameAct || apart < -kSameAct)
        return false;
    for (const QLatin1StringView name : {"target"_L1, "environment"_L1}) {
        if (act.payload[name] != payload[name])
            return false;
    }
    const QJsonObject after = payload["after"_L1].toObject();
    const QString written = act.payload["written_version"_L1].toString();
    const QString version = after["version"_L1].toString();
    if (!written.isEmpty() && !version.isEmpty())
        return written == version;
    return act.payload["removes_entry"_L1].toBool()
        ? !after["exists"_L1].toBool()
        : act.payload["raw_after"_L1].toString() == after["raw"_L1].toString();
}

} // namespace

std::vector<TimelineEntry> withRoom(std::vector<TimelineEntry> timeline,
                                    const std::vector<TimelineEntry>& room, const store::View& view)
{
    std::vector<Act> acts; // that reached a control plane
    std::vector<TimelineEntry> known;
    for (const TimelineEntry& entry : room) {
        if (entry.recorded > view.knownAt || !view.range.contains(entry.time))
            continue;
        known.push_back(entry);
        if (entry.kind != "action" && entry.kind != "undo")
            continue;
        QJsonObject payload = payloadOf(entry);
        if (payload["sent"_L1].toBool())
            acts.push_back({&entry, std::move(payload)});
    }
    for (TimelineEntry& seen : timeline) {
        if (acts.empty() || seen.kind != "lever" || seen.actor != runbook::kControlPlaneActor)
            continue;
        const QJsonObject payload = payloadOf(seen);
        if (!payload.contains("before"_L1)) // how they stood, which is nobody's doing
            continue;
        const auto act = std::find_if(acts.rbegin(), acts.rend(), [&](const Act& each) {
            return isSameAct(each, seen, payload);
        });
        if (act != acts.rend())
            seen.actor = act->entry->actor;
    }
    std::ranges::stable_sort(known, {}, &TimelineEntry::time);
    std::vector<TimelineEntry> all;
    all.reserve(timeline.size() + known.size());
    std::merge(std::make_move_iterator(timeline.begin()), std::make_move_iterator(timeline.end()),
               std::make_move_iterator(known.begin()), std::make_move_iterator(known.end()),
               std::back_inserter(all), [](const TimelineEntry& one, const TimelineEntry& other) {
                   return one.time < other.time;
               });
    return all;
}

} // namespace items
