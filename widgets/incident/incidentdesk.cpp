// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/incidentdesk.h"

#include "models/incident/incidentrecord.h"
#include "models/items/openalarms.h"
#include "models/items/ownwords.h"
#include "models/telemetry/actors.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <utility>

namespace incident {

namespace {

bool holds(const std::vector<std::string>& all, const std::string& one)
{
    return !one.empty() && std::ranges::find(all, one) != all.end();
}

bool isSame(const telemetry::TimelineEntry& one, const telemetry::TimelineEntry& other)
{
    return one.kind == other.kind && one.subject == other.subject && one.payload == other.payload
        && one.time == other.time;
}

} // namespace

IncidentDesk::IncidentDesk(EntryPort& port, items::RecordingQueries& queries,
                           const telemetry::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_queries(queries)
    , m_clock(clock)
{
    // Of other views too: the port is the window's.
    connect(&port, &EntryPort::appended, this, [this](const telemetry::TimelineEntry& entry) {
        if (!m_asked || !isSame(entry, *m_asked))
            return;
        m_asked.reset();
        const Task task = std::exchange(m_task, {});
        m_joining.erase(task.joining);
        emit written(entry);
        if (task.done)
            task.done();
        if (task.answer)
            task.answer(entry);
        finish();
    });
    connect(&port, &EntryPort::failed, this,
            [this](const QString& reason, const telemetry::TimelineEntry& entry) {
                if (!m_asked || !isSame(entry, *m_asked))
                    return;
                m_asked.reset();
                refuse(std::exchange(m_task, {}),
                       {.kind = telemetry::ErrorKind::Refused, .message = reason.toStdString()});
            });
}

void IncidentDesk::ask(Write write, Done done)
{
    put({.write = std::move(write), .done = std::move(done)});
}

void IncidentDesk::askFor(const std::string& who, Write write, Answer answer)
{
    put({.write = std::move(write), .who = who, .answer = std::move(answer)});
}

void IncidentDesk::change(const std::string& id, Change change, Done done)
{
    ask(
        [id, change = std::move(change)](const std::vector<Incident>& standing,
                                         telemetry::Timestamp now) -> Entry {
            const Incident* subject = find(standing, id);
            if (subject == nullptr)
                return telemetry::failure(telemetry::ErrorKind::Usage,
                                          "There is no incident " + id + ".");
            return change(*subject, now);
        },
        std::move(done));
}

void IncidentDesk::open(const Opening& opening, bool isTakenOn)
{
    ask([this, opening, isTakenOn](const std::vector<Incident>& standing,
                                   telemetry::Timestamp now) -> Entry {
        if (const Incident* known = openWith(standing, opening)) {
            emit opened(QString::fromStdString(known->id));
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "That is part of " + known->id
                                          + " already, which is open: it is shown.");
        }
        return openNow(opening, isTakenOn, standing, now);
    });
}

void IncidentDesk::takeOn(const telemetry::AlarmTransition& alarm)
{
    ask([this, alarm](const std::vector<Incident>& standing, telemetry::Timestamp now) -> Entry {
        if (openWith(standing, alarm) != nullptr)
            return telemetry::failure(telemetry::ErrorKind::Usage, {});
        return openNow(openingOf(alarm), true, standing, now);
    });
}

Entry IncidentDesk::openNow(const Opening& opening, bool isTakenOn,
                            const std::vector<Incident>& standing, telemetry::Timestamp now)
{
    Entry entry = openedEntry(opening, standing, now);
    if (!entry)
        return entry;
    m_task.done = [this, id = entry->subject, isTakenOn] {
        emit opened(QString::fromStdString(id));
        if (isTakenOn && !actor().empty())
            change(id, [who = actor()](const Incident& subject, telemetry::Timestamp time) {
                return commanderEntry(subject, who, time);
            });
    };
    return entry;
}

void IncidentDesk::joinAlarms(const std::vector<telemetry::AlarmTransition>& alarms,
                              const std::vector<Incident>& standing)
{
    for (const telemetry::AlarmTransition& alarm : alarms) {
        const Incident* subject = items::isOpen(alarm) ? openWith(standing, alarm) : nullptr;
        if (subject == nullptr || holds(subject->alarms, alarm.alarm)
            || !m_joining.insert(subject->id + ' ' + alarm.alarm).second)
            continue;
        put({.write = [id = subject->id, alarm](const std::vector<Incident>& now,
                                                telemetry::Timestamp time) -> Entry {
                 const Incident* still = openWith(now, alarm); // it may have been taken out
                 if (still == nullptr || still->id != id)
                     return telemetry::failure(telemetry::ErrorKind::Usage, {});
                 return alarmsEntry(*still, now, openingOf(alarm),
                                    "by rule, as it is of the group " + alarm.incident, time);
             },
             .joining = subject->id + ' ' + alarm.alarm,
             .who = telemetry::actors::kConsole});
    }
}

void IncidentDesk::put(Task task)
{
    m_waiting.push_back(std::move(task));
    next();
}

void IncidentDesk::next()
{
    if (m_isWorking || m_waiting.empty())
        return;
    m_isWorking = true;
    m_queries.run<std::vector<Incident>>(
        this, [](const store::Reader& reader) { return readIncidents(reader); },
        [this](const telemetry::Result<std::vector<Incident>>& standing) {
            Task task = std::move(m_waiting.front());
            m_waiting.pop_front();
            if (standing)
                run(std::move(task), *standing);
            else
                refuse(task, standing.error());
        });
}

void IncidentDesk::run(Task task, const std::vector<Incident>& standing)
{
    const Write write = task.write;
    m_task = std::move(task);
    Entry entry = write(standing, m_clock.now());
    if (!entry)
        return refuse(std::exchange(m_task, {}), entry.error());
    m_asked = std::move(*entry);
    // A port may answer at once, and take what was asked away.
    const telemetry::TimelineEntry asked = *m_asked;
    const std::string who = m_task.who;
    if (who.empty())
        m_port.append(asked);
    else
        m_port.appendFor(who, asked);
}

void IncidentDesk::refuse(const Task& task, const telemetry::Error& error)
{
    m_joining.erase(task.joining);
    if (task.answer)
        task.answer(tl::make_unexpected(error));
    else if (task.joining.empty() && !error.message.empty())
        emit refused(common::safeLine(items::ownWords(error.message)));
    finish();
}

void IncidentDesk::finish()
{
    m_isWorking = false;
    next();
}

} // namespace incident
