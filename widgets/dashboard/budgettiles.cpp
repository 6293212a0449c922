// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/budgettiles.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr std::int64_t kObjectiveNameLength = 80;

using objective::BudgetState;

struct BudgetWords
{
    Q_DECLARE_TR_FUNCTIONS(BudgetTiles)
};

QString stateText(BudgetState state)
{
    switch (state) {
    case BudgetState::NoData:
        return BudgetWords::tr("not known");
    case BudgetState::Kept:
        return BudgetWords::tr("kept");
    case BudgetState::Burning:
        return BudgetWords::tr("burning");
    case BudgetState::Exhausted:
        return BudgetWords::tr("budget gone");
    }
    return {};
}

common::ColorRole roleOf(BudgetState state)
{
    return state == BudgetState::Exhausted ? common::ColorRole::Severity2
        : state == BudgetState::Burning    ? common::ColorRole::Severity3
                                           : common::ColorRole::TextPrimary;
}

QString rateText(double rate)
{
    return common::decimalText(rate, rate < 10 ? 1 : 0);
}

QString shareText(double share)
{
    return QString::fromStdString(objective::shareText(share));
}

Fact leftFact(const objective::Objective& objective, const objective::Status& status)
{
    const QString label = BudgetWords::tr("Budget left");
    const QString window = QString::fromStdString(objective::windowText(objective.window));
    if (!status.spent)
        return {.label = label,
                .value = u"–"_s,
                .basis = BudgetWords::tr("no result in %1").arg(window)};
    return {.label = label,
            .value = common::percentText(std::max(0.0, 1 - *status.spent)),
            .basis = BudgetWords::tr("of %1, results for %2")
                         .arg(window, common::durationText(status.covered)),
            .role = roleOf(status.state)};
}

Fact failedFact(const objective::Objective& objective, const objective::Status& status)
{
    const QString label = BudgetWords::tr("Failed");
    if (status.sum.count == 0)
        return {.label = label, .value = u"–"_s, .basis = BudgetWords::tr("no result")};
    const double share =
        static_cast<double>(status.sum.failed) / static_cast<double>(status.sum.count);
    return {.label = label,
            .value = common::rateText(share, status.failedShare.low, status.failedShare.high),
            .basis = BudgetWords::tr("n %1, %2 may")
                         .arg(common::countText(status.sum.count), shareText(objective.allowed()))};
}

Fact burnFact(const objective::BurnAlert& alert)
{
    Fact fact{.label =
                  BudgetWords::tr("Burn rate over %1").arg(common::spanText(alert.longer.over)),
              .value = u"–"_s,
              .basis = BudgetWords::tr("no result in it")};
    if (!alert.longer.rate)
        return fact;
    fact.value = BudgetWords::tr("%1 (%2–%3)")
                     .arg(rateText(*alert.longer.rate), rateText(alert.longer.range.low),
                          rateText(alert.longer.range.high));
    fact.basis = BudgetWords::tr("ticket from %1; over %2: %3")
                     .arg(QLocale::c().toString(alert.threshold, 'g', 3),
                          common::spanText(alert.shorter.over),
                          alert.shorter.rate ? rateText(*alert.shorter.rate) : u"–"_s);
    // A quarter of it and more without results; see Status::covered.
    if (alert.longer.covered * 4 < alert.longer.over * 3)
        fact.basis += BudgetWords::tr("; results for %1 of it")
                          .arg(common::durationText(alert.longer.covered));
    if (alert.isFiring())
        fact.role = common::ColorRole::Severity3;
    return fact;
}

Fact forecastFact(const objective::Status& status)
{
    const QString label = BudgetWords::tr("Lasts");
    if (status.state == BudgetState::Exhausted)
        return {.label = label,
                .value = BudgetWords::tr("gone"),
                .basis = BudgetWords::tr("more has failed than may"),
                .role = roleOf(status.state)};
    if (!status.forecast)
        return {
            .label = label, .value = u"–"_s, .basis = BudgetWords::tr("too few results of late")};
    const objective::Forecast& forecast = *status.forecast;
    const QString earliest =
        forecast.earliest ? common::durationText(*forecast.earliest) : QString();
    if (!forecast.expected) {
        const QString basis = earliest.isEmpty() ? BudgetWords::tr("with 95 %")
            : forecast.at.failed > 0
            ? BudgetWords::tr("may be gone in %1").arg(earliest)
            : BudgetWords::tr("nothing failed over %1, n %2")
                  .arg(common::spanText(forecast.at.over), common::countText(forecast.at.count));
        return {.label = label, .value = BudgetWords::tr("for good at this pace"), .basis = basis};
    }
    return {.label = label,
            .value =
                BudgetWords::tr("%1 at this pace").arg(common::durationText(*forecast.expected)),
            .basis = BudgetWords::tr("95 %: %1 to %2")
                         .arg(earliest,
                              forecast.latest ? common::durationText(*forecast.latest)
                                              : BudgetWords::tr("for good")),
            .role = common::ColorRole::Severity3};
}

} // namespace

FactTileContent budgetTile(const items::BudgetCourse& budget)
{
    const objective::Objective& objective = budget.objective;
    const objective::Status& status = budget.status;
    FactTileContent tile;
    tile.key = "budget/" + objective.name;
    if (status.state == BudgetState::NoData)
        tile.state = health::HealthState::NoData;
    tile.title = common::safeLine(objective.name, kObjectiveNameLength);
    tile.about = BudgetWords::tr("%1 · %2 of %3 are to pass, over %4")
                     .arg(stateText(status.state), shareText(objective.target),
                          common::safeLine(items::checkTitle(objective.check).toStdString(),
                                           kObjectiveNameLength),
                          QString::fromStdString(objective::windowText(objective.window)));
    tile.sentence = common::safeSentence(status.sentence);
    tile.facts = {leftFact(objective, status), failedFact(objective, status)};
    for (const objective::BurnAlert& alert : status.alerts)
        tile.facts.push_back(burnFact(alert));
    tile.facts.push_back(forecastFact(status));
    return tile;
}

FactTileContent noBudgetTile(const QString& howTo)
{
    FactTileContent tile;
    tile.key = "no-budget";
    tile.title = BudgetWords::tr("No objective for this service");
    tile.sentence = howTo;
    return tile;
}

} // namespace dashboard
