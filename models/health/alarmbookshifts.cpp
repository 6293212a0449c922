// SPDX-License-Identifier: GPL-3.0-or-later

// Alarms of distributions that moved: the same life cycle, the lowest priority.

#include "models/health/alarmbook.h"
#include "models/health/shifttext.h"
#include "models/telemetry/actors.h"

#include <chrono>
#include <utility>

namespace health {

namespace {

using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

constexpr int kShiftSeverity =
    4; // below any rise of failed answers: it says of none that it is wrong
constexpr std::int64_t kShiftBackAgain = 10; // results after a silence
constexpr auto kSilenceOfShifts = std::chrono::minutes(10); // how seldom they come is not watched
using telemetry::actors::kDetector;

} // namespace

void AlarmBook::raise(const MonitorKey& key, const ShiftMonitor& monitor, const std::string& change,
                      Timestamp time, Timestamp recorded)
{
    const ShiftFacts& facts = monitor.facts();
    Alarm alarm;
    alarm.lastHeard = m_now;
    alarm.silence = kSilenceOfShifts;
    AlarmTransition& raised = append(alarm, AlarmState::Raised, time, recorded, kDetector);
    raised.severity = kShiftSeverity;
    raised.measure = telemetry::AlarmMeasure::MovedShare;
    raised.rateBefore = facts.shareBefore;
    raised.rateNow = facts.shareNow;
    raised.observations = facts.count;
    raised.evidence = monitor.evidence();
    raised.onset = monitor.onset();
    if (facts.onsetLow != facts.onsetHigh) {
        raised.onsetLow = facts.onsetLow;
        raised.onsetHigh = facts.onsetHigh;
    }
    raised.sentence = shiftedSentence(key.service, key.check, facts, change);
    begin(key, std::move(alarm));
}

void AlarmBook::recover(const MonitorKey& key, const ShiftMonitor& monitor, bool hasSettled,
                        Timestamp time, Timestamp recorded)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    const ShiftFacts newest = monitor.newest();
    AlarmTransition& cleared =
        append(found->second, AlarmState::Cleared, time, recorded, kDetector);
    cleared.rateNow = newest.shareNow;
    cleared.observations = newest.count;
    cleared.sentence = shiftEndedSentence(key.service, key.check, newest, hasSettled,
                                          found->second.isAcknowledged);
    clear(found);
}

void AlarmBook::followShift(const MonitorKey& key, Timestamp time, Timestamp recorded)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    Alarm& alarm = found->second;
    alarm.lastHeard = m_now;
    if (alarm.newest.state != AlarmState::Latched)
        return;
    if (++alarm.sinceLatched.count < kShiftBackAgain)
        return;
    comeBack(alarm, time, recorded);
    alarm.newest.sentence = "answers of " + key.service + " are back, and " + key.check
        + " has not been shown to be as usual";
    m_new.push_back(alarm.newest);
}

} // namespace health
