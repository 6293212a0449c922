// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/roomentries.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace items {

using namespace Qt::StringLiterals;
using runbook::LeverCredit;
using telemetry::TimelineEntry;

namespace {

// From the act to when a console that reads the levers again and again has seen it, and what two
// clocks may differ by.
constexpr std::chrono::minutes kSameAct(2);

QJsonObject payloadOf(const TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

bool isSameAct(const QJsonObject& act, const QJsonObject& seen)
{
    for (const QLatin1StringView name : {"target"_L1, "environment"_L1}) {
        if (act[name] != seen[name])
            return false;
    }
    const QJsonObject after = seen["after"_L1].toObject();
    const QString written = act["written_version"_L1].toString();
    const QString version = after["version"_L1].toString();
    if (!written.isEmpty() && !version.isEmpty())
        return written == version;
    return act["removes_entry"_L1].toBool()
        ? !after["exists"_L1].toBool()
        : act["raw_after"_L1].toString() == after["raw"_L1].toString();
}

std::optional<LeverCredit> creditAmong(const TimelineEntry& seen,
                                       const std::vector<TimelineEntry>& acts)
{
    for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
        if (auto credit = creditOf(seen, *act))
            return credit;
    }
    return std::nullopt;
}

} // namespace

std::optional<LeverCredit> creditOf(const TimelineEntry& seen, const TimelineEntry& act)
{
    // The act's time is another machine's word, and may be anything.
    if ((act.kind != "action" && act.kind != "undo") || act.subject != seen.subject
        || act.time < seen.time - kSameAct || act.time > seen.time + kSameAct
        || !runbook::isSeenMove(seen))
        return std::nullopt;
    const QJsonObject done = payloadOf(act);
    const QJsonObject payload = payloadOf(seen);
    if (!done["sent"_L1].toBool() || !isSameAct(done, payload)) // it reached no control plane
        return std::nullopt;
    LeverCredit credit{.entry = seen.sequence,
                       .lever = seen.subject,
                       .target = payload["target"_L1].toString().toStdString(),
                       .environment = payload["environment"_L1].toString().toStdString(),
                       .person = act.actor,
                       .roomEntry = isOfRoom(act) ? act.sequence - roomNumber(0) : 0};
    if (const std::string_view mark = kOfRoom; credit.person.ends_with(mark))
        credit.person.resize(credit.person.size() - mark.size());
    return credit.person.empty() ? std::nullopt : std::optional(std::move(credit));
}

std::vector<TimelineEntry> missingCredits(const std::vector<TimelineEntry>& recorded,
                                          const std::vector<TimelineEntry>& room)
{
    const runbook::LeverCredits credits(recorded);
    std::vector<TimelineEntry> missing;
    for (const TimelineEntry& seen : recorded) {
        if (credits.of(seen) != nullptr)
            continue;
        if (const auto credit = creditAmong(seen, room))
            missing.push_back(runbook::creditEntry(*credit, seen.time));
    }
    return missing;
}

std::vector<TimelineEntry> withRoom(std::vector<TimelineEntry> timeline,
                                    const std::vector<TimelineEntry>& room, const store::View& view)
{
    std::vector<TimelineEntry> known;
    std::ranges::copy_if(room, std::back_inserter(known), [&view](const TimelineEntry& entry) {
        return entry.recorded <= view.knownAt && view.range.contains(entry.time);
    });
    const runbook::LeverCredits credits(timeline);
    for (TimelineEntry& seen : timeline) {
        if (const LeverCredit* recorded = credits.of(seen))
            seen.actor = recorded->person + kOfRoom;
        else if (const auto credit = creditAmong(seen, known))
            seen.actor = credit->person + kOfRoom;
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
