// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/quiethours.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace notify {

namespace {

using telemetry::Timestamp;

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
constexpr auto kLookedAhead = std::chrono::hours(24 * 8); // quiet that has no end

qint64 toMs(Timestamp moment)
{
    return telemetry::toUnixNanos(moment) / 1'000'000;
}

Timestamp fromMs(qint64 ms)
{
    return telemetry::fromUnixNanos(ms * 1'000'000);
}

qint64 offsetMs(const QTimeZone& zone, qint64 ms)
{
    return 1000LL * zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
}

// Where clocks change between two moments; both known to be on different sides of it.
qint64 changeBetween(const QTimeZone& zone, qint64 before, qint64 after)
{
    const qint64 old = offsetMs(zone, before);
    while (after - before > 1) {
        const qint64 middle = before + (after - before) / 2;
        (offsetMs(zone, middle) == old ? before : after) = middle;
    }
    return after;
}

} // namespace

QuietHours::QuietHours(QuietRule rule, const QTimeZone& zone)
    : m_rule(std::move(rule))
    , m_zone(zone.isValid() ? zone : QTimeZone::utc())
{
}

// By offsets, not by QDateTime: what that makes of times that there are not, or twice, differs
// between versions of Qt.
Timestamp QuietHours::momentOf(const QDate& date, const QTime& time) const
{
    const qint64 wall = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const qint64 before = offsetMs(m_zone, wall - kDayMs);
    const qint64 after = offsetMs(m_zone, wall + kDayMs);
    const qint64 byBefore = wall - before;
    const qint64 byAfter = wall - after;
    if (before == after)
        return fromMs(byBefore);
    if (offsetMs(m_zone, byBefore) == before)
        return fromMs(byBefore); // the only one, or the first of two
    if (offsetMs(m_zone, byAfter) == after)
        return fromMs(byAfter);
    return fromMs(changeBetween(m_zone, wall - kDayMs, wall + kDayMs));
}

Timestamp QuietHours::next(const QTime& time, Timestamp now) const
{
    const QDate today = local(now).date();
    for (int day = 0; day < 3; ++day) {
        if (const Timestamp moment = momentOf(today.addDays(day), time); moment > now)
            return moment;
    }
    return now + std::chrono::hours(24); // no zone skips two days
}

QDateTime QuietHours::local(Timestamp moment) const
{
    return QDateTime::fromMSecsSinceEpoch(toMs(moment), m_zone);
}

std::optional<Timestamp> QuietHours::regularUntil(Timestamp moment) const
{
    if (!m_rule.isOn || !m_rule.from.isValid() || !m_rule.to.isValid())
        return {};
    const QDate today = local(moment).date();
    std::optional<Timestamp> until;
    for (int day = -1; day <= 0; ++day) { // what began yesterday may reach into today
        const QDate date = today.addDays(day);
        if ((m_rule.days & (1 << (date.dayOfWeek() - 1))) == 0)
            continue;
        const Timestamp begin = momentOf(date, m_rule.from);
        const Timestamp end = momentOf(m_rule.to > m_rule.from ? date : date.addDays(1), m_rule.to);
        if (begin <= moment && moment < end)
            until = std::max(until.value_or(end), end);
    }
    return until;
}

std::optional<Timestamp> QuietHours::quietUntil(Timestamp now) const
{
    Timestamp until = now;
    while (until - now < kLookedAhead) {
        Timestamp further = until;
        if (m_rule.once && *m_rule.once > further)
            further = *m_rule.once;
        if (const auto end = regularUntil(further))
            further = std::max(further, *end); // what begins where the other ends goes on
        if (further == until)
            break;
        until = further;
    }
    return until > now ? std::optional(until) : std::nullopt;
}

bool QuietHours::holds(int severity, Timestamp now) const
{
    return severity > m_rule.loudest && quietUntil(now).has_value();
}

} // namespace notify
