// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/chartgrid.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QGridLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kTwoColumns = 900; // width from which there are two
constexpr int kSmallestChart = 120;
constexpr std::int64_t kNameLength = 60;

// The titles of the checks of a snapshot: none is that of another one.
std::map<std::string, QString> titlesOf(const items::SeriesSnapshot& snapshot)
{
    std::vector<std::string> checks;
    for (const auto& series : snapshot.checks) {
        if (std::ranges::find(checks, series.check) == checks.end())
            checks.push_back(series.check);
    }
    const std::vector<QString> titles = items::checkTitles(checks);
    std::map<std::string, QString> safe;
    for (std::size_t i = 0; i < checks.size(); ++i)
        safe[checks[i]] = common::safeLine(titles[i].toStdString(), kNameLength);
    return safe;
}

} // namespace

ChartGrid::ChartGrid(const common::Theme& theme, charts::ChartLink& link, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(link)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(common::kSpace2);
}

std::vector<ChartGrid::Wanted> ChartGrid::wantedOf(const items::SeriesSnapshot& snapshot)
{
    std::vector<Wanted> wanted;
    const bool isFleet = snapshot.service.empty();
    const auto titles = titlesOf(snapshot);
    for (const auto& series : snapshot.checks) {
        const std::string key = (isFleet ? "fleet/" : "service/") + series.check;
        if (!wanted.empty() && wanted.back().key == key)
            continue; // the fleet's chart of a check holds all services
        wanted.push_back({.key = key,
                          .title = isFleet ? tr("%1: failed share").arg(titles.at(series.check))
                                           : titles.at(series.check),
                          .data = isFleet ? charts::fleetChart(snapshot, series.check)
                                          : charts::checkChart(snapshot, series)});
    }
    wanted.push_back({.key = isFleet ? "fleet-volume" : "service-volume",
                      .title = isFleet ? tr("Answers by service") : tr("Answers by model"),
                      .data = charts::volumeChart(snapshot)});
    return wanted;
}

charts::ChartPanel* ChartGrid::panelFor(const std::string& key)
{
    auto& panel = m_panels[key];
    if (panel == nullptr) {
        panel = new charts::ChartPanel({}, m_theme, m_link, this);
        connect(panel, &charts::ChartPanel::picked, this, &ChartGrid::picked);
    }
    return panel;
}

void ChartGrid::setSnapshot(const items::SeriesSnapshot& snapshot)
{
    std::vector<charts::ChartPanel*> shown;
    for (auto& wanted : wantedOf(snapshot)) {
        auto* panel = panelFor(wanted.key);
        if (panel->title() != wanted.title)
            panel->setTitle(wanted.title);
        panel->setRange(m_range);
        panel->setData(std::move(wanted.data));
        shown.push_back(panel);
    }
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    arrange();
}

void ChartGrid::setRange(const telemetry::TimeRange& range)
{
    m_range = range;
    for (auto* panel : m_shown)
        panel->setRange(range);
}

void ChartGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int columns = width() >= kTwoColumns ? 2 : 1;
    if (columns != m_columns)
        arrange();
}

void ChartGrid::setVisibleHeight(int height)
{
    m_visibleHeight = height;
    fitRows();
}

// Whole rows only: either all of them fit, or as many as do without one being cut in its middle.
void ChartGrid::fitRows()
{
    const int spacing = m_layout->spacing();
    const int fitting = std::max(1, (m_visibleHeight + spacing) / (kSmallestChart + spacing));
    const int rows = (static_cast<int>(m_shown.size()) + m_columns - 1) / std::max(1, m_columns);
    const int height =
        rows <= fitting ? kSmallestChart : (m_visibleHeight - (fitting - 1) * spacing) / fitting;
    for (auto* panel : m_shown)
        panel->setMinimumHeight(std::max(kSmallestChart, height));
}

void ChartGrid::arrange()
{
    m_columns = width() >= kTwoColumns ? 2 : 1;
    for (auto& [key, panel] : m_panels) {
        m_layout->removeWidget(panel);
        panel->setVisible(std::ranges::find(m_shown, panel) != m_shown.end());
    }
    QWidget* previous = nullptr;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const int at = static_cast<int>(i);
        const bool isAlone = i + 1 == m_shown.size() && at % m_columns == 0;
        m_layout->addWidget(m_shown[i], at / m_columns, at % m_columns, 1, isAlone ? m_columns : 1);
        m_layout->setRowStretch(at / m_columns, 1);
        if (previous != nullptr)
            setTabOrder(previous, m_shown[i]);
        previous = m_shown[i];
    }
    fitRows();
}

} // namespace dashboard
