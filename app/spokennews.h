// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/followers.h"
#include "models/runbook/effectladder.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/clock.h"
#include "widgets/accessible/announcer.h"

#include <QCoreApplication>
#include <QObject>
#include <QString>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace runbookview {
class LeverController;
}

// What became of alarms since they were looked at last: which are new, which are over. Looked at
// the first time, and after forget(), all is known already.
class AlarmTurns
{
    Q_DECLARE_TR_FUNCTIONS(AlarmTurns)

public:
    struct Turn
    {
        QString text; // "Alarm: …", "Over: …", as the incident line says it
        bool isNew = false; // else over

        friend bool operator==(const Turn&, const Turn&) = default;
    };

    // Newest transition of each alarm; the worst new one first.
    std::vector<Turn> take(const std::vector<telemetry::AlarmTransition>& alarms);
    void forget();

private:
    bool m_isPrimed = false;
    std::set<std::string> m_open; // ids
};

// Says what happens in a window to who does not see it: new alarms and those that are over, the
// mode, rungs of a command, connections that are lost and back. In a recording alarms are news only
// while it is played: a jump of the cursor says none. A child of the window. GUI thread.
class SpokenNews final : public QObject
{
    Q_OBJECT

public:
    // All outlive it, or are parts of the window.
    SpokenNews(const items::TimeConductor& conductor, const items::FleetFollower& fleet,
               const items::OpenAlarmsFollower& openNow, const telemetry::Clock& clock,
               QWidget& window);

    accessible::Announcer* announcer() const { return m_announcer; }

private:
    void takeShown();
    void takeNow();
    void sayMode();
    void sayRungs(const runbookview::LeverController& lever);
    void say(const std::vector<AlarmTurns::Turn>& turns);

    const items::TimeConductor& m_conductor;
    const items::FleetFollower& m_fleet;
    const items::OpenAlarmsFollower& m_openNow;
    const telemetry::Clock& m_clock;
    QWidget& m_window;
    accessible::Announcer* m_announcer;
    AlarmTurns m_present;
    AlarmTurns m_played;
    std::optional<telemetry::Timestamp> m_firedAt; // of the command whose rungs are known
    std::array<runbook::RungState, 4> m_rungs{};
    QString m_notice; // of the lever
};
