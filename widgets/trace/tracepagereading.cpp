// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the trace page that shows what was read, and follows what is chosen.

#include "models/claims/outputplaces.h"
#include "models/claims/tracesearch.h"
#include "models/items/formats.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/findingsbar.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/reaskpanel.h"
#include "widgets/trace/stepnotes.h"
#include "widgets/trace/stepstable.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/waterfallview.h"

#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

void TracePage::connectReading()
{
    const auto sayProblem = [this](const QString& problem) {
        m_saidOfReading = problem;
        m_message->say(common::MessageBar::Kind::Error, problem);
    };
    connect(&m_open, &OpenTrace::forgotten, this, &TracePage::forget);
    connect(&m_open, &OpenTrace::treeRead, this, &TracePage::takeTree);
    connect(&m_open, &OpenTrace::treeFailed, this, sayProblem);
    connect(&m_open, &OpenTrace::stepRead, this, &TracePage::takeStep);
    connect(&m_open, &OpenTrace::stepFailed, this, [this](const QString& problem) {
        m_spreadButton->setEnabled(false);
        m_details->setProblem(problem);
    });
    connect(&m_open, &OpenTrace::contentsRead, this, &TracePage::takeContents);
    connect(&m_open, &OpenTrace::contentsFailed, this, sayProblem);
    connect(&m_open, &OpenTrace::claimsRead, this, &TracePage::takeClaims);
    connect(&m_open, &OpenTrace::contextRead, this, &TracePage::takeContext);
    connect(&m_open, &OpenTrace::sessionChanged, this,
            [this] { m_findings->read(m_open.contents(), m_open.loops(), m_open.knownAs()); });
    connect(&m_open, &OpenTrace::answerFailed, this, [this](const QString& problem) {
        m_context->clear(problem);
        m_contextView->clear(problem);
    });
    connect(&m_open, &OpenTrace::whyRead, m_claims, &ClaimsView::setProvenance);
    connect(m_claims, &ClaimsView::whyAsked, &m_open, &OpenTrace::askWhy);
    connect(&m_open, &OpenTrace::comparing, m_diff, &DiffView::setBusy);
    connect(&m_open, &OpenTrace::compared, this, &TracePage::takeComparison);
    connect(&m_open, &OpenTrace::comparisonFailed, m_diff, &DiffView::setProblem);
    connect(&m_open, &OpenTrace::comparisonOutdated, this, [this] {
        m_graph->setMarks({});
        m_diff->setBusy(); // it is looked for once that view is shown
        if (view() == View::Diff)
            m_open.compareAgain();
    });
}

void TracePage::open(const telemetry::SpanKey& key)
{
    m_message->clear();
    m_news->clear();
    if (m_link && m_link->step != key)
        m_link.reset(); // what it led to is not asked for any more
    m_open.open(key);
    if (m_open.tree() != nullptr) // already: nothing of it has to come first
        chooseAsked();
}

// Nothing of the trace before is shown under the name of this one.
void TracePage::forget()
{
    const telemetry::TraceId id = m_open.key().trace;
    const auto nothing = std::make_shared<const trace::SpanTree>();
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_table->setTree(nothing);
        m_waterfall->setTree(nothing);
        m_waterfall->setNotes({});
        m_flame->setFlame(nullptr);
        m_flame->setNotes({});
        m_selection.setMoment(std::nullopt);
        m_selection.setSpan(telemetry::SpanId::None);
    }
    m_flame->setLoops(nullptr);
    m_claims->setClaims(nullptr, nullptr);
    m_graph->setContents(nullptr, nullptr);
    m_diff->setComparison({}, {});
    m_diff->setCandidates({}, {});
    m_diff->setBusy(); // it is looked for once that view is shown
    m_findings->read(nullptr);
    m_playback->setPlayback(nullptr, nullptr);
    m_search->setContents(nullptr);
    m_search->clear(); // it was a question to that one
    m_notes->setContents(nullptr, id);
    m_reask->open(std::nullopt);
    m_details->clear();
    m_detailed = {};
    m_context->clear(tr("Being read"));
    m_contextView->clear(tr("Being read"));
    m_spreadButton->setEnabled(false);
    m_seekButton->setEnabled(false);
    m_verdicts->hide();
    m_pages->setCurrentIndex(1);
    m_title->setText(tr("Trace %1…").arg(QString::fromStdString(telemetry::toHex(id)).left(8)));
    m_title->setToolTip(QString::fromStdString(telemetry::toHex(id)));
    updatePanes(); // its title may ask for more of the head
    m_facts->setText(tr("Being read"));
}

