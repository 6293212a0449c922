// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is the fleet: the matrix, what it is over, and which services it shows.

#include "models/items/formats.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/fleetmap.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/glyphlegend.h"
#include "widgets/dashboard/healthpage.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kMostRows = 6; // of the matrix that are shown without scrolling
constexpr int kLargeFleet = 8; // more services than this get a short line each
constexpr int kFilterWidth = 220;
constexpr int kLeastBelow = 100; // of the charts under a small fleet, with the gaps

} // namespace

void HealthPage::makeFleet()
{
    auto* pane = new QHBoxLayout(m_fleetPane);
    pane->setContentsMargins(0, 0, 0, 0);
    pane->setSpacing(common::kSpace2);
    pane->addWidget(m_matrix, 1);
    pane->addWidget(m_map);
    m_filter->setPlaceholderText(tr("Filter services (/)"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_none->setTextFormat(Qt::PlainText);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->hide();
    connect(m_filter, &QLineEdit::textChanged, this, &HealthPage::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, &HealthPage::focusMatrix);
    connect(m_filter, &common::SearchLine::left, this, &HealthPage::focusMatrix);
}

void HealthPage::focusMatrix()
{
    if (m_matrix->isVisible())
        m_matrix->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

// "failed share, last 5 min": the same share is another one over another time.
void HealthPage::updateAbout()
{
    const bool isRead = m_series.snapshot().service == service().toStdString();
    m_about->setVisible(!isRead || (service().isEmpty() && m_fleet.services().rowCount() > 0));
    if (!isRead)
        return m_about->setText(tr("Reading…"));
    const telemetry::TimeRange range = m_conductor.visibleRange();
    m_about->setText(
        m_conductor.mode() == items::TimeConductor::Mode::Live
            ? tr("failed share, last %1").arg(items::spanText(range.duration()))
            : tr("failed share, %1 – %2")
                  .arg(items::utcTimeText(range.start), items::utcTimeText(range.end)));
    const auto hasSince = [](const items::ServiceHealth& row) {
        return std::ranges::any_of(row.checks,
                                   [](const auto& check) { return check.second.isSinceOnset(); });
    };
    bool isMixed = false;
    for (int row = 0; row < m_fleet.services().rowCount(); ++row)
        isMixed = isMixed || hasSince(m_fleet.services().row(row));
    if (isMixed)
        m_about->setText(tr("%1; of an open alarm since its onset").arg(m_about->text()));
    if (m_matrix->isDense())
        m_about->setText(u"%1 · %2"_s.arg(tallyText(), m_about->text()));
    if (service().isEmpty() && m_fleet.services().isOrderPending())
        m_about->setText(tr("order held while the list is in use · %1").arg(m_about->text()));
}

void HealthPage::updateFleet()
{
    const int rows = m_fleet.services().rowCount();
    const bool isFleet = service().isEmpty();
    const bool isLarge = rows > kLargeFleet;
    m_matrix->setDense(isLarge);
    updateAbout();
    m_empty->setVisible(rows == 0);
    m_scroll->setVisible(rows > 0 && !(isFleet && isLarge));
    m_fleetPane->setVisible(rows > 0 && isFleet);
    m_map->setVisible(isLarge);
    m_legend->refresh();
    m_legend->setVisible(rows > 0 && isFleet);
    m_filter->setVisible(isLarge && isFleet);
    if (!isLarge && rows > 0) // before anything is known it may have been asked for
        m_filter->clear();
    // Nobody sees them: the matrix has the whole page.
    setReading(isVisible() && !(isFleet && isLarge));
    filter();
    if (rows > 0)
        fitMatrix(rows);
}

// A large fleet has the whole page, a small one what its rows need.
void HealthPage::fitMatrix(int rows)
{
    if (m_matrix->isDense()) {
        m_fleetPane->setMinimumHeight(0);
        m_fleetPane->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int row = m_matrix->verticalHeader()->defaultSectionSize();
    const int around = m_matrix->horizontalHeader()->height()
        + (m_matrix->horizontalScrollBar()->isVisible() ? m_matrix->horizontalScrollBar()->height()
                                                        : 0);
    // In a low window, or of a large text, its rows are scrolled: nothing lies over another, and
    // the list ends with a whole row.
    const int taken = m_fleetPane->y() + m_legend->sizeHint().height() + kLeastBelow;
    const int seen = isVisible() ? std::max(1, (this->height() - taken - around) / row) : kMostRows;
    const int height = around + std::min({rows, kMostRows, seen}) * row;
    if (m_fleetPane->height() != height || m_fleetPane->maximumHeight() != height)
        m_fleetPane->setFixedHeight(height);
}

QString HealthPage::fleetFilter() const
{
    return m_filter->text().trimmed();
}

void HealthPage::setFleetFilter(const QString& text)
{
    m_filter->setText(text);
}

void HealthPage::filter()
{
    const int shown = m_matrix->setFilter(m_filter->text().trimmed());
    const bool isNone = shown == 0 && !m_filter->text().isEmpty() && m_fleetPane->isVisible();
    m_none->setVisible(isNone);
    m_map->update();
}

// "3 with an alarm, 12 degraded, 31 unknown of 200": worst first, what there is none of is left
// out.
QString HealthPage::tallyText() const
{
    const auto& services = m_fleet.services();
    int alarms = 0;
    int degraded = 0;
    int unknown = 0;
    for (int row = 0; row < services.rowCount(); ++row) {
        const int rank = services.row(row).rank();
        alarms += rank <= items::rankOf(health::HealthState::Acknowledged) ? 1 : 0;
        degraded += rank == items::rankOf(health::HealthState::Degraded) ? 1 : 0;
        unknown += rank > items::rankOf(health::HealthState::Degraded)
                && rank < items::rankOf(health::HealthState::Well)
            ? 1
            : 0;
    }
    QStringList parts;
    if (alarms > 0)
        parts << tr("%1 with an alarm").arg(alarms);
    if (degraded > 0)
        parts << tr("%1 degraded").arg(degraded);
    if (unknown > 0)
        parts << tr("%1 unknown").arg(unknown);
    if (parts.isEmpty())
        parts << tr("all well");
    return tr("%1 services: %2").arg(services.rowCount()).arg(parts.join(u", "_s));
}

} // namespace dashboard
