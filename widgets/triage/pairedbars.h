// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/differences.h"
#include "widgets/accessible/parts.h"

#include <QWidget>

#include <optional>

namespace common {
class Theme;
}

namespace triage {

// How suspects and the rest lie in an attribute, beside each other: columns over a range of
// numbers, else a line a value. What the difference is about is shaded. As shares of each group.
class PairedBars final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit PairedBars(const common::Theme& theme, QWidget* parent = nullptr);

    void setRow(const std::optional<differences::DifferenceRow>& row);
    QSize sizeHint() const override { return {240, 160}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

    // accessible::Parts: the bars.
    QAccessible::Role toldRole() const override { return QAccessible::Chart; }
    int partCount() const override;
    accessible::Part part(int index) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    struct Shares
    {
        double suspects = 0;
        double rest = 0;
    };
    Shares sharesOf(const differences::DistributionBar& bar) const;
    double largestShare() const;
    bool isOverNumbers() const;
    QRectF area() const;
    QRectF placeOf(std::size_t bar) const; // empty: there is no room for it
    QString textOf(const differences::DistributionBar& bar) const;
    void paintKey(QPainter& painter) const;
    void paintColumn(QPainter& painter, std::size_t bar) const;
    void paintLine(QPainter& painter, std::size_t bar) const;
    void paintEnds(QPainter& painter) const;

    const common::Theme& m_theme;
    std::optional<differences::DifferenceRow> m_row;
};

} // namespace triage
