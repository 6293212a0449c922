// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/relationfollower.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace items {

namespace {

constexpr auto kRelationInterval = 1000ms;

} // namespace

RelationFollower::RelationFollower(RecordingQueries& queries, const TimeConductor& conductor,
                                   QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
    , m_reader(std::make_shared<drivers::RelationReader>())
    , m_query(queries, this, RecordingQueries::Purpose::Search)
    , m_pacer(conductor, kRelationInterval)
{
    connect(&m_pacer, &RefreshPacer::due, this, &RelationFollower::read);
}

void RelationFollower::setSetting(const RelationSetting& setting)
{
    if (setting == m_setting)
        return;
    if (setting.service != m_setting.service)
        m_snapshot = nullptr;
    m_setting = setting;
    m_pacer.requestNow();
}

void RelationFollower::read()
{
    if (m_setting.service.empty())
        return;
    drivers::RelationRequest request{.view = m_conductor.view(),
                                     .service = m_setting.service,
                                     .driver = m_setting.driver,
                                     .outcome = m_setting.outcome,
                                     .lag = m_setting.lag};
    m_query.request(
        [reader = m_reader, request = std::move(request)](
            const store::Reader& recording) -> telemetry::Result<Snapshot> {
            auto made = reader->read(recording, request);
            if (!made)
                return tl::make_unexpected(made.error());
            return std::make_shared<const drivers::RelationSnapshot>(std::move(*made));
        },
        [this](telemetry::Result<Snapshot> snapshot) { take(std::move(snapshot)); });
}

void RelationFollower::take(telemetry::Result<Snapshot> snapshot)
{
    if (!snapshot) {
        emit failed(QString::fromStdString(snapshot.error().message));
        return;
    }
    const drivers::RelationRequest& of = (*snapshot)->request;
    const RelationSetting setting{
        .service = of.service, .driver = of.driver, .outcome = of.outcome, .lag = of.lag};
    if (setting != m_setting)
        return; // another one has been chosen meanwhile
    m_snapshot = std::move(*snapshot);
    emit updated();
    if (m_snapshot->isPartial)
        m_pacer.requestNow();
}

} // namespace items
