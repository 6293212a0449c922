// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drilllist.h"

#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/drill/scenario.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdio>
#include <string>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

QJsonObject briefingJson(const drill::ScenarioInfo& info)
{
    const drill::Briefing& briefing = info.briefing;
    return {{u"name"_s, displayText(info.name)},
            {u"title"_s, displayText(briefing.title)},
            {u"who"_s, displayText(briefing.who)},
            {u"services"_s, displayText(briefing.services)},
            {u"told"_s, displayText(briefing.told)},
            {u"asked"_s, displayText(briefing.asked)},
            {u"simulated"_s, displayText(briefing.simulated)},
            {u"minutes"_s, briefing.minutes},
            {u"difficulty"_s, QLatin1String(drill::toString(briefing.difficulty))}};
}

} // namespace

int listDrills(bool isJson)
{
    const auto scenarios = drill::loadScenarios();
    if (!scenarios)
        return report(scenarios.error());
    QJsonArray list;
    for (const drill::Scenario& scenario : *scenarios) {
        const drill::Briefing& briefing = scenario.info.briefing;
        if (isJson) {
            list.append(briefingJson(scenario.info));
            continue;
        }
        print(stdout, "%-18s  %-6s  %3d min  %s\n", scenario.info.name.c_str(),
              drill::toString(briefing.difficulty), briefing.minutes, briefing.title.c_str());
        print(stdout, "    %s\n    %s\n", briefing.told.c_str(), briefing.asked.c_str());
    }
    if (isJson)
        printJson({{u"drills"_s, list}});
    return 0;
}

} // namespace commands
