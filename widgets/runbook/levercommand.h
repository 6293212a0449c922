// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/effectladder.h"
#include "models/runbook/undorule.h"
#include "widgets/runbook/commandport.h"

#include <QString>

#include <chrono>
#include <optional>
#include <string>

namespace runbookview {

// How often the lever is read while it is looked at, and how old the last answer may be.
struct LeverTiming
{
    std::chrono::milliseconds refresh{2000};
    std::chrono::milliseconds staleAfter{10000};
};

// One command that was fired, and what it belongs to: step ids repeat from runbook to runbook, and
// levers from run to run.
struct LeverCommand
{
    quint64 run = 0;
    std::string step;
    std::string stepTo; // where the step moves the lever, whatever this command does
    runbook::LeverPlan plan;
    runbook::EffectLadder ladder;
    runbook::LeverState prior; // what an undo puts back; of an undo, what it put back
    runbook::Fired fired; // what is known of it, for an undo; `when` names it among the others
    runbook::Fired undoOf; // of an undo: what it takes back
    std::optional<RecoveryStatus> recovery;
    telemetry::Timestamp firedAt;
    telemetry::Duration recoverWithin{}; // from when it is in effect; zero: no limit given
    bool isUndo = false;
    bool isPutBack = false; // the prior state, over somebody else's change: a firing of its own
    bool isFinished = false; // the control plane's answer is here
    bool wasServedBefore = false; // new answers do not show that this did anything
    telemetry::Timestamp awaitedSince; // new answers, when that began only after a reading
    bool awaitsAnswers = false; // the control plane shows it; new answers have to, too
    QString brokenGlass; // the reason; empty: it was not broken
    QString message; // of the result
    std::string readBack; // how it stood when it was read later, in words; empty: it was not
    std::string notServed; // what serves showed instead, when it was asked last; empty: nothing
    // It stood there before: it was fired only to see whether it is in effect, and sent nothing.
    bool isConfirmation = false;
    QString setAside; // why it does not count any more; empty: it does

    // The state before the step is what it is after: nothing recovers by it.
    bool isBack() const { return isUndo || isPutBack; }
    // It is known that the control plane did not carry it out: nothing to undo, and a fresh plan
    // may be fired. What was done on some machines was carried out there.
    bool wasNotApplied() const;
    // What became of it leaves nothing that a fresh plan of the step could come on top of.
    bool mayBeFiredAgain() const;
};

} // namespace runbookview
