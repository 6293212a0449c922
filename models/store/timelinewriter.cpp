// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/timelinewriter.h"

#include "models/telemetry/actors.h"

#include <string>
#include <string_view>

namespace store {

namespace {

telemetry::TimelineEntry alarmEntry(const telemetry::AlarmTransition& alarm)
{
    telemetry::TimelineEntry entry;
    entry.time = alarm.time;
    entry.recorded = alarm.recorded;
    entry.kind = "alarm";
    entry.actor = alarm.actor.empty() ? telemetry::actors::kDetector : alarm.actor;
    entry.subject = alarm.alarm;
    entry.text = alarm.alarm + " " + telemetry::toString(alarm.state) + ": " + alarm.sentence;
    if (!alarm.cause.empty())
        entry.text += " (explained by " + alarm.cause + ")";
    entry.payload = "{\"severity\":" + std::to_string(alarm.severity) + "}";
    return entry;
}

} // namespace

TimelineWriter::TimelineWriter(const Database& database, Interner& interner)
    : m_database(database)
    , m_interner(interner)
    , m_insertEntry(
          database.prepare("INSERT INTO timeline(sequence, time_ns, recorded_ns, kind, actor, "
                           "subject, text, payload, previous_hash, hash) "
                           "VALUES(?,?,?,?,?,?,?,?,?,?)"))
    , m_insertAlarm(database.prepare(
          "INSERT INTO alarms(alarm, state, service, check_name, model, severity, sentence, "
          "rate_before, rate_now, "
          "observations, evidence, onset_ns, time_ns, recorded_ns, actor, shelved_until_ns, "
          "operation, measure, mean_before, mean_now, incident, cause, failed_before, "
          "observations_before, rate_now_low, rate_now_high, onset_low_ns, onset_high_ns) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
{
}

bool TimelineWriter::append(telemetry::TimelineEntry& entry)
{
    entry.sequence = m_lastSequence + 1;
    entry.previousHash = m_lastHash;
    if (entry.payload.empty())
        entry.payload = "{}";
    entry.hash = chainHash(entry);
    m_insertEntry.bind(entry.sequence)
        .bind(entry.time)
        .bind(entry.recorded)
        .bind(std::string_view(entry.kind));
    m_insertEntry.bind(std::string_view(entry.actor)).bind(std::string_view(entry.subject));
    m_insertEntry.bind(std::string_view(entry.text)).bind(std::string_view(entry.payload));
    m_insertEntry.bind(std::string_view(entry.previousHash)).bind(std::string_view(entry.hash));
    if (!m_insertEntry.run())
        return false;
    m_lastSequence = entry.sequence;
    m_lastHash = entry.hash;
    return true;
}

bool TimelineWriter::append(const telemetry::AlarmTransition& alarm)
{
    m_insertAlarm.bind(std::string_view(alarm.alarm))
        .bind(std::int64_t{static_cast<int>(alarm.state)});
    m_insertAlarm.bind(m_interner.stringOrZero(alarm.service))
        .bind(m_interner.stringOrZero(alarm.check));
    m_insertAlarm.bind(m_interner.stringOrZero(alarm.model)).bind(std::int64_t{alarm.severity});
    m_insertAlarm.bind(std::string_view(alarm.sentence)).bind(alarm.rateBefore).bind(alarm.rateNow);
    m_insertAlarm.bind(alarm.observations).bind(alarm.evidence).bind(alarm.onset).bind(alarm.time);
    m_insertAlarm.bind(alarm.recorded).bind(std::string_view(alarm.actor)).bind(alarm.shelvedUntil);
    if (alarm.operation)
        m_insertAlarm.bind(m_interner.string(*alarm.operation));
    else
        m_insertAlarm.bindNull();
    m_insertAlarm.bind(std::int64_t{static_cast<int>(alarm.measure)});
    m_insertAlarm.bind(alarm.meanBefore).bind(alarm.meanNow);
    m_insertAlarm.bind(std::string_view(alarm.incident)).bind(std::string_view(alarm.cause));
    m_insertAlarm.bind(alarm.failedBefore).bind(alarm.observationsBefore);
    m_insertAlarm.bind(alarm.rateNowLow).bind(alarm.rateNowHigh);
    m_insertAlarm.bind(alarm.onsetLow).bind(alarm.onsetHigh);
    if (!m_interner.run(m_insertAlarm))
        return false;
    telemetry::TimelineEntry entry = alarmEntry(alarm);
    return append(entry);
}

bool TimelineWriter::load()
{
    m_lastSequence = 0;
    m_lastHash = kFirstPreviousHash;
    Statement newest =
        m_database.prepare("SELECT sequence, hash FROM timeline ORDER BY sequence DESC LIMIT 1");
    if (newest.step()) {
        m_lastSequence = newest.integer(0);
        m_lastHash = newest.text(1);
    }
    return !newest.hasFailed();
}

} // namespace store
