// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the plots of a relation.

#include "models/drivers/relationtext.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/explore/lagview.h"
#include "widgets/explore/relationview.h"

#include <algorithm>

namespace explore {

int RelationView::partCount() const
{
    return m_snapshot ? static_cast<int>(m_snapshot->relation.bins.size()) : 0;
}

accessible::Part RelationView::part(int index) const
{
    const relation::Bin& bin = m_snapshot->relation.bins[static_cast<std::size_t>(index)];
    const drivers::Driver& driver = m_snapshot->request.driver;
    accessible::Part part;
    part.name = tr("From %1 to %2: %3, n %4")
                    .arg(common::safeLine(drivers::tickText(driver, bin.cell.low)),
                         common::safeLine(drivers::valueText(driver, bin.cell.high)),
                         QString::fromStdString(drivers::rateText(bin.rate)),
                         items::countText(static_cast<qint64>(bin.cell.count)));
    const double left = xAt(bin.cell.low);
    part.area = QRectF(left, m_frame.rates.top(), std::max(1.0, xAt(bin.cell.high) - left),
                       m_frame.rates.height())
                    .toAlignedRect();
    return part;
}

int LagView::partCount() const
{
    return m_snapshot
        ? std::min(static_cast<int>(m_snapshot->lag.points.size()), accessible::Parts::kMost)
        : 0;
}

accessible::Part LagView::part(int index) const
{
    const relation::LagFit& lag = m_snapshot->lag;
    const relation::LagPoint& point = lag.points[static_cast<std::size_t>(index)];
    accessible::Part part;
    part.name = tr("%1: correlation %2")
                    .arg(QString::fromStdString(drivers::lagText(m_snapshot->step * point.lag)),
                         items::decimalText(point.correlation, 2));
    if (lag.peak && lag.peak->lag == point.lag)
        part.description = tr("the peak");
    else if (point.correlation <= lag.threshold && point.correlation >= -lag.threshold)
        part.description = tr("no more than chance reaches");
    const double slot = width() / static_cast<double>(slotCount());
    part.area = QRectF(point.lag * slot, 0, std::max(1.0, slot), height()).toAlignedRect();
    return part;
}

} // namespace explore
