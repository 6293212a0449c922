// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/ladderview.h"

#include "models/items/ownwords.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/recoverytext.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using common::ColorRole;
using runbook::RungState;

constexpr int kRungRow = 38;
constexpr int kLastRungRow = 52; // at least: recovery has more to say
constexpr int kLongestRungDetail = 160;
constexpr int kLongestRecovery = 500;
constexpr double kRungDot = 14;
constexpr int kRungTimeWidth = 64;

ColorRole roleOf(RungState state)
{
    switch (state) {
    case RungState::Reached:
        return ColorRole::Well;
    case RungState::Failed:
        return ColorRole::Severity1;
    case RungState::Unknown:
        return ColorRole::Unknown;
    case RungState::Waiting:
        return ColorRole::TextSecondary;
    case RungState::Void:
        return ColorRole::TextDisabled;
    }
    return ColorRole::Unknown;
}

// Shape first: a tick, a cross, a question mark, an open ring, a dash.
void paintState(QPainter& painter, const QRectF& dot, RungState state, const QColor& color,
                const QColor& inside)
{
    const QPointF center = dot.center();
    QPen pen(color, 1.6);
    pen.setCapStyle(Qt::RoundCap);
    painter.setPen(pen);
    painter.setBrush(state == RungState::Reached || state == RungState::Failed ? QBrush(color)
                                                                               : Qt::NoBrush);
    if (state != RungState::Void)
        painter.drawEllipse(dot);
    pen.setColor(state == RungState::Reached || state == RungState::Failed ? inside : color);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case RungState::Reached:
        painter.drawPolyline(QPolygonF({center + QPointF(-3.2, 0.2), center + QPointF(-0.8, 2.8),
                                        center + QPointF(3.4, -2.6)}));
        break;
    case RungState::Failed:
        painter.drawLine(center + QPointF(-2.6, -2.6), center + QPointF(2.6, 2.6));
        painter.drawLine(center + QPointF(-2.6, 2.6), center + QPointF(2.6, -2.6));
        break;
    case RungState::Unknown: {
        QFont font = painter.font();
        font.setPixelSize(11);
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(dot, Qt::AlignCenter, u"?"_s);
        break;
    }
    case RungState::Void:
        painter.drawLine(center + QPointF(-4, 0), center + QPointF(4, 0));
        break;
    case RungState::Waiting:
        break;
    }
}

} // namespace

LadderView::LadderView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Effect ladder"));
    QSizePolicy policy(QSizePolicy::Expanding,
                       QSizePolicy::Minimum); // Fixed would cut the last row
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

LadderView::Line LadderView::lineOf(const LeverController::Command& command,
                                    const runbook::Rung& rung) const
{
    Line line{.state = rung.state,
              .name = rungText(rung.kind),
              .time = rung.state == RungState::Waiting || rung.state == RungState::Void
                  ? QString()
                  : common::utcTimeText(rung.time),
              .detail =
                  common::safeLine(items::ownWords(rung.detail),
                                   rung.kind == runbook::RungKind::Recovered ? kLongestRecovery
                                                                             : kLongestRungDetail)};
    if (line.detail.isEmpty())
        line.detail = rungStateText(rung.state);
    else if (rung.kind != runbook::RungKind::Recovered
             && (rung.state == RungState::Failed || rung.state == RungState::Unknown))
        line.detail = tr("%1: %2").arg(rungStateText(rung.state), line.detail);
    if (rung.kind != runbook::RungKind::Recovered || rung.state != RungState::Waiting)
        return line;
    if (command.isBack()) {
        line.state = RungState::Void;
        line.detail = tr("not tested for an undo");
        return line;
    }
    if (command.isConfirmation) {
        line.state = RungState::Void;
        line.detail = tr("not tested: nothing was moved");
        return line;
    }
    if (!command.ladder.isReached(runbook::RungKind::InEffect))
        line.detail = tr("tested once it is in effect");
    else if (command.recovery)
        line.detail = recoveryText(*command.recovery);
    else
        line.detail = tr("Not tested yet.");
    return line;
}