void TracePage::takeTree()
{
    const auto& tree = m_open.snapshot().tree;
    if (tree->isEmpty()) {
        m_saidOfReading = tr("No span of this trace was known at the cursor. It came later, or was "
                             "never sent.");
        m_message->say(common::MessageBar::Kind::Warning, m_saidOfReading);
    } else if (m_message->text() == m_saidOfReading) {
        m_message->clear();
    }
    tellFacts();
    tellVerdicts();
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_table->setTree(tree, m_open.snapshot().sameStructure.lock());
        m_waterfall->setTree(tree);
        m_flame->setFlame(m_open.snapshot().flame);
    }
    m_notes->refresh();
    updateNotes();
    chooseAsked();
}

// The step that was asked for, else one to begin with.
void TracePage::chooseAsked()
{
    const trace::SpanTree& tree = *m_open.tree();
    int node = tree.find(m_open.key().span);
    if (node == trace::SpanTree::kNone) {
        if (!m_open.snapshot().isWhole && m_open.key().span != telemetry::SpanId::None)
            return; // it may be in what is still to come
        node = m_open.snapshot().facts.first;
    }
    if (node == trace::SpanTree::kNone) {
        m_details->clear();
        m_spreadButton->setEnabled(false);
        m_context->clear(tr("No step is known."));
        return;
    }
    chooseNode(node);
}

void TracePage::chooseNode(int node)
{
    if (m_isSyncing || node == trace::SpanTree::kNone)
        return;
    const QScopedValueRollback syncing(m_isSyncing, true);
    const store::SpanRow& span = m_table->tree().span(node);
    const bool isNew = m_open.key().span != span.span;
    // In place of a step that is not there one is only fallen back on.
    const bool isInstead = m_table->tree().find(m_open.key().span) == trace::SpanTree::kNone;
    m_selection.setSpan(span.span);
    m_waterfall->setCurrentNode(node);
    m_table->setCurrentNode(node);
    if (isNew || m_detailed != span) { // what else is told of it comes with takeStep()
        m_detailed = span;
        m_details->setSpan(span);
    }
    if (!isNew)
        return;
    if (!isInstead && m_news->text() == m_saidOfStep)
        m_news->clear();
    m_open.choose(span.span);
}

void TracePage::takeStep(const StepSnapshot& step)
{
    m_spreadButton->setEnabled(step.generation.has_value());
    m_details->setSnapshot(step, m_open.snapshot());
    if (!step.generation) {
        m_context->clear(tr("The context window is shown for generations; this step is none."));
        m_contextView->clear(
            tr("The context window is shown for generations; the chosen step is none."));
    } else if (!m_open.claimSet()) {
        // Until the whole session is read, which tells its scale.
        m_context->setContext(trace::contextWindowOf(*step.generation), m_open.key().span);
    }
}

void TracePage::takeContents()
{
    const auto& contents = m_open.contents();
    m_table->setContents(contents.get());
    m_flame->setLoops(m_open.loops());
    m_graph->setContents(contents, m_open.loops());
    updateNotes();
    m_playback->setPlayback(m_open.playback(), contents->tree);
    m_search->setContents(contents);
    m_notes->setContents(contents, m_open.key().trace);
    m_findings->read(contents, m_open.loops(), m_open.knownAs());
    if (contents->isCut || contents->areStepsCut)
        m_message->say(
            common::MessageBar::Kind::Warning,
            tr("This trace has more than %1 answers or %2 other steps: search, graph and "
               "findings know the first of them only.")
                .arg(items::countText(trace::kMostGenerations),
                     items::countText(trace::kMostSteps)));
    finishLink();
    if (view() == View::Diff)
        m_open.compareAgain();
}

void TracePage::takeClaims()
{
    const telemetry::Generation* generation = m_open.generation();
    m_reask->setKnownAt(m_open.knownAs().knownAt);
    m_reask->open(generation != nullptr ? std::optional(*generation) : std::nullopt);
    m_claims->setClaims(m_open.contents(), m_open.claimSet());
    m_details->conversation()->setClaims(m_open.claimSet());
    m_notes->setClaims(m_open.claimSet());
    chooseClaimAtPlace();
    chooseWorstClaim();
}

void TracePage::takeContext(const items::ContextSnapshot& context)
{
    m_context->setContext(context.window, m_open.key().span);
    m_context->setPositions(context.positions);
    m_context->setDrops(context.drops);
    m_contextView->setSession(context.session, m_open.key());
}

