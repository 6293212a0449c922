// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/hypotheses.h"

#include <QFrame>

#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace common {
class Theme;
}

namespace dashboard {

// One hypothesis: folded a line that says how sure it is, unfolded what speaks for it and against
// it, what is missing, what would cure it and what would refute it. Plain text. GUI thread.
class CauseCard final : public QFrame
{
    Q_OBJECT

public:
    explicit CauseCard(const common::Theme& theme, QWidget* parent = nullptr);

    // `reach` in words, safe to show; `step`: which step of the open runbook moves its lever,
    // likewise; empty: none does.
    void setHypothesis(const causes::Hypothesis& hypothesis, const QString& reach,
                       const QString& step);
    const causes::Hypothesis& hypothesis() const { return m_hypothesis; }
    bool isOpen() const { return m_isOpen; }
    void setOpen(bool isOpen);
    void focusHead();
    QString text() const; // as shown

signals:
    void toggledOpen(bool isOpen); // by hand
    void answersRequested();
    void stepRequested();
    void spreadRequested(); // of what its answers say

private:
    QLabel* addText();
    std::vector<QLabel*> texts() const; // in order
    void restyle();
    void showFold();

    const common::Theme& m_theme;
    causes::Hypothesis m_hypothesis;
    bool m_isOpen = false;
    QToolButton* m_head;
    QWidget* m_body;
    QLabel* m_sentence;
    QLabel* m_for;
    QLabel* m_against;
    QLabel* m_missing;
    QLabel* m_cure;
    QLabel* m_refutation;
    QLabel* m_reach;
    QPushButton* m_show;
    QPushButton* m_step;
    QPushButton* m_spread;
};

// "Judge drift: unlikely. Nothing speaks for it, 3 against."
QString causeLine(const causes::Hypothesis& hypothesis);

} // namespace dashboard
