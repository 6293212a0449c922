// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/items/incidentsnapshot.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"

#include <QObject>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace items {

// The incidents of the recording, as known at the cursor; where it is looked at as known now, by
// all that is known of what had happened at the cursor. A failed read keeps what is known and
// says so. GUI thread.
class IncidentsFollower final : public QObject
{
    Q_OBJECT

public:
    IncidentsFollower(RecordingQueries& queries, const TimeConductor& conductor,
                      QObject* parent = nullptr);

    // In the order in which they were opened.
    const std::vector<incident::Incident>& incidents() const { return m_incidents; }
    void readNow() { m_pacer.requestNow(); }
    // Whether they were asked for while live, and it still is; see FleetFollower.
    bool isOfPresent() const { return m_isOfPresent; }

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();

    const TimeConductor& m_conductor;
    std::vector<incident::Incident> m_incidents;
    bool m_isOfPresent = false;
    LatestQuery<std::vector<incident::Incident>> m_query;
    RefreshPacer m_pacer;
};

// One incident in full, as known at the cursor or now in the same way, while somebody looks: its
// key moments at once, how far it reached (which takes long where there were many answers) not more
// often than kReachInterval while the cursor moves by itself. GUI thread.
class IncidentFollower final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds kReachInterval{10};

    IncidentFollower(RecordingQueries& queries, const TimeConductor& conductor,
                     QObject* parent = nullptr);

    void setIncident(const std::string& id); // empty: none
    void setObjectives(std::vector<objective::Objective> objectives);
    void setActive(bool active);
    void readNow();
    const std::optional<incident::IncidentRecord>& record() const { return m_record; }
    // Of the incident; while time goes on by itself the one before until it is counted anew. Never
    // of a time that was left by a jump or a change of mode; nothing: not counted yet, or that
    // failed.
    const std::optional<IncidentReach>& reach() const { return m_reach; }
    const QString& reachProblem() const { return m_reachProblem; } // empty: it did not fail

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();
    void readReach();
    // Whether another time is shown than was, or as known at another; what was counted is gone
    // then.
    bool noteTime();

    const TimeConductor& m_conductor;
    std::string m_id;
    std::vector<objective::Objective> m_objectives;
    std::optional<incident::IncidentRecord> m_record;
    std::optional<IncidentReach> m_reach;
    QString m_reachProblem;
    bool m_isReachDue = true;
    // As it was noted last.
    bool m_isAsKnownNow;
    TimeConductor::Mode m_mode;
    telemetry::Timestamp m_cursor;
    bool m_isAtEnd;
    int m_jumps = 0; // answers from before one are not taken
    LatestQuery<incident::IncidentRecord> m_query;
    LatestQuery<IncidentReach> m_reachQuery;
    RefreshPacer m_pacer;
    RefreshPacer m_reachPacer;
};

} // namespace items