void LadderView::setCommand(const LeverController::Command* command)
{
    m_lines.clear();
    // Before anything was fired the rungs show what there will be to see.
    static const LeverController::Command kNothing;
    for (const runbook::Rung& rung : (command != nullptr ? command : &kNothing)->ladder.rungs())
        m_lines.push_back(lineOf(command != nullptr ? *command : kNothing, rung));
    setAccessibleDescription(text());
    // Tooltips guess whether text is rich; escaped text cannot be.
    setToolTip(u"<p style='white-space:pre-wrap'>"_s + text().toHtmlEscaped() + u"</p>"_s);
    updateGeometry(); // what is said of the recovery may need another line
    update();
}

QString LadderView::text() const
{
    QStringList lines;
    for (const Line& line : m_lines) {
        QString first = tr("%1: %2").arg(line.name, rungStateText(line.state));
        if (!line.time.isEmpty())
            first += tr(" at %1").arg(line.time);
        lines << first + u". "_s + line.detail;
    }
    return lines.join(u'\n');
}

accessible::Part LadderView::part(int index) const
{
    const Line& line = m_lines[static_cast<std::size_t>(index)];
    accessible::Part part;
    part.name = tr("%1: %2").arg(line.name, rungStateText(line.state));
    if (!line.time.isEmpty())
        part.name += tr(" at %1").arg(line.time);
    part.description = line.detail;
    int top = 0;
    for (int above = 0; above < index; ++above)
        top += rowHeight(static_cast<std::size_t>(above), width());
    part.area = QRect(0, top, width(), rowHeight(static_cast<std::size_t>(index), width()));
    return part;
}

QSize LadderView::sizeHint() const
{
    return {320, 3 * m_theme.row(kRungRow) + m_theme.row(kLastRungRow)};
}

int LadderView::heightForWidth(int width) const
{
    if (m_lines.empty())
        return sizeHint().height();
    int height = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        height += rowHeight(i, width);
    return height;
}

QRectF LadderView::detailOf(const QRectF& row) const
{
    const double left = row.left() + 2 + kRungDot + common::kSpace2;
    const double top = row.top() + m_theme.row(kRungRow) / 2.0 - 2;
    return {left, top, row.right() - left, row.bottom() - top};
}

int LadderView::leastHeight(std::size_t index) const
{
    return m_theme.row(index + 1 == m_lines.size() ? kLastRungRow : kRungRow);
}

int LadderView::rowHeight(std::size_t index, int width) const
{
    const QRectF room = detailOf(QRectF(0, 0, width, leastHeight(index)));
    const QFontMetricsF metrics(m_theme.font(common::TextSize::Small));
    const QRectF text = metrics.boundingRect(QRectF(0, 0, room.width(), 1000),
                                             Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                                             m_lines[index].detail);
    return std::max(leastHeight(index),
                    static_cast<int>(std::ceil(room.top() + text.height())) + 2);
}

void LadderView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const int row = rowHeight(i, width());
        paintRung(painter, m_lines[i], QRectF(0, top, width(), row), i + 1 == m_lines.size());
        top += row;
    }
}

void LadderView::paintRung(QPainter& painter, const Line& line, const QRectF& row,
                           bool isLast) const
{
    const QColor color = m_theme.color(roleOf(line.state));
    const QRectF dot(row.left() + 2, row.top() + 3, kRungDot, kRungDot);
    if (!isLast) {
        painter.setPen(QPen(m_theme.color(ColorRole::Line), 1));
        painter.drawLine(QPointF(dot.center().x(), dot.bottom() + 3),
                         QPointF(dot.center().x(), row.bottom()));
    }
    paintState(painter, dot, line.state, color, m_theme.color(ColorRole::Surface0));

    const bool isGrey = line.state == RungState::Void;
    const double left = dot.right() + common::kSpace2;
    const QRectF first(left, row.top(), row.right() - left, m_theme.row(kRungRow) / 2.0);
    painter.setFont(
        m_theme.font(common::TextSize::Body,
                     line.state == RungState::Reached || line.state == RungState::Failed));
    painter.setPen(m_theme.color(isGrey ? ColorRole::TextDisabled : ColorRole::TextPrimary));
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, line.name);
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(isGrey ? ColorRole::TextDisabled : ColorRole::TextSecondary));
    common::drawTabular(painter,
                        QRectF(first.right() - m_theme.scaled(kRungTimeWidth), first.top(),
                               m_theme.scaled(kRungTimeWidth), first.height()),
                        Qt::AlignRight | Qt::AlignVCenter, line.time);
    const QRectF second = detailOf(row);
    painter.drawText(second, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, line.detail);
}

} // namespace runbookview
