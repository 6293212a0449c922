// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QObject>

#include <optional>

namespace charts {

// What charts that are shown together share: one crosshair, and where a brush ends up. GUI thread.
class ChartLink final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    std::optional<telemetry::Timestamp> hovered() const { return m_hovered; }
    void setHovered(std::optional<telemetry::Timestamp> time);
    void brush(const telemetry::TimeRange& range) { emit brushed(range); }

signals:
    void hoveredChanged();
    void brushed(const telemetry::TimeRange& range);

private:
    std::optional<telemetry::Timestamp> m_hovered;
};

} // namespace charts
