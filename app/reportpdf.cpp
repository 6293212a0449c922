// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportpdf.h"

#include "app/reportpages.h"
#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr int kResolution = 600;
constexpr double kMargin = 15; // mm
constexpr double kFooter = 24; // points, below the text

// All of it: where only what follows a changed block is laid out, Qt 6.4 leaves lines above a table
// without a place, and they are not painted.
void layOutAnew(QTextDocument& document)
{
    const QSizeF size = document.pageSize();
    document.setPageSize(size / 2);
    document.setPageSize(size);
}

// A heading goes with what it is of, and with the heading above it.
QTextBlock firstOf(QTextBlock block)
{
    const auto wantsRoom = [](const QTextBlock& each) {
        return each.isValid() && each.blockFormat().doubleProperty(ReportPages::kRoomProperty) > 0;
    };
    while (wantsRoom(block.previous()))
        block = block.previous();
    return block;
}

// A heading at the foot of a page, or a caption without its table, goes onto the next one. False
// when it was told not to go on.
bool keepTogether(QTextDocument& document, double pageHeight, double point,
                  const std::function<bool()>& goesOn)
{
    const QAbstractTextDocumentLayout& layout = *document.documentLayout();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const double room = block.blockFormat().doubleProperty(ReportPages::kRoomProperty) * point;
        if (room <= 0)
            continue;
        const double top = layout.blockBoundingRect(block).top();
        const double left = pageHeight - std::fmod(top, pageHeight);
        if (left >= room || left >= pageHeight - point)
            continue;
        QTextCursor cursor(firstOf(block));
        QTextBlockFormat format;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        cursor.mergeBlockFormat(format);
        if (goesOn && !goesOn())
            return false;
        layOutAnew(document);
    }
    return true;
}

} // namespace

QByteArray reportPdf(const report::Document& document, report::PageSize page,
                     const common::Theme& theme, const std::function<bool()>& goesOn)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kResolution);
    writer.setTitle(QString::fromStdString(document.title));
    writer.setCreator(u"Plumbline"_s);
    writer.setPageSize(QPageSize(page == report::PageSize::A4 ? QPageSize::A4 : QPageSize::Letter));
    writer.setPageMargins(QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter);
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    const double point = kResolution / 72.0;
    const QSizeF paper = writer.pageLayout().paintRectPixels(kResolution).size();
    const QSizeF body(paper.width(), paper.height() - kFooter * point);
    ReportPages pages(document, theme, writer, body);
    if (!keepTogether(pages.document(), body.height(), point, goesOn))
        return {};

    const int count = pages.document().pageCount();
    QFont font = theme.font(common::TextSize::Small);
    font.setPointSizeF(8);
    for (int i = 0; i < count; ++i) {
        if (goesOn && !goesOn())
            return {};
        if (i > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -i * body.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, i * body.height(), body.width(), body.height());
        context.palette = theme.palette();
        painter.setClipRect(context.clip);
        pages.document().documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(font);
        painter.setPen(theme.color(common::ColorRole::TextSecondary));
        const QRectF foot(0, body.height(), body.width(), kFooter * point);
        const QString number = u"%1 of %2"_s.arg(i + 1).arg(count);
        const double room = foot.width() * 0.8;
        const QString title =
            QFontMetricsF(font, &writer)
                .elidedText(QString::fromStdString(document.title), Qt::ElideRight, room);
        painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom, title);
        painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, number);
    }
    painter.end();
    return buffer.data();
}
