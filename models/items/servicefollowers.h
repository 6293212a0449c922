// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/budgetsnapshot.h"
#include "models/items/judgesnapshot.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace items {

// Like those of followers.h, of what the page of one service shows besides its series, and what
// costs more to read or changes more slowly. GUI thread.

// How the judges of a service do. Reads nothing while no service is chosen.
class JudgeFollower final : public QObject
{
    Q_OBJECT

public:
    JudgeFollower(RecordingQueries& queries, const TimeConductor& conductor,
                  QObject* parent = nullptr);

    void setGoldenSet(std::shared_ptr<const telemetry::GoldenSet> golden); // null: there is none
    void setService(const QString& service);
    // Of the service; empty until it was read.
    const JudgeSnapshot& snapshot() const { return m_snapshot; }
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();

    const TimeConductor& m_conductor;
    std::shared_ptr<const telemetry::GoldenSet> m_golden;
    std::string m_service;
    JudgeSnapshot m_snapshot;
    LatestQuery<JudgeSnapshot> m_query;
    RefreshPacer m_pacer;
};

// How the objectives of a service stand. Reads nothing while no service is chosen, or it has none.
class BudgetFollower final : public QObject
{
    Q_OBJECT

public:
    BudgetFollower(RecordingQueries& queries, const TimeConductor& conductor,
                   QObject* parent = nullptr);

    void setObjectives(std::vector<objective::Objective> objectives); // of all services
    void setService(const QString& service);
    // Of the service; empty until it was read.
    const BudgetSnapshot& snapshot() const { return m_snapshot; }
    bool hasObjectives() const; // for the service
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    void read();

    const TimeConductor& m_conductor;
    std::vector<objective::Objective> m_objectives;
    std::string m_service;
    BudgetSnapshot m_snapshot;
    LatestQuery<BudgetSnapshot> m_query;
    RefreshPacer m_pacer;
};

} // namespace items
