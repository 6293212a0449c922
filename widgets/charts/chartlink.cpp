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

} // namespace charts
