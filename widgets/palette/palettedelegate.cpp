// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/palette/palettedelegate.h"

#include "widgets/common/theme.h"

#include <QFontMetrics>
#include <QList>
#include <QPainter>
#include <QTextCharFormat>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>

using common::ColorRole;

namespace palette {

namespace {

constexpr int kKindLetters = 10; // wide, its column
constexpr int kCurrentBar = 3;
constexpr int kDetailShare = 3; // at least a third of the room, where it needs that

// One line from `left` on, with marked letters; returns its width. The text is cut where there is
// no more room.
int drawMarked(QPainter& painter, QPoint left, int room, const QString& text,
               const std::vector<int>& places, const QFont& font, const QColor& color,
               const QColor& markColor)
{
    QFont marked = font;
    marked.setBold(true);
    // Cut as if all of it were marked, so that no mark pushes the end out of the row.
    const QString shown = QFontMetrics(marked).elidedText(text, Qt::ElideRight, room);
    const bool isCut = shown != text;
    QList<QTextLayout::FormatRange> formats;
    for (const int place : places) {
        if (place >= shown.size() - (isCut ? 1 : 0))
            break;
        if (!formats.isEmpty() && formats.back().start + formats.back().length == place) {
            ++formats.back().length;
            continue;
        }
        QTextLayout::FormatRange range;
        range.start = place;
        range.length = 1;
        range.format.setFontWeight(QFont::Bold);
        range.format.setFontUnderline(true); // not by colour alone
        range.format.setForeground(markColor);
        formats.push_back(range);
    }
    QTextLayout layout(shown, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(room);
    layout.endLayout();
    painter.setPen(color);
    layout.draw(&painter, left);
    return line.isValid() ? static_cast<int>(line.naturalTextWidth()) : 0;
}

} // namespace

PaletteDelegate::PaletteDelegate(const PaletteModel& model, const common::Theme& theme,
                                 QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int height = QFontMetrics(m_theme.font(common::TextSize::Body, true)).height();
    return {0, height + 2 * common::kSpace2};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const PaletteModel::Row& row = m_model.row(index.row());
    const QFont body = m_theme.font(common::TextSize::Body);
    const QFont small = m_theme.font(common::TextSize::Small);
    const QColor secondary =
        m_theme.color(row.entry.isEnabled ? ColorRole::TextSecondary : ColorRole::TextDisabled);
    const QColor primary =
        m_theme.color(row.entry.isEnabled ? ColorRole::TextPrimary : ColorRole::TextDisabled);
    const QColor mark = row.entry.isEnabled ? m_theme.color(ColorRole::Accent) : primary;
    painter->save();
    painter->setClipRect(option.rect);
    const bool isCurrent = (option.state & QStyle::State_Selected) != 0;
    painter->fillRect(option.rect,
                      m_theme.color(isCurrent ? ColorRole::Surface3 : ColorRole::Surface1));
    QRect bar = option.rect;
    bar.setWidth(kCurrentBar);
    if (isCurrent)
        painter->fillRect(bar, m_theme.color(ColorRole::Accent));

    QRect rest = option.rect.adjusted(common::kSpace3, 0, -common::kSpace3, 0);
    const int kindWidth = QFontMetrics(small).averageCharWidth() * kKindLetters;
    QRect kind = rest;
    kind.setWidth(kindWidth);
    painter->setFont(small);
    painter->setPen(secondary);
    painter->drawText(kind, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(small).elidedText(row.entry.kind, Qt::ElideRight, kindWidth));
    rest.setLeft(kind.right() + common::kSpace2);

    if (!row.entry.shortcut.isEmpty()) {
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                          row.entry.shortcut);
        rest.setRight(rest.right() - QFontMetrics(small).horizontalAdvance(row.entry.shortcut)
                      - common::kSpace3);
    }
    QFont bold = small;
    bold.setBold(true);
    const int detailWanted = row.entry.detail.isEmpty()
        ? 0
        : QFontMetrics(bold).horizontalAdvance(row.entry.detail) + common::kSpace3;
    const int detailRoom = std::min(detailWanted, rest.width() / kDetailShare);
    const QFontMetrics metrics(body);
    const int top = rest.center().y() - metrics.height() / 2;
    const int used = drawMarked(*painter, {rest.left(), top}, rest.width() - detailRoom,
                                row.entry.title, row.titlePlaces, body, primary, mark);
    if (detailWanted > 0) {
        const int left = rest.left() + used + common::kSpace3;
        const int lower = top + metrics.ascent() - QFontMetrics(small).ascent(); // on one baseline
        drawMarked(*painter, {left, lower}, rest.right() - left, row.entry.detail, row.detailPlaces,
                   small, secondary, mark);
    }
    painter->restore();
}

} // namespace palette
