// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/dashboard/chartplan.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QGridLayout;
class QLabel;

namespace charts {
class ChartLink;
class ChartPanel;
} // namespace charts
namespace common {
class Theme;
}

namespace dashboard {

class FactTile;
class SectionHead;

// The charts of the health page, all on one time axis with one crosshair: of the fleet one a check
// and one of the volume; of a service in sections that can be closed. Charts are kept while what
// they show is there, so nothing moves
// but charts of checks, by checkOrder(), and those not while the pointer is here. GUI thread.
class ChartGrid final : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(const common::Theme& theme, charts::ChartLink& link, QWidget* parent = nullptr);

    void setSnapshot(const items::SeriesSnapshot& snapshot);
    void setExtras(ServiceExtras extras);
    void setRange(const telemetry::TimeRange& range);
    // Of the scroll area that shows the charts.
    void setVisibleHeight(int height);
    // In the order in which they stand; those of closed sections are not among them.
    const std::vector<charts::ChartPanel*>& panels() const { return m_shown; }
    // The tiles that stand above charts, likewise.
    std::vector<FactTile*> tiles() const;
    // What the telemetry does not tell; empty: nothing is missing.
    QString missing() const;
    // The chart with this key, its section opened where it is closed; null: there is none.
    charts::ChartPanel* openPanel(const std::string& key);
    QWidget* headOf(const std::string& key) const; // of a section that is shown; otherwise null

signals:
    // `answers`: those that the chart is of.
    void picked(const telemetry::TimeRange& bucket, const items::Narrowing& answers);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Shown // a section
    {
        SectionHead* head = nullptr; // null: it has none
        bool isSmall = false;
        std::vector<FactTile*> tiles; // none while it is closed, like panels
        std::vector<charts::ChartPanel*> panels; // none while it is closed

        friend bool operator==(const Shown&, const Shown&) = default;
    };
    SectionHead* headFor(const std::string& key);
    charts::ChartPanel* panelFor(const std::string& key);
    FactTile* tileFor(const FactTileContent& content);
    Shown shownOf(ChartSection section);
    void keepPlaces(ChartSection& section) const;
    void arrange();
    int arrangeSection(const Shown& section, int row);
    void fitRows();

    const common::Theme& m_theme;
    charts::ChartLink& m_link;
    QGridLayout* m_layout;
    std::map<std::string, charts::ChartPanel*> m_panels; // all that were ever needed
    std::map<const charts::ChartPanel*, items::Narrowing> m_answers; // that they are of
    std::map<std::string, FactTile*> m_tiles;
    std::map<std::string, SectionHead*> m_heads;
    std::vector<Shown> m_sections;
    std::vector<charts::ChartPanel*> m_shown;
    QLabel* m_missing;
    items::SeriesSnapshot m_snapshot; // the newest, for a section that is opened
    ServiceExtras m_extras;
    telemetry::TimeRange m_range;
    bool m_isWide = false;
    int m_visibleHeight = 0;
};

} // namespace dashboard
