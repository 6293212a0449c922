// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/provenance.h"
#include "models/comparison/comparisonreader.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/spantreemodel.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/clock.h"
#include "models/trace/tracelink.h"
#include "widgets/trace/stepdetails.h"
#include "widgets/trace/tracereading.h"
#include "widgets/trace/traceselection.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common
namespace incident {
class EntryPort;
}
namespace claims {
struct TraceHit;
}

namespace traceview {

class ClaimsView;
class ContextBar;
class ContextView;
class DiffView;
class FlameView;
class GraphView;
class NotesView;
class PlaybackBar;
class ReaskPanel;
class ReaskPort;
class TraceSearchBar;
class WaterfallView;

// One trace, as known at the cursor: the context window of the chosen generation on top, a view of
// the steps at the left, what the chosen one said at the right, the playback below. All of them
// share one selection and one search. GUI thread.
class TracePage final : public QWidget
{
    Q_OBJECT

public:
    // Either may be null: then no notes can be written, and nothing is asked again.
    TracePage(incident::EntryPort* notes, ReaskPort* reask, items::RecordingQueries& queries,
              const items::TimeConductor& conductor, const telemetry::Clock& clock,
              const common::Theme& theme, QWidget* parent = nullptr);

    enum class View
    {
        Waterfall,
        Flame, // bars inside each other
        Claims, // of the chosen answer, with what they rest on
        Graph, // by cause
        Table,
        Context, // of the session
        Diff, // with a good run
        Reask, // the same question, asked again
    };

    // With this span chosen; without a span, its first generation.
    void open(const telemetry::SpanKey& key);
    void open(const trace::TraceLink& link);
    bool holdAgainst(const trace::TraceLink& link); // false: no good run is looked for
    void tell(const QString& text); // of what was asked for last: goes with the next step
    std::optional<telemetry::TraceId> trace() const;
    void focusSteps(); // or the page, where no trace is open
    void focusNote(); // on what is chosen
    void showView(View view);
    View view() const;
    // To what is shown: step, claim, moment and view; nullopt where no trace is open.
    std::optional<trace::TraceLink> link() const;
    TraceSelection& selection() { return m_selection; }

signals:
    void suspectsRequested(); // the empty state's way on
    void suspectAsked(int direction, const telemetry::SpanKey& from); // 1: next, -1: before
    // The trace is to be gone to: when it ended, and when the last of it was recorded.
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded);
    // What the chosen answer says, or a stretch of it; of a step that is no answer no key.
    void spreadRequested(const telemetry::SpanKey& key, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildPage(ReaskPort* reask);
    QWidget* buildHead();
    QWidget* buildSwitch();
    void connectViews();
    void readTrace();
    void takeTrace(const telemetry::TraceId& id, items::TraceSnapshot snapshot);
    void tellFacts();
    void tellVerdicts();
    void chooseNode(int node);
    void readChosen();
    void takeSnapshot(const telemetry::SpanKey& key, const telemetry::Result<StepSnapshot>& result);
    void readContents();
    void takeContents(const telemetry::TraceId& id, TraceReading reading);
    void readAnswer();
    void takeAnswer(const telemetry::SpanKey& key, telemetry::Result<AnswerReading> reading);
    void askWhy(std::size_t claim);
    void chooseClaimAtPlace();
    void chooseWorstClaim();
    void readComparison(std::optional<telemetry::TraceId> with);
    void takeComparison(const telemetry::SpanKey& key,
                        telemetry::Result<comparison::ComparedRuns> result);
    void followSelection();
    void goToHit(const claims::TraceHit& hit);
    void goToFailure(int direction);
    // In the order of the waterfall; where there is none, `none` is said.
    void goToStep(int direction, const std::function<bool(int node)>& isWanted,
                  const QString& none);
    void goToLoop(int direction, bool ofRetries);
    void finishLink();
    bool handleKey(const QKeyEvent& event);
    void updatePanes();
    void updateNotes();
    void goToTrace();
    void restyle();

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    TraceSelection m_selection;
    items::SpanTreeModel m_model;
    items::RecordingQueries& m_queries;
    items::LatestQuery<items::TraceSnapshot> m_treeQuery;
    items::LatestQuery<StepSnapshot> m_stepQuery;
    items::LatestQuery<TraceReading> m_contentsQuery;
    items::LatestQuery<AnswerReading> m_answerQuery;
    items::LatestQuery<claims::Provenance> m_whyQuery;
    items::LatestQuery<comparison::ComparedRuns> m_diffQuery;
    items::RefreshPacer m_pacer;
    items::TraceSnapshot m_trace;
    std::shared_ptr<const trace::TraceContents> m_contents; // of the open trace; null: not read yet
    std::shared_ptr<const trace::LoopGroups> m_loops; // of it
    std::shared_ptr<const claims::ClaimSet> m_claimSet; // of the chosen answer; null: not known yet
    std::shared_ptr<const trace::ContextSession> m_session; // that was read last
    telemetry::Timestamp m_sessionKnownAt; // as known then
    telemetry::SpanKey m_wanted; // what was asked for
    std::optional<trace::TraceLink> m_link; // what of it is to be shown once that is read
    telemetry::SpanKey m_compared; // what was compared last
    bool m_isOpen = false;
    bool m_isSyncing = false; // waterfall and table follow each other
    QString m_saidOfReading; // what the message says until it is read
    QString m_saidOfStep; // and until another is chosen
    QStackedWidget* m_pages;
    common::EmptyState* m_empty;
    common::MessageBar* m_message;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_verdicts = nullptr; // on the whole trace; hidden without any
    QPushButton* m_spreadButton = nullptr;
    QPushButton* m_seekButton = nullptr;
    QTabBar* m_switch = nullptr;
    TraceSearchBar* m_search = nullptr;
    ContextBar* m_context = nullptr;
    QStackedWidget* m_steps = nullptr; // in the order of View
    WaterfallView* m_waterfall = nullptr;
    FlameView* m_flame = nullptr;
    ClaimsView* m_claims = nullptr;
    GraphView* m_graph = nullptr;
    QTreeView* m_table = nullptr;
    ContextView* m_contextView = nullptr;
    DiffView* m_diff = nullptr;
    ReaskPanel* m_reask = nullptr;
    StepDetails* m_details = nullptr;
    NotesView* m_notes;
    PlaybackBar* m_playback = nullptr;
};

// "waterfall", "flame", "claims", "graph", "table", "context", "diff", "ask": as links name them.
QString viewName(TracePage::View view);
std::optional<TracePage::View> viewFrom(const QString& name);

} // namespace traceview
