// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/keymoments.h"

#include "models/health/alarmtext.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/pastrun.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using runbook::PastCommand;
using runbook::RungKind;
using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

KeyMoment found(MomentKind kind, Timestamp time, std::string why, std::int64_t entry = 0)
{
    return {.kind = kind, .time = time, .entry = entry, .why = std::move(why), .who = {}};
}

KeyMoment unknown(MomentKind kind, std::string why)
{
    return {.kind = kind, .time = std::nullopt, .entry = 0, .why = std::move(why), .who = {}};
}

// The entry by which the timeline tells a transition of an alarm; 0 when it is not there.
std::int64_t entryOf(const std::vector<TimelineEntry>& entries, const AlarmTransition& alarm)
{
    const auto at = std::ranges::find_if(entries, [&alarm](const TimelineEntry& entry) {
        return entry.kind == "alarm" && entry.subject == alarm.alarm && entry.time == alarm.time
            && entry.recorded == alarm.recorded;
    });
    return at == entries.end() ? 0 : at->sequence;
}

// Its entry stands at the time of the answer that raised it, which may be another second.
std::string byAnswerOf(const AlarmTransition& raised)
{
    const std::string time = health::clockText(raised.time);
    return time == health::clockText(raised.recorded) ? std::string() : ", by an answer of " + time;
}

// What another system told of an alert.
struct Alert
{
    const TimelineEntry* entry = nullptr;
    std::string name; // the fingerprint, where it tells none
    bool isFiring = false;
    bool isResolved = false;
};

Alert alertOf(const TimelineEntry& entry)
{
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const std::string name = json[u"name"_s].toString().toStdString();
    return {.entry = &entry,
            .name = name.empty() ? entry.subject : name,
            .isFiring = json[u"state"_s] == u"firing"_s,
            .isResolved = json[u"state"_s] == u"resolved"_s};
}

class Moments
{
public:
    Moments(const Incident& incident, const std::vector<TimelineEntry>& entries,
            const std::vector<AlarmTransition>& alarms)
        : m_incident(incident)
        , m_entries(entries)
        , m_allAlarms(alarms)
    {
        for (const AlarmTransition& alarm : alarms) {
            if (std::ranges::find(incident.alarms, alarm.alarm) != incident.alarms.end())
                m_alarms.push_back(alarm);
        }
        for (const TimelineEntry& entry : entries) {
            if (entry.kind == "alert"
                && std::ranges::find(incident.fingerprints, entry.subject)
                    != incident.fingerprints.end())
                m_alerts.push_back(alertOf(entry));
        }
        // A console that does not know that an incident was on may have moved levers in it.
        m_commands =
            commandsWithin(entries, [&incident](Timestamp time) { return incident.covers(time); });
        const auto ofOthers = std::erase_if(m_commands, [this](const PastCommand& command) {
            return isOfAnother(command.plan.lever.target);
        });
        m_areOthersMoved = ofOthers > 0;
    }

    KeyMoment of(MomentKind kind) const
    {
        switch (kind) {
        case MomentKind::Start:
            return start();
        case MomentKind::Detection:
            return detection();
        case MomentKind::Acknowledgement:
            return acknowledgement();
        case MomentKind::Diagnosis:
            return diagnosis();
        case MomentKind::Mitigation:
            return mitigation();
        case MomentKind::Recovery:
            return recovery();
        }
        return {};
    }

private:
    // Whether a lever moves a service that another's alarms are about, and none of this one's.
    bool isOfAnother(const std::string& target) const
    {
        const auto isAbout = [&target](const AlarmTransition& alarm) {
            return alarm.service == target;
        };
        return !target.empty() && std::ranges::any_of(m_allAlarms, isAbout)
            && std::ranges::none_of(m_alarms, isAbout) && !m_incident.services.empty()
            && std::ranges::find(m_incident.services, target) == m_incident.services.end();
    }

    KeyMoment start() const
    {
        const auto earliest = std::ranges::min_element(m_alarms, {}, &AlarmTransition::onset);
        if (earliest != m_alarms.end() && earliest->onset != Timestamp{})
            return onset(*earliest);
        if (isUndeclared())
            return unknown(MomentKind::Start, "no alarm tells an onset");
        return found(MomentKind::Start, m_incident.start,
                     m_incident.start == m_incident.opened ? "when it was opened: no onset is known"
                                                           : "as it was said when it was opened",
                     m_incident.entry);
    }

