// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/checksummary.h"

#include "widgets/common/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace dashboard {

namespace {

constexpr std::int64_t kNameLength = 60;

QString tr(const char* text)
{
    return QCoreApplication::translate("FleetMatrix", text);
}

bool isBad(health::HealthState state)
{
    return items::rankOf(state) <= items::rankOf(health::HealthState::Degraded);
}

} // namespace

CheckSummary checkSummary(const items::ServiceHealthModel& model, int row)
{
    const items::ServiceHealth& service = model.row(row);
    CheckSummary summary;
    int worst = -1; // column
    int bad = 0;
    int unknown = 0;
    int well = 0;
    for (std::size_t i = 0; i < model.checks().size(); ++i) {
        const auto found = service.checks.find(model.checks()[i]);
        if (found == service.checks.end() || !found->second.isPresent)
            continue;
        const health::HealthState state = found->second.state;
        if (worst < 0 || items::rankOf(state) < items::rankOf(summary.state)) {
            summary.state = state;
            worst = static_cast<int>(i) + 1;
        }
        bad += isBad(state) ? 1 : 0;
        well += state == health::HealthState::Well ? 1 : 0;
        unknown += health::isUnknown(state) ? 1 : 0;
    }
    summary.others = std::max(0, bad - 1);
    if (worst < 0)
        summary.text = tr("no check yet");
    else if (isBad(summary.state))
        summary.text = common::safeLine(
            model.headerData(worst, Qt::Horizontal, Qt::DisplayRole).toString().toStdString(),
            kNameLength);
    else if (unknown > 0)
        summary.text = tr("%1 unknown, %2 well").arg(unknown).arg(well);
    else
        summary.text = tr("%1 well").arg(well);
    return summary;
}

} // namespace dashboard
