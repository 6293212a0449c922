// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QDateTime>
#include <QTime>
#include <QTimeZone>

#include <optional>

namespace notify {

// When nobody wants to be called, in wall clock time. It is about sound and notifications: what
// shows alarms knows nothing of it.
struct QuietRule
{
    static constexpr int kEveryDay = 0x7f;

    bool isOn = false;
    QTime from = QTime(22, 0);
    QTime to = QTime(7, 0); // not after `from`: of the next day; equal: a whole day
    int days = kEveryDay; // on which it begins: bit 0 is Monday, bit 6 Sunday
    int loudest = 1; // severities up to this are told all the same; 0: none is
    std::optional<telemetry::Timestamp> once = {}; // quiet until then, whatever the rest says
};

// A pure function of the rule, the time zone and the moment. Days with 23 or 25 hours are as long
// as they are: a time that the clock jumps over is the moment of the jump, and of one that comes
// twice the first is meant.
class QuietHours
{
public:
    // An invalid zone counts as UTC.
    QuietHours(QuietRule rule, const QTimeZone& zone);

    // When the quiet that holds `now` ends; nothing: it is not quiet. Where it never ends, a moment
    // more than a week ahead.
    std::optional<telemetry::Timestamp> quietUntil(telemetry::Timestamp now) const;

    // Whether an alarm of this severity (1 is the worst) is kept back now.
    bool holds(int severity, telemetry::Timestamp now) const;

    const QuietRule& rule() const { return m_rule; }
    const QTimeZone& zone() const { return m_zone; }

    // The moment at which clocks of this zone show a date and time.
    telemetry::Timestamp momentOf(const QDate& date, const QTime& time) const;
    // The next moment after `now` at which they show it: "quiet until 7:00".
    telemetry::Timestamp next(const QTime& time, telemetry::Timestamp now) const;
    // What they show then.
    QDateTime local(telemetry::Timestamp moment) const;

private:
    // When the regular quiet that holds `moment` ends.
    std::optional<telemetry::Timestamp> regularUntil(telemetry::Timestamp moment) const;

    QuietRule m_rule;
    QTimeZone m_zone;
};

} // namespace notify
