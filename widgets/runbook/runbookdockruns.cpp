// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the dock that begins, takes up, settles and ends runs.

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"
#include "models/runbook/openwrites.h"
#include "models/runbook/runentries.h"
#include "models/runbook/stepschema.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/otherproposal.h"
#include "widgets/runbook/pasttext.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/reasonbox.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runoffer.h"
#include "widgets/runbook/steplist.h"
#include "widgets/runbook/stepscroll.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

telemetry::Result<void> RunbookDock::start(const runbook::Runbook& runbook,
                                           const std::map<std::string, std::string>& parameters,
                                           const std::string& alarm,
                                           const std::map<std::string, std::string>& evidence)
{
    if (m_port == nullptr)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "A recording can be looked at, not commanded.");
    if (!canCommand())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The past can be looked at, not commanded.");
    auto run = runbook::RunbookRun::start(runbook, m_port->actor(), m_clock.now(), parameters);
    run.evidence = evidence;
    auto taken = m_model.setRun(runbook, std::move(run));
    if (!taken)
        return taken;
    m_resumed = {};
    m_unfinished = {}; // another was begun: it is that of the recording now
    m_offer->clear();
    m_port->record(runbook::startEntry(m_model.run(), runbook));
    showRun(0);
    m_other->beginRun(runbook.id, alarm);
    emit started(QString::fromStdString(alarm));
    return {};
}

void RunbookDock::showRun(int row)
{
    m_lever->controller().beginRun();
    m_probe->beginRun();
    m_other->beginRun(m_model.runbook().id, {});
    m_message->clear();
    // What another run left open may still land in this one.
    if (const QStringList open = m_lever->controller().openTexts(); !open.isEmpty())
        m_message->say(common::MessageBar::Kind::Warning, open.join(u' '));
    m_abort->hide();
    const runbook::Runbook& runbook = m_model.runbook();
    m_title->setText(common::safeLine(items::shownRunbook(runbook).title, 200));
    m_title->setToolTip(common::plainToolTip(sourceText(runbook.source)));
    m_steps->setCurrentIndex(m_model.index(row, 0));
    updateMode();
    showStep();
}

void RunbookDock::leave()
{
    const auto entry = leaveEntry(m_model.runbook().id, m_model.runbook().title, m_clock.now());
    end(entry);
}

void RunbookDock::end(const telemetry::TimelineEntry& entry)
{
    m_lever->clear();
    m_lever->controller().beginRun();
    m_probe->beginRun();
    m_port->record(entry);
    m_resumed = {};
    m_model.clear();
    m_message->clear();
    m_abort->hide();
    updateMode();
    emit left();
}

void RunbookDock::abortRun(const QString& reason)
{
    const auto aborted = m_model.abort(
        {.who = m_port->actor(), .when = m_clock.now(), .reason = reason.toStdString()});
    if (!aborted) {
        m_message->say(common::MessageBar::Kind::Warning,
                       common::safeLine(items::ownWords(aborted.error().message)));
        return;
    }
    end(runbook::abortEntry(m_model.run(), m_model.runbook().title));
    m_message->say(common::MessageBar::Kind::Info,
                   tr("The run was aborted. What was fired stays as it is."));
}

void RunbookDock::findUnfinished()
{
    m_queries.run<runbook::PastRun>(
        this,
        [](const store::Reader& reader) -> telemetry::Result<runbook::PastRun> {
            static const std::vector<std::string> kKinds{"step", "action", "rung", "undo"};
            const auto entries = reader.timeline({}, kKinds);
            if (!entries)
                return tl::make_unexpected(entries.error());
            return runbook::pastRun(*entries);
        },
        [this](const telemetry::Result<runbook::PastRun>& run) {
            // Meanwhile somebody may have begun another one.
            if (!run || run->runbook.empty() || run->aborted || m_model.rowCount() > 0)
                return;
            m_unfinished = *run;
            showOffer();
        });
}

