// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>

namespace items {

// What the exploring page is set to: kept in the incident's record and restored from it.
struct RelationSetting
{
    std::string service; // empty: none chosen, and nothing is read
    drivers::Driver driver;
    drivers::Outcome outcome;
    telemetry::Duration lag{};
    friend bool operator==(const RelationSetting&, const RelationSetting&) = default;
};

// Relates a driver to an outcome of one service, as known at the cursor, and reads on in the
// background while there is more. A failed read keeps what is shown and says so. GUI thread.
class RelationFollower final : public QObject
{
    Q_OBJECT

public:
    RelationFollower(RecordingQueries& queries, const TimeConductor& conductor,
                     QObject* parent = nullptr);

    void setSetting(const RelationSetting& setting);
    const RelationSetting& setting() const { return m_setting; }
    // Null until there is one of the setting; shared, so that views keep what they show.
    std::shared_ptr<const drivers::RelationSnapshot> snapshot() const { return m_snapshot; }
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    using Snapshot = std::shared_ptr<const drivers::RelationSnapshot>;
    void read();
    void take(telemetry::Result<Snapshot> snapshot);

    const TimeConductor& m_conductor;
    RelationSetting m_setting;
    Snapshot m_snapshot;
    std::shared_ptr<drivers::RelationReader> m_reader; // used by one read at a time
    LatestQuery<Snapshot> m_query;
    RefreshPacer m_pacer;
};

} // namespace items
