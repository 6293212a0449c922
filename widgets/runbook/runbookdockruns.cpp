// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the dock that begins, takes up, settles and ends runs.

#include "models/items/formats.h"
#include "models/runbook/openwrites.h"
#include "models/runbook/runentries.h"
#include "models/runbook/stepschema.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/abortbox.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/pasttext.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runoffer.h"
#include "widgets/runbook/steplist.h"

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
    emit started(QString::fromStdString(alarm));
    return {};
}

void RunbookDock::showRun(int row)
{
    m_unknown.clear();
    m_seen.clear();
    m_lever->controller().beginRun();
    m_probe->beginRun();
    m_message->clear();
    // What another run left open may still land in this one.
    if (const QStringList open = m_lever->controller().openTexts(); !open.isEmpty())
        m_message->say(common::MessageBar::Kind::Warning, open.join(u' '));
    m_abort->hide();
    const runbook::Runbook& runbook = m_model.runbook();
    m_title->setText(common::safeLine(runbook.title, 200));
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
    m_unknown.clear();
    m_seen.clear();
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
                       common::safeLine(aborted.error().message));
        return;
    }
    end(runbook::abortEntry(m_model.run(), m_model.runbook().title));
    m_message->say(common::MessageBar::Kind::Info,
                   tr("The run was aborted. What was fired stays as it is."));
}

void RunbookDock::findUnfinished()
{
    m_queries.run<items::PastRun>(
        this,
        [](const store::Reader& reader) -> telemetry::Result<items::PastRun> {
            static const std::vector<std::string> kKinds{"step", "action", "rung", "undo"};
            const auto entries = reader.timeline({}, kKinds);
            if (!entries)
                return tl::make_unexpected(entries.error());
            return items::pastRun(*entries);
        },
        [this](const telemetry::Result<items::PastRun>& run) {
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
    const auto book = items::runbookOf(m_unfinished, m_runbooks);
    if (!book)
        return m_offer->show(m_unfinished, {}, common::safeLine(book.error().message, 300));
    const auto run = items::resumable(m_unfinished, *book);
    if (run && run->isFinished()) { // nothing is left to do: it was only never left
        m_unfinished = {};
        return m_offer->clear();
    }
    m_offer->show(m_unfinished, *book,
                  run ? QString() : common::safeLine(run.error().message, 300));
}

void RunbookDock::resume()
{
    const items::PastRun past = m_unfinished;
    auto book = items::runbookOf(past, m_runbooks);
    auto run = book ? items::resumable(past, *book)
                    : telemetry::Result<runbook::RunbookRun>(tl::make_unexpected(book.error()));
    if (!canCommand() || !run) {
        m_message->say(common::MessageBar::Kind::Error,
                       run ? tr("The past can be looked at, not commanded.")
                           : common::safeLine(run.error().message));
        return;
    }
    if (const auto taken = m_model.setRun(*book, *run); !taken) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(taken.error().message));
        return;
    }
    m_unfinished = {};
    m_offer->clear();
    m_resumed = past;
    m_port->record(runbook::resumeEntry(m_model.run(), m_model.runbook(), m_clock.now()));
    showRun(std::max(0, m_model.currentRow()));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const runbook::Step& step = m_model.step(row);
        const items::PastCommand* command =
            step.kind == runbook::StepKind::Lever ? past.newestOf(step.lever, step.to) : nullptr;
        const runbook::StepState state = m_model.progress(row).state;
        const bool isSettled =
            state == runbook::StepState::Done || state == runbook::StepState::Skipped;
        if (command != nullptr && command->isUnknown() && !isSettled)
            m_unknown[step.id] = {};
        else if (command != nullptr)
            if (const items::PastCommand* fired = past.undoableOf(step.lever, step.to))
                adopt(step, *fired);
    }
    std::vector<std::string> steps;
    for (const auto& [step, unknown] : m_unknown)
        steps.push_back(step);
    for (const std::string& step : steps)
        requestReadBack(step);
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
    const auto book = items::runbookOf(m_unfinished, m_runbooks);
    auto run = book ? items::resumable(m_unfinished, *book)
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

// Reads, never writes: a plan says how the lever stands.
void RunbookDock::requestReadBack(const std::string& step)
{
    const int row = m_model.rowOf(step);
    const auto unknown = m_unknown.find(step);
    if (row < 0 || unknown == m_unknown.end())
        return;
    unknown->second = {.request = ++m_lastReadBack, .problem = {}};
    const runbook::Step& lever = m_model.step(row);
    showStep();
    m_port->requestPlan(unknown->second.request, QString::fromStdString(lever.lever),
                        QString::fromStdString(lever.to));
}

