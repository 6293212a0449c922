// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/growthbench.h"
#include "app/bench/measuredjson.h"
#include "app/bench/suite/trendfit.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

bool isSuperLinear(const GrowthCost& cost)
{
    const auto steepest = cost.steepest();
    return steepest && steepest->exponent.median > kSuperLinear;
}

QJsonObject costJson(const GrowthCost& cost)
{
    QJsonArray points;
    for (const GrowthPoint& point : cost.points)
        points.append(QJsonObject{{u"size"_s, point.size},
                                  {u"processor_s"_s, measuredJson(measuredOf(point.seconds))}});
    QJsonArray locals;
    for (const LocalExponent& local : cost.locals)
        locals.append(QJsonObject{{u"from"_s, local.from},
                                  {u"to"_s, local.to},
                                  {u"exponent"_s, measuredJson(local.exponent)}});
    QJsonObject object{{u"what"_s, QString::fromStdString(cost.what)},
                       {u"over"_s, QString::fromStdString(cost.over)},
                       {u"points"_s, points},
                       {u"exponent"_s, measuredJson(cost.exponent())},
                       {u"local_exponents"_s, locals},
                       {u"super_linear"_s, isSuperLinear(cost)}};
    if (const auto steepest = cost.steepest())
        object[u"steepest"_s] = measuredJson(steepest->exponent);
    return object;
}

void printCost(const GrowthCost& cost)
{
    const Measured whole = cost.exponent();
    print(stdout, "%s: exponent over all %s %.2f (%.2f to %.2f)%s\n", cost.text.c_str(),
          cost.over.c_str(), whole.median, whole.least, whole.most,
          isSuperLinear(cost) ? ": super-linear" : "");
    for (const LocalExponent& local : cost.locals)
        print(stdout, "  from %.0f to %.0f: %.2f (%.2f to %.2f)\n", local.from, local.to,
              local.exponent.median, local.exponent.least, local.exponent.most);
    for (const GrowthPoint& point : cost.points) {
        const Measured seconds = measuredOf(point.seconds);
        print(stdout, "  %12.0f %s %12.2f ms of processor time, %10.2f us each\n", point.size,
              cost.over.c_str(), seconds.median * 1e3, seconds.median * 1e6 / point.size);
    }
}

} // namespace

int runGrowth(const GrowthSettings& settings, bool isJson)
{
    const auto costs = benchGrowth(settings);
    if (!costs)
        return commands::report(costs.error());
    const auto superLinear = std::ranges::count_if(*costs, isSuperLinear);
    if (isJson) {
        QJsonArray rows;
        for (const GrowthCost& cost : *costs)
            rows.append(costJson(cost));
        commands::printJson({{u"bench"_s, u"growth"_s},
                             {u"rounds"_s, settings.rounds},
                             {u"costs"_s, rows},
                             {u"super_linear"_s, static_cast<qint64>(superLinear)}});
        return 0;
    }
    for (const GrowthCost& cost : *costs)
        printCost(cost);
    print(stdout,
          "judged by the steepest exponent of the larger sizes; above %.1f is super-linear: %lld\n",
          kSuperLinear, static_cast<long long>(superLinear));
    return 0;
}

} // namespace bench
