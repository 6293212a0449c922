// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"
#include "models/comparison/goodruns.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common

namespace traceview {

class DiffStepList;
class DiffTexts;
class TraceSelection;

// The open trace beside a good run: on top the sentence that names the first diverging step, then
// the steps of both along a spine, below what the chosen pair differs in and its texts word by
// word. Follows the selection and sets it. What is read, and when, is its owner's. GUI thread.
class DiffView final : public QWidget
{
    Q_OBJECT

public:
    DiffView(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    // Null: none; the empty state says why, see setCandidates and setProblem. `answer`: for which
    // the good run was looked for; None: for the last one of the trace. That another one is chosen
    // meanwhile is said.
    void setComparison(std::shared_ptr<const comparison::Comparison> all,
                       telemetry::SpanId answer = telemetry::SpanId::None);
    // What the combo offers; `chosen` may be a trace that is not among them, picked by hand.
    void setCandidates(const comparison::GoodRuns& runs, const telemetry::TraceId& chosen);
    void setBusy(); // a good run is being looked for; what is shown is the one before
    void setProblem(const QString& problem);

signals:
    void candidateChosen(const telemetry::TraceId& good);
    void pickByHandAsked();
    void comparisonAsked(); // for what is chosen now
    // Enter on a step of the suspect, which is chosen by then, or on one that only the good run
    // has.
    void stepOpened(const telemetry::SpanKey& step);
    void goodStepOpened(const telemetry::SpanKey& step);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildSides();
    void choosePair(int row);
    void openPair(int row);
    void followSelection();
    void tellSentence();
    void tellAge();
    void clearPair();
    void showDifferences(const comparison::StepPair& pair);
    void restyle();

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const comparison::Comparison> m_all;
    telemetry::SpanId m_answer = telemetry::SpanId::None; // see setComparison
    bool m_isBusy = false;
    bool m_isSyncing = false; // list and selection follow each other

    QComboBox* m_candidates;
    QPushButton* m_byHand;
    QLabel* m_sentence;
    QLabel* m_facts; // of the whole run, and how alike the questions are
    common::MessageBar* m_message;
    common::EmptyState* m_empty;
    QWidget* m_content;
    DiffStepList* m_steps;
    QTableWidget* m_differences;
    DiffTexts* m_texts;
};

} // namespace traceview
