// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidententries.h"
#include "models/items/recordingqueries.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"

#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace incident {

// What is done to the incidents of a recording that is being written, one thing after the other,
// each against what stands on disk by then: two gestures at once do not give two incidents one
// number. Nothing is rewritten: all is by further entries. GUI thread.
class IncidentDesk final : public QObject
{
    Q_OBJECT

public:
    // The port is one that writes into the recording.
    IncidentDesk(EntryPort& port, items::RecordingQueries& queries, const telemetry::Clock& clock,
                 QObject* parent = nullptr);

    using Write = std::function<Entry(const std::vector<Incident>& standing, telemetry::Timestamp)>;
    using Change = std::function<Entry(const Incident&, telemetry::Timestamp now)>;
    using Done = std::function<void()>; // it is on disk
    using Answer = std::function<void(const Entry&)>; // as written, or why not
    // What is refused, or cannot be written, is told by refused(); an error without words is none.
    void ask(Write write, Done done = {});
    void change(const std::string& id, Change change, Done done = {});

    // For somebody who asked from beside, as the timeline tells them: they are answered, and
    // nothing is said of it here but that it was written.
    void askFor(const std::string& who, Write write, Answer answer);

    // `isTakenOn`: who opens it commands it. Where what it is opened from is part of an open
    // incident already, opened() names that one and nothing is written.
    void open(const Opening& opening, bool isTakenOn);
    // The same where a person acknowledged an alarm: nothing is said where the alarm, or another
    // one of its group, is part of an open incident.
    void takeOn(const telemetry::AlarmTransition& alarm);
    // Open alarms of a group of an open incident become part of it, by a rule and no person's
    // doing: the timeline tells the console did it. Newest transition of each alarm, as they are
    // now.
    void joinAlarms(const std::vector<telemetry::AlarmTransition>& alarms,
                    const std::vector<Incident>& standing);

    std::string actor() const { return m_port.actor(); }
    bool isBusy() const { return m_isWorking || !m_waiting.empty(); }

signals:
    void written(const telemetry::TimelineEntry& entry);
    void opened(const QString& id);
    void refused(const QString& reason);

private:
    struct Task
    {
        Write write;
        Done done = {};
        std::string joining = {}; // "INC-0001 A-0002": nobody asked for it, not needed is no news
        std::string who = {}; // empty: whose port it is
        Answer answer = {}; // where somebody else is told
    };
    void put(Task task);
    Entry openNow(const Opening& opening, bool isTakenOn, const std::vector<Incident>& standing,
                  telemetry::Timestamp now);
    void next();
    void run(Task task, const std::vector<Incident>& standing);
    void refuse(const Task& task, const telemetry::Error& error);
    void finish();

    EntryPort& m_port;
    items::RecordingQueries& m_queries;
    const telemetry::Clock& m_clock;
    std::deque<Task> m_waiting;
    bool m_isWorking = false;
    std::optional<telemetry::TimelineEntry> m_asked; // of the port
    Task m_task; // whose that is
    std::set<std::string> m_joining; // asked for, and neither written nor refused yet
};

} // namespace incident
