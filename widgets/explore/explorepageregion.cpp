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

using namespace Qt::StringLiterals;

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
    const QString region =
        tr("%1 from %2 to %3: about %4 answers.")
            .arg(common::safeSentence(drivers::labelOf(driver), 60),
                 QString::fromStdString(drivers::tickText(driver, m_region->low)),
                 QString::fromStdString(drivers::tickText(driver, m_region->high)),
                 common::countText(answersIn(m_snapshot->density, *m_region)));
    const QString reason = whyNotOpened();
    m_regionText->setText(reason.isEmpty() ? region : region + u' ' + reason);
    m_regionOpen->setEnabled(reason.isEmpty());
    m_regionOpen->setToolTip(common::plainToolTip(
        reason.isEmpty() ? tr("The suspects among these answers, in the time that is looked at")
                         : reason));
}

// Why the suspects of the region cannot be listed; empty: they can.
QString ExplorePage::whyNotOpened() const
{
    const drivers::Driver& driver = m_snapshot->request.driver;
    if (m_snapshot->request.lag > telemetry::Duration::zero())
        return tr("No list of suspects: what was earlier is a mean over a while, no answer has it "
                  "by itself.");
    if (!filterOf(driver, *m_region))
        return tr("No list of suspects: %1 cannot be filtered by, as no answer tells it by itself.")
            .arg(common::safeLine(drivers::labelOf(driver), 60));
    return {};
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
