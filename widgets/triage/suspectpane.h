// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/messagelist.h"
#include "models/suspects/suspectqueue.h"
#include "widgets/trace/findingmarks.h"
#include "widgets/trace/stepdetails.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QLabel;
class QTabWidget;

namespace common {
class MessageBar;
class PlainTextView;
class Theme;
} // namespace common
namespace traceview {
class ConversationView;
class EvaluationList;
class TextMarks;
} // namespace traceview

namespace triage {

// One suspect to be read: its output with the findings underlined, and below it what speaks for and
// against, the evaluations with their reasons, and what it was given. GUI thread.
class SuspectPane final : public QWidget
{
    Q_OBJECT

public:
    explicit SuspectPane(const common::Theme& theme, QWidget* parent = nullptr);

    // At once; `verdicts` are those that its probability was corrected by.
    void setSuspect(const suspects::QueueRow& suspect, std::size_t verdicts);
    // When it has been read. Parts that are as before stay as they are, scrolled and selected.
    void setSnapshot(const traceview::StepSnapshot& snapshot);
    void setProblem(const QString& problem);
    void setVerdict(const QString& text); // empty: none given

signals:
    void textAsked(const QString& text); // where a stretch of what is read went

private:
    void showOutput(const traceview::StepSnapshot& snapshot);
    void showEvaluations(const std::vector<telemetry::Evaluation>& evaluations);
    void showEvidence(const std::vector<telemetry::Evaluation>& evaluations);
    void showReasons(const QString& text);
    QWidget* buildOutput();
    QWidget* buildReasons();
    void placeMarks();
    void restyle();

    const common::Theme& m_theme;
    telemetry::SpanKey m_suspect;
    bool m_isRead = false; // the snapshot of this suspect is shown
    std::string m_outputShown;
    std::vector<telemetry::Evaluation> m_evaluationsShown;
    QString m_first; // of the facts: what the list knows
    QString m_recalibrated; // how verdicts moved it; empty: they did not
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_reasons;
    QLabel* m_verdict;
    common::MessageBar* m_message;
    QLabel* m_missing;
    common::PlainTextView* m_output;
    traceview::TextMarks* m_marks;
    QLabel* m_legend;
    QTabWidget* m_tabs;
    traceview::ConversationView* m_given;
    traceview::EvaluationList* m_evaluations;
};

// What matters for judging the output first: passages and tool results, the question, then the
// rest.
std::vector<items::MessageRow> givenRows(const telemetry::Generation& generation);
// "2 × identifier that nothing given holds · 1 × cut off here"; empty without findings.
QString legendText(const std::vector<traceview::FindingMark>& marks);

} // namespace triage
