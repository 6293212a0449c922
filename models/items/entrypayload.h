// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace items {

// Empty where the payload of an entry is no JSON object.
inline QJsonObject payloadOf(const telemetry::TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

} // namespace items
