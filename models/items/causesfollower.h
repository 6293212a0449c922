// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/causes.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/goldenset.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace items {

// Why the answers of an alarm are bad, as known at the cursor: read again while it moves. Of an
// alarm that nothing is known of yet a first look comes before the whole. GUI thread.
class CausesFollower final : public QObject
{
    Q_OBJECT

public:
    CausesFollower(RecordingQueries& queries, const TimeConductor& conductor,
                   QObject* parent = nullptr);

    // Nothing: there is no alarm, and nothing is read. What was said of another alarm is dropped.
    void setAlarm(const std::optional<telemetry::AlarmTransition>& alarm);
    void setGoldenSet(std::shared_ptr<const telemetry::GoldenSet> golden); // null: there is none
    bool hasAlarm() const { return m_alarm.has_value(); }
    const std::optional<telemetry::AlarmTransition>& alarm() const { return m_alarm; }
    // Null until it was read.
    const std::shared_ptr<const causes::Causes>& causes() const { return m_causes; }
    // The newest reading of the whole could not be read: a first look is all there is, if any.
    bool hasFailed() const { return m_hasFailed; }
    RefreshPacer& pacer() { return m_pacer; }

signals:
    void updated();
    void failed(const QString& message);

private:
    using Read = std::shared_ptr<const causes::Causes>;

    void read();
    void lookFirst(const causes::CaseQuestion& question, telemetry::Timestamp knownAt);

    const TimeConductor& m_conductor;
    std::optional<telemetry::AlarmTransition> m_alarm;
    std::shared_ptr<const telemetry::GoldenSet> m_golden; // to hold judges against
    Read m_causes;
    bool m_hasFailed = false;
    bool m_isOfAnother = false; // a read that runs is of the alarm before
    QElapsedTimer m_sinceAsked;
    LatestQuery<Read> m_first;
    LatestQuery<Read> m_query;
    RefreshPacer m_pacer;
};

} // namespace items
