// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/coursedelegate.h"

#include "models/items/metricmodel.h"
#include "widgets/charts/decimate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace sources {

namespace {

constexpr double kGap = 4; // usual steps between two points that leave the line open

// The step that most neighbours are apart at most; infinite when there are none.
double usualStep(const QList<QPointF>& course)
{
    std::vector<double> steps;
    for (qsizetype i = 1; i < course.size(); ++i)
        steps.push_back(course[i].x() - course[i - 1].x());
    if (steps.empty())
        return std::numeric_limits<double>::infinity();
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

QList<QPointF> finite(const QList<QPointF>& course)
{
    QList<QPointF> kept;
    std::ranges::copy_if(course, std::back_inserter(kept),
                         [](const QPointF& point) { return std::isfinite(point.y()); });
    return kept;
}

} // namespace

void CourseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    const QList<QPointF> course =
        finite(index.data(items::MetricModel::CourseRole).value<QList<QPointF>>());
    if (course.isEmpty())
        return;
    const QRectF box = QRectF(option.rect).adjusted(common::kSpace2, 8, -common::kSpace2, -8);
    const double from = course.first().x();
    const double to = course.last().x();
    const auto [low, high] =
        std::ranges::minmax(course, {}, [](const QPointF& point) { return point.y(); });
    const auto place = [&, low = low.y(), high = high.y()](const QPointF& point) {
        const double x = to > from ? (point.x() - from) / (to - from) : 1;
        const double y = high > low ? (point.y() - low) / (high - low) : 0.5;
        return QPointF(box.left() + x * box.width(), box.bottom() - y * box.height());
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme().color(common::ColorRole::Series1), 1.25));
    const QList<QPointF> drawn =
        charts::decimated(course, from, to, std::max(1, static_cast<int>(box.width())));
    const double step = std::max(usualStep(course) * kGap, (to - from) / box.width() * kGap);
    for (const QList<QPointF>& piece : charts::splitAtGaps(drawn, step, 0)) {
        QPolygonF line;
        std::ranges::transform(piece, std::back_inserter(line), place);
        painter->drawPolyline(line);
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().color(common::ColorRole::Series1));
    painter->drawEllipse(place(course.last()), 2, 2);
    painter->restore();
}

} // namespace sources
