// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <QJsonObject>
#include <QString>

#include <string>

namespace runbook {

// What this library writes into the payload of a timeline entry, and reads from it.

// Bytes that are no UTF-8 become U+FFFD.
QString text(const std::string& bytes);
std::string compact(const QJsonObject& json);
// Empty when the payload is no object.
QJsonObject payloadOf(const telemetry::TimelineEntry& entry);
telemetry::TimelineEntry entry(std::string kind, std::string subject, const std::string& line,
                               const QJsonObject& payload, telemetry::Timestamp time);

} // namespace runbook
