// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/words.h"

#include "models/causes/casewords.h"
#include "models/telemetry/timetext.h"

#include <chrono>

namespace report {

std::string timeText(telemetry::Timestamp time)
{
    if (time == telemetry::Timestamp{} || time == telemetry::Timestamp::min()
        || time == telemetry::Timestamp::max())
        return "unknown";
    std::string text = telemetry::toRfc3339(time).substr(0, 19);
    text[10] = ' ';
    return text + " UTC";
}

std::string durationText(telemetry::Duration duration)
{
    if (duration < telemetry::Duration::zero())
        return durationText(-duration) + " before";
    return telemetry::durationText(duration);
}

std::string shareText(double share)
{
    return causes::percentText(share);
}

std::string grouped(std::int64_t number)
{
    return causes::grouped(number);
}

std::string counted(std::int64_t count, const char* one, const char* many)
{
    return causes::grouped(count) + ' ' + (count == 1 ? one : many);
}

std::string joined(const std::vector<std::string>& names, const char* none)
{
    if (names.empty())
        return none;
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); ++i)
        text += (i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

std::string sentence(std::string text)
{
    if (!text.empty() && !text.ends_with('.') && !text.ends_with('!') && !text.ends_with('?')
        && !text.ends_with("…"))
        text += '.';
    return text;
}

} // namespace report
