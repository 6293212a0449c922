// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/chartgrid.h"

#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/facttile.h"
#include "widgets/dashboard/sectionhead.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kTwoColumns = 900; // width from which there are two
constexpr int kSmallestChart = 120; // px at 100 % text, as the next
constexpr int kServiceChart = 148;
// Of the grid: charts span two, three or all of them.
constexpr int kColumns = 6;

// What Tab comes from to what is in `grid`; nullptr: there is nothing else in the window.
QWidget* stopBefore(const QWidget& grid)
{
    for (QWidget* each = grid.previousInFocusChain(); each != &grid;
         each = each->previousInFocusChain()) {
        if ((each->focusPolicy() & Qt::TabFocus) != 0 && each->focusProxy() == nullptr
            && !grid.isAncestorOf(each))
            return each;
    }
    return nullptr;
}

} // namespace

ChartGrid::ChartGrid(const common::Theme& theme, charts::ChartLink& link, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(link)
    , m_layout(new QGridLayout(this))
    , m_missing(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(common::kSpace2);
    for (int i = 0; i < kColumns; ++i)
        m_layout->setColumnStretch(i, 1);
    m_missing->setTextFormat(Qt::PlainText);
    m_missing->setWordWrap(true);
    m_missing->setForegroundRole(QPalette::PlaceholderText);
    m_missing->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace2);
    m_missing->hide();
    const auto restyle = [this] { m_missing->setFont(m_theme.font(common::TextSize::Small)); };
    restyle();
    connect(&theme, &common::Theme::changed, this, restyle);
}

QString ChartGrid::missing() const
{
    return m_missing->text();
}

QWidget* ChartGrid::headOf(const std::string& key) const
{
    for (const Shown& section : m_sections) {
        const auto head = m_heads.find(key);
        if (section.head != nullptr && head != m_heads.end() && head->second == section.head)
            return section.head;
    }
    return nullptr;
}

charts::ChartPanel* ChartGrid::openPanel(const std::string& key)
{
    const auto isAsked = [&key](const PlannedChart& chart) { return chart.key == key; };
    for (const ChartSection& section : chartPlan(m_snapshot, m_extras)) {
        if (std::ranges::none_of(section.charts, isAsked))
            continue;
        const auto head = m_heads.find(section.key);
        if (head != m_heads.end() && !head->second->isOpen()) {
            head->second->setOpen(true);
            setSnapshot(std::exchange(m_snapshot, {}));
        }
        return panelFor(key);
    }
    return nullptr;
}

charts::ChartPanel* ChartGrid::panelFor(const std::string& key)
{
    auto& panel = m_panels[key];
    if (panel == nullptr) {
        panel = new charts::ChartPanel({}, m_theme, m_link, this);
        connect(panel, &charts::ChartPanel::picked, this,
                [this, panel](const telemetry::TimeRange& bucket) {
                    emit picked(bucket, m_answers[panel]);
                });
    }
    return panel;
}

FactTile* ChartGrid::tileFor(const FactTileContent& content)
{
    auto& tile = m_tiles[content.key];
    if (tile == nullptr)
        tile = new FactTile(m_theme, this);
    tile->setContent(content);
    return tile;
}

std::vector<FactTile*> ChartGrid::tiles() const
{
    std::vector<FactTile*> tiles;
    for (const Shown& section : m_sections)
        tiles.insert(tiles.end(), section.tiles.begin(), section.tiles.end());
    return tiles;
}

SectionHead* ChartGrid::headFor(const std::string& key)
{
    auto& head = m_heads[key];
    if (head == nullptr) {
        head = new SectionHead(m_theme, this);
        connect(head, &SectionHead::toggledOpen, this,
                [this] { setSnapshot(std::exchange(m_snapshot, {})); });
    }
    return head;
}

ChartGrid::Shown ChartGrid::shownOf(ChartSection section)
{
    Shown shown{.isSmall = section.isSmall, .tiles = {}, .panels = {}};
    if (!section.title.isEmpty()) {
        shown.head = headFor(section.key);
        shown.head->setTitle(section.title, static_cast<int>(section.charts.size()));
        if (!shown.head->isOpen())
            return shown;
    }
    for (const FactTileContent& tile : section.tiles)
        shown.tiles.push_back(tileFor(tile));
    for (PlannedChart& chart : section.charts) {
        auto* panel = panelFor(chart.key);
        if (panel->title() != chart.title)
            panel->setTitle(chart.title);
        panel->setRange(m_range);
        panel->setData(std::move(chart.data));
        m_answers[panel] = std::move(chart.answers);
        shown.panels.push_back(panel);
    }
    return shown;
}

// Nothing moves away from under the pointer.
void ChartGrid::keepPlaces(ChartSection& section) const
{
    std::ranges::stable_sort(section.charts, {}, [this](const PlannedChart& chart) {
        const auto panel = m_panels.find(chart.key);
        return panel == m_panels.end() ? m_shown.end() : std::ranges::find(m_shown, panel->second);
    });
}

