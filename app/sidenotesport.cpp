// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sidenotesport.h"

#include <utility>

SideNotesPort::SideNotesPort(const std::string& recording, const telemetry::Clock& clock,
                             std::string actor, QObject* parent)
    : EntryPort(parent)
    , m_notes(recording)
    , m_clock(clock)
    , m_actor(std::move(actor))
{
    m_worker.setMaxThreadCount(1);
}

SideNotesPort::~SideNotesPort()
{
    m_worker.waitForDone();
}

void SideNotesPort::append(const telemetry::TimelineEntry& entry)
{
    if (entry.kind != "note") {
        emit failed(tr("Only notes can be kept beside a recording."), entry);
        return;
    }
    telemetry::TimelineEntry complete = entry;
    complete.actor = m_actor;
    // This object outlives what it started; what comes after its end is not delivered.
    m_worker.start([this, complete = std::move(complete), now = m_clock.now()] {
        auto written = m_notes.append(complete, now);
        QMetaObject::invokeMethod(
            this,
            [this, complete, written = std::move(written)] {
                if (written)
                    emit appended(*written);
                else
                    emit failed(QString::fromStdString(written.error().message), complete);
            },
            Qt::QueuedConnection);
    });
}
