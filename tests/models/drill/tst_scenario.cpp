// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/controlreader.h"
#include "models/drill/serving.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using drill::LeverValues;
using drill::Scenario;
using drill::Service;
using drill::Serving;

namespace {

const Service& named(const std::vector<Service>& services, const std::string& name)
{
    return *std::find_if(services.begin(), services.end(),
                         [&](const Service& s) { return s.name == name; });
}

// Something else serves.
bool isOther(const Serving& one, const Serving& other)
{
    const auto tied = [](const Serving& s) {
        return std::tie(s.model, s.version, s.promptVersion, s.adapter, s.indexVersion, s.judge,
                        s.instrumentationVersion, s.shed, s.stepLimit);
    };
    return tied(one) != tied(other);
}

const std::string kGood = R"(name: x
title: X
briefing: {title: T, who: W, services: S, told: It, asked: A, simulated: M, minutes: 5, difficulty: easy}
healthy_for: 10s
fault:
  kind: fabricated_identifiers
  service: code-assistant
  share: 0.5
cures:
  - {lever: "breaker:code-assistant", value: tripped}
class: bad_model_version
hints: [Look, Compare, Move]
debrief: {cause: It was it, signs: [One]}
)";

std::string with(const std::string& from, const std::string& to)
{
    std::string text = kGood;
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyShippedCureCures();
    void onlyTheRightLeverHelps_data();
    void onlyTheRightLeverHelps();
    void aBreakerElsewhereHasSideEffects();
    void nothingIsWrongBeforeTheFault();
    void aPinWinsOverTheAliasAndTheBreakerOverThePin();
    void everyClassIsPlanted();
    void redHerringsAreOfEveryKind();
    void aRedHerringLeavesTheFaultWhereItIs();
    void releasesReachTheirShareOfTheUsers();
    void usersComeBack();
    void malformedScenariosAreNamed_data();
    void malformedScenariosAreNamed();
    void keysBecomeLevers();
    void repliesAreReadAsEtcdSendsThem();
    void nonsenseIsNoReply_data();
    void nonsenseIsNoReply();

private:
    std::vector<Service> m_services;
    std::vector<Scenario> m_scenarios;
};

void TestScenario::initTestCase()
{
    m_services = drill::loadServices().value();
    m_scenarios = drill::loadScenarios().value();
    QVERIFY(m_scenarios.size() >= 2);
    QCOMPARE(drill::scenarios().size(), m_scenarios.size());
    QCOMPARE(drill::scenarios().front().name, std::string("fabricated-apis"));
    QCOMPARE(drill::scenarios().front().healthyFor, telemetry::Duration(std::chrono::seconds(40)));
}

void TestScenario::everyShippedCureCures()
{
    constexpr double crest = 1.2; // of the waves that users come in
    for (Scenario scenario : m_scenarios) {
        QVERIFY(!scenario.cures.empty());
        // A judge is of all services.
        const Service& service = scenario.fault.service.empty()
            ? m_services.front()
            : named(m_services, scenario.fault.service);
        const std::vector<drill::Cure> cures = std::exchange(scenario.cures, {});
        const auto spoilt = [&](const LeverValues& levers) {
            const Serving serving = drill::servingOf(service, scenario, true, levers);
            const double load = scenario.fault.load * crest * (1 - serving.shed);
            return drill::spoiltShare(scenario.fault, serving, load);
        };
        QVERIFY2(spoilt({}) > 0.3, scenario.info.name.c_str());
        // The file's list was taken away: what cures is that something else serves.
        for (const drill::Cure& cure : cures)
            QVERIFY2(spoilt({{cure.lever, cure.value}}) < 0.01,
                     (cure.lever + " " + cure.value).c_str());
        for (const char* other : {"pin:", "prompt:", "adapter:", "index:", "instrumentation:"}) {
            const std::string lever = other + service.name;
            QVERIFY2(spoilt({{lever, "nobody-knows-it"}}) > 0.3, lever.c_str());
        }
    }
    const Scenario& overload = *std::ranges::find(
        m_scenarios, std::string("incoherence_under_load"), &Scenario::incidentClass);
    const Serving shed = drill::servingOf(named(m_services, "support-bot"), overload, true,
                                          {{"shed:support-bot", "30"}});
    QVERIFY(drill::spoiltShare(overload.fault, shed, overload.fault.load * (1 - shed.shed)) > 0.01);
}

