// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/incidentsnapshot.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/objective/suggest.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace items {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(items)
};

constexpr std::size_t kServicesInLine = 4;
constexpr qsizetype kMostName = 80; // characters

QString shown(const std::string& name)
{
    const QString text =
        QString::fromStdString(telemetry::visibleText(name.substr(0, 1000))).simplified();
    return text.size() > kMostName ? text.left(kMostName) + u'…' : text;
}

QString servicesText(const std::vector<std::string>& names)
{
    QStringList all;
    for (std::size_t i = 0; i < std::min(names.size(), kServicesInLine); ++i)
        all << shown(names[i]);
    QString text = all.join(u", "_s);
    if (names.size() > kServicesInLine)
        text = Words::tr("%1 and %2 more").arg(text).arg(names.size() - kServicesInLine);
    return text;
}

QString lapseText(telemetry::Duration lapse)
{
    const telemetry::Duration length = lapse < telemetry::Duration::zero() ? -lapse : lapse;
    return length < std::chrono::seconds(1) ? Words::tr("0 s") : durationText(length);
}

telemetry::Result<IncidentBudget> budgetOf(const store::Reader& reader,
                                           const incident::IncidentRecord& record,
                                           const objective::Objective& objective)
{
    IncidentBudget budget;
    budget.objective = objective;
    telemetry::SignalKey key;
    key.service = objective.service;
    key.operation = objective.operation;
    key.model = objective.model;
    key.check = objective.check;
    const store::View during{.range = incident::exposedRange(record), .knownAt = record.knownAt};
    const auto sums = reader.sums(during, key, {});
    if (!sums)
        return tl::make_unexpected(sums.error());
    if (sums->empty() || sums->front().sum.count == 0)
        return budget;
    budget.count = sums->front().sum.count;
    budget.failed = sums->front().sum.failed;
    const auto status = objective::statusOf(objective, reader, during.range.end, during);
    if (!status)
        return tl::make_unexpected(status.error());
    if (budget.failed == 0)
        budget.spent = 0;
    else if (status->spent && status->sum.failed > 0)
        budget.spent = *status->spent * static_cast<double>(budget.failed)
            / static_cast<double>(status->sum.failed);
    return budget;
}

} // namespace

telemetry::Result<IncidentReach> readReach(const store::Reader& reader,
                                           const incident::IncidentRecord& record,
                                           const std::vector<objective::Objective>& objectives)
{
    IncidentReach reach;
    reach.incident = record.incident.id;
    auto exposure = incident::exposureOf(
        reader, {.range = incident::exposedRange(record), .knownAt = record.knownAt},
        record.incident.services, 1, record.until, causes::kMostReachedTraces);
    if (!exposure)
        return tl::make_unexpected(exposure.error());
    reach.exposure = std::move(*exposure);
    const auto& services = record.incident.services;
    for (const objective::Objective& each : objectives) {
        if (!services.empty() && std::ranges::find(services, each.service) == services.end())
            continue;
        auto budget = budgetOf(reader, record, each);
        if (!budget)
            return tl::make_unexpected(budget.error());
        reach.budgets.push_back(std::move(*budget));
    }
    return reach;
}

QStringList reachText(const IncidentReach& reach)
{
    QStringList lines;
    for (const std::string& line : incident::exposureText(reach.exposure)) {
        QString text = QString::fromStdString(ownWords(telemetry::visibleText(line)));
        if (text.endsWith(u'.')) // some are sentences, all are parts of a line
            text.chop(1);
        lines << text;
    }
    if (reach.budgets.empty())
        lines << Words::tr("Objective budget: not known, no objective is set for what is affected");
    for (const IncidentBudget& budget : reach.budgets) {
        const QString name =
            shown(budget.objective.name.empty() ? budget.objective.check : budget.objective.name);
        lines << (budget.spent
                      ? Words::tr("Objective %1 (%2): %3 of the budget of %4 went; %5 of %6 failed")
                            .arg(name, shown(budget.objective.service),
                                 QString::fromStdString(objective::shareText(*budget.spent)),
                                 QString::fromStdString(
                                     objective::windowText(budget.objective.window)),
                                 countText(budget.failed), countText(budget.count))
                      : Words::tr("Objective %1 (%2): what went of its budget is not known, no "
                                  "result came meanwhile")
                            .arg(name, shown(budget.objective.service)));
    }
    return lines;
}

QString statusText(incident::Status status)
{
    switch (status) {
    case incident::Status::Investigating:
        return Words::tr("Investigating");
    case incident::Status::Identified:
        return Words::tr("Identified");
    case incident::Status::Mitigated:
        return Words::tr("Mitigated");
    case incident::Status::Recovered:
        return Words::tr("Recovered");
    case incident::Status::Closed:
        return Words::tr("Closed");
    }
    return {};
}

QString momentText(incident::MomentKind kind)
{
    switch (kind) {
    case incident::MomentKind::Start:
        return Words::tr("Start");
    case incident::MomentKind::Detection:
        return Words::tr("Detection");
    case incident::MomentKind::Acknowledgement:
        return Words::tr("Acknowledged");
    case incident::MomentKind::Diagnosis:
        return Words::tr("Diagnosis");
    case incident::MomentKind::Mitigation:
        return Words::tr("Mitigation");
    case incident::MomentKind::Recovery:
        return Words::tr("Recovery");
    }
    return {};
}

QString afterStartText(telemetry::Duration lapse)
{
    return lapse < telemetry::Duration::zero() ? durationText(lapse) : u'+' + durationText(lapse);
}

QString standingText(const incident::Incident& subject, telemetry::Timestamp now,
                     const std::vector<incident::KeyMoment>* moments)
{
    QStringList lengths;
    if (!subject.closed) {
        lengths << Words::tr("since %1 (%2)")
                       .arg(utcTimeText(subject.start), lapseText(now - subject.start));
    } else {
        if (moments != nullptr) {
            const auto recovered = incident::timeTo(*moments, incident::MomentKind::Recovery);
            const QString about = incident::isStartEstimated(*moments) ? u"≈ "_s : QString();
            lengths << (recovered ? Words::tr("%1 from start to recovery")
                                        .arg(about + durationText(*recovered))
                                  : Words::tr("from start to recovery not known"));
        }
        lengths << Words::tr("%1 from opening to closing")
                       .arg(durationText(*subject.closed - subject.opened));
    }
    QStringList parts{Words::tr("SEV%1").arg(subject.severity), statusText(subject.status),
                      subject.commander.empty()
                          ? Words::tr("nobody in command")
                          : Words::tr("commanded by %1").arg(shown(subject.commander)),
                      lengths.join(u" · "_s),
                      subject.services.empty() ? Words::tr("services not known")
                                               : servicesText(subject.services)};
    return parts.join(u" · "_s);
}

} // namespace items
