// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/evidencelines.h"

#include "widgets/common/plaintext.h"
#include "widgets/trace/evidencemarks.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <cstdlib>
#include <utility>

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kGlyphSize = 18;
constexpr int kReach = 9; // pixels around a glyph

} // namespace

EvidenceLines::EvidenceLines(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedWidth(kWidth);
    setAccessibleName(tr("Support of each claim"));
    setAccessibleDescription(tr("The same as the claims of the answer, which keys go through"));
    connect(&theme, &common::Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void EvidenceLines::setContent(std::vector<Glyph> glyphs, std::vector<Line> lines)
{
    m_glyphs = std::move(glyphs);
    m_lines = std::move(lines);
    update();
}

const EvidenceLines::Glyph* EvidenceLines::glyphAt(int height) const
{
    for (const Glyph& glyph : m_glyphs)
        if (std::abs(glyph.height - height) <= kReach)
            return &glyph;
    return nullptr;
}

void EvidenceLines::mousePressEvent(QMouseEvent* event)
{
    const Glyph* glyph = glyphAt(event->pos().y());
    if (glyph != nullptr && event->pos().x() <= kGlyphSize + kReach)
        emit claimPressed(glyph->claim);
}

bool EvidenceLines::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const Glyph* glyph = glyphAt(help->pos().y()))
        QToolTip::showText(help->globalPos(), common::plainToolTip(supportText(glyph->support)),
                           this);
    else
        QToolTip::hideText();
    return true;
}

void EvidenceLines::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal left = kGlyphSize + 6;
    for (const Line& line : m_lines) {
        QPen pen(m_theme.color(supportRole(line.support)), 1.75);
        if (line.isDropped)
            pen.setDashPattern({2, 3});
        else if (line.support == claims::Support::Contradicted)
            pen.setDashPattern({6, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        QPainterPath path(QPointF(left, line.from));
        const qreal middle = (left + width()) / 2;
        path.cubicTo({middle, qreal(line.from)}, {middle, qreal(line.to)},
                     {qreal(width() - 4), qreal(line.to)});
        painter.drawPath(path);
        painter.setPen(Qt::NoPen);
        painter.setBrush(pen.color());
        painter.drawEllipse(QPointF(width() - 4, line.to), 3, 3);
    }
    for (const Glyph& glyph : m_glyphs) {
        const QRectF box(2, glyph.height - kGlyphSize / 2.0, kGlyphSize, kGlyphSize);
        if (glyph.isChosen || glyph.isResting) {
            painter.setPen(QPen(m_theme.color(ColorRole::Accent), glyph.isChosen ? 1.75 : 1,
                                glyph.isChosen ? Qt::SolidLine : Qt::DashLine));
            painter.setBrush(m_theme.color(ColorRole::Surface2));
            painter.drawRoundedRect(box, 4, 4);
        }
        paintSupport(painter, box, glyph.support, m_theme);
    }
}

} // namespace traceview
