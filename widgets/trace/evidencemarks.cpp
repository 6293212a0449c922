// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/evidencemarks.h"

#include "widgets/trace/translation.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace traceview {

namespace {

using claims::Support;
using common::ColorRole;

constexpr qreal kSupportRadius = 5;
constexpr qreal kPen = 1.75;

} // namespace

ColorRole supportRole(Support support)
{
    switch (support) {
    case Support::Supported:
        return ColorRole::EvidenceSupported;
    case Support::Weak:
        return ColorRole::EvidenceWeak;
    case Support::Contradicted:
        return ColorRole::EvidenceContradicted;
    case Support::Truncated:
        return ColorRole::EvidenceTruncated;
    case Support::Absent:
        return ColorRole::EvidenceAbsent;
    case Support::Unknown:
    case Support::NotJudged:
        break;
    }
    return ColorRole::Unknown;
}

QTextCharFormat::UnderlineStyle supportUnderline(Support support)
{
    switch (support) {
    case Support::Supported:
        return QTextCharFormat::SingleUnderline;
    case Support::Weak:
        return QTextCharFormat::DashUnderline;
    case Support::Contradicted:
        return QTextCharFormat::WaveUnderline;
    case Support::Truncated:
        return QTextCharFormat::DotLine;
    case Support::Absent:
        return QTextCharFormat::DashDotDotLine;
    case Support::Unknown:
    case Support::NotJudged:
        break;
    }
    return QTextCharFormat::NoUnderline;
}

QString supportText(Support support)
{
    switch (support) {
    case Support::Supported:
        return tr("supported");
    case Support::Weak:
        return tr("weak");
    case Support::Contradicted:
        return tr("contradicted");
    case Support::Truncated:
        return tr("truncated away");
    case Support::Absent:
        return tr("absent");
    case Support::Unknown:
        return tr("unknown");
    case Support::NotJudged:
        break;
    }
    return tr("not judged");
}

int supportRank(Support support)
{
    return static_cast<int>(std::ranges::find(kWorstFirst, support) - kWorstFirst.begin());
}

void paintSupport(QPainter& painter, const QRectF& rect, Support support,
                  const common::Theme& theme)
{
    const QPointF c = rect.center();
    const QColor color = theme.color(supportRole(support));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, kPen, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    const QRectF round(c.x() - kSupportRadius, c.y() - kSupportRadius, 2 * kSupportRadius,
                       2 * kSupportRadius);
    switch (support) {
    case Support::Supported:
        painter.setBrush(color);
        painter.drawEllipse(round);
        break;
    case Support::Weak:
        painter.drawEllipse(round);
        painter.setBrush(color);
        painter.drawChord(round, 90 * 16, 180 * 16);
        break;
    case Support::Contradicted:
        painter.drawLine(round.topLeft() + QPointF(1, 1), round.bottomRight() - QPointF(1, 1));
        painter.drawLine(round.topRight() + QPointF(-1, 1), round.bottomLeft() + QPointF(1, -1));
        break;
    case Support::Truncated: {
        QPainterPath path;
        path.moveTo(c + QPointF(-kSupportRadius, -kSupportRadius + 1));
        path.lineTo(c + QPointF(kSupportRadius, -kSupportRadius + 1));
        path.lineTo(c + QPointF(0, kSupportRadius - 1));
        path.closeSubpath();
        painter.drawPath(path);
        break;
    }
    case Support::Absent:
        painter.drawEllipse(round);
        break;
    case Support::Unknown:
        painter.setFont(theme.font(common::TextSize::Small, true));
        painter.drawText(rect, Qt::AlignCenter, QStringLiteral("?"));
        break;
    case Support::NotJudged:
        painter.drawLine(c - QPointF(3, 0), c + QPointF(3, 0));
        break;
    }
    painter.restore();
}

} // namespace traceview
