// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/drill/fleet.h"
#include "models/drill/serving.h"
#include "models/drill/traffic.h"
#include "models/health/engine.h"
#include "models/health/incidents.h"
#include "models/ingest/generationjoiner.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

namespace {

const Timestamp kStart = Timestamp{} + std::chrono::seconds(1'795'487'000);
constexpr auto kStep = 250ms; // between two sendings of an exporter
constexpr auto kFaulty = 60s; // until the lever is moved
constexpr auto kCured = 120s; // and then

struct Seeds
{
    int first = 1;
    int last = 2;

    bool areMany() const { return last - first > 2; }
};

// Few by default; PLUMBLINE_DRILL_SEEDS says "20" for the first twenty, "21-80" for those, see the
// test "rehearsal-long".
Seeds seeds()
{
    const QList<QByteArray> given = qgetenv("PLUMBLINE_DRILL_SEEDS").split('-');
    if (given.size() == 2)
        return {given.front().toInt(), given.back().toInt()};
    const int last = given.front().toInt();
    return last > 0 ? Seeds{1, last} : Seeds{};
}

// More events than these are seen by chance in 1 % of all cases at most.
int mostByChance(double expected)
{
    double probability = std::exp(-expected);
    double sum = probability;
    int count = 0;
    while (sum < 0.99) {
        probability *= expected / ++count;
        sum += probability;
    }
    return count;
}

template<class T>
T must(telemetry::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

// The console without a wire or a recording: what the services tell is encoded, decoded,
// interpreted, joined and judged, by the clock of the drill.
class Console
{
public:
    Console(const drill::Scenario& scenario, std::uint64_t seed)
        : m_traffic({.scenario = scenario,
                     .services = must(drill::loadServices()),
                     .content = must(drill::loadContent()),
                     .seed = seed,
                     .idSeed = seed,
                     .speed = 1,
                     .start = kStart})
    {
    }

    drill::Traffic& traffic() { return m_traffic; }
    const std::vector<AlarmTransition>& alarms() const { return m_alarms; }
    Timestamp now() const { return m_now; }
    int generations() const { return m_generations; }

    void runFor(telemetry::Duration duration)
    {
        for (const Timestamp end = m_now + duration; m_now < end;) {
            m_now += kStep;
            struct Group
            {
                otlp::Attributes resource;
                std::vector<otlp::OutgoingSpan> spans;
                std::vector<otlp::OutgoingLog> logs;
            };
            std::map<std::string, Group> groups;
            for (drill::Departure& departure : m_traffic.advance(m_now)) {
                Group& group = groups[departure.resourceKey];
                group.resource = departure.resource;
                std::ranges::move(departure.spans, std::back_inserter(group.spans));
                std::ranges::move(departure.logs, std::back_inserter(group.logs));
            }
            for (const auto& [key, group] : groups) {
                if (!group.spans.empty())
                    take(telemetry::SignalKind::Traces,
                         otlp::encodeTraces(group.resource, "drill", group.spans));
                if (!group.logs.empty())
                    take(telemetry::SignalKind::Logs,
                         otlp::encodeLogs(group.resource, "drill", group.logs));
            }
            m_engine.tick(m_now);
            for (AlarmTransition& alarm : m_engine.take().alarms)
                m_alarms.push_back(std::move(alarm));
        }
    }

private:
    void take(telemetry::SignalKind kind, std::string body)
    {
        auto batch =
            must(otlp::decodeProtobuf(kind, std::make_shared<const std::string>(std::move(body))));
        batch.recorded = m_now;
        const auto told = dialect::Interpreter::builtIn().interpret(std::move(batch));
        const auto clock = ingest::GenerationJoiner::Clock::time_point{} + (m_now - kStart);
        for (const auto& part : told.generations)
            static_cast<void>(m_joiner.add(part, ++m_row, m_now, clock));
        for (const auto& ready : m_joiner.takeReady(clock)) {
            ++m_generations;
            m_engine.observe(ready.generation, ready.recorded);
        }
        for (const telemetry::Evaluation& evaluation : told.evaluations) {
            const auto* subject = m_joiner.find({evaluation.trace, evaluation.span});
            m_engine.observe(
                evaluation,
                subject != nullptr ? subject : m_joiner.findResponse(evaluation.responseId), m_now);
        }
    }

    drill::Traffic m_traffic;
    health::Engine m_engine;
    ingest::GenerationJoiner m_joiner;
    std::vector<AlarmTransition> m_alarms;
    Timestamp m_now = kStart;
    std::int64_t m_row = 0;
    int m_generations = 0;
};

std::string listed(const std::vector<AlarmTransition>& alarms)
{
    std::string text;
    for (const AlarmTransition& alarm : alarms)
        text += "\n  +" + std::to_string(std::chrono::duration<double>(alarm.time - kStart).count())
            + " s " + alarm.alarm + " " + alarm.incident + " " + telemetry::toString(alarm.state)
            + " " + alarm.sentence;
    return text;
}

std::vector<AlarmTransition> inState(const std::vector<AlarmTransition>& all, AlarmState state)
{
    std::vector<AlarmTransition> some;
    std::ranges::copy_if(all, std::back_inserter(some),
                         [state](const auto& one) { return one.state == state; });
    return some;
}

// What is to be told of a fault, and by which check.
struct Told
{
    const char* check;
    std::string phrase;
};
Told toldOf(drill::FaultKind kind)
{
    switch (kind) {
    case drill::FaultKind::FabricatedIdentifiers:
        return {telemetry::kGroundedness, "are not grounded in their context"};
    case drill::FaultKind::CutOffAnswers:
        return {telemetry::kTruncation, "are cut off"};
    }
    return {"", "?"};
}

bool names(const std::string& sentence, const std::string& what)
{
    return !what.empty() && sentence.find(what) != std::string::npos;
}

} // namespace

// Each drill as the console sees it, without waiting for it.
class TestRehearsal : public QObject
{
    Q_OBJECT

private slots:
    void failingScenariosAreFoundAndOver_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("seed");
        const auto scenarios = must(drill::loadScenarios());
        for (int number = 0; number < static_cast<int>(scenarios.size()); ++number)
            for (int seed = seeds().first; seed <= seeds().last; ++seed)
                QTest::addRow("%s, seed %d",
                              scenarios[static_cast<std::size_t>(number)].info.name.c_str(), seed)
                    << number << seed;
    }

    void failingScenariosAreFoundAndOver()
    {
        QFETCH(int, number);
        QFETCH(int, seed);
        const drill::Scenario scenario =
            must(drill::loadScenarios())[static_cast<std::size_t>(number)];
        const drill::Fault& fault = scenario.fault;
        Console console(scenario, static_cast<std::uint64_t>(seed));
        const Timestamp began = console.traffic().faultTime();
        console.runFor(began - kStart);
        QVERIFY2(console.alarms().empty(), listed(console.alarms()).c_str());
        console.runFor(kFaulty);
        const auto raised = inState(console.alarms(), AlarmState::Raised);
        const std::string told = listed(console.alarms());
        QVERIFY2(!raised.empty(), "nothing was raised");
        for (const AlarmTransition& alarm : raised) {
            QVERIFY2(alarm.service == fault.service, told.c_str());
            QVERIFY2(alarm.time >= began, told.c_str());
        }
        // It says since when, how bad it was and is, and what came with it.
        const AlarmTransition& first = raised.front();
        QVERIFY2(first.onset >= began - 10s && first.onset <= began + 20s, told.c_str());
        QVERIFY2(first.time - began <= 45s, told.c_str());
        QVERIFY2(names(first.sentence, "answers of " + fault.service), told.c_str());
        QVERIFY2(names(first.sentence, " since ") && names(first.sentence, "was "), told.c_str());
        QVERIFY2(first.rateNow > first.rateBefore + 0.1, told.c_str());
        // One of them tells what the scenario does, by the check that is made for it.
        const Told wanted = toldOf(fault.kind);
        const auto tellsIt = [&](const AlarmTransition& alarm) {
            return alarm.check == wanted.check
                && names(alarm.sentence, "answers of " + fault.service + " " + wanted.phrase);
        };
        QVERIFY2(std::ranges::any_of(raised, tellsIt), told.c_str());
        QVERIFY2(names(first.sentence, fault.model) || names(first.sentence, fault.version)
                     || names(first.sentence, fault.promptVersion),
                 told.c_str());
        // One fault is one incident.
        QVERIFY2(health::incidentsOf(console.alarms()).size() == 1, told.c_str());
        // The lever that cures it.
        console.traffic().setLevers({{scenario.cures.front().lever, scenario.cures.front().value}});
        console.runFor(kCured);
        const auto incidents = health::incidentsOf(console.alarms());
        QVERIFY2(incidents.size() == 1 && incidents.front().open == 0,
                 listed(console.alarms()).c_str());
    }

    // The budget is that of the whole console; an hour of each seed when there are many.
    void theHealthyFleetKeepsTheBudget()
    {
        drill::Scenario scenario = must(drill::loadScenarios()).front();
        scenario.info.healthyFor = 24h;
        const std::chrono::minutes length = seeds().areMany() ? 60min : 11min;
        std::vector<AlarmTransition> raised;
        std::int64_t generations = 0;
        for (int seed = seeds().first; seed <= seeds().last; ++seed) {
            Console console(scenario, static_cast<std::uint64_t>(seed));
            console.runFor(length);
            generations += console.generations();
            std::ranges::move(inState(console.alarms(), AlarmState::Raised),
                              std::back_inserter(raised));
        }
        const double hours = std::chrono::duration<double, std::ratio<3600>>(length).count()
            * (seeds().last - seeds().first + 1);
        const double budget = health::EngineSettings().falseAlarmsPerWeek * hours / (7 * 24);
        qInfo("%zu alarms in %.1f hours of the healthy fleet, %lld answers; the budget is %g alarms"
              " a week: %.2f in that time",
              raised.size(), hours, static_cast<long long>(generations),
              health::EngineSettings().falseAlarmsPerWeek, budget);
        if (!raised.empty())
            qInfo("%s", listed(raised).c_str());
        QVERIFY(static_cast<double>(generations) > 50'000 * hours);
        QVERIFY2(static_cast<int>(raised.size()) <= mostByChance(budget), listed(raised).c_str());
    }
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
