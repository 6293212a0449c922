// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/serving.h"
#include "models/runbook/runbook.h"

#include <QFile>
#include <QIODevice>
#include <QTest>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

// The levers that a runbook moves when its parameters are those of a scenario.
std::vector<drill::Cure> moves(const runbook::Runbook& book,
                               const std::map<std::string, std::string>& parameters)
{
    std::vector<drill::Cure> result;
    for (const runbook::Step& step : book.steps) {
        const auto filled = runbook::withParameters(step, parameters);
        if (filled && filled->kind == runbook::StepKind::Lever)
            result.push_back({.lever = filled->lever, .value = filled->to});
    }
    return result;
}

} // namespace

// The runbooks that come with the program, held against the scenarios they are for.
class TestDrillRunbooks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyScenarioHasARunbookThatParses();
    void theirFirstLeverCures();
    void pinningTheLastGoodModelCuresAModelPush();

private:
    std::map<std::string, runbook::Runbook> m_runbooks; // by id
    std::vector<drill::Scenario> m_scenarios;
    std::vector<drill::Service> m_services;
};

void TestDrillRunbooks::initTestCase()
{
    m_scenarios = drill::loadScenarios().value();
    m_services = drill::loadServices().value();
}

void TestDrillRunbooks::everyScenarioHasARunbookThatParses()
{
    for (const drill::Scenario& scenario : m_scenarios) {
        QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/runbooks/")
                   + QString::fromStdString(scenario.info.name) + QStringLiteral(".md"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const runbook::ParseResult parsed = runbook::parseRunbook(file.readAll().toStdString());
        for (const yaml::Problem& problem : parsed.problems)
            QFAIL(qPrintable(QStringLiteral("%1:%2:%3: %4")
                                 .arg(file.fileName())
                                 .arg(problem.line)
                                 .arg(problem.column)
                                 .arg(QString::fromStdString(problem.message))));
        QCOMPARE(parsed.runbook.id, scenario.info.name);
        QVERIFY(!parsed.runbook.check.empty());
        QVERIFY(parsed.runbook.steps.size() >= 5);
        m_runbooks[parsed.runbook.id] = parsed.runbook;
    }
}

void TestDrillRunbooks::theirFirstLeverCures()
{
    for (const drill::Scenario& scenario : m_scenarios) {
        // A judge is of all services.
        const bool isOfAll = scenario.fault.service.empty();
        const drill::Service& service = isOfAll
            ? m_services.front()
            : *std::ranges::find(m_services, scenario.fault.service, &drill::Service::name);
        const auto levers = moves(m_runbooks[scenario.info.name],
                                  {{"service", service.name},
                                   {"last_good_model", service.model},
                                   {"last_good_prompt", service.promptVersion},
                                   {"last_good_adapter", service.adapter},
                                   {"last_good_index", service.indexVersion},
                                   {"last_good_judge", service.judge},
                                   {"last_good_instrumentation", service.instrumentationVersion}});
        QVERIFY(!levers.empty());
        const auto isCure = [&](const drill::Cure& cure) {
            return cure.lever == levers.front().lever && cure.value == levers.front().value;
        };
        QVERIFY2(std::any_of(scenario.cures.begin(), scenario.cures.end(), isCure),
                 levers.front().lever.c_str());
    }
}

void TestDrillRunbooks::pinningTheLastGoodModelCuresAModelPush()
{
    const drill::Scenario& scenario = m_scenarios.front();
    const auto service =
        std::find_if(m_services.begin(), m_services.end(), [&](const drill::Service& candidate) {
            return candidate.name == scenario.fault.service;
        });
    QVERIFY(service != m_services.end());
    const auto levers = moves(m_runbooks[scenario.info.name],
                              {{"service", service->name}, {"last_good_model", service->model}});
    QCOMPARE(levers.size(), std::size_t{2});
    const drill::LeverValues pinned{{levers[1].lever, levers[1].value}};
    QVERIFY(drill::servingOf(*service, scenario, true, {}).isFaulty);
    QVERIFY(!drill::servingOf(*service, scenario, true, pinned).isFaulty);
    QCOMPARE(drill::servingOf(*service, scenario, true, pinned).model, service->model);
}

QTEST_GUILESS_MAIN(TestDrillRunbooks)
#include "tst_drillrunbooks.moc"
