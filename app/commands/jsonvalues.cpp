// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/jsonvalues.h"

#include "app/commands/jsonrows.h"

namespace commands {

QJsonValue textOrNull(const std::string& text)
{
    return text.empty() ? QJsonValue() : QJsonValue(displayText(text));
}

QJsonValue plainOrNull(const std::string& text)
{
    return text.empty() ? QJsonValue() : QJsonValue(QString::fromStdString(text));
}

QJsonValue numberOrNull(const std::optional<double>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue wholeJson(std::int64_t number)
{
    return static_cast<qint64>(number);
}

QJsonValue wholeOrNull(const std::optional<std::int64_t>& number)
{
    return number ? wholeJson(*number) : QJsonValue();
}

QJsonValue nanosJson(telemetry::Timestamp time)
{
    return wholeJson(telemetry::toUnixNanos(time));
}

QJsonValue nanosOrNull(const std::optional<telemetry::Timestamp>& time)
{
    return time ? nanosJson(*time) : QJsonValue();
}

QJsonValue nanosOrNull(const std::optional<telemetry::Duration>& duration)
{
    return duration ? wholeJson(duration->count()) : QJsonValue();
}

QJsonValue nanosIfGiven(telemetry::Timestamp time)
{
    return time == telemetry::Timestamp{} ? QJsonValue() : nanosJson(time);
}

QJsonValue nanosIfGiven(const std::optional<telemetry::Timestamp>& time)
{
    return time ? nanosIfGiven(*time) : QJsonValue();
}

} // namespace commands