    KeyMoment onset(const AlarmTransition& alarm) const
    {
        KeyMoment start =
            found(MomentKind::Start, alarm.onset,
                  "onset of " + alarm.alarm + ", as it was estimated", entryOf(m_entries, alarm));
        start.isEstimated = true;
        return start;
    }

    KeyMoment detection() const
    {
        // When the console knew: the observation that raised it may have been older.
        const AlarmTransition* first = nullptr;
        for (const AlarmTransition& alarm : m_alarms) {
            if (alarm.state == AlarmState::Raised
                && (first == nullptr || alarm.recorded < first->recorded))
                first = &alarm;
        }
        const Alert* alert = nullptr;
        for (const Alert& each : m_alerts) {
            if (each.isFiring
                && (alert == nullptr || each.entry->recorded < alert->entry->recorded))
                alert = &each;
        }
        if (first != nullptr && (alert == nullptr || first->recorded <= alert->entry->recorded))
            return found(MomentKind::Detection, first->recorded,
                         first->alarm + " was raised" + byAnswerOf(*first),
                         entryOf(m_entries, *first));
        if (alert != nullptr)
            return found(MomentKind::Detection, alert->entry->recorded,
                         "the alert " + alert->name + " was firing", alert->entry->sequence);
        if (isUndeclared())
            return unknown(MomentKind::Detection, "no alarm was raised");
        return found(MomentKind::Detection, m_incident.opened,
                     "opened by " + m_incident.openedBy + ", and no alarm of it is known",
                     m_incident.entry);
    }

    KeyMoment acknowledgement() const
    {
        KeyMoment first = isUndeclared()
            ? unknown(MomentKind::Acknowledgement, "nobody acknowledged an alarm")
            : found(MomentKind::Acknowledgement, m_incident.opened,
                    "opened by " + m_incident.openedBy, m_incident.entry);
        for (const AlarmTransition& alarm : m_alarms) {
            if (alarm.state == AlarmState::Acknowledged
                && (!first.time || alarm.recorded < *first.time))
                first = found(MomentKind::Acknowledgement, alarm.recorded,
                              alarm.alarm + " was acknowledged by " + alarm.actor,
                              entryOf(m_entries, alarm));
        }
        return first;
    }

    // Of a whole recording, in which nobody opened one: nothing was opened by anybody.
    bool isUndeclared() const { return m_incident.id.empty(); }

    KeyMoment diagnosis() const
    {
        for (const TimelineEntry& entry : m_entries) {
            if (entry.kind != "incident" || entry.subject != m_incident.id)
                continue;
            const QJsonObject json =
                QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
            if (json[u"what"_s] == u"status"_s && json[u"status"_s] == u"identified"_s)
                return found(MomentKind::Diagnosis, entry.time, "said by " + entry.actor,
                             entry.sequence);
        }
        for (const TimelineEntry& entry : m_entries) {
            if (entry.kind != "step" || !m_incident.covers(entry.time))
                continue;
            const QJsonObject json =
                QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
            if (json[u"state"_s] == u"started"_s)
                return found(MomentKind::Diagnosis, entry.time,
                             entry.actor + " began the runbook " + entry.subject, entry.sequence);
        }
        return unknown(MomentKind::Diagnosis, "nobody said so, and no runbook was begun");
    }

    // Nothing when no lever was in effect.
    const PastCommand* mitigating() const
    {
        const PastCommand* first = nullptr;
        for (auto each = m_commands.begin(); each != m_commands.end(); ++each) {
            if (each->isUndo || each->fired.plan.isNoChange
                || !each->ladder.isReached(RungKind::InEffect))
                continue;
            if (each->ladder.isReached(RungKind::Recovered))
                return &*each;
            if (each->ladder.rung(RungKind::Recovered).state == runbook::RungState::Failed)
                continue; // shown to have been of no help
            const bool isPutBack = std::any_of(each + 1, m_commands.end(), [&](const auto& later) {
                return later.isUndo && later.lever == each->lever
                    && later.ladder.isReached(RungKind::InEffect);
            });
            if (first == nullptr && !isPutBack)
                first = &*each;
        }
        return first;
    }

