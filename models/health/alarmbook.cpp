// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmbook.h"

#include "models/telemetry/actors.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace health {

namespace {

using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

constexpr int kTextSeverity = 3; // nothing is known to be wrong, and nothing to be right
constexpr auto kSilence = 60s; // without results until nothing can be said any more
constexpr auto kSilenceOfMeans = 5min; // these come once a minute or so
constexpr double kGaps = 10; // usual gaps between results, of what comes more seldom
constexpr double kLongestSilence = 86'400; // s
constexpr std::int64_t kBackAgain =
    10; // results after a silence that tell whether the fault is still there
using telemetry::actors::kDetector;

std::string alarmId(std::int64_t number)
{
    char text[32];
    std::snprintf(text, sizeof text, "A-%04lld", static_cast<long long>(number));
    return text;
}

// 0 of what is no id: "A-1 rollout, planned" is a cause in words.
std::int64_t alarmNumber(const std::string& id)
{
    const std::int64_t number =
        id.starts_with("A-") ? std::strtoll(id.c_str() + 2, nullptr, 10) : 0;
    return alarmId(number) == id ? number : 0;
}

telemetry::Duration silenceOf(const Monitor& monitor)
{
    const telemetry::Duration least =
        monitor.isOfMeans() ? telemetry::Duration(kSilenceOfMeans) : kSilence;
    const double gaps = std::min(kGaps / std::max(monitor.rate(), 1e-9), kLongestSilence);
    return std::max(
        least,
        std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(gaps)));
}

std::string silenceText(telemetry::Duration silence)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(silence).count();
    return minutes <= 1 ? "a minute" : std::to_string(minutes) + " minutes";
}

} // namespace

int AlarmBook::severityOf(const AlarmFacts& facts) const
{
    const double rise = facts.now - facts.before;
    return rise >= m_severity.first ? 1 : rise >= m_severity.second ? 2 : 3;
}

void AlarmBook::restore(const std::vector<AlarmTransition>& newest)
{
    m_incidents.restore(newest);
    for (const AlarmTransition& transition : newest) {
        m_last = std::max(m_last, alarmNumber(transition.alarm));
        if (transition.state != AlarmState::Cleared)
            m_orphans.push_back({.newest = transition,
                                 .isAcknowledged = transition.state == AlarmState::Acknowledged,
                                 .sinceLatched = {},
                                 .lastHeard = {}});
    }
}

std::optional<AlarmTransition> AlarmBook::adopt(const MonitorKey& key)
{
    const auto found = std::ranges::find_if(m_orphans, [&](const Alarm& one) {
        return one.newest.service == key.service && one.newest.check == key.check
            && one.newest.operation.value_or(key.operation) == key.operation;
    });
    if (found == m_orphans.end())
        return std::nullopt;
    const AlarmTransition adopted = found->newest;
    m_open.insert_or_assign(key, std::move(*found));
    m_orphans.erase(found);
    return adopted;
}

AlarmTransition& AlarmBook::append(Alarm& alarm, AlarmState state, Timestamp time,
                                   Timestamp recorded, const std::string& actor)
{
    alarm.newest.state = state;
    alarm.newest.time = time;
    alarm.newest.recorded = recorded;
    alarm.newest.actor = actor;
    if (state != AlarmState::Shelved)
        alarm.newest.shelvedUntil = {};
    if (state != AlarmState::Suppressed)
        alarm.newest.cause.clear();
    return alarm.newest;
}

void AlarmBook::raise(const MonitorKey& key, const Monitor& monitor, const std::string& change,
                      Timestamp time, Timestamp recorded)
{
    const AlarmFacts facts = factsOf(monitor);
    Alarm alarm;
    alarm.lastHeard = m_now;
    alarm.silence = silenceOf(monitor);
    AlarmTransition& raised = append(alarm, AlarmState::Raised, time, recorded, kDetector);
    raised.model = facts.model;
    raised.severity = key.check == telemetry::kAnswerText ? kTextSeverity : severityOf(facts);
    raised.measure = facts.measure;
    raised.rateBefore = facts.before;
    raised.rateNow = facts.now;
    raised.meanBefore = facts.meanBefore;
    raised.meanNow = facts.meanNow;
    raised.observations = facts.count;
    raised.rateNowLow = facts.nowInterval.low;
    raised.rateNowHigh = facts.nowInterval.high;
    if (facts.countBefore > 0) {
        raised.observationsBefore = facts.countBefore;
        if (facts.measure == telemetry::AlarmMeasure::FailedShare)
            raised.failedBefore = facts.failedBefore;
    }
    raised.onsetLow = facts.onsetLow;
    raised.onsetHigh = facts.onsetHigh;
    raised.evidence = monitor.evidence();
    raised.onset = monitor.onset();
    raised.sentence = raisedSentence(key.service, key.check, facts, raised.onset, change);
    begin(key, std::move(alarm));
}

