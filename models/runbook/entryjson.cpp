// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/entryjson.h"

#include "models/telemetry/utf8.h"

#include <QJsonDocument>

#include <utility>

namespace runbook {

QString text(const std::string& bytes)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(bytes));
}

std::string compact(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject payloadOf(const telemetry::TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

telemetry::TimelineEntry entry(std::string kind, std::string subject, const std::string& line,
                               const QJsonObject& payload, telemetry::Timestamp time)
{
    telemetry::TimelineEntry result;
    result.time = time;
    result.kind = std::move(kind);
    result.subject = std::move(subject);
    result.text = telemetry::sanitizedUtf8(line);
    result.payload = compact(payload);
    return result;
}

} // namespace runbook
