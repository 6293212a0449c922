// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportpdf.h"

#include "app/reportbreaks.h"
#include "app/reportpages.h"
#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

using namespace Qt::StringLiterals;

namespace {

constexpr int kResolution = 600;
constexpr double kPageMargin = 15; // mm
constexpr double kFooter = 24; // points, below the text

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
    writer.setPageMargins(QMarginsF(kPageMargin, kPageMargin, kPageMargin, kPageMargin),
                          QPageLayout::Millimeter);
    QPainter painter;
    if (!painter.begin(&writer))
        return {};
    const double point = kResolution / 72.0;
    const QSizeF paper = writer.pageLayout().paintRectPixels(kResolution).size();
    const QSizeF body(paper.width(), paper.height() - kFooter * point);
    ReportPages pages(document, theme, writer, body);
    if (!breakPages(pages.document(), point, goesOn))
        return {};

    const int count = pages.document().pageCount();
    QFont font = theme.font(common::TextSize::Small);
    font.setPointSizeF(8);
    font.setStyleStrategy(QFont::PreferNoShaping); // as in the pages
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
