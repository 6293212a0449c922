// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/relationgeometry.h"

#include "widgets/charts/axes.h"

#include <algorithm>
#include <cmath>

namespace explore {

namespace {

constexpr double kLeft = 56; // labels of rates
constexpr double kRight = 56; // histogram of scores
constexpr double kBetween = 12;
constexpr double kColumns = 36;
constexpr double kBottom = 40; // labels and title of the driver
constexpr double kRateShare = 0.66; // of the height that rates and scores share

} // namespace

RelationFrame frameOf(const QSizeF& size, double textScale)
{
    const double left = kLeft * textScale;
    const double bottom = kBottom * textScale;
    const double width = std::max(40.0, size.width() - left - kRight - kBetween);
    const double height = std::max(80.0, size.height() - kColumns - bottom - 2 * kBetween);
    RelationFrame frame;
    frame.columns = QRectF(left, 0, width, kColumns);
    frame.rates = QRectF(left, kColumns + kBetween, width, std::floor(height * kRateShare));
    frame.scores =
        QRectF(left, frame.rates.bottom() + kBetween, width, height - frame.rates.height());
    frame.rows = QRectF(frame.scores.right() + kBetween, frame.scores.top(), kRight - kBetween,
                        frame.scores.height());
    return frame;
}

double xOf(const drivers::Density& density, double driver, const QRectF& area)
{
    return area.left() + density.placeOf(driver) * area.width();
}

double driverAt(const drivers::Density& density, double x, const QRectF& area)
{
    return density.driverAt(std::clamp((x - area.left()) / area.width(), 0.0, 1.0));
}

double yOf(double share, double ceiling, const QRectF& area)
{
    return area.bottom() - std::clamp(share / ceiling, 0.0, 1.0) * area.height();
}

std::vector<double> driverTicks(const drivers::Density& density, int most)
{
    std::vector<double> ticks;
    if (density.isLogarithmic) {
        for (double power = std::pow(10, std::floor(std::log10(density.low)));
             power <= density.high; power *= 10) {
            for (const double factor : {1.0, 2.0, 5.0}) {
                if (factor * power >= density.low && factor * power <= density.high)
                    ticks.push_back(factor * power);
            }
        }
        // Too many: powers of ten alone.
        if (std::ssize(ticks) > most)
            std::erase_if(ticks, [](double tick) {
                const double power = std::log10(tick);
                return std::abs(power - std::round(power)) > 1e-9;
            });
        return ticks;
    }
    const double step = charts::niceCeiling((density.high - density.low) / std::max(1, most));
    for (double tick = std::ceil(density.low / step) * step; tick <= density.high + 1e-9 * step;
         tick += step)
        ticks.push_back(tick);
    return ticks;
}

double rateCeiling(const relation::Relation& relation)
{
    double highest = 0;
    for (const relation::CurvePoint& point : relation.curve)
        highest =
            std::max({highest, point.rate.value, std::min(point.rate.high, 2 * point.rate.value)});
    for (const relation::Bin& bin : relation.bins)
        highest = std::max({highest, bin.rate.value, std::min(bin.rate.high, 2 * bin.rate.value)});
    return std::min(1.0, charts::niceCeiling(std::max(0.01, highest)));
}

} // namespace explore
