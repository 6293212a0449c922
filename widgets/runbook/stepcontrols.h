// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

// Settles a step by hand: done, skipped with a reason, or only a note. A lever step cannot be
// called done by hand: it is done when its lever is in effect. GUI thread.
class StepControls final : public QWidget
{
    Q_OBJECT

public:
    explicit StepControls(const common::Theme& theme, QWidget* parent = nullptr);

    void setStep(const runbook::Step& step, const runbook::StepProgress& progress);
    void focusNote();

signals:
    void settled(runbook::StepState state, const QString& note);
    void noted(const QString& note);
    void viewRequested(const QString& view);

private:
    void settle(runbook::StepState state);
    void addNote();
    QString takeNote();
    void say(const QString& text);

    const common::Theme& m_theme;
    QString m_step;
    QString m_view;
    QLineEdit* m_note;
    QPushButton* m_open;
    QPushButton* m_done;
    QPushButton* m_skip;
    QPushButton* m_add;
    QLabel* m_message;
};

} // namespace runbookview