void TestScenario::onlyTheRightLeverHelps_data()
{
    QTest::addColumn<QString>("lever");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("helps");
    QTest::newRow("breaker") << "breaker:code-assistant"
                             << "tripped" << true;
    QTest::newRow("pin to the last good one") << "pin:code-assistant"
                                              << "codegen-2026-10-c" << true;
    QTest::newRow("breaker reset") << "breaker:code-assistant"
                                   << "reset" << false;
    QTest::newRow("breaker with another word") << "breaker:code-assistant"
                                               << "TRIPPED" << false;
    QTest::newRow("pin to the bad one") << "pin:code-assistant"
                                        << "codegen-2026-11-b" << false;
    QTest::newRow("pin to a model nobody serves") << "pin:code-assistant"
                                                  << "codegen-2019" << false;
    QTest::newRow("pin cleared") << "pin:code-assistant"
                                 << "" << false;
    QTest::newRow("breaker of another service") << "breaker:support-bot"
                                                << "tripped" << false;
    QTest::newRow("pin of another service") << "pin:support-bot"
                                            << "codegen-2026-10-c" << false;
    QTest::newRow("prompt") << "prompt:code-assistant"
                            << "11" << false;
}

void TestScenario::onlyTheRightLeverHelps()
{
    QFETCH(QString, lever);
    QFETCH(QString, value);
    QFETCH(bool, helps);
    const LeverValues levers{{lever.toStdString(), value.toStdString()}};
    const Serving serving =
        drill::servingOf(named(m_services, "code-assistant"), m_scenarios.front(), true, levers);
    QCOMPARE(!serving.isFaulty, helps);
    QCOMPARE(serving.model == "codegen-2026-10-c", helps);
    QCOMPARE(serving.version, std::string("4.19.0")); // no lever undoes the release
}

void TestScenario::aBreakerElsewhereHasSideEffects()
{
    const Service& support = named(m_services, "support-bot");
    const Serving serving =
        drill::servingOf(support, m_scenarios.front(), true, {{"breaker:support-bot", "tripped"}});
    QCOMPARE(serving.model, support.fallback);
    QVERIFY(support.fallback != support.model);
    QCOMPARE(serving.breaker, std::string("tripped"));
    QVERIFY(!serving.isFaulty);
}

void TestScenario::nothingIsWrongBeforeTheFault()
{
    for (const Scenario& scenario : m_scenarios) {
        for (const Service& service : m_services) {
            const Serving serving = drill::servingOf(service, scenario, false, {});
            QVERIFY(!serving.isFaulty);
            QCOMPARE(serving.model, service.model);
            QCOMPARE(serving.version, service.version);
            QCOMPARE(serving.breaker, std::string("reset"));
        }
    }
}

void TestScenario::aPinWinsOverTheAliasAndTheBreakerOverThePin()
{
    const Service& service = named(m_services, "code-assistant");
    LeverValues levers{{"pin:code-assistant", "codegen-2026-08-a"}};
    Serving serving = drill::servingOf(service, m_scenarios.front(), true, levers);
    QCOMPARE(serving.model, std::string("codegen-2026-08-a"));
    QVERIFY(serving.isPinned);
    levers["breaker:code-assistant"] = "tripped";
    serving = drill::servingOf(service, m_scenarios.front(), true, levers);
    QCOMPARE(serving.model, service.fallback);
}

void TestScenario::everyClassIsPlanted()
{
    std::set<std::string> planted;
    for (const Scenario& scenario : m_scenarios) {
        planted.insert(scenario.incidentClass);
        QVERIFY2(scenario.redHerrings.size() >= 3, scenario.info.name.c_str());
    }
    QCOMPARE(planted.size(), drill::incidentClasses().size());
}

