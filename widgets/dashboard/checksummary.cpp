// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/checksummary.h"

#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QStringList>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

struct SummaryWords
{
    Q_DECLARE_TR_FUNCTIONS(FleetMatrix)
};

QString nameOf(const QVariant& title)
{
    return common::safeLine(title.toString().toStdString(), kCheckNameLength);
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
    QString worst; // check
    QStringList bad;
    int unknown = 0;
    int well = 0;
    for (std::size_t i = 0; i < model.checks().size(); ++i) {
        const auto found = service.checks.find(model.checks()[i]);
        if (found == service.checks.end() || !found->second.isPresent)
            continue;
        const health::HealthState state = found->second.state;
        const QString name =
            nameOf(model.headerData(static_cast<int>(i) + 1, Qt::Horizontal, Qt::DisplayRole));
        if (worst.isNull() || items::rankOf(state) < items::rankOf(summary.state)) {
            summary.state = state;
            summary.severity = found->second.severity;
            worst = name;
        }
        if (isBad(state))
            bad << name;
        well += state == health::HealthState::Well ? 1 : 0;
        unknown += health::isUnknown(state) ? 1 : 0;
    }
    for (const items::OtherAlarm& other : service.others) {
        const QString name = nameOf(items::checkTitle(other.check));
        if (worst.isNull() || items::rankOf(other.state) < items::rankOf(summary.state)) {
            summary.state = other.state;
            summary.severity = other.severity;
            worst = name;
        }
        bad << name;
    }
    if (worst.isNull())
        summary.text = SummaryWords::tr("no check yet");
    else if (isBad(summary.state))
        summary.text = worst;
    else if (unknown > 0)
        summary.text = SummaryWords::tr("%1 unknown, %2 well").arg(unknown).arg(well);
    else
        summary.text = SummaryWords::tr("%1 well").arg(well);
    bad.removeOne(worst);
    summary.others = static_cast<int>(bad.size());
    if (!bad.isEmpty())
        summary.othersText =
            (bad.size() == 1
                 ? SummaryWords::tr("and 1 further check with an alarm, or degraded: %1")
                 : SummaryWords::tr("and %1 further checks with an alarm, or degraded: %2")
                       .arg(bad.size()))
                .arg(bad.join(u", "_s));
    return summary;
}

} // namespace dashboard
