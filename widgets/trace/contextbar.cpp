// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/contextbar.h"

#include "models/items/formats.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using trace::Filling;

constexpr int kHeight = 60;
constexpr int kBar = 16;
constexpr double kReadableFill = 0.25; // below it, what is in use is not drawn to scale ...
constexpr double kUsedPart = 0.85; // ... but over this part of the bar

QString fillingText(Filling filling)
{
    switch (filling) {
    case Filling::System:
        return ContextBar::tr("System");
    case Filling::History:
        return ContextBar::tr("History");
    case Filling::Retrieved:
        return ContextBar::tr("Passages");
    case Filling::Tools:
        return ContextBar::tr("Tools");
    case Filling::Question:
        return ContextBar::tr("Question");
    case Filling::Unattributed:
        return ContextBar::tr("Not captured");
    case Filling::Reasoning:
        return ContextBar::tr("Reasoning");
    case Filling::Output:
        return ContextBar::tr("Output");
    }
    return {};
}

ColorRole roleOf(Filling filling)
{
    switch (filling) {
    case Filling::System:
        return ColorRole::Series8;
    case Filling::History:
        return ColorRole::Series7;
    case Filling::Retrieved:
        return ColorRole::Series3;
    case Filling::Tools:
        return ColorRole::Series5;
    case Filling::Question:
        return ColorRole::Series2;
    case Filling::Unattributed:
        return ColorRole::Unknown;
    case Filling::Reasoning:
        return ColorRole::Series6;
    case Filling::Output:
        return ColorRole::Series1;
    }
    return ColorRole::Unknown;
}

QString shareText(const trace::ContextShare& share)
{
    return u"%1 %2%3"_s.arg(fillingText(share.filling), share.isEstimated ? u"≈ "_s : QString(),
                            items::countText(share.tokens));
}

} // namespace

ContextBar::ContextBar(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Context window"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ContextBar::sizeHint() const
{
    return {400, kHeight};
}

QSize ContextBar::minimumSizeHint() const
{
    return {160, kHeight};
}

void ContextBar::setContext(const trace::ContextWindow& context)
{
    m_context = context;
    m_reason = context.shares.empty()
        ? tr("Neither tokens nor text are in the telemetry: what filled the window is unknown.")
        : QString();
    setAccessibleDescription(text());
    update();
}

void ContextBar::clear(const QString& reason)
{
    m_context = {};
    m_reason = reason;
    setAccessibleDescription(reason);
    update();
}

QString ContextBar::summary() const
{
    const QString used =
        (m_context.isUsedEstimated ? u"≈ "_s : QString()) + items::countText(m_context.used);
    if (!m_context.window)
        return tr("%1 tokens, size of the window unknown").arg(used);
    const double share =
        static_cast<double>(m_context.used) / static_cast<double>(*m_context.window);
    const QString whole =
        tr("%1 of %2 tokens, %3")
            .arg(used, items::countText(*m_context.window), items::percentText(share));
    return *m_context.free() < 0 ? tr("%1: more than the window holds").arg(whole) : whole;
}

QString ContextBar::text() const
{
    if (!m_reason.isEmpty())
        return m_reason;
    QStringList parts{summary()};
    for (const auto& share : m_context.shares)
        parts << shareText(share);
    return parts.join(u"; "_s);
}

void ContextBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF area = QRectF(rect()).adjusted(common::kSpace3, 0, -common::kSpace3, 0);
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    const QRectF head(area.left(), area.top() + 2, area.width(), 16);
    if (!m_reason.isEmpty()) {
        painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_reason);
        painter.fillRect(QRectF(area.left(), head.bottom() + 2, area.width(), kBar),
                         QBrush(m_theme.color(ColorRole::Line), Qt::BDiagPattern));
        return;
    }
    common::drawTabular(painter, head, Qt::AlignLeft | Qt::AlignVCenter,
                        tr("Context window  %1").arg(summary()));
    const QRectF bar(area.left(), head.bottom() + 2, area.width(), kBar);
    paintBar(painter, bar);
    paintLegend(painter, QRectF(area.left(), bar.bottom() + 4, area.width(), 16));
}

// Where a window is hardly filled, to scale its parts would be too thin to tell apart: then what is
// in use gets most of the bar, the free rest is broken off, and the legend says so.
bool ContextBar::isBroken() const
{
    return m_context.window && m_context.used > 0
        && static_cast<double>(m_context.used)
        < kReadableFill * static_cast<double>(*m_context.window);
}

void ContextBar::paintBar(QPainter& painter, const QRectF& bar) const
{
    const auto whole = std::max<std::int64_t>(
        1, std::max(m_context.used, m_context.window.value_or(m_context.used)));
    const double scale = isBroken() ? bar.width() * kUsedPart / static_cast<double>(m_context.used)
                                    : bar.width() / static_cast<double>(whole);
    painter.fillRect(bar, m_theme.color(ColorRole::Surface2));
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    double left = bar.left();
    for (const auto& share : m_context.shares) {
        const double width = std::max(1.0, static_cast<double>(share.tokens) * scale);
        const QRectF part(left, bar.top(), std::max(1.0, width - 1), bar.height());
        const QColor color = m_theme.color(roleOf(share.filling));
        painter.fillRect(part, color);
        if (share.isEstimated) {
            QColor hatch = m_theme.color(ColorRole::Surface0);
            hatch.setAlphaF(0.45F);
            painter.fillRect(part, QBrush(hatch, Qt::BDiagPattern));
        }
        left += width;
    }
    if (isBroken())
        paintBreak(painter, bar);
    // Where the window ends when more is in use than it holds.
    if (m_context.window && *m_context.window < m_context.used) {
        const double end = bar.left() + static_cast<double>(*m_context.window) * scale;
        painter.fillRect(QRectF(end - 1, bar.top() - 2, 2, bar.height() + 4),
                         m_theme.color(ColorRole::Severity1));
    }
}

// Two slanted strokes through the free part, as on an axis with a piece cut out.
void ContextBar::paintBreak(QPainter& painter, const QRectF& bar) const
{
    const double middle = bar.left() + bar.width() * (1 + kUsedPart) / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(ColorRole::TextSecondary), 1.5));
    for (const double x : {middle - 3, middle + 3})
        painter.drawLine(QPointF(x - 3, bar.bottom() + 2), QPointF(x + 3, bar.top() - 2));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ContextBar::paintLegend(QPainter& painter, const QRectF& row) const
{
    double left = row.left();
    const auto paintEntry = [&](const QColor& color, const QString& text, bool isOutlined) {
        const double width = common::tabularWidth(QFontMetricsF(painter.font()), text);
        if (left + width + 14 > row.right())
            return;
        const QRectF swatch(left, row.center().y() - 4, 8, 8);
        painter.fillRect(swatch, color);
        if (isOutlined) {
            painter.setPen(m_theme.color(ColorRole::TextSecondary));
            painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        common::drawTabular(painter, QRectF(left + 12, row.top(), width + 2, row.height()),
                            Qt::AlignLeft | Qt::AlignVCenter, text);
        left += width + 12 + common::kSpace4;
    };
    for (const auto& share : m_context.shares)
        paintEntry(m_theme.color(roleOf(share.filling)), shareText(share), false);
    const auto free = m_context.free();
    if (free && *free > 0)
        paintEntry(
            m_theme.color(ColorRole::Surface2),
            (isBroken() ? tr("Free %1, not to scale") : tr("Free %1")).arg(items::countText(*free)),
            true);
}

} // namespace traceview
