// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/entrypayload.h"

#include "models/telemetry/utf8.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr qsizetype kMostNames = 1000; // services, alarms ...

} // namespace

std::string cut(const std::string& text, std::size_t most)
{
    std::string safe = telemetry::sanitizedUtf8(text);
    if (safe.size() <= most)
        return safe;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xc0U) == 0x80U)
        --end;
    safe.resize(end);
    return safe + "\u2026";
}

std::string line(const std::string& text)
{
    std::string one = cut(text, kMostLine);
    std::ranges::replace_if(
        one, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return one;
}

QString shown(const std::string& text, std::size_t most)
{
    return QString::fromStdString(cut(text, most));
}

bool isBlank(const std::string& text)
{
    return QString::fromStdString(text).trimmed().isEmpty();
}

QJsonArray names(const std::vector<std::string>& all)
{
    QJsonArray array;
    for (const std::string& each : all) {
        const QString name = shown(each, kMostLine);
        if (!name.isEmpty() && array.size() < kMostNames && !array.contains(name))
            array.append(name);
    }
    return array;
}

std::string joined(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& each : all)
        text += (text.empty() ? "" : ", ") + each;
    return text;
}

std::string because(const std::string& why)
{
    return isBlank(why) ? std::string() : ": " + why;
}

telemetry::TimelineEntry entryOf(const std::string& id, QJsonObject payload, const char* what,
                                 const std::string& text, telemetry::Timestamp time)
{
    payload[u"what"_s] = QLatin1String(what);
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = "incident";
    entry.subject = id;
    entry.text = line(text);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

tl::unexpected<telemetry::Error> closedAlready(const Incident& incident)
{
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              incident.id + " is closed: reopen it first, or open another.");
}

tl::unexpected<telemetry::Error> asBefore(const Incident& incident, const std::string& what)
{
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              incident.id + " " + what + " already.");
}

} // namespace incident
