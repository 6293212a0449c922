// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the trace page that reads the recording and follows what is chosen.

#include "models/claims/outputplaces.h"
#include "models/claims/tracesearch.h"
#include "models/items/formats.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/reaskpanel.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/waterfallview.h"

#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTreeView>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kExpandedSpans = 2000;

// The first generation, else the first step.
int firstInteresting(const trace::SpanTree& tree)
{
    for (int node = 0; node < tree.size(); ++node) {
        if (tree.span(node).step == telemetry::StepKind::Generation)
            return node;
    }
    return tree.isEmpty() ? trace::SpanTree::kNone : 0;
}

// What is known of a trace, so far as it changes when more comes.
std::pair<std::size_t, telemetry::Timestamp> extentOf(const trace::SpanTree& tree)
{
    telemetry::Timestamp newest = telemetry::Timestamp::min();
    for (const store::SpanRow& span : tree.spans())
        newest = std::max(newest, span.recorded);
    return {tree.spans().size(), newest};
}

} // namespace

void TracePage::open(const telemetry::SpanKey& key)
{
    if (!m_isOpen || key.trace != m_wanted.trace) {
        m_contents.reset();
        m_loops.reset();
        m_flame->setLoops(nullptr);
        m_claimSet.reset();
        m_claims->setClaims(nullptr, nullptr);
        m_graph->setContents(nullptr, nullptr);
        m_selection.setMoment(std::nullopt);
        m_playback->setPlayback(nullptr, nullptr);
        m_search->setContents(nullptr);
        m_notes->setContents(nullptr, key.trace);
        m_compared = {};
    }
    m_wanted = key;
    m_isOpen = true;
    m_message->clear();
    if (m_link && m_link->step != key)
        m_link.reset(); // what it led to is not asked for any more
    m_context->clear(tr("Being read"));
    readTrace();
}

void TracePage::readTrace()
{
    if (!m_isOpen)
        return;
    const auto id = m_wanted.trace;
    m_treeQuery.request(
        [id, view = m_conductor.view()](const store::Reader& reader) {
            return items::readTraceSnapshot(reader, id, view);
        },
        [this, id](telemetry::Result<items::TraceSnapshot> snapshot) {
            if (!snapshot) {
                m_saidOfReading = common::safeLine(snapshot.error().message);
                m_message->say(common::MessageBar::Kind::Error, m_saidOfReading);
            } else if (id == m_wanted.trace) {
                takeTrace(id, std::move(*snapshot));
            }
        });
}

void TracePage::takeTrace(const telemetry::TraceId& id, items::TraceSnapshot snapshot)
{
    m_trace = std::move(snapshot);
    const auto& tree = m_trace.tree;
    m_pages->setCurrentIndex(1);
    m_title->setText(tr("Trace %1…").arg(QString::fromStdString(telemetry::toHex(id)).left(8)));
    m_title->setToolTip(QString::fromStdString(telemetry::toHex(id)));
    if (tree->isEmpty()) {
        m_saidOfReading = tr("No span of this trace was known at the cursor. It came later, or was "
                             "never sent.");
        m_message->say(common::MessageBar::Kind::Warning, m_saidOfReading);
    } else if (m_message->text() == m_saidOfReading) {
        m_message->clear();
    }
    tellFacts();
    tellVerdicts();

    const int before = m_waterfall->currentNode();
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_model.setTree(tree);
        m_waterfall->setTree(tree);
        m_flame->setFlame(m_trace.flame);
        if (tree->size() <= kExpandedSpans)
            m_table->expandAll();
    }
    m_notes->refresh();
    updateNotes();
    if (!m_contents || extentOf(*m_contents->tree) != extentOf(*tree))
        readContents();
    int node = m_wanted.span == telemetry::SpanId::None ? trace::SpanTree::kNone
                                                        : tree->find(m_wanted.span);
    if (node == trace::SpanTree::kNone)
        node = firstInteresting(*tree);
    if (node == trace::SpanTree::kNone) {
        m_details->clear();
        m_spreadButton->setEnabled(false);
        m_context->clear(tr("No step is known."));
        return;
    }
    if (node == before && node == m_waterfall->currentNode())
        readChosen(); // the same step: it may have got content or evaluations meanwhile
    chooseNode(node);
}

void TracePage::chooseNode(int node)
{
    if (m_isSyncing || node == trace::SpanTree::kNone)
        return;
    const QScopedValueRollback syncing(m_isSyncing, true);
    const store::SpanRow& span = m_model.tree().span(node);
    const bool isNew = m_wanted.span != span.span || m_waterfall->currentNode() != node;
    // In place of a step that is not there one is only fallen back on.
    const bool isInstead = m_model.tree().find(m_wanted.span) == trace::SpanTree::kNone;
    m_wanted.span = span.span;
    m_selection.setSpan(span.span);
    m_waterfall->setCurrentNode(node);
    m_table->setCurrentIndex(m_model.indexOf(node));
    if (!isNew)
        return;
    if (!isInstead && m_message->text() == m_saidOfStep)
        m_message->clear();
    m_details->setSpan(span);
    readChosen();
}