    KeyMoment mitigation() const
    {
        const PastCommand* command = mitigating();
        if (command == nullptr) {
            if (const TimelineEntry* moved = movedElsewhere(); moved != nullptr)
                return found(MomentKind::Mitigation, moved->time,
                             moved->text + ", not from here; whether it helped was not shown",
                             moved->sequence);
            if (!m_commands.empty())
                return unknown(MomentKind::Mitigation,
                               "no lever that was moved is known to have helped");
            return unknown(MomentKind::Mitigation,
                           m_areOthersMoved ? "no lever but of other services was moved from here"
                                            : "no lever was moved from here");
        }
        const runbook::Rung& rung = command->ladder.rung(RungKind::InEffect);
        return found(MomentKind::Mitigation, rung.time,
                     command->lever + " was in effect at " + command->to
                         + (command->ladder.isReached(RungKind::Recovered)
                                ? ""
                                : ", whether it helped was not shown"),
                     entryOfRung(*command, "in_effect"));
    }

    // By a hand at the control plane, after the start, where nothing was moved from here. What a
    // command from here did is seen at the control plane as well, and is no hand's.
    const TimelineEntry* movedElsewhere() const
    {
        if (!m_commands.empty())
            return nullptr;
        const Timestamp from = m_incident.moment(MomentKind::Start) != nullptr
            ? m_incident.moment(MomentKind::Start)->time
            : start().time.value_or(m_incident.start);
        const std::vector<PastCommand> all = runbook::pastCommands(m_entries);
        for (const TimelineEntry& entry : m_entries) {
            if (entry.kind != "lever" || entry.time < from || !m_incident.covers(entry.time))
                continue;
            const QJsonObject json =
                QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
            if (!json.contains(u"before"_s) || !json.contains(u"after"_s)
                || isOfAnother(json[u"target"_s].toString().toStdString()))
                continue;
            const std::string to = json[u"after"_s][u"value"_s].toString().toStdString();
            if (std::ranges::none_of(all, [&](const PastCommand& command) {
                    return command.lever == entry.subject && command.mayBeSeenAs(to, entry.time);
                }))
                return &entry;
        }
        return nullptr;
    }

    KeyMoment recovery() const
    {
        const PastCommand* command = mitigating();
        if (command == nullptr || !command->ladder.isReached(RungKind::Recovered))
            return cleared(nullptr);
        const runbook::Rung& rung = command->ladder.rung(RungKind::Recovered);
        const KeyMoment shown =
            found(MomentKind::Recovery, rung.time, "shown on the signal after " + command->lever,
                  entryOfRung(*command, "recovered"));
        // A rung is about the signal of one alarm: where there are several, all of them tell. The
        // answers that one was confined to may be gone: then the lever took them away.
        if (m_incident.alarms.size() + m_incident.fingerprints.size() > 1)
            return cleared(&shown);
        const auto again = std::ranges::find_if(m_alarms, [&rung](const AlarmTransition& alarm) {
            return alarm.state == AlarmState::Raised && alarm.recorded > rung.time;
        });
        if (again != m_alarms.end())
            return unknown(MomentKind::Recovery,
                           again->alarm + " was raised again after " + command->lever
                               + " was shown to have helped");
        return shown;
    }

    // When the last of its alarms had cleared, and the last of its alerts was resolved; the newest
    // of each one tells. `shown`: that a lever helped; nullptr: that was not shown.
    KeyMoment cleared(const KeyMoment* shown) const
    {
        std::optional<KeyMoment> last = shown != nullptr ? std::optional(*shown) : std::nullopt;
        const auto take = [&last](Timestamp time, std::string why, std::int64_t entry) {
            if (!last || time > *last->time)
                last = found(MomentKind::Recovery, time, std::move(why), entry);
        };
        for (const std::string& id : m_incident.alarms) {
            const AlarmTransition* newest = nullptr;
            for (const AlarmTransition& alarm : m_alarms) {
                if (alarm.alarm == id)
                    newest = &alarm;
            }
            if (newest == nullptr)
                return unknown(MomentKind::Recovery, "what became of " + id + " is not known");
            if (newest->state != AlarmState::Cleared)
                return unknown(MomentKind::Recovery, id + " has not cleared");
            if (shown != nullptr && health::hasVanished(*newest))
                continue;
            if (!health::showsRecovery(*newest))
                return unknown(MomentKind::Recovery,
                               id + " was closed, and nothing showed that it was back");
            take(newest->time, newest->alarm + " cleared", entryOf(m_entries, *newest));
        }
        for (const std::string& fingerprint : m_incident.fingerprints) {
            const auto newest =
                std::find_if(m_alerts.rbegin(), m_alerts.rend(), [&fingerprint](const Alert& each) {
                    return each.entry->subject == fingerprint;
                });
            if (newest == m_alerts.rend())
                return unknown(MomentKind::Recovery,
                               "what became of the alert " + fingerprint + " is not known");
            if (!newest->isResolved)
                return unknown(MomentKind::Recovery,
                               "the alert " + newest->name + " is not resolved");
            take(newest->entry->time, "the alert " + newest->name + " was resolved",
                 newest->entry->sequence);
        }
        return last ? *last : unknown(MomentKind::Recovery, "no alarm and no lever tells");
    }

