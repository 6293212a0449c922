// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/ownalarms.h"

#include "models/incident/keymoments.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timelineentry.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace practice {

namespace {

using incident::IncidentRecord;
using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

// An onset so long after a lever moved is of that; one so long before a cure may be of that.
constexpr std::chrono::seconds kAtAMove{5};

// Of alarms that are about the fault.
std::set<std::string> ownIds(const Truth& truth, const std::vector<AlarmTransition>& alarms,
                             const std::vector<MovedLever>& moves)
{
    std::set<std::string> own;
    for (const AlarmTransition& alarm : alarms) {
        if (alarm.state == AlarmState::Raised && truth.isAbout(alarm)
            && (!truth.faultTime || alarm.recorded >= *truth.faultTime)
            && !isOfAMove(alarm, truth, moves))
            own.insert(alarm.alarm);
    }
    return own;
}

std::vector<MovedLever> movesOf(const IncidentRecord& record)
{
    return movedLevers(record.commands, record.timeline);
}

bool movesService(const MovedLever& move, const std::string& service)
{
    const std::size_t colon = move.lever.find(':');
    return colon != std::string::npos && move.lever.substr(colon + 1) == service;
}

bool isLeverOfACure(const MovedLever& move, const Truth& truth)
{
    return std::ranges::find(truth.cures, move.lever, &drill::Cure::lever) != truth.cures.end();
}

std::map<std::string, const AlarmTransition*> newestOf(const std::vector<AlarmTransition>& alarms)
{
    std::map<std::string, const AlarmTransition*> newest;
    for (const AlarmTransition& alarm : alarms)
        newest[alarm.alarm] = &alarm;
    return newest;
}

bool holdsOneOf(const incident::Incident& incident, const std::set<std::string>& alarms)
{
    return std::ranges::any_of(incident.alarms,
                               [&alarms](const std::string& id) { return alarms.contains(id); });
}

template<class T>
void addMissing(std::vector<T>& to, const std::vector<T>& from)
{
    for (const T& each : from) {
        if (std::ranges::find(to, each) == to.end())
            to.push_back(each);
    }
}

// What one fault brought is told of as one, whatever number of incidents people made of it.
// fillJoined() makes the rest of it.
void join(IncidentRecord& record, IncidentRecord other)
{
    addMissing(record.incident.alarms, other.incident.alarms);
    addMissing(record.incident.services, other.incident.services);
    addMissing(record.incident.fingerprints, other.incident.fingerprints);
    record.incident.start = std::min(record.incident.start, other.incident.start);
    if (record.incident.closed && other.incident.closed)
        record.incident.closed = std::max(*record.incident.closed, *other.incident.closed);
    else
        record.incident.closed.reset();
    for (incident::FixedMoment& moment : other.incident.moments) {
        if (record.incident.moment(moment.kind) == nullptr)
            record.incident.moments.push_back(std::move(moment));
    }
    for (incident::TakenOut& out : other.incident.takenOut) {
        if (!record.incident.isTakenOut(out.alarm))
            record.incident.takenOut.push_back(std::move(out));
    }
    const std::vector<AlarmTransition> before = record.alarms;
    for (AlarmTransition& alarm : other.alarms) {
        if (std::ranges::find(before, alarm.alarm, &AlarmTransition::alarm) == before.end())
            record.alarms.push_back(std::move(alarm));
    }
    std::ranges::stable_sort(record.alarms, {}, &AlarmTransition::recorded);
    record.range = {.start = std::min(record.range.start, other.range.start),
                    .end = std::max(record.range.end, other.range.end)};
}

// Entries from the recording, as their range spans what happened between two of the incidents, too,
// which is in the timeline of neither: a cure that was fired then, say.
telemetry::Result<void> fillJoined(const store::Reader& reader, Timestamp knownAt,
                                   const std::set<std::string>& ids, IncidentRecord& record)
{
    auto entries = reader.timelineAfter(0, knownAt);
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    record.timeline.clear();
    std::ranges::copy_if(*entries, std::back_inserter(record.timeline),
                         [&](const telemetry::TimelineEntry& entry) {
                             return entry.kind == "incident"
                                 ? ids.contains(entry.subject)
                                 : incident::belongs(entry, record.incident, record.range);
                         });
    record.commands = incident::commandsWithin(
        *entries, [&record](Timestamp time) { return record.range.contains(time); });
    record.moments = incident::keyMoments(record.incident, record.timeline, record.alarms);
    std::ranges::stable_sort(record.timeline, {}, &telemetry::TimelineEntry::time);
    return {};
}

} // namespace

bool isOfAMove(const AlarmTransition& raised, const Truth& truth,
               const std::vector<MovedLever>& moves)
{
    const Timestamp onset = raised.onset == Timestamp{} ? raised.time : raised.onset;
    return std::ranges::any_of(moves, [&](const MovedLever& move) {
        if (!move.hasMoved || !move.inEffect || raised.recorded <= move.time)
            return false;
        if (truth.isCure(move.lever, move.to))
            return onset >= move.time - kAtAMove
                && isKept(moves, move, raised.recorded).value_or(false);
        const bool mayBeTheFaults = truth.faultTime && move.time < *truth.faultTime + kAtAMove;
        return !mayBeTheFaults && !isLeverOfACure(move, truth) && movesService(move, raised.service)
            && onset >= move.time && onset <= *move.inEffect + kAtAMove;
    });
}

