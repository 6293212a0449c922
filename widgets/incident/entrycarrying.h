// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <QMimeData>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QWidget>

#include <vector>

namespace incident {

class EntryPort;

// What is to become an entry of the timeline, while it is dragged there. Only the window that it
// comes from takes it, whose recording it is about: nothing of another program is written into the
// chain by being dropped. Elsewhere it is its words, as plain text.
class EntryMime final : public QMimeData
{
    Q_OBJECT

public:
    EntryMime(telemetry::TimelineEntry entry, const QString& words, const QWidget& source);

    // Null: these data are no such entry, or one of another window than the target's.
    static const telemetry::TimelineEntry* entryIn(const QMimeData* data, const QWidget& target);

private:
    const telemetry::TimelineEntry m_entry;
    const QPointer<QWidget> m_window;
};

// Writes entries through a port and tells how it went with each, whoever else writes there. What is
// on its way is not written a second time. GUI thread; the port outlives it.
class EntryWriter final : public QObject
{
    Q_OBJECT

public:
    EntryWriter(EntryPort& port, QObject* parent);

    void write(const telemetry::TimelineEntry& entry);

signals:
    void written(const telemetry::TimelineEntry& entry);
    void failed(const QString& reason); // from outside

private:
    bool forget(const telemetry::TimelineEntry& entry); // false: it was not asked for here

    EntryPort& m_port;
    std::vector<telemetry::TimelineEntry> m_asked;
};

} // namespace incident
