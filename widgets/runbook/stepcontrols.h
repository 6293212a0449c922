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

// Settles a step by hand: done, failed or skipped with a reason, or only a note; what was done or
// skipped can be done again. A decision with options is made by pressing one: it is what the note
// begins with. A lever step cannot be called done or failed by hand: it is done when
// its lever is in effect. GUI thread.
class StepControls final : public QWidget
{
    Q_OBJECT

public:
    explicit StepControls(const common::Theme& theme, QWidget* parent = nullptr);

    // `shown`: the step in the words that people are to read.
    void setStep(const runbook::Step& step, const runbook::StepProgress& progress,
                 const runbook::Step& shown);
    void setStep(const runbook::Step& step, const runbook::StepProgress& progress)
    {
        setStep(step, progress, step);
    }
    void focusNote();
    // Why a step that opens a trace cannot, shown as its tooltip; empty: it can.
    void setNoTrace(const QString& why);

signals:
    void settled(runbook::StepState state, const QString& note);
    void repeated(runbook::StepState state, const QString& note); // of what was settled before
    void noted(const QString& note);
    void viewRequested(const QString& view);

private:
    void updateOpen();
    void settle(runbook::StepState state);
    void choose(const QString& option);
    void showOptions(const QStringList& options, const QStringList& told);
    void addNote();
    QString takeNote();
    void say(const QString& text);

    const common::Theme& m_theme;
    QString m_step;
    QString m_view;
    QString m_noTrace;
    bool m_isRepeat = false;
    QLineEdit* m_note;
    QPushButton* m_open;
    QPushButton* m_done;
    QPushButton* m_fail;
    QPushButton* m_skip;
    QPushButton* m_add;
    QWidget* m_choices; // the options of a decision, a button each
    QStringList m_options;
    QLabel* m_whyNot; // the view cannot be opened
    QLabel* m_message;
};

} // namespace runbookview