void AlarmBook::begin(const MonitorKey& key, Alarm alarm)
{
    alarm.lastHeard = m_now;
    AlarmTransition& raised = alarm.newest;
    raised.alarm = alarmId(++m_last);
    raised.service = key.service;
    raised.operation = key.operation;
    raised.check = key.check;
    raised.incident = m_incidents.join(key.service, raised.onset);
    m_new.push_back(raised);
    m_open.insert_or_assign(key, std::move(alarm));
}

void AlarmBook::recover(const MonitorKey& key, const Monitor& monitor, Ending ending,
                        Timestamp time, Timestamp recorded)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    AlarmTransition& cleared =
        append(found->second, AlarmState::Cleared, time, recorded, kDetector);
    // There are none of what vanished: what was known of it last stands.
    if (ending == Ending::Recovered) {
        const Share& level = monitor.recovered();
        cleared.rateNow = level.rate(cleared.measure);
        cleared.meanNow = level.mean();
        cleared.observations = level.count;
        const Interval interval = level.interval(cleared.measure, 0);
        cleared.rateNowLow = interval.low;
        cleared.rateNowHigh = interval.high;
    }
    cleared.sentence =
        clearedSentence(cleared, ending, monitor.isOfMeans(), found->second.isAcknowledged);
    clear(found);
}

void AlarmBook::clear(std::map<MonitorKey, Alarm>::iterator open)
{
    const AlarmTransition ended = open->second.newest;
    m_new.push_back(ended);
    m_open.erase(open);
    end(ended);
}

void AlarmBook::follow(const MonitorKey& key, const Monitor& monitor, double badness,
                       Timestamp time, Timestamp recorded)
{
    const auto found = m_open.find(key);
    if (found == m_open.end())
        return;
    Alarm& alarm = found->second;
    alarm.lastHeard = m_now;
    alarm.silence = silenceOf(monitor);
    if (alarm.newest.state != AlarmState::Latched || !monitor.isInScope(monitor.recent().back()))
        return;
    alarm.sinceLatched.add(badness);
    if (alarm.sinceLatched.count < kBackAgain || alarm.sinceLatched.mean() <= monitor.midpoint())
        return;
    comeBack(alarm, time, recorded);
    alarm.newest.sentence =
        "results of " + key.check + " of " + key.service + " are back and still bad";
    m_new.push_back(alarm.newest);
}

void AlarmBook::comeBack(Alarm& alarm, Timestamp time, Timestamp recorded)
{
    append(alarm, alarm.isAcknowledged ? AlarmState::Acknowledged : AlarmState::Raised, time,
           recorded, kDetector);
}

void AlarmBook::tick(Timestamp now)
{
    m_now = std::max(m_now, now);
    for (auto& [key, alarm] : m_open)
        tick(alarm);
    for (Alarm& alarm : m_orphans)
        tick(alarm);
}

void AlarmBook::tick(Alarm& alarm)
{
    AlarmTransition& newest = alarm.newest;
    if (!alarm.lastHeard)
        alarm.lastHeard = m_now;
    const telemetry::Duration silence = std::max<telemetry::Duration>(alarm.silence, kSilence);
    const bool isSilent = m_now - *alarm.lastHeard > silence;
    const bool isOver = newest.state == AlarmState::Shelved && m_now >= newest.shelvedUntil;
    const bool isWatched =
        newest.state == AlarmState::Raised || newest.state == AlarmState::Acknowledged;
    if (isSilent && (isWatched || isOver)) {
        append(alarm, AlarmState::Latched, m_now, m_now, kDetector);
        newest.sentence = "no result of " + newest.check + " of " + newest.service + " for "
            + silenceText(silence) + ": nothing shows that it recovered, nothing that it did not";
        alarm.sinceLatched = {};
    } else if (isOver) {
        append(alarm, AlarmState::Raised, m_now, m_now, kDetector);
        newest.sentence = "shelving has run out, and " + newest.check + " of " + newest.service
            + " has not been shown to have recovered";
        alarm.isAcknowledged = false;
    } else {
        return;
    }
    m_new.push_back(newest);
}

std::map<MonitorKey, AlarmBook::Alarm>::iterator AlarmBook::find(const std::string& id)
{
    return std::ranges::find_if(m_open,
                                [&](const auto& entry) { return entry.second.newest.alarm == id; });
}

std::vector<AlarmBook::Alarm>::iterator AlarmBook::findOrphan(const std::string& id)
{
    return std::ranges::find_if(m_orphans,
                                [&](const Alarm& alarm) { return alarm.newest.alarm == id; });
}

