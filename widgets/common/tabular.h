// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QFontMetricsF>
#include <QRectF>
#include <QString>
#include <QWidget>

class QPainter;
class QStyleOptionViewItem;

namespace common {

// Qt 6.4 cannot switch a font's tabular figures on, so numbers are drawn digit by digit, each as
// wide as the widest: a running clock or a changing rate does not jitter, and columns line up.
qreal tabularWidth(const QFontMetricsF& metrics, const QString& text);
// In the painter's font and pen. Text that is too wide ends in "…".
void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
                 const QString& text);

// A cell of a table whose text, on one line, has figures: they are to stand below each other.
bool hasFigures(const QStyleOptionViewItem& item);

// A cell of a table as its style paints it, but with tabular figures; `item` as a delegate's
// initStyleOption() has made it. False, and nothing is drawn, where there is no room for it on one
// line: then the style elides or wraps it.
bool drawTabularItem(QPainter& painter, const QStyleOptionViewItem& item);

// A label whose figures are tabular. Plain text, one line.
class NumberLabel final : public QWidget
{
    Q_OBJECT

public:
    NumberLabel(const Theme& theme, TextSize size, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return m_text; }
    void setRole(ColorRole role);
    void setBold(bool bold);
    void setAlignment(Qt::Alignment alignment);
    // The widest text that will be shown: keeps neighbours where they are.
    void setWidestText(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TextSize m_size;
    bool m_isBold = false;
    ColorRole m_role = ColorRole::TextPrimary;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    QString m_text;
    QString m_widest;
};

} // namespace common
