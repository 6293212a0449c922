// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/spantreemodel.h"
#include "models/items/timeconductor.h"
#include "widgets/trace/stepdetails.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common

namespace traceview {

class ContextBar;
class WaterfallView;

// One trace, as known at the cursor: the context window of the chosen generation on top, the steps
// as a waterfall or a table at the left, the chosen step at the right. GUI thread.
class TracePage final : public QWidget
{
    Q_OBJECT

public:
    TracePage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
              const common::Theme& theme, QWidget* parent = nullptr);

    // Shows the trace with this span chosen; without a span, its first generation.
    void open(const telemetry::SpanKey& key);
    std::optional<telemetry::TraceId> trace() const;
    void focusSteps(); // or the page, where no trace is open

signals:
    void suspectsRequested(); // the empty state's way on
    // The trace is to be gone to: when it ended, and when the last of it was recorded.
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded);
    // Where what the chosen answer says went, or a stretch of what the chosen step says; of a step
    // that is no answer the key is empty.
    void spreadRequested(const telemetry::SpanKey& key, const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildPage();
    QWidget* buildHead();
    void readTrace();
    void takeTrace(const telemetry::TraceId& id, items::TraceSnapshot snapshot);
    void tellFacts();
    void tellVerdicts();
    void chooseNode(int node);
    void readChosen();
    void takeSnapshot(const telemetry::SpanKey& key, const telemetry::Result<StepSnapshot>& result);
    void goToTrace();
    void showTable(bool on);
    void restyle();

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::SpanTreeModel m_model;
    items::LatestQuery<items::TraceSnapshot> m_treeQuery;
    items::LatestQuery<StepSnapshot> m_stepQuery;
    items::RefreshPacer m_pacer;
    items::TraceSnapshot m_trace;
    telemetry::SpanKey m_wanted; // what was asked for
    bool m_isOpen = false;
    bool m_isSyncing = false; // waterfall and table follow each other

    QStackedWidget* m_pages;
    common::EmptyState* m_empty;
    common::MessageBar* m_message;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_verdicts; // on the whole trace; hidden without any
    QPushButton* m_tableButton;
    QPushButton* m_spreadButton;
    QPushButton* m_seekButton;
    ContextBar* m_context;
    QStackedWidget* m_steps;
    WaterfallView* m_waterfall;
    QTreeView* m_table;
    StepDetails* m_details;
};

} // namespace traceview
