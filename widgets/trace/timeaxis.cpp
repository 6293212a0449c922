// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/timeaxis.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "models/trace/tracklayout.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kTickDistance = 80;
constexpr int kLeastLabel = 40;

// A round distance between ticks: 1, 2 or 5 times a power of ten.
double tickStep(double length, double width)
{
    const double wanted = length * kTickDistance / std::max(1.0, width);
    const double power = std::pow(10, std::floor(std::log10(std::max(wanted, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= wanted)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

void paintTimeAxis(QPainter& painter, const common::Theme& theme, const QRectF& box,
                   const telemetry::TimeRange& range, telemetry::Timestamp origin)
{
    if (range.isEmpty())
        return;
    const trace::TimeScale time{.range = range, .width = std::max(1.0, box.width())};
    const auto length = static_cast<double>(range.duration().count());
    const double step = tickStep(length, time.width);
    const auto begin = static_cast<double>((range.start - origin).count());
    painter.setFont(theme.font(common::TextSize::Small));
    for (double at = std::ceil(begin / step) * step; at <= begin + length; at += step) {
        const auto offset = telemetry::Duration(std::llround(at));
        const double x = box.left() + time.positionOf(origin + offset);
        painter.setPen(theme.color(ColorRole::Line));
        painter.drawLine(QPointF(x, box.bottom() - 5), QPointF(x, box.bottom() - 1));
        painter.setPen(theme.color(ColorRole::TextSecondary));
        const QRectF label(x + 3, box.top(), kTickDistance - 6, box.height() - 3);
        if (label.left() + kLeastLabel < box.right() + common::kSpace2)
            common::drawTabular(painter, label, Qt::AlignLeft | Qt::AlignVCenter,
                                offset.count() == 0 ? u"0"_s : items::durationText(offset));
    }
}

QString stepSentence(const trace::SpanTree& tree, int node)
{
    const store::SpanRow& span = tree.span(node);
    const auto duration = trace::durationOf(span);
    QString text = u"%1, %2, %3"_s.arg(
        span.name.empty() && !span.isInferred
            ? QCoreApplication::translate("traceview::TimeAxis", "unnamed")
            : common::safeLine(items::spanNameText(span).toStdString(), 120),
        items::stepKindText(span.step),
        duration ? items::durationText(*duration)
                 : QCoreApplication::translate("traceview::TimeAxis", "duration unknown"));
    if (span.isFailed)
        text += u", "_s + items::failureText(tree.node(node).failure);
    return text;
}

} // namespace traceview
