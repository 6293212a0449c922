// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the exploring page that is about a region of its plot.

#include "models/drivers/relationtext.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/explore/explorepage.h"
#include "widgets/explore/relationview.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace explore {

namespace {

// By the columns of the density: to the nearest of them.
std::int64_t answersIn(const drivers::Density& density, const DriverRange& range)
{
    const auto columnOf = [&](double driver) {
        const double place = std::clamp(density.placeOf(driver), 0.0, 1.0);
        return static_cast<std::ptrdiff_t>(
            std::lround(place * static_cast<double>(density.columns.size())));
    };
    const auto from = density.columns.begin() + columnOf(range.low);
    const auto to = density.columns.begin() + columnOf(range.high);
    std::int64_t count = 0;
    for (auto column = from; column < to; ++column)
        count += *column;
    return count;
}

} // namespace

void ExplorePage::setRegion(const std::optional<DriverRange>& region)
{
    m_region = region;
    m_plot->setRegion(region);
    updateRegion();
}

void ExplorePage::updateRegion()
{
    const bool isChosen = m_region && m_snapshot && m_snapshot->used > 0;
    m_regionOpen->setVisible(isChosen);
    m_regionLeave->setVisible(isChosen);
    m_regionText->setForegroundRole(isChosen ? QPalette::WindowText : QPalette::PlaceholderText);
    if (!isChosen) {
        m_regionText->setText(
            tr("Drag across the lower plot to choose a region (Shift+arrows in the plot)"));
        return;
    }
    const drivers::Driver& driver = m_snapshot->request.driver;
    const QString label = common::safeLine(drivers::labelOf(driver), 60);
    m_regionText->setText(
        tr("%1 from %2 to %3: about %4 answers")
            .arg(common::safeSentence(drivers::labelOf(driver), 60),
                 QString::fromStdString(drivers::tickText(driver, m_region->low)),
                 QString::fromStdString(drivers::tickText(driver, m_region->high)),
                 common::countText(answersIn(m_snapshot->density, *m_region))));
    const bool isLagged = m_snapshot->request.lag > telemetry::Duration::zero();
    m_regionOpen->setEnabled(!isLagged && filterOf(driver, *m_region));
    m_regionOpen->setToolTip(common::plainToolTip(
        isLagged ? tr("What was earlier is a mean over a while: no answer has it by itself")
            : m_regionOpen->isEnabled()
            ? tr("The suspects among these answers, in the time that is looked at")
            : tr("Suspects cannot be filtered by %1: that is not told by the answer itself")
                  .arg(label)));
}

void ExplorePage::openRegion()
{
    if (!m_region || !m_snapshot)
        return;
    if (const auto filter = filterOf(m_snapshot->request.driver, *m_region))
        emit suspectsRequested(QString::fromStdString(m_snapshot->request.service),
                               m_snapshot->range, *filter);
}

} // namespace explore