void TracePage::readChosen()
{
    const telemetry::SpanKey key = m_wanted;
    m_stepQuery.request(
        [key, view = m_conductor.view()](const store::Reader& reader) {
            return readStep(reader, key, view);
        },
        [this, key](telemetry::Result<StepSnapshot> snapshot) { takeSnapshot(key, snapshot); });
}

void TracePage::takeSnapshot(const telemetry::SpanKey& key,
                             const telemetry::Result<StepSnapshot>& result)
{
    if (key != m_wanted)
        return;
    m_spreadButton->setEnabled(result && result->generation.has_value());
    if (!result) {
        m_details->setProblem(common::safeLine(result.error().message));
        return;
    }
    m_details->setSnapshot(*result, m_trace);
    if (!result->generation) {
        m_context->clear(tr("The context window is shown for generations; this step is none."));
        m_contextView->clear(
            tr("The context window is shown for generations; the chosen step is none."));
        readAnswer();
        return;
    }
    // Until the whole session is read, which tells its scale.
    if (!m_contents || m_session == nullptr)
        m_context->setContext(trace::contextWindowOf(*result->generation), key.span);
    readAnswer();
}

void TracePage::readContents()
{
    m_contentsQuery.request(
        [id = m_wanted.trace, view = m_conductor.view()](const store::Reader& reader) {
            return readTraceReading(reader, id, view);
        },
        [this, id = m_wanted.trace](telemetry::Result<TraceReading> reading) {
            if (!reading)
                m_message->say(common::MessageBar::Kind::Error,
                               common::safeLine(reading.error().message));
            else if (id == m_wanted.trace)
                takeContents(id, std::move(*reading));
        });
}

void TracePage::takeContents(const telemetry::TraceId& id, TraceReading reading)
{
    m_contents = reading.contents;
    m_loops = reading.loops;
    m_flame->setLoops(m_loops);
    m_graph->setContents(m_contents, m_loops);
    updateNotes();
    m_playback->setPlayback(reading.playback, m_contents->tree);
    m_search->setContents(m_contents);
    m_notes->setContents(m_contents, id);
    if (m_contents->isCut)
        m_message->say(common::MessageBar::Kind::Warning,
                       tr("This trace has more than %1 answers: search and notes know the first "
                          "of them only.")
                           .arg(items::countText(trace::kMostGenerations)));
    readAnswer();
    finishLink();
    readComparison(std::nullopt);
}

void TracePage::readAnswer()
{
    const telemetry::Generation* generation =
        m_contents ? m_contents->generation(m_wanted.span) : nullptr;
    m_reask->setKnownAt(m_conductor.view().knownAt);
    m_reask->open(generation != nullptr ? std::optional(*generation) : std::nullopt);
    if (generation == nullptr) {
        m_claimSet.reset();
        m_claims->setClaims(m_contents, nullptr);
        m_notes->setClaims({});
        return;
    }
    const store::View known = m_conductor.view();
    // A session that was read as known at another time may have lost or got turns.
    if (known.knownAt != m_sessionKnownAt)
        m_session.reset();
    m_sessionKnownAt = known.knownAt;
    m_answerQuery.request(
        [contents = m_contents, key = m_wanted, known,
         session = m_session](const store::Reader& reader) {
            return readAnswerReading(reader, *contents, key, known, session);
        },
        [this, key = m_wanted](telemetry::Result<AnswerReading> reading) {
            if (key == m_wanted)
                takeAnswer(key, std::move(reading));
        });
}

void TracePage::takeAnswer(const telemetry::SpanKey& key, telemetry::Result<AnswerReading> reading)
{
    if (!reading) {
        m_context->clear(common::safeLine(reading.error().message));
        m_contextView->clear(common::safeLine(reading.error().message));
        return;
    }
    m_session = reading->context.session;
    m_context->setContext(reading->context.window, key.span);
    m_context->setPositions(reading->context.positions);
    m_context->setDrops(reading->context.drops);
    m_contextView->setSession(reading->context.session, key);
    m_claimSet = reading->claims;
    m_claims->setClaims(m_contents, m_claimSet);
    m_notes->setClaims(*m_claimSet);
    chooseClaimAtPlace();
    chooseWorstClaim();
}

// A stretch of the answer is pointed at: the least claim that holds all of it, if there is one.
void TracePage::chooseClaimAtPlace()
{
    const auto& place = m_selection.place();
    const telemetry::Generation* generation =
        m_contents ? m_contents->generation(m_wanted.span) : nullptr;
    if (!place || generation == nullptr || !m_claimSet || place->span != m_wanted.span
        || m_claimSet->generation != m_wanted.span) // that of the answer before
        return;
    const auto stretch = claims::outputStretchOf(*generation, *place);
    if (!stretch)
        return;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < m_claimSet->claims.size(); ++i) {
        const claims::Claim& claim = m_claimSet->claims[i];
        const auto length = [&](std::size_t index) {
            return m_claimSet->claims[index].end - m_claimSet->claims[index].start;
        };
        if (claim.start <= stretch->first && stretch->second <= claim.end
            && (!best || length(i) < length(*best)))
            best = i;
    }
    if (best)
        m_selection.setClaim(best);
}

