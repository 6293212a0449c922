// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/alarmtext.h"
#include "models/health/incidentbook.h"
#include "models/health/monitor.h"
#include "models/health/shiftmonitor.h"
#include "models/telemetry/alarm.h"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace health {

struct MonitorKey
{
    std::string service;
    std::string operation;
    std::string check;
    friend auto operator<=>(const MonitorKey&, const MonitorKey&) = default;
};

// The alarms and their life cycle (ISA-18.2): Raised, Acknowledged, Shelved for a while, Cleared
// when the signal recovered. Latched when results stop coming before recovery could be shown (there
// are no answers, or none that can be judged): then the cause may or may not have gone, and a
// person has to look. A suppressed alarm stays so through silence: who suppressed it knows why. At
// most one alarm a monitor. Ids are A-0001, A-0002, ... Silence and shelving go by the console's
// own time, in which answers arrive: the clocks of services are nobody else's business. Each alarm
// belongs to an incident (IncidentBook). Suppressed by a person who knows the cause: another alarm,
// or a change that was made on purpose; it calls again when that alarm is over and it is not.
class AlarmBook
{
public:
    explicit AlarmBook(const SeverityLimits& severity = {})
        : m_severity(severity)
    {
    }
    void restore(const std::vector<telemetry::AlarmTransition>& newest);
    // An alarm of an earlier session that belongs to this monitor and is still open.
    std::optional<telemetry::AlarmTransition> adopt(const MonitorKey& key);

    void raise(const MonitorKey& key, const Monitor& monitor, const std::string& change,
               telemetry::Timestamp time, telemetry::Timestamp recorded);
    void recover(const MonitorKey& key, const Monitor& monitor, Ending ending,
                 telemetry::Timestamp time, telemetry::Timestamp recorded);
    // A further observation of a monitor with an open alarm: takes back a latch.
    void follow(const MonitorKey& key, const Monitor& monitor, double badness,
                telemetry::Timestamp time, telemetry::Timestamp recorded);
    // The same for how answers are, not whether they are right: of the lowest priority.
    void raise(const MonitorKey& key, const ShiftMonitor& monitor, const std::string& change,
               telemetry::Timestamp time, telemetry::Timestamp recorded);
    void recover(const MonitorKey& key, const ShiftMonitor& monitor, bool hasSettled,
                 telemetry::Timestamp time, telemetry::Timestamp recorded);
    void followShift(const MonitorKey& key, telemetry::Timestamp time,
                     telemetry::Timestamp recorded);
    // Somebody answered in a trace: what is known of how services hang together.
    void note(const telemetry::TraceId& trace, const std::string& service)
    {
        m_incidents.note(trace, service);
    }
    // A monitor has taken up an alarm of an earlier session: how long its silences usually are.
    void expect(const MonitorKey& key, const Monitor& monitor);
    // Time has come this far; it never goes back. Ends shelving, and latches every alarm that calls
    // and of which nothing has been heard for ten of its usual gaps, a minute at least (five, of
    // what is pulled), those of earlier sessions that no answer has taken up included.
    void tick(telemetry::Timestamp now);

    // The new transition, and the monitor to stand down when it ended the alarm.
    std::vector<telemetry::AlarmTransition> acknowledge(const std::string& id,
                                                        const std::string& actor,
                                                        telemetry::Timestamp now,
                                                        std::optional<MonitorKey>& ended);
    // Until a time that is not after `now`: takes it off the shelf, as raised.
    std::vector<telemetry::AlarmTransition> shelve(const std::string& id, const std::string& actor,
                                                   telemetry::Timestamp now,
                                                   telemetry::Timestamp until);

    // `cause` is the id of another open alarm, or what was changed in words; empty: there is none,
    // it is raised again.
    std::vector<telemetry::AlarmTransition> suppress(const std::string& id,
                                                     const std::string& cause,
                                                     const std::string& actor,
                                                     telemetry::Timestamp now);

    bool hasOpen() const { return !m_open.empty() || !m_orphans.empty(); }
    bool hasNews() const { return !m_new.empty(); } // for take()
    // The open alarm of a monitor, of an earlier session too; empty: none.
    std::string openOf(const MonitorKey& key) const;
    std::vector<telemetry::AlarmTransition> take();

private:
    struct Alarm
    {
        telemetry::AlarmTransition newest;
        bool isAcknowledged = false;
        Share sinceLatched;
        // Console time of the newest result; of the first tick for an alarm of an earlier session.
        std::optional<telemetry::Timestamp> lastHeard;
        telemetry::Duration silence{}; // until nothing can be said any more; 0: not known
    };

    telemetry::AlarmTransition& append(Alarm& alarm, telemetry::AlarmState state,
                                       telemetry::Timestamp time, telemetry::Timestamp recorded,
                                       const std::string& actor);
    std::map<MonitorKey, Alarm>::iterator find(const std::string& id);
    std::vector<Alarm>::iterator findOrphan(const std::string& id);
    void tick(Alarm& alarm);
    void begin(const MonitorKey& key, Alarm alarm);
    void clear(std::map<MonitorKey, Alarm>::iterator open);
    void comeBack(Alarm& alarm, telemetry::Timestamp time, telemetry::Timestamp recorded);
    bool mayExplain(const std::string& cause, const std::string& id);
    Alarm* findAny(const std::string& id); // open or of an earlier session
    void end(const telemetry::AlarmTransition& cleared);

    int severityOf(const AlarmFacts& facts) const;

    SeverityLimits m_severity;
    std::map<MonitorKey, Alarm> m_open;
    std::vector<Alarm> m_orphans; // open alarms of an earlier session
    IncidentBook m_incidents;
    std::vector<telemetry::AlarmTransition> m_new;
    telemetry::Timestamp m_now; // of the newest tick
    std::int64_t m_last = 0; // number of the newest alarm
};

} // namespace health
