// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"
#include "models/telemetry/visibletext.h"

#include <QObject>
#include <QString>

#include <string>

namespace incident {

// Where notes and verdicts go. A session that records gives one for both; of a recording that is
// only looked at notes go beside it. Without a port nothing can be written. GUI thread.
class EntryPort : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::string actor() const { return {}; } // who writes here; empty: not known
    // It does not become part of the recording: notes only, always shown, in no chain.
    virtual bool isBesideRecording() const { return false; }
    // The same as append(), for somebody who asked from beside; `who` as the timeline tells them.
    // Not every port can.
    virtual void appendFor(const std::string& who, const telemetry::TimelineEntry& entry)
    {
        emit failed(tr("What %1 asked for cannot be written here.")
                        .arg(QString::fromStdString(telemetry::visibleText(who))),
                    entry);
    }

public slots:
    // Time, kind, subject, text and payload are given; actor, sequence, recorded time and hashes
    // are filled in. Answered by appended or failed.
    virtual void append(const telemetry::TimelineEntry& entry) = 0;

signals:
    void appended(const telemetry::TimelineEntry& entry); // as written
    void failed(const QString& reason, const telemetry::TimelineEntry& entry); // as it was given
};

} // namespace incident