// Who looks at claims comes for what has nothing under it.
void TracePage::chooseWorstClaim()
{
    if (view() == View::Claims && m_claimSet && m_claimSet->generation == m_wanted.span
        && !m_selection.claim())
        m_claims->stepWorst(1);
}

void TracePage::askWhy(std::size_t claim)
{
    if (!m_contents || !m_claimSet || claim >= m_claimSet->claims.size())
        return;
    m_whyQuery.request(
        [contents = m_contents, set = m_claimSet,
         claim](const store::Reader&) -> telemetry::Result<claims::Provenance> {
            const claims::Claim& asked = set->claims[claim];
            return claims::provenanceOf(*contents, set->generation, asked.start, asked.end);
        },
        [this, set = m_claimSet](telemetry::Result<claims::Provenance> provenance) {
            if (provenance && m_claimSet && m_claimSet->generation == set->generation)
                m_claims->setProvenance(*provenance);
        });
}

// Only while it is looked at: finding a good run reads some thousand answers.
void TracePage::readComparison(std::optional<telemetry::TraceId> with)
{
    if (!m_contents || view() != View::Diff || (!with && m_compared == m_wanted))
        return;
    m_compared = m_wanted;
    m_diff->setBusy();
    // The suspect is the answer that is chosen, else the last one of the trace.
    telemetry::SpanKey suspect = m_wanted;
    if (m_contents->generation(suspect.span) == nullptr)
        suspect.span = telemetry::SpanId::None;
    m_diffQuery.request(
        [suspect, with, view = m_conductor.view()](const store::Reader& reader) {
            return comparison::readComparison(reader, view,
                                              {.suspect = {.suspect = suspect}, .with = with});
        },
        [this, key = m_wanted](telemetry::Result<comparison::ComparedRuns> result) {
            takeComparison(key, std::move(result));
        });
}

void TracePage::takeComparison(const telemetry::SpanKey& key,
                               telemetry::Result<comparison::ComparedRuns> result)
{
    if (key.trace != m_wanted.trace)
        return;
    if (!result) {
        m_diff->setProblem(common::safeLine(result.error().message));
        return;
    }
    m_diff->setCandidates(result->runs, result->good);
    m_diff->setComparison(result->result);
    std::map<telemetry::SpanId, QString> marks;
    if (result->result && result->result->first) {
        const auto& pair = result->result->pairs[*result->result->first];
        if (pair.here)
            marks[result->result->here[*pair.here].span] =
                tr("first step that diverges from the good run");
    }
    m_graph->setMarks(std::move(marks));
}

// Another view has chosen a step, or points into one.
void TracePage::followSelection()
{
    if (m_isSyncing || !m_trace.tree)
        return;
    const telemetry::SpanId pointed =
        m_selection.place() ? m_selection.place()->span : m_selection.span();
    const int node = m_trace.tree->find(pointed);
    if (node == trace::SpanTree::kNone || pointed == m_wanted.span)
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
    if (!m_link || m_link->step.trace != m_wanted.trace || !m_contents)
        return;
    const trace::TraceLink link = *std::exchange(m_link, std::nullopt);
    if (link.step.span != telemetry::SpanId::None
        && m_contents->tree->find(link.step.span) == trace::SpanTree::kNone) {
        m_saidOfStep = tr("The trace has no such step, as far as it was known at the cursor.");
        m_message->say(common::MessageBar::Kind::Warning, m_saidOfStep);
        return;
    }
    m_selection.setMoment(link.moment);
    const telemetry::Generation* generation = m_contents->generation(link.step.span);
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
    m_message->say(common::MessageBar::Kind::Warning, m_saidOfStep);
}

void TracePage::updateNotes()
{
    std::map<telemetry::SpanId, QString> notes = m_trace.notes;
    int count = 0;
    for (const items::Annotation& annotation : m_notes->annotations()) {
        ++count;
        const QString text = annotation.text.empty() ? items::annotationKindText(annotation.kind)
                                                     : common::safeLine(annotation.text, 80);
        QString& note = notes[annotation.target.step.span];
        note = u"✎ %1"_s.arg(text) + (note.isEmpty() ? QString() : u" · "_s + note);
    }
    if (m_loops) {
        for (const trace::LoopGroup& loop : m_loops->groups) {
            QString& note = notes[loop.representative];
            note = u"↻ %1"_s.arg(common::safeLine(loop.reason))
                + (note.isEmpty() ? QString() : u" · "_s + note);
        }
    }
    m_flame->setNotes(notes);
    m_waterfall->setNotes(std::move(notes));
    m_details->setViewTitle(m_notes, count == 0 ? tr("Notes") : tr("Notes %1").arg(count));
}

void TracePage::goToTrace()
{
    const trace::SpanTree& tree = m_model.tree();
    telemetry::Timestamp recorded = tree.range().end;
    for (int node = 0; node < tree.size(); ++node)
        recorded = std::max(recorded, tree.span(node).recorded);
    emit momentChosen(tree.range().end, recorded);
}

} // namespace traceview
