// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/runbook/lever.h"
#include "models/runbook/recoverytest.h"
#include "models/runbook/requirement.h"
#include "models/runbook/undorule.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runbookview {

// Of times: what was measured just before the lever took effect.
struct TimesBefore
{
    std::int64_t answers = 0;
    std::int64_t wrong = 0; // of them: dated wrongly
    std::int64_t least = 0; // so many answers it takes to tell of a fault
    telemetry::Duration reach{}; // what is further off is not seen
    telemetry::Duration usualDelay{}; // by which it was measured
};

// How the recovery test of the last command stands. `signal` says in words what is tested. Without
// an alarm of it there is nothing that could recover: the verdict means nothing then, and what is
// measured is told all the same.
struct RecoveryStatus
{
    QString signal;
    // An alarm of this signal was open when the lever was moved; of times: the fault was measured.
    bool isAlarmed = true;
    bool isOfTimes = false; // whether answers tell the times that they came at, no check
    TimesBefore before = {}; // of times
    QString failing; // the signals of other alarms that are open now, in words; empty: none
    telemetry::AlarmMeasure measure = telemetry::AlarmMeasure::FailedShare; // of the mean
    runbook::RecoveryVerdict verdict = runbook::RecoveryVerdict::NotEnoughData;
    runbook::MeanInterval mean; // of the badness since the lever took effect
    double threshold = 0.5; // what the mean has to stay below
    double baseline = 0; // before the incident
};

// Answers, in structures of their own: Qt would compare bare results, which have no equality.
struct PlanAnswer
{
    PlanAnswer(telemetry::Result<runbook::LeverPlan> answer,
               std::vector<runbook::Obstacle> standing = {})
        : plan(std::move(answer))
        , obstacles(std::move(standing))
    {
    }
    telemetry::Result<runbook::LeverPlan> plan;
    std::vector<runbook::Obstacle> obstacles; // as they stood when it was made
    // Of an undo, see runbook::UndoPlan: while there is a conflict nothing may be sent.
    std::string conflict = {};
    std::string open = {};
    // Writes of this lever, by whichever console, of which the recording does not tell what became.
    std::vector<runbook::Fired> openWrites = {};
};
// What somebody says besides pressing; part of what the guard rails are asked with.
struct Consent
{
    std::string typed; // as the target
    std::string breakGlass; // the reason; empty: the glass is whole
    std::string author; // of the runbook; empty: not told

    friend bool operator==(const Consent&, const Consent&) = default;
};
// Whether the newest command is seen in answers that began after it was accepted.
struct EffectStatus
{
    bool isReached = false;
    bool wasServedBefore = false; // answers from before showed the value, too
    QString detail;
};
// What serves, as it was looked at just now; an error: it could not be.
struct ServingAnswer
{
    ServingAnswer(telemetry::Result<std::vector<runbook::ServingSight>> answer)
        : sights(std::move(answer))
    {
    }
    telemetry::Result<std::vector<runbook::ServingSight>> sights; // none: nobody knows how to ask
};
struct FireAnswer
{
    FireAnswer(telemetry::Result<runbook::FireResult> answer)
        : result(std::move(answer))
    {
    }
    telemetry::Result<runbook::FireResult> result; // an error: nothing was written
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
    // What roles there are and which is the actor's, in a sentence. Empty: it is not said here.
    virtual QString rolesText() const { return {}; }
    // For the plans that are asked for and the commands that are fired from now on.
    virtual void setConsent(const Consent& consent) { Q_UNUSED(consent) }
    // Others who have the recording open are asked to agree to the plan, for the reason given.
    virtual void requestApproval(const runbook::LeverPlan& plan, const QString& reason)
    {
        Q_UNUSED(plan)
        Q_UNUSED(reason)
    }
    // What the runbook requires of an earlier step before this one's lever may be moved; asked of
    // the recording with each plan, and again before a firing. Never of an undo.
    virtual void setRequirement(const std::optional<runbook::Requirement>& requirement)
    {
        Q_UNUSED(requirement)
    }
    // The control plane was seen to show the plan's value only by reading it again: whether new
    // answers show it too is told by effectChanged. False: nobody looks, the control plane decides.
    virtual bool followEffect(const runbook::LeverPlan& plan, telemetry::Timestamp accepted)
    {
        Q_UNUSED(plan)
        Q_UNUSED(accepted)
        return false;
    }

public slots:
    // Reads the lever, never writes. Answered by planReady.
    virtual void requestPlan(quint64 request, const QString& lever, const QString& to) = 0;
    // A plan that takes back what was fired, by the rule of runbook::planUndo. Answered by
    // planReady.
    virtual void requestUndo(quint64 request, const QString& lever,
                             const runbook::Fired& fired) = 0;
    // A plan that puts this state there over whatever stands there now: a new firing, no undo.
    // Answered by planReady.
    virtual void requestPutBack(quint64 request, const QString& lever,
                                const runbook::LeverState& state) = 0;
    // A write was set aside, which the timeline has: whoever else keeps it is to know.
    virtual void setAside(const runbook::Fired& write) { Q_UNUSED(write) }
    // Looks whether what serves shows what the plan is to bring about; never writes. Answered by
    // servingReady.
    virtual void requestServing(quint64 request, const runbook::LeverPlan& plan)
    {
        Q_UNUSED(plan)
        emit servingReady(request, ServingAnswer(std::vector<runbook::ServingSight>{}));
    }
    // Writes, once; a plan that changes nothing is read once more and sends nothing. The intent is
    // in the timeline before anything is sent, and nothing is sent when it cannot be written; the
    // rungs reached or missed are recorded with the answer, even when nobody waits for it any more.
    // The guard rails are asked once more before it is sent, and a refusal is recorded. Answered by
    // fireFinished, and from then on by recoveryChanged. Where new answers would show the value,
    // the rung "in effect" waits, and effectChanged tells of it.
    virtual void fire(quint64 request, const runbook::LeverPlan& plan, bool isUndo) = 0;
    // The lever was seen in effect only by reading it again, after fireFinished: the recovery is to
    // be followed from here.
    virtual void followRecovery(telemetry::Timestamp inEffect) = 0;
    // For the timeline; sequence, recorded time and hashes are the recording's business. An entry
    // that cannot be written is told by recordFailed.
    virtual void record(const telemetry::TimelineEntry& entry) = 0;

signals:
    void planReady(quint64 request, const runbookview::PlanAnswer& answer);
    void servingReady(quint64 request, const runbookview::ServingAnswer& answer);
    // The first byte of the write has left, while its answer is still awaited.
    void fireSent(quint64 request, const runbook::Rung& sent);
    void fireFinished(quint64 request, const runbookview::FireAnswer& answer);
    void effectChanged(const runbookview::EffectStatus& status);
    void recoveryChanged(const runbookview::RecoveryStatus& status);
    void recordFailed(const QString& why);
};

} // namespace runbookview
