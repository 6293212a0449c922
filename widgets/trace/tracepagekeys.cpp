// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the trace page that goes to places: by key and by link.

#include "models/claims/outputplaces.h"
#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/stepstable.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/waterfallview.h"

#include <QKeyEvent>

#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

using common::KeyCommand;

std::optional<trace::TraceLink> TracePage::link() const
{
    if (!m_open.isOpen())
        return std::nullopt;
    trace::TraceLink link{.step = m_open.key()};
    link.moment = m_selection.moment();
    link.view = viewName(view()).toStdString();
    const telemetry::Generation* generation = m_open.generation();
    if (generation != nullptr && m_selection.place())
        link.claim = claims::outputStretchOf(*generation, *m_selection.place());
    return link;
}

bool TracePage::holdAgainst(const trace::TraceLink& link)
{
    if (!m_open.isOpen() || !isVisible() || view() != View::Diff
        || link.step.trace == m_open.key().trace)
        return false;
    m_open.compare(link.step.trace);
    return true;
}

void TracePage::tell(const QString& text)
{
    m_saidOfStep = text;
    m_news->say(common::MessageBar::Kind::Info, text);
}

void TracePage::open(const trace::TraceLink& link)
{
    m_link = link;
    if (const auto wanted = viewFrom(QString::fromStdString(link.view)))
        showView(*wanted);
    const bool isRead = m_open.contents() && link.step.trace == m_open.key().trace;
    open(link.step);
    if (!link.view.empty() && !viewFrom(QString::fromStdString(link.view)))
        tell(tr("The link names a view that is not known here: %1.")
                 .arg(common::safeLine(link.view)));
    if (isRead) {
        m_selection.setSpan(link.step.span);
        finishLink();
    }
}

// Where one began to fail, not those that only pass it on.
void TracePage::goToFailure(int direction)
{
    const auto isFailed = [this](int node) {
        const trace::Failure failure = m_table->tree().node(node).failure;
        return failure == trace::Failure::Cause || failure == trace::Failure::Swallowed;
    };
    goToStep(direction, isFailed,
             direction > 0 ? tr("No further step failed.") : tr("No step failed before."));
}

void TracePage::goToLoop(int direction, bool ofRetries)
{
    const auto begins = [&](int node) {
        if (!m_open.loops())
            return false;
        const telemetry::SpanId span = m_table->tree().span(node).span;
        const std::size_t loop = m_open.loops()->of(span);
        return loop != trace::LoopGroups::kNone
            && m_open.loops()->groups[loop].members.front() == span
            && (m_open.loops()->groups[loop].kind == trace::LoopKind::Retry) == ofRetries;
    };
    goToStep(direction, begins,
             ofRetries ? tr("No further step was tried again.") : tr("No further loop begins."));
}

void TracePage::goToStep(int direction, const std::function<bool(int node)>& isWanted,
                         const QString& none)
{
    const trace::SpanTree& tree = m_table->tree();
    const int from = m_waterfall->currentNode();
    const auto go = [&](int begin, int end) {
        for (int node = begin; node != end; node += direction) {
            if (!isWanted(node))
                continue;
            if (m_news->text() == m_saidOfStep)
                m_news->clear();
            chooseNode(node);
            m_waterfall->select(tree.span(node).span);
            return true;
        }
        return false;
    };
    const int first = direction > 0 ? 0 : tree.size() - 1;
    const int last = direction > 0 ? tree.size() : -1;
    if (tree.isEmpty() || from == trace::SpanTree::kNone || go(from + direction, last))
        return;
    if (go(first, from))
        tell(direction > 0 ? tr("Past the last one: from the beginning again.")
                           : tr("Past the first one: from the end again."));
    else
        tell(none);
}

bool TracePage::handleKey(const QKeyEvent& event)
{
    const auto command = common::keymap().find(common::KeyContext::Trace, event);
    return m_open.isOpen() && command && (goToView(*command) || goToPlace(*command));
}

bool TracePage::goToView(KeyCommand command)
{
    switch (command) {
    case KeyCommand::ShowWaterfall:
        showView(View::Waterfall);
        return true;
    case KeyCommand::ShowFlame:
        showView(View::Flame);
        return true;
    case KeyCommand::ShowClaims:
        showView(View::Claims);
        return true;
    case KeyCommand::WorstClaim:
        showView(View::Claims);
        m_claims->stepWorst(1);
        return true;
    case KeyCommand::ShowGraph:
        showView(View::Graph);
        return true;
    case KeyCommand::ShowTable: // and back
        showView(view() == View::Table ? View::Waterfall : View::Table);
        return true;
    case KeyCommand::ShowContext:
        showView(View::Context);
        return true;
    case KeyCommand::ShowGoodRun:
        showView(View::Diff);
        return true;
    case KeyCommand::ShowReask:
        showView(View::Reask);
        return true;
    default:
        return false;
    }
}

bool TracePage::goToPlace(KeyCommand command)
{
    switch (command) {
    case KeyCommand::NextPlace:
    case KeyCommand::PreviousPlace:
        m_search->goOn(command == KeyCommand::NextPlace ? 1 : -1);
        return true;
    case KeyCommand::NextFailure:
    case KeyCommand::PreviousFailure:
        goToFailure(command == KeyCommand::NextFailure ? 1 : -1);
        return true;
    case KeyCommand::NextLoop:
    case KeyCommand::PreviousLoop:
        goToLoop(command == KeyCommand::NextLoop ? 1 : -1, false);
        return true;
    case KeyCommand::NextRetry:
    case KeyCommand::PreviousRetry:
        goToLoop(command == KeyCommand::NextRetry ? 1 : -1, true);
        return true;
    case KeyCommand::PlayTrace:
        m_playback->setPlaying(!m_playback->isPlaying());
        return true;
    case KeyCommand::ShowWholeTrace:
        m_playback->showAll();
        return true;
    case KeyCommand::MomentBack:
    case KeyCommand::MomentOn:
        m_playback->step(command == KeyCommand::MomentOn ? 1 : -1);
        return true;
    case KeyCommand::SearchTrace:
        m_search->focusLine();
        return true;
    case KeyCommand::TraceOfNextSuspect:
    case KeyCommand::TraceOfPreviousSuspect:
        emit suspectAsked(command == KeyCommand::TraceOfNextSuspect ? 1 : -1, m_open.key());
        return true;
    case KeyCommand::Bookmark:
        m_notes->addBookmark();
        return true;
    case KeyCommand::FindingToTimeline:
        putFinding();
        return true;
    default:
        return false;
    }
}

void TracePage::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

} // namespace traceview
