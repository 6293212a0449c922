// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/incidentrequests.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/incidentdesk.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <set>
#include <string>
#include <vector>

// Takes what `plumbline incident` asks from beside the recording that this window writes, and has
// it done at the desk as whoever asked: against what stands by then, one thing after the other with
// what is done in the window. GUI thread; the files are read and written on a thread of its own.
class IncidentInbox final : public QObject
{
    Q_OBJECT

public:
    // The desk must outlive it.
    IncidentInbox(const std::string& recording, incident::IncidentDesk& desk,
                  QObject* parent = nullptr);
    ~IncidentInbox() override; // takes nothing any more, and waits until what is known is said

private:
    void look();
    void take(const std::vector<commands::IncidentRequest>& requests);
    void answer(const commands::RequestReply& reply);

    const std::string m_recording;
    incident::IncidentDesk& m_desk;
    const telemetry::SystemClock m_clock; // of whoever asks, whatever the session's is
    const telemetry::Timestamp m_since; // of what was asked before, a window before may have done
    std::set<std::string> m_taken; // ids, said to be; the worker's thread only
    bool m_isLooking = false;
    QThreadPool m_worker; // one thread
    QTimer m_timer;
};
