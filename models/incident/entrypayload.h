// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/telemetry/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace incident {

// What entries of kind "incident" are made of. Pure functions.

inline constexpr std::size_t kMostText = std::size_t{16} * 1024; // bytes
inline constexpr std::size_t kMostLine = 400;

// Valid UTF-8, no longer than `most` bytes, and whole code points; what is left out is told by "…".
std::string cut(const std::string& text, std::size_t most);
// The same in one line of kMostLine bytes.
std::string line(const std::string& text);
QString shown(const std::string& text, std::size_t most = kMostText);
bool isBlank(const std::string& text);
QJsonArray names(const std::vector<std::string>& all); // the first 1000, each once, none empty
std::string joined(const std::vector<std::string>& all); // "A-0001, A-0002"
std::string because(const std::string& why); // ": why"; empty of what is blank

// Of this incident; `what` says which kind of entry it is.
telemetry::TimelineEntry entryOf(const std::string& id, QJsonObject payload, const char* what,
                                 const std::string& text, telemetry::Timestamp time);

// Refused: "INC-0001 is closed ...", and "INC-0001 WHAT already."
tl::unexpected<telemetry::Error> closedAlready(const Incident& incident);
tl::unexpected<telemetry::Error> asBefore(const Incident& incident, const std::string& what);

} // namespace incident
