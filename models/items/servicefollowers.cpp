// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/servicefollowers.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace items {

namespace {

constexpr auto kJudgeInterval = 5000ms;
constexpr auto kBudgetInterval = 10000ms; // windows are hours and days

} // namespace

JudgeFollower::JudgeFollower(RecordingQueries& queries, const TimeConductor& conductor,
                             QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_query(queries, this)
    , m_pacer(conductor, kJudgeInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &JudgeFollower::read);
}

void JudgeFollower::setGoldenSet(std::shared_ptr<const telemetry::GoldenSet> golden)
{
    m_golden = std::move(golden);
    m_snapshot = {};
    m_pacer.requestNow();
}

void JudgeFollower::setService(const QString& service)
{
    if (service.toStdString() == m_service)
        return;
    m_service = service.toStdString();
    m_snapshot = {};
    m_pacer.requestNow();
}

void JudgeFollower::read()
{
    if (m_service.empty())
        return;
    m_query.request(
        [view = m_conductor.view(), service = m_service,
         golden = m_golden](const store::Reader& reader) {
            return readJudges(reader, view, service, golden.get());
        },
        [this](telemetry::Result<JudgeSnapshot> result) {
            if (!result) {
                emit failed(QString::fromStdString(result.error().message));
                return;
            }
            if (result->service != m_service)
                return; // another one has been chosen meanwhile
            m_snapshot = std::move(*result);
            emit updated();
        },
        m_pacer.before());
}

BudgetFollower::BudgetFollower(RecordingQueries& queries, const TimeConductor& conductor,
                               QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_query(queries, this)
    , m_pacer(conductor, kBudgetInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &BudgetFollower::read);
}

void BudgetFollower::setObjectives(std::vector<objective::Objective> objectives)
{
    m_objectives = std::move(objectives);
    m_snapshot = {};
    m_pacer.requestNow();
}

void BudgetFollower::setService(const QString& service)
{
    if (service.toStdString() == m_service)
        return;
    m_service = service.toStdString();
    m_snapshot = {};
    m_pacer.requestNow();
}

bool BudgetFollower::hasObjectives() const
{
    return std::ranges::find(m_objectives, m_service, &objective::Objective::service)
        != m_objectives.end();
}

void BudgetFollower::read()
{
    if (m_service.empty() || !hasObjectives())
        return;
    m_query.request(
        [view = m_conductor.view(), service = m_service, objectives = m_objectives](
            const store::Reader& reader) { return readBudgets(reader, view, service, objectives); },
        [this](telemetry::Result<BudgetSnapshot> result) {
            if (!result) {
                emit failed(QString::fromStdString(result.error().message));
                return;
            }
            if (result->service != m_service)
                return;
            m_snapshot = std::move(*result);
            emit updated();
        },
        m_pacer.before());
}

} // namespace items
