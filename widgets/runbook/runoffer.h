// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/pastrun.h"
#include "models/runbook/runbook.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

class ReasonBox;

// A run that the recording holds and nobody ended: the console was closed, or crashed. Tells who
// began it and when, what was done, which levers were fired and what is not known of them, and
// offers to take it up again or to abort it. Hidden while there is none. GUI thread.
class RunOffer final : public QWidget
{
    Q_OBJECT

public:
    explicit RunOffer(const common::Theme& theme, QWidget* parent = nullptr);

    // `problem`: why it cannot be taken up again, empty: it can.
    void show(const runbook::PastRun& run, const runbook::Runbook& runbook, const QString& problem);
    void clear();
    QString text() const;

signals:
    void resumed();
    void aborted(const QString& reason);

private:
    void restyle();

    const common::Theme& m_theme;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_problem;
    QPushButton* m_resume;
    QPushButton* m_abort;
    ReasonBox* m_box;
};

} // namespace runbookview
