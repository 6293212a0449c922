// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/whatifaffairs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr const char* kIncident = "incident"; // kind of their entries

std::vector<std::string> textsIn(const QJsonObject& payload, const QString& field)
{
    std::vector<std::string> texts;
    for (const QJsonValue& one : payload[field].toArray())
        texts.push_back(one.toString().toStdString());
    return texts;
}

telemetry::Timestamp timeIn(const QJsonObject& payload, const QString& field,
                            telemetry::Timestamp fallback)
{
    const qint64 nanos = payload[field].toInteger();
    return nanos != 0 ? telemetry::fromUnixNanos(nanos) : fallback;
}

void apply(replay::Affair& affair, const telemetry::TimelineEntry& entry,
           const QJsonObject& payload)
{
    const QString what = payload[u"what"_s].toString();
    const QString moment = payload[u"moment"_s].toString();
    if (what == u"services"_s)
        affair.services = textsIn(payload, u"services"_s);
    else if (what == u"alarms"_s)
        std::ranges::copy(textsIn(payload, u"alarms"_s), std::back_inserter(affair.alarms));
    else if (what == u"moment"_s && moment == u"start"_s)
        affair.start = timeIn(payload, u"time_ns"_s, affair.start);
    else if (what == u"moment"_s && moment == u"recovery"_s)
        affair.end = timeIn(payload, u"time_ns"_s, entry.time);
    else if (what == u"closed"_s && !affair.end)
        affair.end = entry.time;
}

} // namespace

telemetry::Result<std::vector<replay::Affair>> affairsOfPeople(const store::Reader& reader,
                                                               const std::string& id)
{
    const auto entries = reader.timeline({}, {kIncident});
    if (!entries)
        return tl::make_unexpected(entries.error());
    auto ordered = *entries; // as they were written: their times are of what they tell
    std::ranges::sort(ordered, {}, &telemetry::TimelineEntry::sequence);
    std::vector<replay::Affair> affairs;
    for (const telemetry::TimelineEntry& entry : ordered) {
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        const auto known = std::ranges::find(affairs, entry.subject, &replay::Affair::id);
        if (payload[u"what"_s].toString() == u"opened"_s && known == affairs.end())
            affairs.push_back({.id = entry.subject,
                               .services = textsIn(payload, u"services"_s),
                               .start = timeIn(payload, u"start_ns"_s, entry.time),
                               .end = {},
                               .isOfPeople = true,
                               .alarms = textsIn(payload, u"alarms"_s)});
        else if (known != affairs.end())
            apply(*known, entry, payload);
    }
    if (!id.empty()) {
        std::erase_if(affairs, [&id](const replay::Affair& one) { return one.id != id; });
        if (affairs.empty())
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "The recording has no incident " + id + ".");
    }
    return affairs;
}

} // namespace commands