void RunbookDock::showOffer()
{
    if (m_unfinished.runbook.empty())
        return m_offer->clear();
    const auto book = runbook::runbookOf(m_unfinished, m_runbooks);
    if (!book)
        return m_offer->show(m_unfinished, {},
                             common::safeLine(items::ownWords(book.error().message), 300));
    const auto run = runbook::resumable(m_unfinished, *book);
    if (run && run->isFinished()) { // nothing is left to do: it was only never left
        m_unfinished = {};
        return m_offer->clear();
    }
    m_offer->show(m_unfinished, *book,
                  run ? QString() : common::safeLine(items::ownWords(run.error().message), 300));
}

void RunbookDock::resume()
{
    const runbook::PastRun past = m_unfinished;
    auto book = runbook::runbookOf(past, m_runbooks);
    auto run = book ? runbook::resumable(past, *book)
                    : telemetry::Result<runbook::RunbookRun>(tl::make_unexpected(book.error()));
    if (!canCommand() || !run) {
        m_message->say(common::MessageBar::Kind::Error,
                       run ? tr("The past can be looked at, not commanded.")
                           : common::safeLine(items::ownWords(run.error().message)));
        return;
    }
    if (const auto taken = m_model.setRun(*book, *run); !taken) {
        m_message->say(common::MessageBar::Kind::Error,
                       common::safeLine(items::ownWords(taken.error().message)));
        return;
    }
    m_unfinished = {};
    m_offer->clear();
    m_resumed = past;
    m_adopted.clear();
    m_port->record(runbook::resumeEntry(m_model.run(), m_model.runbook(), m_clock.now()));
    showRun(std::max(0, m_model.currentRow()));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.step(row).kind == runbook::StepKind::Lever)
            takeUp(row);
    }
    showStep();
    m_steps->setFocus(Qt::OtherFocusReason);
    emit started({});
    // What was said to that, and that there is a newer version: both have to be known.
    const QString told = m_message->text();
    tellNewerVersion();
    if (!told.isEmpty() && m_message->text() != told)
        m_message->say(common::MessageBar::Kind::Warning, told + u' ' + m_message->text());
}

void RunbookDock::abortUnfinished(const QString& reason)
{
    const auto book = runbook::runbookOf(m_unfinished, m_runbooks);
    auto run = book ? runbook::resumable(m_unfinished, *book)
                    : telemetry::Result<runbook::RunbookRun>(tl::make_unexpected(book.error()));
    if (!run) { // it is aborted all the same, without its steps
        run = runbook::RunbookRun{};
        run->runbook = m_unfinished.runbook;
    }
    const auto aborted =
        run->abort({.who = m_port->actor(), .when = m_clock.now(), .reason = reason.toStdString()});
    if (aborted)
        m_port->record(runbook::abortEntry(*run, book ? book->title : m_unfinished.runbook));
    m_unfinished = {};
    m_offer->clear();
}

// Where several steps move one lever to one place, a timeline does not tell them apart: what came
// last was the first that is still to be done, else the last of them.
bool RunbookDock::isLikelyOf(int row) const
{
    const runbook::Step& step = m_model.step(row);
    int likely = -1;
    for (int each = 0; each < m_model.rowCount(); ++each) {
        const runbook::Step& other = m_model.step(each);
        if (other.kind != runbook::StepKind::Lever || other.lever != step.lever
            || other.to != step.to)
            continue;
        likely = each;
        if (m_model.progress(each).state == runbook::StepState::Pending)
            break;
    }
    return likely == row;
}

