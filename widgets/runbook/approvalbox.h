// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/runbook/approval.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timelineentry.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace common {
class Theme;
}

namespace runbookview {

class ApprovalPort;

// A plan of somebody else that waits for approval: who asks, what would be moved from where to
// where, the whole of what would be sent, until when; and the two answers. One's own plan has none.
// What is shown stays until it does not wait any more; when another takes its place, answers wait a
// moment. Hidden while nothing waits. Reads the recording every second. GUI thread.
class ApprovalBox final : public QWidget
{
    Q_OBJECT

public:
    // All outlive it.
    ApprovalBox(ApprovalPort& port, items::RecordingQueries& queries, const telemetry::Clock& clock,
                const common::Theme& theme, QWidget* parent = nullptr);

    const std::optional<runbook::ApprovalRequest>& request() const { return m_request; }
    // False: hidden, and nothing can be said, whatever waits.
    void setShown(bool isShown);

    // What is said elsewhere than in the recording, as its entries: read with them.
    void setFurther(std::vector<telemetry::TimelineEntry> entries)
    {
        m_further = std::move(entries);
    }

    static constexpr std::chrono::milliseconds kSettling{1500};

private:
    void build();
    void read();
    void take(const std::vector<telemetry::TimelineEntry>& entries);
    void showRequest(const std::optional<runbook::ApprovalRequest>& request);
    void showAnswers();
    void say(bool isDeclined);
    bool isOwn() const;
    QString obstacle() const;
    void restyle();

    ApprovalPort& m_port;
    const telemetry::Clock& m_clock;
    const common::Theme& m_theme;
    items::LatestQuery<std::vector<telemetry::TimelineEntry>> m_query;
    QTimer m_timer;
    std::optional<runbook::ApprovalRequest> m_request;
    std::vector<telemetry::TimelineEntry> m_further;
    std::size_t m_others = 0; // that wait behind it
    QTimer m_settling; // while it runs nothing is answered: what is shown has just changed
    QString m_failure; // of saying it
    bool m_isShown = true;
    bool m_wasAny = false; // a plan was shown before
    // Made when the first plan waits: before, there is nothing that could be pressed.
    QLabel* m_title = nullptr;
    QLabel* m_what = nullptr;
    QLabel* m_change = nullptr;
    QLabel* m_when = nullptr;
    QToolButton* m_unfold = nullptr;
    QPlainTextEdit* m_plan = nullptr;
    QLabel* m_state = nullptr; // what was said, or why it cannot be
    QLineEdit* m_reason = nullptr;
    QPushButton* m_approve = nullptr;
    QPushButton* m_decline = nullptr;
    QWidget* m_line = nullptr;
};

} // namespace runbookview