void ChartGrid::setSnapshot(const items::SeriesSnapshot& snapshot)
{
    m_snapshot = snapshot;
    m_missing->setText(missingText(m_snapshot, m_extras));
    m_missing->setVisible(!m_missing->text().isEmpty());
    std::vector<Shown> sections;
    for (ChartSection& section : chartPlan(m_snapshot, m_extras)) {
        if (underMouse())
            keepPlaces(section);
        sections.push_back(shownOf(std::move(section)));
    }
    if (sections == m_sections)
        return;
    m_sections = std::move(sections);
    m_shown.clear();
    for (const Shown& section : m_sections)
        m_shown.insert(m_shown.end(), section.panels.begin(), section.panels.end());
    arrange();
}

void ChartGrid::setExtras(ServiceExtras extras)
{
    m_extras = std::move(extras);
    setSnapshot(std::exchange(m_snapshot, {}));
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
    if ((width() >= kTwoColumns) != m_isWide)
        arrange();
}

// The head of a chart may take a second row, and text another size.
bool ChartGrid::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        fitRows();
    return QWidget::event(event);
}

void ChartGrid::setVisibleHeight(int height)
{
    m_visibleHeight = height;
    fitRows();
}

// Without heads, whole rows only: either all of them fit, or as many as do without one being cut in
// its middle. None gets less than what is in it needs: its times would be cut off.
void ChartGrid::fitRows()
{
    int smallest = m_theme.scaled(kSmallestChart);
    for (const auto* panel : m_shown)
        smallest = std::max(smallest, panel->minimumSizeHint().height());
    const bool hasHeads = !m_sections.empty() && m_sections.front().head != nullptr;
    int height = m_theme.scaled(kServiceChart);
    if (!hasHeads) {
        const int spacing = m_layout->spacing();
        const int columns = m_isWide ? 2 : 1;
        const int fitting = std::max(1, (m_visibleHeight + spacing) / (smallest + spacing));
        const int rows = (static_cast<int>(m_shown.size()) + columns - 1) / columns;
        height = rows <= fitting ? smallest : (m_visibleHeight - (fitting - 1) * spacing) / fitting;
    }
    for (auto* panel : m_shown)
        panel->setMinimumHeight(std::max(smallest, height));
}

void ChartGrid::arrange()
{
    m_isWide = width() >= kTwoColumns;
    for (auto& [key, panel] : m_panels) {
        m_layout->removeWidget(panel);
        panel->setVisible(std::ranges::find(m_shown, panel) != m_shown.end());
    }
    const std::vector<FactTile*> shownTiles = tiles();
    for (auto& [key, tile] : m_tiles) {
        m_layout->removeWidget(tile);
        tile->setVisible(std::ranges::find(shownTiles, tile) != shownTiles.end());
    }
    for (auto& [key, head] : m_heads) {
        m_layout->removeWidget(head);
        head->setVisible(std::ranges::find(m_sections, head, &Shown::head) != m_sections.end());
    }
    m_layout->removeWidget(m_missing);
    for (int i = 0; i < m_layout->rowCount(); ++i)
        m_layout->setRowStretch(i, 0);
    int row = 0;
    for (const Shown& section : m_sections)
        row = arrangeSection(section, row);
    m_layout->addWidget(m_missing, row, 0, 1, kColumns);
    // What is left over when all sections are closed.
    if (m_shown.empty())
        m_layout->setRowStretch(row + 1, 1);
    // What is made later stands at the end of the window's order: it belongs where the grid is.
    QWidget* previous = stopBefore(*this);
    for (const Shown& section : m_sections) {
        std::vector<QWidget*> order;
        if (section.head != nullptr)
            order.push_back(section.head);
        for (const charts::ChartPanel* panel : section.panels)
            order.push_back(panel->plot()); // a panel itself takes no keys
        for (QWidget* widget : order) {
            if (previous != nullptr)
                setTabOrder(previous, widget);
            previous = widget;
        }
    }
    fitRows();
}

// The row after it.
int ChartGrid::arrangeSection(const Shown& section, int row)
{
    if (section.head != nullptr)
        m_layout->addWidget(section.head, row++, 0, 1, kColumns, Qt::AlignLeft);
    for (FactTile* tile : section.tiles)
        m_layout->addWidget(tile, row++, 0, 1, kColumns);
    const int count = static_cast<int>(section.panels.size());
    // Below a head charts line up: three stand beside each other rather than one below two.
    const bool hasThree = section.head != nullptr && (count == 3 || (section.isSmall && count > 3));
    const int across = !m_isWide ? 1 : hasThree ? 3 : 2;
    const int span = kColumns / across;
    for (int i = 0; i < count; ++i) {
        const bool isAlone =
            i + 1 == count && i % across == 0 && (section.head == nullptr || count == 1);
        m_layout->addWidget(section.panels[static_cast<std::size_t>(i)], row + i / across,
                            i % across * span, 1, isAlone ? kColumns : span);
        m_layout->setRowStretch(row + i / across, 1);
    }
    return row + (count + across - 1) / across;
}

} // namespace dashboard
