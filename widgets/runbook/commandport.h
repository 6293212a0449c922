// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/recoverytest.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <QObject>
#include <QString>

#include <string>

namespace runbookview {

// How the recovery test of the last command stands. `signal` says in words what is tested.
struct RecoveryStatus
{
    QString signal;
    runbook::RecoveryVerdict verdict = runbook::RecoveryVerdict::NotEnoughData;
    runbook::MeanInterval mean; // of the badness since the lever took effect
    double threshold = 0.5; // what the mean has to stay below
    double baseline = 0; // before the incident
};

// All that the runbook dock can do to the outside world. The session that is live gives one; replay
// and read-only sessions have none, and then there is nothing to press. GUI thread: slots return at
// once, the work is done elsewhere, answers come as signals that repeat the request's number.
class CommandPort : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Who acts, for the timeline.
    virtual std::string actor() const = 0;

public slots:
    // Reads the lever, never writes. Answered by planReady.
    virtual void requestPlan(quint64 request, const QString& lever, const QString& to) = 0;
    // A plan that puts the prior state back. Answered by planReady.
    virtual void requestUndo(quint64 request, const QString& lever,
                             const runbook::LeverState& prior) = 0;
    // Writes, once. Answered by fireFinished, and from then on by recoveryChanged.
    virtual void fire(quint64 request, const runbook::LeverPlan& plan) = 0;
    // For the timeline; sequence, recorded time and hashes are the recording's business.
    virtual void record(const telemetry::TimelineEntry& entry) = 0;

signals:
    void planReady(quint64 request, const telemetry::Result<runbook::LeverPlan>& plan);
    // An error: nothing was written.
    void fireFinished(quint64 request, const telemetry::Result<runbook::FireResult>& result);
    void recoveryChanged(const runbookview::RecoveryStatus& status);
};

} // namespace runbookview