void TestScenario::redHerringsAreOfEveryKind()
{
    std::map<std::string, int> kinds; // in how many scenarios
    std::set<std::string> atAll; // of them those that reach everybody at once
    for (const Scenario& scenario : m_scenarios) {
        std::set<std::string> changed;
        std::set<std::string> here;
        for (std::uint64_t seed = 0; seed < scenario.redHerrings.size(); ++seed) {
            const auto herrings = drill::redHerringOf(scenario, seed);
            QCOMPARE(herrings.size(), std::size_t{1});
            const drill::Release& release = herrings.front().release;
            QVERIFY(std::chrono::abs(herrings.front().at) <= std::chrono::seconds(15));
            const Service& service =
                release.service.empty() ? m_services.front() : named(m_services, release.service);
            const Serving before = drill::servingOf(service, scenario, false, {});
            const Serving after = drill::servingOf(service, scenario, false, {}, {release});
            QVERIFY2(isOther(before, after) || release.load > 1, scenario.info.name.c_str());
            const std::array<std::pair<const char*, bool>, 8> brought{
                {{"model", !release.model.empty()},
                 {"version", !release.version.empty()},
                 {"prompt", !release.promptVersion.empty()},
                 {"adapter", !release.adapter.empty()},
                 {"index", !release.indexVersion.empty()},
                 {"judge", !release.judge.empty()},
                 {"instrumentation", !release.instrumentationVersion.empty()},
                 {"load", release.load > 1}}};
            const auto* const kind =
                std::ranges::find(brought, true, [](const auto& one) { return one.second; });
            QVERIFY(kind != brought.end());
            here.insert(kind->first);
            if (release.rollout >= 1)
                atAll.insert(kind->first);
            changed.insert(release.service + release.model + release.version + release.promptVersion
                           + release.adapter + release.indexVersion + release.judge
                           + release.instrumentationVersion + std::to_string(release.load));
        }
        QCOMPARE(changed.size(), scenario.redHerrings.size());
        for (const std::string& kind : here)
            ++kinds[kind];
    }
    QCOMPARE(atAll.size(), std::size_t{8});
    for (const auto& [kind, count] : kinds)
        QVERIFY2(count >= 3 || kind == "adapter", kind.c_str());
}

// What is as harmless as it says is held against episodes in tst_drillfaults.
void TestScenario::aRedHerringLeavesTheFaultWhereItIs()
{
    for (const Scenario& scenario : m_scenarios) {
        const Service& service = scenario.fault.service.empty()
            ? m_services.front()
            : named(m_services, scenario.fault.service);
        for (const drill::RedHerring& herring : scenario.redHerrings) {
            const Serving serving =
                drill::servingOf(service, scenario, true, {}, {herring.release});
            QVERIFY2(serving.isFaulty, scenario.info.name.c_str());
            const drill::Fault& fault = scenario.fault;
            const drill::Release& release = herring.release;
            // Its own part is not what the fault brings to the same service.
            const bool isHere = release.service.empty() || release.service == service.name;
            QVERIFY(!isHere || fault.model.empty() || release.model.empty());
            QVERIFY(!isHere || fault.promptVersion.empty() || release.promptVersion.empty());
            QVERIFY(!isHere || fault.adapter.empty() || release.adapter.empty());
            QVERIFY(!isHere || fault.indexVersion.empty() || release.indexVersion.empty());
            QVERIFY(fault.judge.empty() || release.judge.empty());
            QVERIFY(!isHere || fault.instrumentationVersion.empty()
                    || release.instrumentationVersion.empty());
        }
    }
}

void TestScenario::releasesReachTheirShareOfTheUsers()
{
    const auto found =
        std::ranges::find(m_scenarios, "prompt_regression", &Scenario::incidentClass);
    Scenario scenario = *found;
    scenario.fault.promptVersion = "8";
    scenario.fault.rollout = 0.3;
    const Service& service = named(m_services, scenario.fault.service);
    std::map<std::string, std::set<std::string>> versions; // by user
    int reached = 0;
    constexpr int count = 4000;
    for (int i = 0; i < count; ++i) {
        const drill::Caller caller = drill::callerOf(service, 1, static_cast<std::uint64_t>(i));
        const Serving serving = drill::servingFor(caller, service, scenario, true, {});
        QCOMPARE(serving.isFaulty, serving.promptVersion == "8");
        QCOMPARE(serving.adapter.empty(), caller.tenant != "fjord" && caller.tenant != "kestrel");
        reached += serving.isFaulty ? 1 : 0;
        versions[caller.tenant + caller.user].insert(serving.promptVersion);
    }
    QVERIFY2(reached > count * 0.24 && reached < count * 0.36, std::to_string(reached).c_str());
    QVERIFY(std::ranges::all_of(versions, [](const auto& one) { return one.second.size() == 1; }));
}

void TestScenario::usersComeBack()
{
    const Service& service = named(m_services, "support-bot");
    std::map<std::string, int> tenants;
    std::map<std::string, int> regions;
    std::set<std::string> users;
    std::set<std::string> ids;
    constexpr int count = 4000;
    for (int i = 0; i < count; ++i) {
        const drill::Caller caller = drill::callerOf(service, 2, static_cast<std::uint64_t>(i));
        ++tenants[caller.tenant];
        ++regions[caller.region];
        users.insert(caller.tenant + caller.user);
        ids.insert(caller.user);
        QVERIFY(!caller.route.empty());
    }
    QCOMPARE(tenants.size(), service.tenants.size());
    QVERIFY(tenants["aurora"] > count * 0.31 && tenants["aurora"] < count * 0.39);
    QCOMPARE(regions.size(), std::size_t{2});
    QCOMPARE(ids.size(), users.size());
    QVERIFY2(users.size() > 400 && users.size() < count / 2, std::to_string(users.size()).c_str());
}

