// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/checksummary.h"

#include "widgets/common/formats.h"
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
    QStringList alarms; // checks with an open one
    QStringList degraded;
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
            (state == health::HealthState::Degraded ? degraded : alarms) << name;
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
        alarms << name;
    }
    if (worst.isNull())
        summary.text = SummaryWords::tr("no check yet");
    else if (isBad(summary.state))
        summary.text = worst;
    else if (unknown > 0)
        summary.text = SummaryWords::tr("%1 unknown, %2 well").arg(unknown).arg(well);
    else
        summary.text = SummaryWords::tr("%1 well").arg(well);
    // Beside the sign of an alarm alarms are counted, as everywhere; beside that of a degraded
    // check those.
    const bool areAlarms = !alarms.isEmpty();
    (areAlarms ? alarms : degraded).removeOne(worst);
    summary.others = static_cast<int>((areAlarms ? alarms : degraded).size());
    QStringList told;
    if (!alarms.isEmpty())
        told << common::countedText(alarms.size(),
                                    SummaryWords::tr("and 1 further check with an alarm: "),
                                    SummaryWords::tr("and %1 further checks with an alarm: "))
                + alarms.join(u", "_s);
    if (!degraded.isEmpty())
        told << common::countedText(degraded.size(),
                                    SummaryWords::tr("and 1 further check that is degraded: "),
                                    SummaryWords::tr("and %1 further checks that are degraded: "))
                + degraded.join(u", "_s);
    summary.othersText = told.join(u'\n');
    return summary;
}

} // namespace dashboard
