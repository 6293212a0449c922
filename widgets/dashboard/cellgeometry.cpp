// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/cellgeometry.h"

#include <algorithm>

namespace dashboard {

namespace {

constexpr double kCellGlyph = 14;
constexpr double kGap = 6;
constexpr double kValueWidth = 56;
constexpr double kSmallestTrend = 24;
constexpr double kTwoLines = 40; // height from which there is a second line
constexpr double kFirstLine = 22;

} // namespace

CellGeometry cellGeometry(const QRectF& cell, double textScale)
{
    CellGeometry geometry;
    const bool hasTwoLines = cell.height() >= kTwoLines * textScale;
    const double top = hasTwoLines ? cell.top() + 4 : cell.top();
    const double line = hasTwoLines ? kFirstLine * textScale : cell.height();
    geometry.glyph =
        QRectF(cell.left() + kCellMargin, top + (line - kCellGlyph) / 2, kCellGlyph, kCellGlyph);
    const double afterGlyph = geometry.glyph.right() + kGap;
    const double right = cell.right() - kCellMargin;
    geometry.value =
        QRectF(afterGlyph, top,
               std::max(0.0, std::min(kValueWidth * textScale, right - afterGlyph)), line);
    const double afterValue = geometry.value.right() + kGap;
    if (right - afterValue >= kSmallestTrend)
        geometry.trend = QRectF(afterValue, top + 3, right - afterValue, line - 6);
    if (hasTwoLines)
        geometry.basis = QRectF(afterGlyph, top + line, std::max(0.0, right - afterGlyph),
                                cell.bottom() - top - line - 4);
    return geometry;
}

double trendCeiling(const std::vector<float>& trend)
{
    double most = 0.1;
    for (const float value : trend)
        most = std::max(most, static_cast<double>(value));
    return most;
}

std::vector<QList<QPointF>> trendLines(const std::vector<float>& trend, double ceiling,
                                       const QRectF& rect)
{
    std::vector<QList<QPointF>> lines;
    if (trend.empty() || ceiling <= 0 || rect.isEmpty())
        return lines;
    const double step = rect.width() / static_cast<double>(trend.size());
    bool isBroken = true;
    for (std::size_t i = 0; i < trend.size(); ++i) {
        if (trend[i] < 0) {
            isBroken = true;
            continue;
        }
        if (isBroken)
            lines.emplace_back();
        isBroken = false;
        const double share = std::min(1.0, static_cast<double>(trend[i]) / ceiling);
        lines.back().append({rect.left() + (static_cast<double>(i) + 0.5) * step,
                             rect.bottom() - share * rect.height()});
    }
    for (auto& line : lines) {
        if (line.size() == 1)
            line = {line.front() - QPointF(step / 2, 0), line.front() + QPointF(step / 2, 0)};
    }
    return lines;
}

} // namespace dashboard
