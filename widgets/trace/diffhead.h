// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"
#include "models/comparison/goodruns.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace common {
class Theme;
}

namespace traceview {

// On top of a comparison: which good run it is with, what makes that doubtful, the sentence that
// names the first diverging step, and facts of the whole run. GUI thread.
class DiffHead final : public QWidget
{
    Q_OBJECT

public:
    DiffHead(const common::Theme& theme, QWidget* parent = nullptr);

    // What the combo offers; `chosen` may be a trace that is not among them, picked by hand.
    void setCandidates(const comparison::GoodRuns& runs, const telemetry::TraceId& chosen);
    void setComparison(std::shared_ptr<const comparison::Comparison> all); // null: none
    void setLow(bool on); // little room: fewer lines, no facts
    QPushButton* byHand() const { return m_byHand; }
    QWidget* lastFocus() const; // the last station of the Tab key

signals:
    void candidateChosen(const telemetry::TraceId& good);
    void pickByHandAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellSentence();
    void restyle();

    const common::Theme& m_theme;
    std::shared_ptr<const comparison::Comparison> m_all;
    bool m_isLow = false;
    QComboBox* m_candidates;
    QPushButton* m_byHand;
    QVBoxLayout* m_layout;
    QLabel* m_caution; // of the good run; hidden: nothing speaks against it
    QLabel* m_sentence;
    QLabel* m_facts; // of the whole run, and how alike the questions are
};

} // namespace traceview
