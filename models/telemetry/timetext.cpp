// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>

namespace telemetry {

namespace {

using namespace std::chrono;

// Reads exactly `digits` decimal digits at `position`; -1 when they are not there.
int number(std::string_view text, std::size_t position, std::size_t digits)
{
    if (position + digits > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = position; i < position + digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

tl::unexpected<Error> notATime(std::string_view text)
{
    return failure(ErrorKind::Usage,
                   std::string(1, '\'').append(text)
                       + "' is not a time. Write RFC 3339 (2026-11-24T02:51:07Z) or nanoseconds "
                         "since the epoch.");
}

// Fraction and offset: what follows the seconds. Returns the offset-corrected remainder.
bool parseTail(std::string_view tail, Duration& fraction, minutes& offset)
{
    std::size_t at = 0;
    if (at < tail.size() && tail[at] == '.') {
        long long nanos = 0;
        int digits = 0;
        for (++at; at < tail.size() && tail[at] >= '0' && tail[at] <= '9'; ++at) {
            if (digits < 9) {
                nanos = nanos * 10 + (tail[at] - '0');
                ++digits;
            }
        }
        if (digits == 0)
            return false;
        for (; digits < 9; ++digits)
            nanos *= 10;
        fraction = Duration{nanos};
    }
    const std::string_view zone = tail.substr(at);
    if (zone == "Z" || zone == "z")
        return true;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return false;
    const int hour = number(zone, 1, 2);
    const int minute = number(zone, 4, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    offset = minutes{(hour * 60 + minute) * (zone[0] == '+' ? 1 : -1)};
    return true;
}

} // namespace

std::string toRfc3339(Timestamp time)
{
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::array<char, 48> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%09lldZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<long long>(clock.subseconds().count()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

Result<Timestamp> timestampFromText(std::string_view text)
{
    long long nanos = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), nanos);
    if (error == std::errc{} && end == text.data() + text.size())
        return nanos < 0 ? Result<Timestamp>(notATime(text)) : fromUnixNanos(nanos);

    const bool shaped = text.size() >= 20 && text[4] == '-' && text[7] == '-'
        && (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && text[13] == ':'
        && text[16] == ':';
    if (!shaped)
        return notATime(text);
    const year_month_day date{year{number(text, 0, 4)},
                              month{static_cast<unsigned>(number(text, 5, 2))},
                              day{static_cast<unsigned>(number(text, 8, 2))}};
    const int hour = number(text, 11, 2);
    const int minute = number(text, 14, 2);
    const int second = number(text, 17, 2);
    Duration fraction{0};
    minutes offset{0};
    if (number(text, 0, 4) < 1677 || number(text, 0, 4) > 2262 || !date.ok() || hour < 0
        || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60
        || !parseTail(text.substr(19), fraction, offset))
        return notATime(text);
    // Nanoseconds in 64 bits reach from September 1677 to April 2262. The last second of each is
    // left out, so that the fraction cannot go beyond.
    const sys_seconds whole =
        sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - offset;
    if (whole <= ceil<seconds>(Timestamp::min()) || whole >= floor<seconds>(Timestamp::max()))
        return notATime(text);
    return Timestamp{whole} + fraction;
}

Result<Duration> durationFromText(std::string_view text)
{
    double amount = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    double seconds = -1;
    if (error == std::errc{} && amount >= 0) {
        if (unit.empty() || unit == "s")
            seconds = amount;
        else if (unit == "ms")
            seconds = amount / 1e3;
        else if (unit == "m" || unit == "min")
            seconds = amount * 60;
        else if (unit == "h")
            seconds = amount * 3600;
        else if (unit == "d")
            seconds = amount * 86400;
    }
    if (seconds < 0 || seconds > 9e9)
        return failure(ErrorKind::Usage,
                       std::string(1, '\'').append(text)
                           + "' is not a duration. Write for example 90s, 5m, 2h or 3d.");
    return Duration{static_cast<long long>(seconds * 1e9)};
}

std::string durationText(Duration duration)
{
    using namespace std::chrono;
    const auto with = [](std::int64_t count, const char* unit) {
        return std::to_string(count) + ' ' + unit;
    };
    if (duration < Duration::zero()) // but not the least of them, which has no positive
        return durationText(duration == Duration::min() ? Duration::max() : -duration);
    if (duration == Duration::zero())
        return "0 s";
    if (duration < microseconds(1))
        return with(duration.count(), "ns");
    if (duration < milliseconds(1))
        return with(duration_cast<microseconds>(duration).count(), "\u00B5s");
    if (duration < seconds(1))
        return with(duration_cast<milliseconds>(duration).count(), "ms");
    const std::int64_t tenths = (duration_cast<milliseconds>(duration).count() + 50) / 100;
    if (tenths < 600)
        return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
    const std::int64_t whole = std::max<std::int64_t>(60, duration_cast<seconds>(duration).count());
    const auto pair = [&](std::int64_t large, const char* unit, std::int64_t small,
                          const char* smaller) {
        const std::int64_t rest = whole % large / small;
        return with(whole / large, unit) + (rest == 0 ? "" : ' ' + with(rest, smaller));
    };
    if (whole < 3600)
        return pair(60, "min", 1, "s");
    return whole < 86'400 ? pair(3600, "h", 60, "min") : pair(86'400, "d", 3600, "h");
}

} // namespace telemetry