// A stretch of the answer is pointed at: the least claim that holds all of it, if there is one.
void TracePage::chooseClaimAtPlace()
{
    const auto& place = m_selection.place();
    const telemetry::Generation* generation = m_open.generation();
    const auto& set = m_open.claimSet();
    if (!place || generation == nullptr || !set || place->span != set->generation)
        return;
    const auto stretch = claims::outputStretchOf(*generation, *place);
    if (!stretch)
        return;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < set->claims.size(); ++i) {
        const claims::Claim& claim = set->claims[i];
        const auto length = [&](std::size_t index) {
            return set->claims[index].end - set->claims[index].start;
        };
        if (claim.start <= stretch->first && stretch->second <= claim.end
            && (!best || length(i) < length(*best)))
            best = i;
    }
    m_selection.setClaim(best); // none: the one before is not what is pointed at
}

// Who looks at claims comes for what has nothing under it.
void TracePage::chooseWorstClaim()
{
    if (view() == View::Claims && m_open.claimSet() && !m_selection.claim())
        m_claims->stepWorst(1);
}

void TracePage::takeComparison(const comparison::ComparedRuns& runs,
                               const telemetry::SpanKey& answer)
{
    m_diff->setCandidates(runs.runs, runs.good);
    m_diff->setComparison(runs.result, answer.span);
    std::map<telemetry::SpanId, QString> marks;
    if (runs.result && runs.result->first) {
        const auto& pair = runs.result->pairs[*runs.result->first];
        if (pair.here)
            marks[runs.result->here[*pair.here].span] =
                tr("first step that diverges from the good run");
    }
    m_graph->setMarks(std::move(marks));
}

// Another view has chosen a step, or points into one.
void TracePage::followSelection()
{
    if (m_isSyncing || m_open.tree() == nullptr)
        return;
    const telemetry::SpanId pointed =
        m_selection.place() ? m_selection.place()->span : m_selection.span();
    const int node = m_open.tree()->find(pointed);
    if (node == trace::SpanTree::kNone || pointed == m_open.key().span)
        return;
    // Choosing a step gives up what is pointed at: that is kept.
    const auto place = m_selection.place();
    chooseNode(node);
    m_selection.setPlace(place);
}

void TracePage::goToHit(const claims::TraceHit& hit)
{
    m_selection.setSpan(hit.span);
    m_selection.setPlace(hit.place);
}

// What a link leads to inside of the trace, once that is read.
void TracePage::finishLink()
{
    if (!m_link || m_link->step.trace != m_open.key().trace || !m_open.contents())
        return;
    const trace::TraceLink link = *std::exchange(m_link, std::nullopt);
    if (link.step.span != telemetry::SpanId::None
        && m_open.contents()->tree->find(link.step.span) == trace::SpanTree::kNone) {
        m_saidOfStep = tr("The trace has no such step, as far as it was known at the cursor.");
        m_news->say(common::MessageBar::Kind::Warning, m_saidOfStep);
        return;
    }
    m_selection.setMoment(link.moment);
    const telemetry::Generation* generation = m_open.contents()->generation(link.step.span);
    if (!link.claim)
        return;
    const auto place = generation == nullptr
        ? std::nullopt
        : claims::placeOfOutput(*generation, link.claim->first, link.claim->second);
    if (place) {
        m_selection.setPlace(place);
        return;
    }
    m_saidOfStep = tr("The answer has no such stretch, as far as it was known at the cursor.");
    m_news->say(common::MessageBar::Kind::Warning, m_saidOfStep);
}

void TracePage::updateNotes()
{
    // Of a large trace the recording tells very many: only those of which more is said are copied.
    const std::shared_ptr<const StepNotes::Notes> recorded(m_open.sharedSnapshot(),
                                                           &m_open.snapshot().notes);
    StepNotes::Notes more;
    const auto add = [&](telemetry::SpanId span, const QString& text) {
        QString& note = more[span];
        if (note.isEmpty()) {
            if (const auto found = recorded->find(span); found != recorded->end())
                note = found->second;
        }
        note = text + (note.isEmpty() ? QString() : u" · "_s + note);
    };
    int count = 0;
    for (const items::Annotation& annotation : m_notes->annotations()) {
        ++count;
        const QString text = annotation.text.empty() ? items::annotationKindText(annotation.kind)
                                                     : common::safeLine(annotation.text, 80);
        add(annotation.target.step.span, u"✎ %1"_s.arg(text));
    }
    if (m_open.loops()) {
        for (const trace::LoopGroup& loop : m_open.loops()->groups)
            add(loop.representative, u"↻ %1"_s.arg(common::safeLine(loop.reason)));
    }
    const StepNotes notes(recorded, std::move(more));
    m_flame->setNotes(notes);
    m_waterfall->setNotes(notes);
    m_details->setViewTitle(m_notes, count == 0 ? tr("Notes") : tr("Notes %1").arg(count));
}

void TracePage::goToTrace()
{
    emit momentChosen(m_table->tree().range().end, m_open.snapshot().facts.recorded);
}

} // namespace traceview
