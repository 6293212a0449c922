// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/judgetiles.h"

#include "models/health/agreement.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr std::int64_t kJudgeNameLength = 60;
constexpr double kManyFailed = 0.1; // of a judge's results, shown with 95 %

struct JudgeWords
{
    Q_DECLARE_TR_FUNCTIONS(JudgeTiles)
};

Fact unknown(const QString& label, const QString& why)
{
    return {.label = label, .value = u"–"_s, .basis = why};
}

QString ofText(std::int64_t part, std::int64_t count)
{
    return JudgeWords::tr("%1 of %2").arg(common::countText(part), common::countText(count));
}

Fact shareFact(const QString& label, std::int64_t part, std::int64_t count)
{
    const health::Interval interval = health::wilsonInterval(part, count);
    return {.label = label,
            .value = common::rateText(static_cast<double>(part) / static_cast<double>(count),
                                      interval.low, interval.high),
            .basis = ofText(part, count)};
}

Fact resultsFact(const store::JudgeRow& judge)
{
    QStringList basis{JudgeWords::tr("%1 answers failed").arg(common::countText(judge.failed))};
    if (judge.inconclusive > 0)
        basis << JudgeWords::tr("%1 say neither good nor bad")
                     .arg(common::countText(judge.inconclusive));
    if (judge.from)
        basis << JudgeWords::tr("since %1 only").arg(common::utcTimeText(*judge.from));
    return {.label = JudgeWords::tr("Results"),
            .value = common::countText(judge.evaluations()),
            .basis = basis.join(u", "_s)};
}

Fact failureFact(const store::JudgeRow& judge)
{
    Fact fact = shareFact(JudgeWords::tr("No result from the judge"), judge.unavailable,
                          judge.evaluations());
    if (health::wilsonInterval(judge.unavailable, judge.evaluations()).low > kManyFailed)
        fact.role = common::ColorRole::Severity2;
    return fact;
}

Fact delayFact(const store::JudgeRow& judge)
{
    const QString label = JudgeWords::tr("Time until the result");
    if (!judge.delayMedian || !judge.delayWorst)
        return unknown(label, JudgeWords::tr("times are not told"));
    return {.label = label,
            .value = common::durationText(*judge.delayMedian),
            .basis = JudgeWords::tr("95 % within %1").arg(common::durationText(*judge.delayWorst))};
}

Fact judgedFact(const items::JudgeSnapshot& judges, const store::JudgeRow& judge)
{
    const QString label = JudgeWords::tr("Answers judged");
    std::int64_t judged = 0;
    std::int64_t answers = 0;
    for (const store::JudgePoint& point : judge.course) {
        if (point.start + judges.step > judges.settled(judge))
            continue;
        judged += point.judged;
        answers += point.answers;
    }
    return answers > 0 ? shareFact(label, judged, answers)
                       : unknown(label, JudgeWords::tr("results are still on their way"));
}

// `other` tells what a judge is held against.
Fact agreementFact(const QString& label, const store::Agreement& agreement, const QString& other,
                   const QString& why)
{
    const auto figures = health::agreementOf(agreement.bothFailed, agreement.bothPassed,
                                             agreement.onlyJudge, agreement.onlyOther);
    if (!figures)
        return unknown(label, why);
    Fact fact = {.label = label,
                 .value = common::rateText(figures->share, figures->shareRange.low,
                                           figures->shareRange.high),
                 .basis = JudgeWords::tr("n %1").arg(common::countText(agreement.count()))};
    fact.basis += figures->kappa ? JudgeWords::tr(", κ %1 (%2 to %3)")
                                       .arg(common::decimalText(*figures->kappa, 2),
                                            common::decimalText(figures->kappaLow, 2),
                                            common::decimalText(figures->kappaHigh, 2))
                                 : JudgeWords::tr(", both always say the same");
    fact.basis += JudgeWords::tr("; %1").arg(other);
    // Less than chance would have them agree, with all of its interval.
    if (figures->kappa && figures->kappaHigh < 0)
        fact.role = common::ColorRole::Severity2;
    return fact;
}

