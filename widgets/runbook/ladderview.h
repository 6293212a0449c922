// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/runbook/levercontroller.h"

#include <QWidget>

namespace common {
class Theme;
}

namespace runbookview {

// The four rungs of one command with their times: reached, failed, unknown, waiting, or out of
// reach for good. Painted; its text is its accessible description. GUI thread.
class LadderView final : public QWidget
{
    Q_OBJECT

public:
    explicit LadderView(const common::Theme& theme, QWidget* parent = nullptr);

    // nullptr: nothing was fired. `recoverWithin` zero: no limit given.
    void setCommand(const LeverController::Command* command, telemetry::Duration recoverWithin,
                    telemetry::Timestamp now);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QString text() const; // one line a rung

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line
    {
        runbook::RungState state = runbook::RungState::Waiting;
        QString name;
        QString time;
        QString detail;
    };
    Line lineOf(const LeverController::Command& command, const runbook::Rung& rung,
                telemetry::Duration recoverWithin, telemetry::Timestamp now) const;
    void paintRung(QPainter& painter, const Line& line, const QRectF& row, bool isLast) const;

    const common::Theme& m_theme;
    std::vector<Line> m_lines;
};

// What the recovery test says, in words: "not yet enough data", the mean with its interval and n.
QString recoveryText(const RecoveryStatus& status);

} // namespace runbookview