    std::int64_t entryOfRung(const PastCommand& command, const char* rung) const
    {
        for (const TimelineEntry& entry : m_entries) {
            if (entry.kind != "rung" || entry.subject != command.lever)
                continue;
            const QJsonObject json =
                QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
            const auto intent = json[u"intent"_s].toInteger();
            if (json[u"rung"_s].toString() == QLatin1String(rung)
                && json[u"state"_s] == u"reached"_s
                && (intent == 0 || intent == command.fired.intent))
                return entry.sequence;
        }
        return 0;
    }

    const Incident& m_incident;
    const std::vector<TimelineEntry>& m_entries;
    const std::vector<AlarmTransition>& m_allAlarms;
    // Of the incident, in the order in which they were recorded: an acknowledgement has the time of
    // the press, what clears an alarm that of an answer, which may be earlier.
    std::vector<AlarmTransition> m_alarms;
    std::vector<Alert> m_alerts; // likewise, in the order of the chain
    std::vector<PastCommand> m_commands; // while it was on, but of levers of another's services
    bool m_areOthersMoved = false; // there were such
};

} // namespace

std::vector<PastCommand> commandsWithin(const std::vector<TimelineEntry>& entries,
                                        const std::function<bool(Timestamp)>& isWithin)
{
    std::vector<TimelineEntry> commanding;
    std::ranges::copy_if(entries, std::back_inserter(commanding), [&](const TimelineEntry& entry) {
        if (entry.kind == "rung" || isWithin(entry.time))
            return true;
        return (entry.kind == "action" || entry.kind == "undo")
            && QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload))
                   .object()
                   .contains(u"outcome"_s);
    });
    return runbook::pastCommands(commanding);
}

std::vector<KeyMoment> keyMoments(const Incident& incident,
                                  const std::vector<TimelineEntry>& entries,
                                  const std::vector<AlarmTransition>& alarms)
{
    const Moments rules(incident, entries, alarms);
    std::vector<KeyMoment> moments;
    for (const MomentKind kind : kMomentKinds) {
        const FixedMoment* fixed = incident.moment(kind);
        if (fixed != nullptr) {
            moments.push_back({.kind = kind,
                               .time = fixed->time,
                               .entry = fixed->entry,
                               .why = fixed->why,
                               .who = fixed->who});
            continue;
        }
        KeyMoment moment = rules.of(kind);
        // By a person's start, or another rule's: what lay before it was something else.
        if (kind != MomentKind::Start && moment.time && moments.front().time
            && *moment.time < *moments.front().time)
            moment = unknown(kind, "what the timeline holds lies before the start");
        moments.push_back(std::move(moment));
    }
    return moments;
}

bool isStartEstimated(const std::vector<KeyMoment>& moments)
{
    const auto start = std::ranges::find(moments, MomentKind::Start, &KeyMoment::kind);
    return start != moments.end() && start->isEstimated;
}

std::optional<telemetry::Duration> timeTo(const std::vector<KeyMoment>& moments, MomentKind kind)
{
    const auto of = [&moments](MomentKind wanted) -> std::optional<Timestamp> {
        const auto at = std::ranges::find(moments, wanted, &KeyMoment::kind);
        return at == moments.end() ? std::nullopt : at->time;
    };
    const auto start = of(MomentKind::Start);
    const auto end = of(kind);
    if (!start || !end)
        return std::nullopt;
    return *end - *start;
}

} // namespace incident
