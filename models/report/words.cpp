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
    using namespace std::chrono;
    if (duration < telemetry::Duration::zero())
        return durationText(-duration) + " before";
    if (duration < seconds(10))
        return causes::numberText(std::chrono::duration<double>(duration).count()) + " s";
    const auto whole = duration_cast<seconds>(duration).count();
    const auto pair = [whole](std::int64_t large, const char* unit, std::int64_t small,
                              const char* smaller) {
        const std::int64_t rest = whole % large / small;
        return std::to_string(whole / large) + ' ' + unit
            + (rest == 0 ? std::string() : ' ' + std::to_string(rest) + ' ' + smaller);
    };
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return pair(60, "min", 1, "s");
    return whole < 86'400 ? pair(3600, "h", 60, "min") : pair(86'400, "d", 3600, "h");
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