Fact goldenFact(const items::JudgeSnapshot& judges, const store::JudgeRow& judge)
{
    const auto size = static_cast<std::int64_t>(judges.goldenItems);
    const QString none = size == 0
        ? JudgeWords::tr("no golden set is given: golden.yaml")
        : JudgeWords::tr("none of %1 was judged")
              .arg(common::countedText(size, JudgeWords::tr("1 golden answer"),
                                       JudgeWords::tr("%1 golden answers")));
    Fact fact = agreementFact(JudgeWords::tr("Agrees with the golden set"), judge.withGolden,
                              JudgeWords::tr("of which people know whether they are wrong"), none);
    if (judge.goldenLast && judges.knownAt != telemetry::Timestamp::max())
        fact.basis +=
            JudgeWords::tr(", %1").arg(common::agoText(judges.knownAt - *judge.goldenLast));
    return fact;
}

Fact inputFact(const store::JudgeRow& judge)
{
    const QString label = JudgeWords::tr("Its own input cut off");
    if (judge.ownCalls == 0)
        return unknown(label, JudgeWords::tr("its calls are not in the telemetry"));
    if (judge.ownCallsKnown == 0)
        return unknown(label, JudgeWords::tr("its calls do not show it"));
    Fact fact = shareFact(label, judge.ownInputCut, judge.ownCallsKnown);
    fact.basis =
        (judge.isOwnShared ? JudgeWords::tr("%1 calls of all judges") : JudgeWords::tr("%1 calls"))
            .arg(fact.basis);
    if (judge.ownOutputCut > 0)
        fact.basis +=
            JudgeWords::tr(", its output in %1").arg(common::countText(judge.ownOutputCut));
    if (judge.ownInputCut > 0 || judge.ownOutputCut > 0)
        fact.role = common::ColorRole::Severity3;
    return fact;
}

Fact modelFact(const store::JudgeRow& judge)
{
    const QString label =
        judge.isOwnShared ? JudgeWords::tr("Models of all judges") : JudgeWords::tr("Its model");
    if (judge.models.empty())
        return unknown(label, JudgeWords::tr("its calls are not in the telemetry"));
    const auto count = static_cast<std::int64_t>(judge.models.size());
    return {.label = label,
            .value = common::safeLine(judge.models.front(), kJudgeNameLength),
            .basis = count > 1 ? JudgeWords::tr("and %1 more").arg(common::countText(count - 1))
                               : common::countedText(judge.ownCalls, JudgeWords::tr("1 call"),
                                                     JudgeWords::tr("%1 calls"))};
}

FactTileContent tileOf(const items::JudgeSnapshot& judges, const store::JudgeRow& judge)
{
    FactTileContent tile;
    tile.key = "judge/" + judge.check + '/' + judge.evaluator;
    tile.title = common::safeLine(judge.check, kJudgeNameLength);
    tile.about = judge.evaluator.empty() ? JudgeWords::tr("the judge is not named")
                                         : common::safeLine(judge.evaluator, kJudgeNameLength);
    if (health::wilsonInterval(judge.unavailable, judge.evaluations()).low > kManyFailed)
        tile.state = health::HealthState::JudgeUnavailable;
    tile.facts = {resultsFact(judge),
                  failureFact(judge),
                  delayFact(judge),
                  judgedFact(judges, judge),
                  agreementFact(JudgeWords::tr("Agrees with our checks"), judge.withValidators,
                                JudgeWords::tr("failed there: by any check"),
                                JudgeWords::tr("no answer that both judged")),
                  agreementFact(JudgeWords::tr("Agrees with people"), judge.withPeople,
                                JudgeWords::tr("of what they looked at, suspects mostly"),
                                JudgeWords::tr("no verdict on its answers")),
                  goldenFact(judges, judge),
                  inputFact(judge),
                  modelFact(judge)};
    return tile;
}

} // namespace

std::vector<FactTileContent> judgeTiles(const items::JudgeSnapshot& judges)
{
    std::vector<FactTileContent> tiles;
    for (const store::JudgeRow& judge : judges.judges)
        if (judge.evaluations() > 0)
            tiles.push_back(tileOf(judges, judge));
    return tiles;
}

} // namespace dashboard