// What was fired for a step before the console ended: what is open is read back, what is known but
// was never put down settles the step, and what there is to put back is offered for that.
void RunbookDock::takeUp(int row)
{
    const runbook::Step& step = m_model.step(row);
    const runbook::PastCommand* last = m_resumed.newestOf(step.lever, step.to);
    const runbook::PastCommand* newest = m_resumed.newestMove(step.lever, step.to);
    const runbook::StepState state = m_model.progress(row).state;
    if (last != nullptr && m_resumed.isPutBack(step.lever, step.to)) {
        if (state == runbook::StepState::Done && isLikelyOf(row))
            settle(step.id, runbook::StepState::Undone, "put back before the console ended");
        return;
    }
    if (newest != nullptr) {
        const runbook::PastCommand* taken =
            newest->isUndo ? m_resumed.takenBackBy(*newest) : nullptr;
        const runbook::PastCommand* fired = newest->isUnknown() && newest->isUndo
            ? taken
            : m_resumed.undoableOf(step.lever, step.to);
        // An undo was of a step that was done: of the last such one.
        const bool isOpen = newest->isUnknown() && (newest->isUndo || isLikelyOf(row))
            && (!newest->isUndo || taken != nullptr) && m_adopted.insert(newest->firedAt).second;
        if (fired != nullptr && fired != newest)
            adopt(step, *fired, nullptr);
        if (isOpen)
            adopt(step, *newest, taken);
        else if (fired == newest)
            adopt(step, *newest, nullptr);
    }
    const bool isThere = last != nullptr && !last->isUndo && !last->isUnknown()
        && last->ladder.isReached(runbook::RungKind::InEffect);
    const bool isMovedOn = isThere
        && std::ranges::any_of(m_resumed.commands, [last](const runbook::PastCommand& each) {
                               return each.lever == last->lever && each.firedAt > last->firedAt
                                   && !each.fired.plan.isNoChange;
                           });
    const bool isAnothers =
        isThere && std::ranges::any_of(m_resumed.steps, [&](const runbook::StepProgress& each) {
            const int other = m_model.rowOf(each.step);
            return other >= 0 && other != row && m_model.step(other).lever == step.lever
                && m_model.step(other).to == step.to && each.when >= last->firedAt;
        });
    if (isThere && !isMovedOn && !isAnothers && state == runbook::StepState::Pending
        && isLikelyOf(row))
        settle(step.id, runbook::StepState::Done, "in effect, as told before the console ended");
}

void RunbookDock::adopt(const runbook::Step& step, const runbook::PastCommand& command,
                        const runbook::PastCommand* undone)
{
    using runbook::RungKind;
    using runbook::RungState;
    LeverController::Command fired;
    fired.step = step.id;
    fired.stepTo = step.to;
    fired.plan = command.plan;
    fired.prior = undone != nullptr ? undone->plan.before : command.plan.before;
    fired.fired = command.fired;
    fired.firedAt = command.firedAt;
    fired.ladder = command.ladder;
    fired.isUndo = command.isUndo;
    if (undone != nullptr)
        fired.undoOf = undone->fired;
    if (command.isUnknown()) {
        for (const RungKind kind : {RungKind::Sent, RungKind::Accepted})
            fired.ladder.settle(kind, RungState::Unknown, command.firedAt,
                                "the console ended before it was told");
    } else if (!fired.ladder.isReached(RungKind::Recovered))
        fired.ladder.settle(RungKind::Recovered, RungState::Unknown, m_clock.now(),
                            "not followed since the run was taken up again");
    fired.message = (command.isUndo ? tr("Put back by %1 before the run was taken up again.")
                                    : tr("Fired by %1 before the run was taken up again."))
                        .arg(common::safeLine(command.who, 120));
    m_lever->controller().adopt(std::move(fired));
}

void RunbookDock::showBefore(const runbook::Step& step)
{
    const runbook::PastCommand* command =
        step.kind == runbook::StepKind::Lever ? m_resumed.newestOf(step.lever, step.to) : nullptr;
    m_before->setVisible(command != nullptr);
    if (command != nullptr)
        m_before->setText(tr("Before the run was taken up again:") + u' ' + commandLine(*command));
}

QString RunbookDock::evidenceText(int row) const
{
    QString text;
    const runbook::Step& written = m_model.runbook().steps[static_cast<std::size_t>(row)];
    std::set<std::string> names = runbook::missingParameters(written, {}); // all that it names
    if (const auto current = written.fields.find("current"); current != written.fields.end()) {
        for (const runbook::Placeholder& each : runbook::placeholders(current->second))
            names.insert(each.name); // it may be missing
    }
    for (const std::string& name : names) {
        const auto evidence = m_model.run().evidence.find(name);
        if (name != "service" && evidence != m_model.run().evidence.end())
            text += u"\n\n%1: %2"_s.arg(common::safeLine(name, 60),
                                        common::safeLine(items::ownWords(evidence->second), 600));
    }
    return text;
}