std::vector<AlarmTransition> AlarmBook::acknowledge(const std::string& id, const std::string& actor,
                                                    Timestamp now, std::optional<MonitorKey>& ended)
{
    const auto orphan = findOrphan(id);
    const auto found = find(id);
    if (found == m_open.end() && orphan == m_orphans.end())
        return {};
    AlarmTransition next = found != m_open.end() ? found->second.newest : orphan->newest;
    if (next.state != AlarmState::Raised && next.state != AlarmState::Latched)
        return {};
    const bool ends = next.state == AlarmState::Latched;
    next.state = ends ? AlarmState::Cleared : AlarmState::Acknowledged;
    next.time = now;
    next.recorded = now;
    next.actor = actor;
    if (ends)
        next.sentence = next.check + " of " + next.service + " was closed by " + actor
            + " without proof of recovery";
    Alarm& alarm = found != m_open.end() ? found->second : *orphan;
    alarm.newest = next;
    alarm.isAcknowledged = true;
    if (!ends)
        return {next};
    if (found != m_open.end()) {
        ended = found->first;
        m_open.erase(found);
    } else {
        m_orphans.erase(orphan);
    }
    end(next);
    return {next};
}

std::vector<AlarmTransition> AlarmBook::shelve(const std::string& id, const std::string& actor,
                                               Timestamp now, Timestamp until)
{
    const auto orphan = findOrphan(id);
    const auto found = find(id);
    if (found == m_open.end() && orphan == m_orphans.end())
        return {};
    AlarmTransition& newest = found != m_open.end() ? found->second.newest : orphan->newest;
    const bool isOff = until <= now; // taken off the shelf
    if (isOff && newest.state != AlarmState::Shelved)
        return {};
    newest.state = isOff ? AlarmState::Raised : AlarmState::Shelved;
    newest.cause.clear();
    if (isOff)
        (found != m_open.end() ? found->second : *orphan).isAcknowledged = false;
    newest.time = now;
    newest.recorded = now;
    newest.actor = actor;
    newest.shelvedUntil = until;
    return {newest};
}

AlarmBook::Alarm* AlarmBook::findAny(const std::string& id)
{
    if (const auto found = find(id); found != m_open.end())
        return &found->second;
    const auto orphan = findOrphan(id);
    return orphan != m_orphans.end() ? &*orphan : nullptr;
}

// Somebody has to be left who calls: what explains it must not in the end be explained by it.
bool AlarmBook::mayExplain(const std::string& cause, const std::string& id)
{
    if (findAny(cause) == nullptr)
        return false;
    std::string next = cause;
    while (const Alarm* alarm = findAny(next)) {
        if (next == id)
            return false;
        next = alarm->newest.cause;
    }
    return true;
}

// What an earlier session left open is silent by the rate of the monitor that takes it up.
void AlarmBook::expect(const MonitorKey& key, const Monitor& monitor)
{
    if (const auto found = m_open.find(key); found != m_open.end())
        found->second.silence = silenceOf(monitor);
}

std::vector<AlarmTransition> AlarmBook::suppress(const std::string& id, const std::string& cause,
                                                 const std::string& actor, Timestamp now)
{
    Alarm* alarm = findAny(id);
    if (alarm == nullptr)
        return {};
    const bool isSuppressed = alarm->newest.state == AlarmState::Suppressed;
    if (cause.empty() ? !isSuppressed : cause == id)
        return {};
    // Who is named as an alarm has to be one that stands.
    if (alarmNumber(cause) > 0 && !mayExplain(cause, id))
        return {};
    AlarmTransition& newest = append(
        *alarm, cause.empty() ? AlarmState::Raised : AlarmState::Suppressed, now, now, actor);
    newest.cause = cause;
    alarm->isAcknowledged = false;
    return {newest};
}

// What it explained has to stand on its own from now on.
void AlarmBook::end(const AlarmTransition& cleared)
{
    m_incidents.leave(cleared.incident, cleared.time);
    const auto release = [&](Alarm& alarm) {
        if (alarm.newest.state != AlarmState::Suppressed || alarm.newest.cause != cleared.alarm)
            return;
        AlarmTransition& raised =
            append(alarm, AlarmState::Raised, cleared.time, cleared.recorded, kDetector);
        raised.sentence = cleared.alarm + ", which explained it, is over, and " + raised.check
            + " of " + raised.service + " has not been shown to have recovered";
        m_new.push_back(raised);
    };
    for (auto& [key, alarm] : m_open)
        release(alarm);
    for (Alarm& alarm : m_orphans)
        release(alarm);
}

std::string AlarmBook::openOf(const MonitorKey& key) const
{
    if (const auto found = m_open.find(key); found != m_open.end())
        return found->second.newest.alarm;
    const auto orphan = std::ranges::find_if(m_orphans, [&](const Alarm& one) {
        return one.newest.service == key.service && one.newest.check == key.check
            && one.newest.operation.value_or(key.operation) == key.operation;
    });
    return orphan != m_orphans.end() ? orphan->newest.alarm : std::string();
}

std::vector<AlarmTransition> AlarmBook::take()
{
    return std::exchange(m_new, {});
}

} // namespace health
