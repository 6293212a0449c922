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
}

void SideNotesPort::append(const telemetry::TimelineEntry& entry)
{
    if (entry.kind != "note") {
        emit failed(tr("Only notes can be kept beside a recording."));
        return;
    }
    telemetry::TimelineEntry complete = entry;
    complete.actor = m_actor;
    const auto written = m_notes.append(std::move(complete), m_clock.now());
    if (written)
        emit appended(*written);
    else
        emit failed(QString::fromStdString(written.error().message));
}
