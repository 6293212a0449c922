// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartlink.h"

namespace charts {

void ChartLink::setHovered(std::optional<telemetry::Timestamp> time)
{
    if (time == m_hovered)
        return;
    m_hovered = time;
    emit hoveredChanged();
}

void ChartLink::brush(const telemetry::TimeRange& range)
{
    m_region = range;
    emit regionChanged();
    emit brushed(range);
}

void ChartLink::clearRegion()
{
    m_region.reset();
    emit regionChanged();
}

} // namespace charts
