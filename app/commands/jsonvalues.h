// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QJsonValue>

#include <cstdint>
#include <optional>
#include <string>

namespace commands {

// JSON values, null where nothing is known; times and durations in integer nanoseconds.
QJsonValue textOrNull(const std::string& text); // as displayText()
QJsonValue plainOrNull(const std::string& text); // of what is well-formed UTF-8
QJsonValue numberOrNull(const std::optional<double>& number);
QJsonValue wholeJson(std::int64_t number);
QJsonValue wholeOrNull(const std::optional<std::int64_t>& number);
QJsonValue nanosJson(telemetry::Timestamp time);
QJsonValue nanosOrNull(const std::optional<telemetry::Timestamp>& time);
QJsonValue nanosOrNull(const std::optional<telemetry::Duration>& duration);

// Where zero is a time that was not given.
QJsonValue nanosIfGiven(telemetry::Timestamp time);
QJsonValue nanosIfGiven(const std::optional<telemetry::Timestamp>& time);

} // namespace commands
