// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QObject>

#include <optional>

namespace charts {

// What charts that are shown together share: one crosshair, and the region that was brushed in one
// of them, until whoever heard of it lets it go. GUI thread.
class ChartLink final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    std::optional<telemetry::Timestamp> hovered() const { return m_hovered; }
    void setHovered(std::optional<telemetry::Timestamp> time);
    std::optional<telemetry::TimeRange> region() const { return m_region; }
    void brush(const telemetry::TimeRange& range);
    void clearRegion();

signals:
    void hoveredChanged();
    void regionChanged();
    void brushed(const telemetry::TimeRange& range);

private:
    std::optional<telemetry::Timestamp> m_hovered;
    std::optional<telemetry::TimeRange> m_region;
};

} // namespace charts
