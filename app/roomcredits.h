// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ports.h"
#include "models/items/recordingqueries.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <set>
#include <vector>

// Writes into the recording who in a shared room did what the control plane shows a lever to have
// done: one entry (runbook::creditEntry()) for each, whatever was written by an earlier window.
// What a console does is often told before the levers are read again: it is looked for until
// nothing that is seen could be that act any more. GUI thread; the recording is read on another
// one.
class RoomCredits final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    RoomCredits(ingest::Pipeline& pipeline, items::RecordingQueries& queries,
                std::chrono::milliseconds interval = std::chrono::seconds(5),
                QObject* parent = nullptr);

    // What others did, as of RoomPort::others(). Nothing is read where they did nothing new.
    void look(std::vector<telemetry::TimelineEntry> others);

private:
    using Entries = std::vector<telemetry::TimelineEntry>;
    void ask();
    void take(const telemetry::Result<Entries>& missing);

    RecordingEntryPort m_port; // answers to nobody: no view writes through it
    items::LatestQuery<Entries> m_query;
    Entries m_acts;
    std::set<std::int64_t> m_asked; // credited entries that may not be committed yet
    QTimer m_again;
    std::chrono::steady_clock::time_point m_until; // when it is no longer looked for
    bool m_isAllAnswered = false; // of m_acts; what was done long ago is not asked for again
};
