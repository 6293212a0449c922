// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/ids.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace runbookview {
class RunbookDock;
}
namespace triage {
class SuspectsPage;
}

// Which trace a step of the runbook opens: that of the suspect that is read, where it is of the
// run's service, else that of the worst one of that service in the visible range. Where Suspects
// lists none of it, the step's button is off and says so. GUI thread.
class RunTraces final : public QObject
{
    Q_OBJECT

public:
    // All outlive this.
    struct Parts
    {
        runbookview::RunbookDock& runbook;
        triage::SuspectsPage& suspects;
        items::RecordingQueries& queries;
        const items::TimeConductor& conductor;
        std::function<QString()> listed; // the service that Suspects is of; empty: all
        std::function<void(const telemetry::SpanKey&)> open;
    };

    RunTraces(Parts parts, QObject* parent);

private:
    void open();
    void tell();
    std::string service() const; // of the run; empty: it names none
    QString noneText() const;
    bool isChosenOurs() const;

    const Parts m_parts;
    std::optional<int> m_count; // of the suspects that are listed; none: not counted yet
};
