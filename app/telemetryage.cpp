// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/telemetryage.h"

#include "app/commands/guardfacts.h"
#include "models/runbook/guardrails.h"

#include <chrono>

TelemetryAge::TelemetryAge(items::RecordingQueries& queries, const telemetry::Clock& clock,
                           QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_query(queries, this)
    , m_obstacle(tr("How old the telemetry is has not been read yet."))
{
    m_timer.setInterval(std::chrono::seconds(1));
    connect(&m_timer, &QTimer::timeout, this, &TelemetryAge::read);
    m_timer.start();
    read();
}

void TelemetryAge::read()
{
    m_query.request(
        [now = m_clock.now()](const store::Reader& reader) {
            return commands::newestTelemetry(reader, now);
        },
        [this](const telemetry::Result<std::optional<telemetry::Timestamp>>& newest) {
            const QString obstacle = newest
                ? QString::fromStdString(runbook::recommendationObstacle(*newest, m_clock.now()))
                : tr("How old the telemetry is cannot be read.");
            if (obstacle == m_obstacle)
                return;
            m_obstacle = obstacle;
            emit changed();
        });
}
