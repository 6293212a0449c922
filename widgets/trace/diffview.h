// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"
#include "models/comparison/goodruns.h"

#include <QWidget>

#include <memory>

class QTabBar;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common

namespace traceview {

class DiffHead;
class DiffStepList;
class DiffTable;
class DiffTexts;
class TraceSelection;

// The open trace beside a good run: on top the sentence that names the first diverging step, then
// the steps of both along a spine, below what the chosen pair differs in and its texts word by
// word. In a narrow window a tab chooses between the two below, in a low one between all three.
// Follows the selection and sets it. What is read, and when, is its owner's. GUI thread.
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
    enum class Fit
    {
        Unknown,
        Low, // one part at a time
        Narrow, // the steps, and one part below
        Wide,
    };
    enum class Part
    {
        Steps,
        Differences,
        Texts,
    };
    void buildContent();
    void arrange();
    void showPart();
    QString pairName(int row) const;
    QWidget* buildSides();
    void choosePair(int row);
    void openPair(int row);
    void followSelection();
    void tellAge();
    void clearPair();

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const comparison::Comparison> m_all;
    telemetry::SpanId m_answer = telemetry::SpanId::None; // see setComparison
    bool m_isBusy = false;
    bool m_isSyncing = false; // list and selection follow each other
    bool m_hasPair = false; // of which differences and texts are shown
    Fit m_fit = Fit::Unknown;
    Part m_part = Part::Steps;

    DiffHead* m_head;
    common::MessageBar* m_message;
    common::EmptyState* m_empty;
    QWidget* m_content;
    QTabBar* m_parts;
    QWidget* m_above = nullptr; // the steps
    QWidget* m_below = nullptr; // what differs in one pair
    DiffStepList* m_steps;
    DiffTable* m_differences;
    DiffTexts* m_texts;
};

} // namespace traceview
