// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/telemetry/clock.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

// How old the newest telemetry of a recording is, as far as it decides whether anything may be
// recommended on it. Read every second. GUI thread.
class TelemetryAge final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    TelemetryAge(items::RecordingQueries& queries, const telemetry::Clock& clock,
                 QObject* parent = nullptr);

    // Why nothing is recommended now, in a sentence; empty: it may be. Before the first reading it
    // is not known, and nothing is.
    QString obstacle() const { return m_obstacle; }

signals:
    void changed(); // of the sentence

private:
    void read();

    const telemetry::Clock& m_clock;
    items::LatestQuery<std::optional<telemetry::Timestamp>> m_query;
    QTimer m_timer;
    QString m_obstacle;
};
