// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/signalrecovery.h"
#include "models/store/query.h"
#include "models/telemetry/alarm.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

// Follows one alarm's signal after a lever took effect: what to read next, and the test fed with
// each evaluation once, whenever it comes. Reads a bounded stretch again and again, so that its
// cost does not grow with the time that has passed. Plain value, no threads.
class RecoveryFollower
{
public:
    // How far behind the newest evaluation a late one may lie to be counted.
    static constexpr telemetry::Duration kLateness = std::chrono::seconds(60);
    // After this long nothing more is read: what has not come back by then is another incident.
    static constexpr telemetry::Duration kLongest = std::chrono::hours(1);
    static constexpr std::int64_t kMostRows = 20'000; // of one read
    // Of answers whose texts are looked for: so long, and a little longer than the alarm waits, a
    // text may come after the answer.
    static constexpr telemetry::Duration kTextWait = std::chrono::seconds(15);

    // By so much an answer's time may be off where the recovery is that of a clock
    // (telemetry::kAnswerTime): what is further off is not seen.
    static constexpr telemetry::Duration kClockReach = std::chrono::minutes(3);
    // Then a fault is one that so many answers just before, and such a share of them, had.
    static constexpr std::int64_t kLeastTimes = 10;
    static constexpr double kLeastWrong = 0.1;
    // How long before the lever, or before the onset where one is known, the delay is looked for
    // that is usual for answers of the service: in the first evaluations from then on.
    static constexpr telemetry::Duration kUsualReach = std::chrono::hours(6);
    static constexpr std::int64_t kUsualRows = 5'000;

    RecoveryFollower(telemetry::AlarmTransition alarm, telemetry::Timestamp inEffect);

    const telemetry::AlarmTransition& alarm() const { return m_alarm; }
    // Without an id it is none: the signal is measured, and there is nothing to recover. No alarm
    // is raised on a clock: what was measured before the lever took effect is what has to recover.
    bool isAlarmed() const;
    // Of a clock, until it was taken: where to read by what its answers are measured, with
    // filter() and kUsualRows. Nothing otherwise.
    std::optional<store::View> usualView() const;
    // Before the first take(): a sender may wait with all that it sends, and the delay that the
    // first tenth of these answers has is no wrong clock. Without any of them none is usual.
    void takeUsual(const std::vector<telemetry::Evaluation>& evaluations);
    telemetry::Duration usualDelay() const { return m_usualDelay; }
    // Of a clock: of the answers that came just before the lever took effect (alarm() has their
    // number) so many had a wrong time.
    std::int64_t wrongBefore() const { return m_wrongBefore; }
    // Up to now: what a sender's clock dates ahead is read when its time has come, so that it does
    // not move on what is read next.
    store::View view(telemetry::Timestamp now) const;
    store::GenerationFilter filter() const;
    // Oldest first, as read with view() and filter(); those taken before are left out. One without
    // a result yet is not taken: it may be judged later.
    void take(const std::vector<telemetry::Evaluation>& evaluations);
    const runbook::RecoveryTest& test() const { return m_recovery.test(); }
    // Recovered, or followed for long enough.
    bool isOver(telemetry::Timestamp now) const;

private:
    bool isText() const; // the alarm is of telemetry::kAnswerText
    bool isTime() const; // likewise of telemetry::kAnswerTime
    void takeTimes(const std::vector<telemetry::Evaluation>& evaluations);

    // Of each answer what was said of it first, of those that tell a time: more may be said of it
    // much later.
    using FirstOf =
        std::map<std::pair<telemetry::TraceId, telemetry::SpanId>, const telemetry::Evaluation*>;
    static FirstOf firstOf(const std::vector<telemetry::Evaluation>& evaluations);

    // What tells one evaluation from another.
    using Identity = std::tuple<telemetry::Timestamp, telemetry::TraceId, telemetry::SpanId,
                                std::string, std::string, std::string>;

    telemetry::AlarmTransition m_alarm;
    telemetry::Timestamp m_inEffect;
    telemetry::Timestamp m_readFrom;
    runbook::SignalRecovery m_recovery;
    bool m_isBeforeKnown = false; // of a clock: what was measured before
    bool m_isUsualKnown = false; // likewise: it was taken
    telemetry::Duration m_usualDelay{};
    std::int64_t m_wrongBefore = 0;
    std::set<Identity> m_taken; // from m_readFrom on
};