void RunbookDock::takeReadBack(quint64 request, const PlanAnswer& answer)
{
    const auto asked = std::ranges::find_if(
        m_unknown, [request](const auto& each) { return each.second.request == request; });
    if (asked == m_unknown.end())
        return;
    const std::string id = asked->first;
    const int row = m_model.rowOf(id);
    const runbook::Step& step = m_model.step(row);
    if (!answer.plan) {
        asked->second = {.request = 0,
                         .problem = common::safeLine(answer.plan.error().message, 300)};
        return showStep();
    }
    const runbook::LeverState& seen = answer.plan->before;
    const std::string standing = seen.exists ? seen.value : "no entry";
    const bool isThere = answer.plan->isNoChange || (seen.exists && seen.value == step.to);
    m_unknown.erase(asked);
    m_port->record(runbook::readBackEntry(m_model.runbook().id, step, standing, m_clock.now()));
    m_seen[id] = tr("Read back at %1: it stands at %2.")
                     .arg(items::utcTimeText(m_clock.now()), common::safeLine(standing, 120));
    if (isThere) {
        const items::PastCommand* fired = m_resumed.newestOf(step.lever, step.to);
        if (fired != nullptr && !fired->isUndo && fired->isPriorKnown)
            adopt(step, *fired, standing);
        settle(id, runbook::StepState::Done, "read back: in effect");
    } else
        m_seen[id] += tr(" What was fired has no effect now: it was never carried out, or was put "
                         "back since.");
    showStep();
}

void RunbookDock::adopt(const runbook::Step& step, const items::PastCommand& command,
                        const std::string& seen)
{
    using runbook::RungKind;
    using runbook::RungState;
    LeverController::Command fired;
    fired.step = step.id;
    fired.plan = command.plan;
    fired.prior = command.plan.before;
    fired.fired = command.fired;
    fired.firedAt = command.firedAt;
    fired.ladder = command.ladder;
    if (!seen.empty()) {
        for (const RungKind kind : {RungKind::Sent, RungKind::Accepted})
            fired.ladder.settle(kind, RungState::Unknown, command.firedAt,
                                "the console ended before it was told");
        fired.ladder.settle(RungKind::InEffect, RungState::Reached, m_clock.now(),
                            "read back: " + seen);
        runbook::LeverState now;
        now.value = seen;
        now.exists = true;
        m_port->record(
            runbook::settledEntry(command.fired, runbook::WriteFate::Landed, now, m_clock.now()));
    }
    if (!fired.ladder.isReached(RungKind::Recovered))
        fired.ladder.settle(RungKind::Recovered, RungState::Unknown, m_clock.now(),
                            "not followed since the run was taken up again");
    fired.message = tr("Fired by %1 before the run was taken up again.")
                        .arg(common::safeLine(command.who, 120));
    m_lever->controller().adopt(std::move(fired));
}

void RunbookDock::showBefore(const runbook::Step& step)
{
    const items::PastCommand* command =
        step.kind == runbook::StepKind::Lever ? m_resumed.newestOf(step.lever, step.to) : nullptr;
    const auto unknown = m_unknown.find(step.id);
    const bool isUnknown = unknown != m_unknown.end();
    m_readBack->setVisible(isUnknown && !unknown->second.problem.isEmpty());
    m_before->setVisible(command != nullptr);
    if (command == nullptr)
        return;
    QString text = tr("Before the run was taken up again:") + u' ' + commandLine(*command);
    if (isUnknown)
        text += u' '
            + (unknown->second.problem.isEmpty()
                   ? tr("It is being read back. It cannot be fired before that.")
                   : tr("It could not be read back: %1").arg(unknown->second.problem));
    if (const auto seen = m_seen.find(step.id); seen != m_seen.end())
        text = seen->second + u'\n' + text; // what is known now comes first
    m_before->setText(text);
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
                                        common::safeLine(evidence->second, 600));
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
                       common::safeLine(settled.error().message));
        return;
    }
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
                       common::safeLine(repeated.error().message));
        return;
    }
    m_message->clear();
    const int row = m_model.rowOf(step);
    m_port->record(
        runbook::repeatEntry(m_model.runbook().id, m_model.step(row).title, m_model.progress(row)));
    showStep();
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
