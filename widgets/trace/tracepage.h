// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/tracesearch.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/clock.h"
#include "models/trace/tracelink.h"
#include "widgets/trace/opentrace.h"
#include "widgets/trace/traceselection.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
enum class KeyCommand;
} // namespace common
namespace incident {
class EntryPort;
class EntryWriter;
} // namespace incident
namespace items {
struct TraceFinding;
}

namespace traceview {

class ClaimsView;
class ContextBar;
class ContextView;
class DiffView;
class FindingsBar;
class FlameView;
class GraphView;
class NotesView;
class PlaybackBar;
class ReaskPanel;
class ReaskPort;
class StepsTable;
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
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildPage(ReaskPort* reask);
    QWidget* buildHead();
    QWidget* buildSwitch();
    void connectViews();
    void connectReading();
    void forget();
    void takeTree();
    void chooseAsked();
    void tellFacts();
    void tellVerdicts();
    void chooseNode(int node);
    void takeStep(const StepSnapshot& step);
    void takeContents();
    void takeClaims();
    void takeContext(const items::ContextSnapshot& context);
    void chooseClaimAtPlace();
    void chooseWorstClaim();
    void takeComparison(const comparison::ComparedRuns& runs, const telemetry::SpanKey& answer);
    void followSelection();
    void goToHit(const claims::TraceHit& hit);
    void connectFindings(incident::EntryPort* notes);
    void putFinding(); // that is chosen
    void putOnTimeline(const items::TraceFinding& finding);
    void goToFailure(int direction);
    // In the order of the waterfall; where there is none, `none` is said.
    void goToStep(int direction, const std::function<bool(int node)>& isWanted,
                  const QString& none);
    void goToLoop(int direction, bool ofRetries);
    void finishLink();
    bool handleKey(const QKeyEvent& event);
    bool goToView(common::KeyCommand command);
    bool goToPlace(common::KeyCommand command);
    void updatePanes();
    void updateNotes();
    void goToTrace();
    void restyle();

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    TraceSelection m_selection;
    items::RecordingQueries& m_queries;
    OpenTrace m_open;
    std::optional<trace::TraceLink> m_link; // what of it is to be shown once that is read
    bool m_isSyncing = false; // waterfall and table follow each other
    store::SpanRow m_detailed; // whose details are shown, as it was known then
    QString m_saidOfReading; // what the message says until it is read
    QString m_saidOfStep; // and until another is chosen
    QStackedWidget* m_pages;
    common::EmptyState* m_empty;
    common::MessageBar* m_message; // what is to be known of all that is shown
    common::MessageBar* m_news; // what came of what was asked for last
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_verdicts = nullptr; // on the whole trace; hidden without any
    FindingsBar* m_findings = nullptr; // what is wrong in it
    incident::EntryWriter* m_writer = nullptr; // null: nothing can be written
    QPushButton* m_spreadButton = nullptr;
    QPushButton* m_seekButton = nullptr;
    QBoxLayout* m_headRow = nullptr;
    QBoxLayout* m_titleRow = nullptr;
    QTabBar* m_switch = nullptr;
    TraceSearchBar* m_search = nullptr;
    ContextBar* m_context = nullptr;
    QStackedWidget* m_steps = nullptr; // in the order of View
    WaterfallView* m_waterfall = nullptr;
    FlameView* m_flame = nullptr;
    ClaimsView* m_claims = nullptr;
    GraphView* m_graph = nullptr;
    StepsTable* m_table = nullptr;
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
