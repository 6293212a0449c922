// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/whatif.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace whatif {

// The settings in use and the variants below one another on one time axis: wrong answers added up,
// what was wrong and since when, alarms, and those that would have been false. Keys: left and right
// go from alarm to alarm, Return shows its moment.
class WhatIfAxis final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit WhatIfAxis(const common::Theme& theme, QWidget* parent = nullptr);

    void setAnswer(std::shared_ptr<const replay::WhatIf> answer); // may be null

    // Alarms in the order of rows and times: what the keys go through.
    struct Mark
    {
        std::size_t row = 0; // of the results
        telemetry::Timestamp time;
        bool isFirst = false; // of an affair
        bool isFalse = false;
        QString text; // plain: what it is
    };
    const std::vector<Mark>& marks() const { return m_marks; }
    int selected() const { return m_selected; } // -1: none
    QString nameAt(const QPointF& at) const; // of the row whose label is there; empty: none is
    QStringList courseTexts() const; // beside the wrong answers: of what they are, in which time
    double xOf(telemetry::Timestamp time) const;
    QRectF rowRect(std::size_t row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // accessible::Parts: the alarms around the chosen one.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void momentChosen(telemetry::Timestamp time);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    void select(int mark);
    int markAt(const QPointF& at) const;
    QRectF plotRect() const;
    QRectF courseRect() const;
    void paintCourse(QPainter& painter) const;
    void paintRow(QPainter& painter, std::size_t row) const;
    void paintMarks(QPainter& painter) const;
    void paintTimes(QPainter& painter) const;

    const common::Theme& m_theme;
    std::shared_ptr<const replay::WhatIf> m_answer;
    std::vector<Mark> m_marks;
    int m_selected = -1;
};

} // namespace whatif
