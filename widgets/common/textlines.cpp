// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/textlines.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>

namespace common {

namespace {

// "1 %", "4 min", "02:41 UTC": a number and its unit stand on one line. As long as the text.
QString withUnitsBound(QString text)
{
    static const QRegularExpression space(
        QStringLiteral("(?<=[0-9]) (?=%|(?:ms|s|min|h|d|UTC)\\b)"));
    for (auto found = space.match(text); found.hasMatch();
         found = space.match(text, found.capturedEnd()))
        text[found.capturedStart()] = QChar::Nbsp;
    return text;
}

} // namespace

QStringList wrappedLines(const QString& text, const QFont& font, double width, int most)
{
    QStringList lines;
    QTextLayout layout(withUnitsBound(text), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    while (lines.size() < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(1.0, width));
        const bool isLast = lines.size() == most - 1;
        const qsizetype end = line.textStart() + line.textLength();
        if (isLast && end < text.size())
            lines.append(
                QFontMetricsF(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width));
        else
            lines.append(text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

QStringList wrappedLines(const QString& text, const QString& tail, const QFont& font, double width,
                         int most)
{
    QString head = text;
    QStringList lines = wrappedLines(head + tail, font, width, most);
    while (!tail.isEmpty() && lines.constLast().endsWith(u'…')) {
        const qsizetype space = head.lastIndexOf(u' ');
        if (space <= 0)
            break; // not even the tail fits
        head.truncate(space);
        lines = wrappedLines(head + u'…' + tail, font, width, most);
    }
    return lines;
}

void drawWrapped(QPainter& painter, const QRectF& box, const QString& text, int most)
{
    const QFontMetricsF metrics(painter.font());
    const int fitting = static_cast<int>(box.height() / metrics.lineSpacing());
    const QStringList lines =
        wrappedLines(text, painter.font(), box.width(), std::clamp(fitting, 1, most));
    const double height = metrics.lineSpacing() * static_cast<double>(lines.size());
    double top = box.top() + std::max(0.0, (box.height() - height) / 2);
    for (const QString& line : lines) {
        painter.drawText(QRectF(box.left(), top, box.width(), metrics.lineSpacing()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        top += metrics.lineSpacing();
    }
}

} // namespace common
