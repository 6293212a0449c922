// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/tabular.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionViewItem>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cmath>

namespace common {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

qreal digitWidth(const QFontMetricsF& metrics)
{
    qreal widest = 0;
    for (char16_t c = u'0'; c <= u'9'; ++c)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(c)));
    return widest;
}

// What runs from right to left, joins, or combines with the character before it is not to be taken
// apart.
bool isPlainScript(QChar c)
{
    return c < QChar(0x0300)
        || (c >= QChar(0x2000) && c < QChar(0x2800) && c.isPrint() && !c.isMark());
}

// Calls `piece(text, isDigit)` for each digit and for each stretch between digits, which stays
// whole so that it is kerned and shaped as usual.
template<class Piece>
void forEachPiece(const QString& text, Piece piece)
{
    if (!std::ranges::all_of(text, isPlainScript))
        return piece(text, false);
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isDigit(text[i]))
            continue;
        if (i > start)
            piece(text.mid(start, i - start), false);
        piece(text.mid(i, 1), true);
        start = i + 1;
    }
    if (start < text.size())
        piece(text.mid(start), false);
}

} // namespace

qreal tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    const qreal digit = digitWidth(metrics);
    qreal width = 0;
    forEachPiece(text, [&](const QString& piece, bool isOneDigit) {
        width += isOneDigit ? digit : metrics.horizontalAdvance(piece);
    });
    return width;
}

void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
                 const QString& text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    const qreal width = tabularWidth(metrics, text);
    if (width > rect.width() + 0.5) {
        painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    qreal x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    qreal baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    if (alignment & Qt::AlignTop)
        baseline = rect.top() + metrics.ascent();
    else if (alignment & Qt::AlignBottom)
        baseline = rect.bottom() - metrics.descent();
    baseline = std::round(baseline);
    const qreal digit = digitWidth(metrics);
    forEachPiece(text, [&](const QString& piece, bool isOneDigit) {
        const qreal advance = metrics.horizontalAdvance(piece);
        const qreal room = isOneDigit ? digit : advance;
        painter.drawText(QPointF(x + (room - advance) / 2, baseline), piece);
        x += room;
    });
}

bool hasFigures(const QStyleOptionViewItem& item)
{
    return item.features.testFlag(QStyleOptionViewItem::HasDisplay)
        && (qobject_cast<const QTableView*>(item.widget) != nullptr
            || qobject_cast<const QTreeView*>(item.widget) != nullptr)
        && std::ranges::any_of(item.text, isDigit) && !item.text.contains(QChar::LineSeparator)
        && !item.text.contains(u'\n');
}

bool drawTabularItem(QPainter& painter, const QStyleOptionViewItem& item)
{
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    QStyleOptionViewItem rest(item);
    rest.showDecorationSelected = true; // else the room is what plain figures take
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &rest, item.widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1;
    if (tabularWidth(QFontMetricsF(item.font), item.text) > room.width() - 2 * margin)
        return false;
    rest.showDecorationSelected = item.showDecorationSelected;
    rest.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &rest, &painter, item.widget);
    painter.save();
    painter.setFont(item.font);
    painter.setPen(item.palette.color(
        item.state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled,
        item.state.testFlag(QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text));
    drawTabular(painter, QRectF(room).adjusted(margin, 0, -margin, 0), item.displayAlignment,
                item.text);
    painter.restore();
    return true;
}

NumberLabel::NumberLabel(const Theme& theme, TextSize size, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NumberLabel::setText(const QString& text)
{
    if (text == m_text)
        return;
    const QSize before = sizeHint();
    m_text = text;
    setAccessibleName(text);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void NumberLabel::setRole(ColorRole role)
{
    m_role = role;
    update();
}

void NumberLabel::setBold(bool bold)
{
    m_isBold = bold;
    updateGeometry();
    update();
}

void NumberLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void NumberLabel::setWidestText(const QString& text)
{
    m_widest = text;
    updateGeometry();
}

QSize NumberLabel::sizeHint() const
{
    const QFontMetricsF metrics(m_theme.font(m_size, m_isBold));
    const qreal width = std::max(tabularWidth(metrics, m_text), tabularWidth(metrics, m_widest));
    return {static_cast<int>(std::ceil(width)) + 1, static_cast<int>(std::ceil(metrics.height()))};
}

void NumberLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(m_size, m_isBold));
    painter.setPen(m_theme.color(m_role));
    drawTabular(painter, rect(), m_alignment, m_text);
}

} // namespace common