void TestScenario::malformedScenariosAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const std::string& text, const char* place) {
        QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(place);
    };
    row("no such kind", with("fabricated_identifiers", "gremlins"), "my.yaml:6: ");
    row("share above one", with("0.5", "1.5"), "my.yaml:8: ");
    row("share is no number", with("0.5", "much"), "my.yaml:8: ");
    row("no such lever", with("breaker:code-assistant", "knob:code-assistant"), "my.yaml:10: ");
    row("no such duration", with("10s", "10 parsecs"), "my.yaml:4: ");
    row("no title", with("title: X\n", ""), "my.yaml:1: ");
    row("no budget", with("fabricated_identifiers", "cut_off_answers"), "my.yaml:6: ");
    row("no such class", with("bad_model_version", "bad_luck"), "my.yaml:11: ");
    row("no such change", kGood + "red_herrings: [{kind: wind, at: 1s, service: x, to: y}]",
        "my.yaml:14: ");
    row("no such key of a scenario", kGood + "moral: none", "my.yaml:14: ");
    row("no such key of a fault", with("  share", "  luck: 1\n  share"), "my.yaml:8: ");
    row("no YAML", "name: [", "my.yaml:1: ");
    row("empty", "", "my.yaml:");
}

void TestScenario::malformedScenariosAreNamed()
{
    QVERIFY(drill::scenarioFromYaml(kGood, "my.yaml"));
    QFETCH(QString, text);
    QFETCH(QString, place);
    const auto scenario = drill::scenarioFromYaml(text.toStdString(), "my.yaml");
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().kind, telemetry::ErrorKind::Unreadable);
    QVERIFY2(scenario.error().message.find(place.toStdString()) != std::string::npos,
             scenario.error().message.c_str());
}

void TestScenario::keysBecomeLevers()
{
    QCOMPARE(drill::leverOfKey("breakers/code-assistant"), std::string("breaker:code-assistant"));
    QCOMPARE(drill::leverOfKey("pins/x"), std::string("pin:x"));
    QCOMPARE(drill::leverOfKey("prompts/x"), std::string("prompt:x"));
    QCOMPARE(drill::leverOfKey("breakers/"), std::string());
    QCOMPARE(drill::leverOfKey("others/x"), std::string());
}

void TestScenario::repliesAreReadAsEtcdSendsThem()
{
    const QByteArray key = QByteArray("/plumbline/breakers/code-assistant").toBase64();
    const QByteArray pin = QByteArray("/plumbline/pins/code-assistant").toBase64();
    const QByteArray reply = R"({"header":{"revision":"7"},"kvs":[{"key":")" + key
        + R"(","mod_revision":"7","value":")" + QByteArray("tripped").toBase64() + R"("},{"key":")"
        + pin + R"(","mod_revision":"2"}],"count":"2"})";
    const auto levers = drill::leversFromReply(reply.toStdString());
    QVERIFY(levers);
    QCOMPARE(levers->size(), std::size_t{2});
    QCOMPARE(levers->at("breaker:code-assistant"), std::string("tripped"));
    QCOMPARE(levers->at("pin:code-assistant"), std::string());
    QVERIFY(drill::leversFromReply(R"({"header":{"revision":"1"}})")->empty());
}

void TestScenario::nonsenseIsNoReply_data()
{
    QTest::addColumn<QString>("reply");
    QTest::newRow("empty") << "";
    QTest::newRow("html") << "<html>";
    QTest::newRow("array") << "[]";
    QTest::newRow("no key") << R"({"kvs":[{"value":"eA=="}]})";
    QTest::newRow("no base64") << R"({"kvs":[{"key":"*","value":"eA=="}]})";
    QTest::newRow("number") << R"({"kvs":[7]})";
    QTest::newRow("value is no base64")
        << R"({"kvs":[{"key":"L3BsdW1ibGluZS9waW5zL3g=","value":"!!!!"}]})";
}

void TestScenario::nonsenseIsNoReply()
{
    QFETCH(QString, reply);
    const auto levers = drill::leversFromReply(reply.toStdString());
    QVERIFY(!levers);
    QCOMPARE(levers.error().kind, telemetry::ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
