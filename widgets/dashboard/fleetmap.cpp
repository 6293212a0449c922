// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/fleetmap.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace dashboard {

namespace {

constexpr double kCell = 8;
constexpr double kTallest = 8; // of a row
constexpr double kMapMargin = 4;
constexpr float kQuiet = 0.35F; // what is well stands back

} // namespace

FleetMap::FleetMap(items::ServiceHealthModel& model, QTableView& matrix, const common::Theme& theme,
                   QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_matrix(matrix)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setToolTip(tr("All services at a glance, worst at the top. Press to scroll there."));
    setAccessibleName(tr("All services at a glance"));
    setAccessibleDescription(tr("The same as the fleet beside it, which keys go through."));
    const auto repaint = [this] {
        updateGeometry();
        update();
    };
    connect(&model, &QAbstractItemModel::dataChanged, this, repaint);
    connect(&model, &QAbstractItemModel::rowsInserted, this, repaint);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, repaint);
    connect(&model, &QAbstractItemModel::rowsMoved, this, repaint);
    connect(&model, &QAbstractItemModel::layoutChanged, this, repaint);
    connect(&model, &QAbstractItemModel::modelReset, this, repaint);
    connect(matrix.verticalScrollBar(), &QScrollBar::valueChanged, this, repaint);
    connect(matrix.verticalScrollBar(), &QScrollBar::rangeChanged, this, repaint);
    connect(&theme, &common::Theme::changed, this, repaint);
}

QSize FleetMap::sizeHint() const
{
    const int checks = std::max(1, m_model.columnCount() - 1);
    return {static_cast<int>(checks * kCell + 2 * kMapMargin), 100};
}

int FleetMap::shownRows() const
{
    int rows = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        rows += m_matrix.isRowHidden(row) ? 0 : 1;
    return rows;
}

double FleetMap::rowHeight() const
{
    return std::min(kTallest, (height() - 2 * kMapMargin) / std::max(1, shownRows()));
}

int FleetMap::rowAt(double y) const
{
    int left = static_cast<int>(std::floor((y - kMapMargin) / rowHeight()));
    for (int row = 0; left >= 0 && row < m_model.rowCount(); ++row) {
        if (!m_matrix.isRowHidden(row) && left-- == 0)
            return row;
    }
    return -1;
}

void FleetMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    const double height = rowHeight();
    const int first = m_matrix.rowAt(0);
    const int last = m_matrix.rowAt(m_matrix.viewport()->height() - 1);
    double y = kMapMargin;
    double from = -1;
    double to = -1;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_matrix.isRowHidden(row))
            continue;
        from = row == first ? y : from;
        for (int column = 1; column < m_model.columnCount(); ++column) {
            const auto& checks = m_model.row(row).checks;
            const auto cell = checks.find(m_model.checks()[static_cast<std::size_t>(column - 1)]);
            if (cell == checks.end() || !cell->second.isPresent)
                continue;
            QColor color =
                m_theme.color(common::glyphRole(cell->second.state, cell->second.severity));
            if (cell->second.state == health::HealthState::Well)
                color.setAlphaF(kQuiet);
            painter.fillRect(QRectF(kMapMargin + (column - 1) * kCell, y, kCell - 1,
                                    std::max(1.0, height - (height > 3 ? 1 : 0))),
                             color);
        }
        y += height;
        to = row == last || last < 0 ? y : to;
    }
    if (from < 0 || to <= from || m_matrix.verticalScrollBar()->maximum() == 0)
        return;
    painter.setPen(m_theme.color(common::ColorRole::TextPrimary));
    painter.drawRect(QRectF(1.5, from - 0.5, width() - 3, to - from));
}

void FleetMap::scrollTo(double y)
{
    const int row = rowAt(y);
    if (row >= 0)
        m_matrix.scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
}

void FleetMap::mousePressEvent(QMouseEvent* event)
{
    scrollTo(event->position().y());
}

void FleetMap::mouseMoveEvent(QMouseEvent* event)
{
    scrollTo(event->position().y());
}

} // namespace dashboard
