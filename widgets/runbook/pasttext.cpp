// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/pasttext.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/items/runbookmodel.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/leverentries.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr std::int64_t kLongestPastDetail = 500;
constexpr int kShortCommit = 12; // digits

struct PastWords
{
    Q_DECLARE_TR_FUNCTIONS(runbookview::PastText)
};

} // namespace

QString sourceText(const runbook::RunbookSource& source)
{
    if (source.file.empty())
        return PastWords::tr("ships with Plumbline");
    const QString commit = common::safeLine(source.commit, 64).left(kShortCommit);
    switch (source.state) {
    case runbook::CommitState::None:
        return common::safeLine(source.file, 200);
    case runbook::CommitState::Committed:
        return PastWords::tr("git %1").arg(commit);
    case runbook::CommitState::Changed:
        return commit.isEmpty()
            ? PastWords::tr("git, never committed")
            : PastWords::tr("git %1 with changes that are not committed").arg(commit);
    case runbook::CommitState::Unknown:
        return PastWords::tr("git %1; whether all of it is committed is not known").arg(commit);
    }
    return {};
}

QString abortText(const runbook::RunAbort& aborted)
{
    return PastWords::tr("Aborted at %1 by %2: %3")
        .arg(items::utcTimeText(aborted.when), common::safeLine(aborted.who, 60),
             common::safeLine(aborted.reason, 500));
}

QString beginningText(const runbook::PastRun& run)
{
    if (run.runbook.empty())
        return PastWords::tr("Not begun at this moment.");
    if (run.started == telemetry::Timestamp{})
        return PastWords::tr("Begun.");
    QString text = PastWords::tr("Begun at %1 by %2")
                       .arg(items::utcTimeText(run.started), common::safeLine(run.who, 60));
    if (!run.source.commit.empty())
        text += u", "_s + sourceText(run.source);
    return text;
}

QString markOf(const runbook::StepProgress* progress)
{
    if (progress == nullptr)
        return u"\u25cb"_s;
    QString mark = u"\u2713"_s;
    if (progress->state == runbook::StepState::Failed)
        mark = u"\u2715"_s;
    else if (progress->state != runbook::StepState::Done)
        mark = u"\u21ba"_s;
    if (progress->state == runbook::StepState::Skipped)
        mark = u"\u2013"_s;
    return mark;
}

QString stepText(const runbook::StepProgress* progress)
{
    if (progress == nullptr)
        return PastWords::tr("\u25cb Not yet");
    const std::string who = progress->note.empty()
        ? progress->who
        : progress->who + ": " + items::noteWords(progress->note);
    QString state = items::stepStateText(progress->state);
    if (progress->times > 1)
        state = PastWords::tr("%1 (%2 times)").arg(state).arg(progress->times);
    return PastWords::tr("%1 %2 at %3 by %4")
        .arg(markOf(progress), state, items::utcTimeText(progress->when),
             common::safeLine(who, 300));
}

namespace {

QString firingText(const runbook::PastCommand& command)
{
    const QString when = items::utcTimeText(command.firedAt);
    QString text = command.isUndo ? PastWords::tr("Undone from %1").arg(when)
                                  : PastWords::tr("Fired at %1").arg(when);
    if (!command.who.empty())
        text += PastWords::tr(" by %1").arg(common::safeLine(command.who, 60));
    return text;
}

bool isSettled(const runbook::Rung& rung)
{
    return rung.state != runbook::RungState::Waiting && rung.state != runbook::RungState::Void;
}

} // namespace

QString ladderText(const runbook::PastCommand& command)
{
    QStringList lines{firingText(command)};
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        QString line = u"%1: %2"_s.arg(rungText(rung.kind), rungStateText(rung.state));
        if (isSettled(rung))
            line += PastWords::tr(" at %1. %2")
                        .arg(items::utcTimeText(rung.time),
                             common::safeLine(items::ownWords(rung.detail), kLongestPastDetail));
        lines << line;
    }
    return lines.join(u'\n');
}

QString commandLine(const runbook::PastCommand& command)
{
    QStringList rungs;
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        if (isSettled(rung))
            rungs << u"%1 %2"_s.arg(rungText(rung.kind).toLower(), rungStateText(rung.state));
    }
    QString text = firingText(command);
    if (!rungs.isEmpty())
        text += u": "_s + rungs.join(u", "_s);
    text += u'.';
    if (command.isUnknown())
        text += u' ' + PastWords::tr("What became of it is not known.");
    return text;
}

} // namespace runbookview
