// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/sidenotes.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"

#include <QThreadPool>

#include <string>

// Notes about a recording that this window does not write: into the file beside it. Takes notes and
// nothing else: verdicts and actions belong into the chain of whoever records. GUI thread; the file
// is written on a thread of its own, one note after the other, since another program may hold it.
class SideNotesPort final : public incident::EntryPort
{
    Q_OBJECT

public:
    SideNotesPort(const std::string& recording, const telemetry::Clock& clock, std::string actor,
                  QObject* parent = nullptr);
    ~SideNotesPort() override; // waits until what was asked for is written

    std::string actor() const override { return m_actor; }
    bool isBesideRecording() const override { return true; }
    void append(const telemetry::TimelineEntry& entry) override;

private:
    const items::SideNotes m_notes;
    const telemetry::Clock& m_clock;
    const std::string m_actor;
    QThreadPool m_worker;
};