void RunbookDock::tellNewerVersion()
{
    if (m_model.rowCount() == 0)
        return;
    const runbook::Runbook& ours = m_model.runbook();
    const auto theirs = std::ranges::find(m_runbooks, ours.id, &runbook::Runbook::id);
    if (theirs == m_runbooks.end() || theirs->markdown == ours.markdown)
        return;
    m_message->say(
        common::MessageBar::Kind::Info,
        tr("There is a newer version of this runbook (%1). The run keeps the version that "
           "it was begun with; leave it and start again to use the newer one.")
            .arg(sourceText(theirs->source)));
}

// What was learnt is in the timeline already; here the step takes its state from it.
void RunbookDock::conclude(const std::string& step, const runbook::ProofRecord& proof)
{
    const int row = m_model.rowOf(step);
    if (row < 0)
        return;
    const runbook::StepState now = m_model.progress(row).state;
    const auto state = proof.outcome == runbook::ProofOutcome::Proven ? runbook::StepState::Done
                                                                      : runbook::StepState::Failed;
    const std::string note = runbook::inWords(proof.candidate) + ". " + proof.reason;
    if (now == runbook::StepState::Done || now == runbook::StepState::Skipped)
        repeat(step, state, note);
    else
        settle(step, state, note);
}

void RunbookDock::settle(const std::string& step, runbook::StepState state, const std::string& note)
{
    const runbook::StepProgress progress{
        .step = step, .state = state, .who = m_port->actor(), .when = m_clock.now(), .note = note};
    const int row = m_model.rowOf(step);
    const auto settled = m_model.settle(progress);
    if (!settled) {
        m_message->say(common::MessageBar::Kind::Warning,
                       common::safeLine(items::ownWords(settled.error().message)));
        return;
    }
    m_stepScroll->hold();
    m_message->clear();
    // Settled before, and open again: a failed check that is done after all, say.
    const runbook::StepProgress& now = m_model.progress(row);
    m_port->record(now.times > 1
                       ? runbook::repeatEntry(m_model.runbook().id, m_model.step(row).title, now)
                       : stepEntry(m_model.runbook().id, m_model.step(row).title, now));
    // A lever's ladder goes on after its step is settled, and a verdict is to be read: the operator
    // moves on when they want to.
    const runbook::StepKind kind = m_model.step(row).kind;
    const bool isStayedAt = kind == runbook::StepKind::Lever || kind == runbook::StepKind::Probe;
    if (!isStayedAt && m_model.currentRow() >= 0 && m_steps->currentIndex().row() == row)
        m_steps->setCurrentIndex(m_model.index(m_model.currentRow(), 0));
    if (m_model.run().isFinished())
        m_message->say(common::MessageBar::Kind::Info, tr("All steps are settled."));
    showStep();
    m_stepScroll->release();
}

void RunbookDock::repeat(const std::string& step, runbook::StepState state, const std::string& note)
{
    const auto repeated = m_model.repeat({.step = step,
                                          .state = state,
                                          .who = m_port->actor(),
                                          .when = m_clock.now(),
                                          .note = note});
    if (!repeated) {
        m_message->say(common::MessageBar::Kind::Warning,
                       common::safeLine(items::ownWords(repeated.error().message)));
        return;
    }
    m_stepScroll->hold();
    m_message->clear();
    const int row = m_model.rowOf(step);
    m_port->record(
        runbook::repeatEntry(m_model.runbook().id, m_model.step(row).title, m_model.progress(row)));
    showStep();
    m_stepScroll->release();
}

void RunbookDock::note(const QString& text)
{
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.kind = "note";
    entry.subject = m_model.runbook().id;
    entry.text = text.toStdString();
    entry.payload = "{}";
    m_port->record(entry);
}

} // namespace runbookview
