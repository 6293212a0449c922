// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"

#include <QTabWidget>

namespace common {
class Theme;
}

namespace triage {

class SharedPanel;
class SuspectPane;
class VerdictBar;

// Beside the list: the one answer that is read, with the verdict on it, and what all of them share.
// Each has the whole height, since the one is about an answer and the other about the list. GUI
// thread.
class SuspectSide final : public QTabWidget
{
    Q_OBJECT

public:
    SuspectSide(bool canJudge, items::RecordingQueries& queries,
                const items::TimeConductor& conductor, const common::Theme& theme,
                QWidget* parent = nullptr);

    SuspectPane* pane() const { return m_pane; }
    SharedPanel* shared() const { return m_shared; }
    VerdictBar* verdictBar() const { return m_verdictBar; } // null: nobody can judge here
    bool isSharedShown() const;
    void showShared(bool isShared);

signals:
    void traceAsked();
    void spreadAsked();

private:
    QWidget* buildAnswer(bool canJudge, const common::Theme& theme);
    QWidget* buildActions(QWidget* parent);

    SuspectPane* m_pane = nullptr;
    SharedPanel* m_shared;
    VerdictBar* m_verdictBar = nullptr;
};

} // namespace triage
