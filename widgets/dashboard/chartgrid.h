// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "widgets/charts/chartdata.h"

#include <QWidget>

#include <map>
#include <string>
#include <utility>
#include <vector>

class QGridLayout;

namespace charts {
class ChartLink;
class ChartPanel;
} // namespace charts
namespace common {
class Theme;
}

namespace dashboard {

// The small multiples of the health page: one chart a check and one of the volume, all on one time
// axis with one crosshair. Charts are kept while their check is there, so nothing moves. GUI
// thread.
class ChartGrid final : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(const common::Theme& theme, charts::ChartLink& link, QWidget* parent = nullptr);

    void setSnapshot(const items::SeriesSnapshot& snapshot);
    void setRange(const telemetry::TimeRange& range);
    // Of the scroll area that shows the charts.
    void setVisibleHeight(int height);
    const std::vector<charts::ChartPanel*>& panels() const { return m_shown; }

signals:
    void picked(const telemetry::TimeRange& bucket);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Wanted
    {
        std::string key;
        QString title;
        charts::ChartData data;
    };
    static std::vector<Wanted> wantedOf(const items::SeriesSnapshot& snapshot);
    charts::ChartPanel* panelFor(const std::string& key);
    void arrange();
    void fitRows();

    const common::Theme& m_theme;
    charts::ChartLink& m_link;
    QGridLayout* m_layout;
    std::map<std::string, charts::ChartPanel*> m_panels; // all that were ever needed
    std::vector<charts::ChartPanel*> m_shown;
    telemetry::TimeRange m_range;
    int m_columns = 0;
    int m_visibleHeight = 0;
};

} // namespace dashboard
