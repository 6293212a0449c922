// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/overviewsnapshot.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/seriessnapshot.h"
#include "models/items/servicehealthmodel.h"
#include "models/items/timejumps.h"
#include "models/telemetry/alarm.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace items {

// Each follows the conductor: it reads the recording when the cursor has moved and hands what it
// read to models and views. A failed read keeps what is shown and says so. GUI thread.

// Feeds the fleet matrix and the incident line.
class FleetFollower final : public QObject
{
    Q_OBJECT

public:
    FleetFollower(RecordingQueries& queries, const TimeConductor& conductor,
                  QObject* parent = nullptr);

    ServiceHealthModel& services() { return m_services; }
    // Where each alarm stood at the cursor, as known then or now.
    const std::vector<telemetry::AlarmTransition>& alarmTransitions() const
    {
        return m_transitions;
    }
    // Whether these were asked for while live, and it still is: what is known of the present. An
    // answer about the past may come after the way back to live.
    bool isOfPresent() const { return m_isOfPresent; }
    bool hasRead() const { return m_hasRead; } // at least once
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();

    const TimeConductor& m_conductor;
    ServiceHealthModel m_services;
    std::vector<telemetry::AlarmTransition> m_transitions;
    bool m_isOfPresent = false;
    bool m_hasRead = false;
    LatestQuery<FleetSnapshot> m_query;
    RefreshPacer m_pacer;
};

// While a live session looks at the past: the alarms as they are now, whatever the cursor says.
class OpenAlarmsFollower final : public QObject
{
    Q_OBJECT

public:
    OpenAlarmsFollower(RecordingQueries& queries, const TimeConductor& conductor,
                       QObject* parent = nullptr);

    // Newest transition of each; nothing while live, before the first read and after a failed one.
    const std::optional<std::vector<telemetry::AlarmTransition>>& alarms() const { return m_open; }

signals:
    void updated();

private:
    void updateMode();
    void read();

    const TimeConductor& m_conductor;
    std::optional<std::vector<telemetry::AlarmTransition>> m_open;
    LatestQuery<std::vector<telemetry::AlarmTransition>> m_query;
    QTimer m_timer;
};

// Feeds the charts of one service, or of the fleet.
class SeriesFollower final : public QObject
{
    Q_OBJECT

public:
    SeriesFollower(RecordingQueries& queries, const TimeConductor& conductor,
                   QObject* parent = nullptr);

    void setService(const QString& service); // empty: the fleet
    QString service() const { return QString::fromStdString(m_service); }
    const SeriesSnapshot& snapshot() const { return m_snapshot; }
    // What its causes have shown to have changed; kept while the snapshot is read again.
    void setFound(std::vector<FoundChange> found, std::optional<FoundChange> likeliest);
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();

    const TimeConductor& m_conductor;
    std::string m_service;
    SeriesSnapshot m_snapshot;
    std::vector<FoundChange> m_found;
    std::optional<FoundChange> m_likeliest;
    std::shared_ptr<ActivityReader> m_activity; // used by one read at a time
    LatestQuery<SeriesSnapshot> m_query;
    RefreshPacer m_pacer;
};

// Feeds the scrubber, and tells the conductor how far the recording reaches; also while the cursor
// stands, as the file may still be written elsewhere.
class OverviewFollower final : public QObject
{
    Q_OBJECT

public:
    OverviewFollower(RecordingQueries& queries, TimeConductor& conductor,
                     QObject* parent = nullptr);

    const OverviewSnapshot& snapshot() const { return m_snapshot; }
    RefreshPacer& pacer() { return m_pacer; }
    // Bounds with what a broken clock dates far outside the recording.
    void setShowsAll(bool on);
    // Puts the cursor beside the mark before or after it, once that is read: to where it comes in
    // view, see TimeConductor::momentOf(). What follows is found also where it is not known yet at
    // the cursor. The newest of several wins, and none that the mode or the cursor was changed in
    // the meantime of: whoever went back to live stays there.
    void jump(items::MarkKind kind, bool isForward);

signals:
    void updated();
    void failed(const QString& message);
    void nothingToJumpTo(items::MarkKind kind, bool isForward);
    void jumpedTo(const items::MarkedTime& mark); // the cursor stands there

private:
    void read();
    void fitSpan();

    void take(OverviewSnapshot snapshot);

    RecordingQueries& m_queries;
    TimeConductor& m_conductor;
    bool m_isFitted = false;
    bool m_showsAll = false;
    OverviewSnapshot m_snapshot;
    std::shared_ptr<OverviewReader> m_reader; // used by one read at a time
    QTimer m_growth;
    LatestQuery<OverviewSnapshot> m_query;
    LatestQuery<std::vector<MarkedTime>> m_jump;
    int m_modeChanges = 0;
    RefreshPacer m_pacer;
};

} // namespace items
