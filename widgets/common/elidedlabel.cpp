// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/elidedlabel.h"

#include "widgets/common/plaintext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace common {

namespace {

constexpr int kFewest = 6; // letters that are always seen

} // namespace

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return {std::min(whole.width(), fontMetrics().averageCharWidth() * kFewest), whole.height()};
}

bool ElidedLabel::isCut() const
{
    const QStringList lines = text().split(u'\n');
    return std::ranges::any_of(lines, [this](const QString& line) {
        return fontMetrics().horizontalAdvance(line) > contentsRect().width();
    });
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || !isCut())
        return QLabel::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(text()), this);
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(palette().color(foregroundRole()));
    QStringList lines = text().split(u'\n');
    for (QString& line : lines)
        line = fontMetrics().elidedText(line, Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), static_cast<int>(alignment()), lines.join(u'\n'));
}

} // namespace common
