// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/incidentdesk.h"

#include "models/incident/incidentrecord.h"
#include "models/items/openalarms.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <utility>

namespace incident {

namespace {

bool holds(const std::vector<std::string>& all, const std::string& one)
{
    return !one.empty() && std::ranges::find(all, one) != all.end();
}

// Which open one it is opened from already.
const Incident* openOf(const std::vector<Incident>& incidents, const Opening& opening)
{
    const auto has = [](const std::vector<std::string>& known,
                        const std::vector<std::string>& asked) {
        return std::ranges::any_of(asked, [&known](const auto& one) { return holds(known, one); });
    };
    const auto found = std::ranges::find_if(incidents, [&](const Incident& each) {
        return each.isOpen()
            && (has(each.alarms, opening.alarms) || has(each.groups, opening.groups)
                || has(each.fingerprints, opening.fingerprints));
    });
    return found == incidents.end() ? nullptr : &*found;
}

} // namespace

const Incident* openWith(const std::vector<Incident>& incidents,
                         const telemetry::AlarmTransition& alarm)
{
    const auto found = std::ranges::find_if(incidents, [&alarm](const Incident& each) {
        return each.isOpen()
            && (holds(each.alarms, alarm.alarm) || holds(each.groups, alarm.incident));
    });
    return found == incidents.end() ? nullptr : &*found;
}

IncidentDesk::IncidentDesk(EntryPort& port, items::RecordingQueries& queries,
                           const telemetry::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_queries(queries)
    , m_clock(clock)
{
    // Of other views too: the port is the window's.
    connect(&port, &EntryPort::appended, this, [this](const telemetry::TimelineEntry& entry) {
        if (!m_asked || entry.kind != m_asked->kind || entry.subject != m_asked->subject
            || entry.payload != m_asked->payload || entry.time != m_asked->time)
            return;
        m_asked.reset();
        const Done done = std::exchange(m_done, {});
        emit written(entry);
        if (done)
            done();
        finish();
    });
    // Whose failure it is is not said: what follows is checked against what stands all the same.
    connect(&port, &EntryPort::failed, this, [this](const QString& reason) {
        if (!m_asked)
            return;
        m_asked.reset();
        m_done = {};
        m_joining.clear();
        emit refused(common::safeLine(reason.toStdString()));
        finish();
    });
}

void IncidentDesk::ask(Write write, Done done)
{
    put({.write = std::move(write), .done = std::move(done)});
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
        if (const Incident* known = openOf(standing, opening)) {
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
    m_done = [this, id = entry->subject, isTakenOn] {
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
                 const Incident* still = find(now, id);
                 if (still == nullptr)
                     return telemetry::failure(telemetry::ErrorKind::Usage, {});
                 return alarmsEntry(*still, openingOf(alarm), time);
             },
             .done = {},
             .isQuiet = true});
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
            const Task task = std::move(m_waiting.front());
            m_waiting.pop_front();
            if (standing)
                return run(task, *standing);
            emit refused(common::safeLine(standing.error().message));
            finish();
        });
}

void IncidentDesk::run(const Task& task, const std::vector<Incident>& standing)
{
    m_done = task.done;
    Entry entry = task.write(standing, m_clock.now());
    if (!entry) {
        m_done = {};
        if (!task.isQuiet && !entry.error().message.empty())
            emit refused(common::safeLine(entry.error().message));
        return finish();
    }
    m_asked = std::move(*entry);
    // A port may answer at once, and take what was asked away.
    const telemetry::TimelineEntry asked = *m_asked;
    m_port.append(asked);
}

void IncidentDesk::finish()
{
    m_isWorking = false;
    next();
}

} // namespace incident
