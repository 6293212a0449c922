// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"

#include <QJsonObject>

namespace commands {

// What `incident` prints: times are integer nanoseconds and RFC 3339 where people read them, what
// is not known is null.
QJsonObject toJson(const incident::Incident& incident);
QJsonObject toJson(const incident::KeyMoment& moment);
QJsonObject toJson(const incident::Exposure& exposure);
// With its moments, exposure, levers and timeline.
QJsonObject toJson(const incident::IncidentRecord& record);

} // namespace commands
