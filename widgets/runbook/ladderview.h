// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"
#include "widgets/runbook/levercontroller.h"

#include <QWidget>

namespace common {
class Theme;
}

namespace runbookview {

// The four rungs of one command with their times: reached, failed, unknown, waiting, or out of
// reach for good. Painted; its text is its accessible description. GUI thread.
class LadderView final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit LadderView(const common::Theme& theme, QWidget* parent = nullptr);

    void setCommand(const LeverController::Command* command); // nullptr: nothing was fired
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    int heightForWidth(int width) const override; // all that is said
    QString text() const; // one line a rung

    // accessible::Parts: the rungs.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override { return static_cast<int>(m_lines.size()); }
    accessible::Part part(int index) const override;

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
    Line lineOf(const LeverController::Command& command, const runbook::Rung& rung) const;
    QRectF detailOf(const QRectF& row) const;
    int rowHeight(std::size_t index, int width) const;
    int leastHeight(std::size_t index) const; // of a row
    void paintRung(QPainter& painter, const Line& line, const QRectF& row, bool isLast) const;

    const common::Theme& m_theme;
    std::vector<Line> m_lines;
};

} // namespace runbookview
