// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace common {
class Theme;
}

namespace charts {

class ChartHeader;
class ChartLink;
class PlotView;

// One chart: a title row with the values of the newest points drawn and what they rest on, or those
// under the crosshair, and the plot. GUI thread.
class ChartPanel final : public QWidget
{
    Q_OBJECT

public:
    ChartPanel(const QString& title, const common::Theme& theme, ChartLink& link,
               QWidget* parent = nullptr);

    void setTitle(const QString& title);
    QString title() const;
    // What is shown changes at once; the series get one replace() each.
    void setData(ChartData chart);
    void setRange(const telemetry::TimeRange& range);
    PlotView* plot() const { return m_plot; }
    ChartHeader* header() const { return m_header; }

signals:
    void picked(const telemetry::TimeRange& bucket);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void updateReading();
    void describe(); // for who does not see it
    QString basisOf(const std::vector<const Point*>& points) const;

    const common::Theme& m_theme;
    ChartLink& m_link;
    ChartHeader* m_header;
    PlotView* m_plot;
    telemetry::Timestamp m_now;
};

// The point whose bucket holds `time`; nullopt: the newest. Null when there is none.
const Point* pointAt(const Line& line, std::optional<telemetry::Timestamp> time,
                     telemetry::Duration step);

// Whether a newer bucket than the point's is complete, has had the time that late rows need, and
// brought nothing: then the value is no longer the current one.
bool isOutdated(const Point& point, telemetry::Duration step, telemetry::Timestamp now);

} // namespace charts