IncidentRecord recordAbout(const Truth& truth, IncidentRecord record)
{
    if (truth.effect == Effect::Unknown)
        return record;
    const std::set<std::string> own = ownIds(truth, record.alarms, movesOf(record));
    const auto isOther = [&own](const std::string& id) { return !own.contains(id); };
    if (std::ranges::none_of(record.alarms, isOther, &AlarmTransition::alarm))
        return record;
    std::erase_if(record.incident.alarms, isOther);
    record.moments = incident::keyMoments(record.incident, record.timeline, record.alarms);
    std::erase_if(record.alarms,
                  [&isOther](const AlarmTransition& alarm) { return isOther(alarm.alarm); });
    return record;
}

telemetry::Result<std::vector<AlarmTransition>>
alarmsAbout(const store::Reader& reader, const IncidentRecord& record, const Truth& truth)
{
    auto all = reader.alarmTransitions(
        {.range = {.start = Timestamp::min(), .end = record.until}, .knownAt = record.knownAt});
    if (!all)
        return tl::make_unexpected(all.error());
    const std::set<std::string> own = ownIds(truth, *all, movesOf(record));
    std::vector<AlarmTransition> about = record.alarms;
    for (AlarmTransition& alarm : *all) {
        if (own.contains(alarm.alarm)
            && std::ranges::find(record.alarms, alarm.alarm, &AlarmTransition::alarm)
                == record.alarms.end())
            about.push_back(std::move(alarm));
    }
    return about;
}

std::vector<std::string> openOf(const std::vector<AlarmTransition>& alarms)
{
    const auto newest = newestOf(alarms);
    std::vector<std::string> open;
    for (const AlarmTransition& alarm : alarms) {
        if (newest.at(alarm.alarm)->state != AlarmState::Cleared
            && std::ranges::find(open, alarm.alarm) == open.end())
            open.push_back(alarm.alarm);
    }
    return open;
}

std::optional<AlarmTransition> lastCleared(const std::vector<AlarmTransition>& alarms)
{
    const AlarmTransition* last = nullptr;
    for (const auto& [id, alarm] : newestOf(alarms)) {
        if (alarm->state != AlarmState::Cleared)
            return std::nullopt;
        if (last == nullptr || last->recorded < alarm->recorded)
            last = alarm;
    }
    return last == nullptr ? std::nullopt : std::optional(*last);
}

telemetry::Result<IncidentRecord> readDrillRecord(const store::Reader& reader, const Truth& truth,
                                                  Timestamp knownAt)
{
    const auto alarms = reader.alarmTransitions(
        {.range = {Timestamp::min(), Timestamp::max()}, .knownAt = knownAt});
    const auto incidents = incident::readIncidents(reader, knownAt);
    if (!alarms || !incidents)
        return tl::make_unexpected(alarms ? incidents.error() : alarms.error());
    if (incidents->empty())
        return incident::readUndeclaredTimeline(reader, knownAt);
    const std::set<std::string> own = ownIds(truth, *alarms, {});
    std::optional<IncidentRecord> joined;
    std::set<std::string> ids;
    for (const incident::Incident& each : *incidents) {
        if (!holdsOneOf(each, own))
            continue;
        auto record = incident::readIncidentTimeline(reader, each.id, knownAt);
        if (!record)
            return record;
        ids.insert(each.id);
        if (joined)
            join(*joined, std::move(*record));
        else
            joined = std::move(*record);
    }
    if (ids.size() > 1) {
        if (const auto filled = fillJoined(reader, knownAt, ids, *joined); !filled)
            return tl::make_unexpected(filled.error());
    }
    return joined ? telemetry::Result<IncidentRecord>(std::move(*joined))
                  : incident::readIncidentTimeline(reader, {}, knownAt);
}

telemetry::Result<std::vector<std::string>>
incidentsWith(const store::Reader& reader, const std::vector<AlarmTransition>& alarms,
              Timestamp knownAt)
{
    const auto incidents = incident::readIncidents(reader, knownAt);
    if (!incidents)
        return tl::make_unexpected(incidents.error());
    std::set<std::string> ids;
    for (const AlarmTransition& alarm : alarms)
        ids.insert(alarm.alarm);
    std::vector<std::string> found;
    for (const incident::Incident& each : *incidents) {
        if (holdsOneOf(each, ids))
            found.push_back(each.id);
    }
    return found;
}

telemetry::Result<std::optional<Timestamp>> recoveredWindow(const store::Reader& reader,
                                                            const IncidentRecord& record,
                                                            const Truth& truth, Timestamp from)
{
    using When = std::optional<Timestamp>;
    // An incident that was closed by then ends before that.
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    const Timestamp told = *extent ? (*extent)->range.end : record.range.end;
    const Timestamp known = std::min(std::max(told, record.range.end), record.knownAt);
    if (from >= known)
        return When();
    store::GenerationFilter filter;
    filter.service = truth.service;
    filter.limit = kRecoveredAnswers;
    const auto answers = reader.generations(
        {.range = {.start = from, .end = known}, .knownAt = record.knownAt}, filter);
    if (!answers)
        return tl::make_unexpected(answers.error());
    if (answers->size() < static_cast<std::size_t>(kRecoveredAnswers))
        return When();
    const Timestamp full = std::max(answers->back().start, from + kRecoveredFor);
    return full <= known ? When(full) : When();
}

} // namespace practice
