// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/offline.h"
#include "tests/models/drill/drilltest.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using drill::Scenario;
using drilltest::kStart;
using drilltest::must;
using drilltest::textOf;

// What a fleet does over time: conversations, changes, who is told what.
class TestDrillTraffic : public QObject
{
    Q_OBJECT

private slots:
    void followUpsHoldWhatWasSaid();
    void theSameDrillIsTheSame();
    void redHerringsChangeNoAnswer_data();
    void redHerringsChangeNoAnswer();
    void wrongStatementsTurnUpElsewhereLater();
    void sheddingSendsUsersAway();
    void longTextsAreCutOnTheirWay();
    void aClockIsBehind();
    void aClockIsAsFarBehindAtAnySpeed();

private:
    drilltest::Fleet m_fleet;
};

// Also where that was wrong, and never before it was said.
void TestDrillTraffic::followUpsHoldWhatWasSaid()
{
    Scenario script = m_fleet.scenario("spoilt-adapter");
    script.info.healthyFor = 5s;
    script.fault.ramp = {};
    drill::Traffic made = m_fleet.traffic(script, 7, false);
    struct Said
    {
        std::vector<std::string> answers;
        telemetry::Timestamp ended;
    };
    std::map<std::string, Said> said; // by conversation
    int followUps = 0;
    int deep = 0;
    std::map<std::string, telemetry::Timestamp> started;
    for (auto time = kStart; time <= kStart + 120s; time += 250ms) {
        for (const drill::Departure& departure : made.advance(time)) {
            if (textOf(departure.resource, "service.name") != "support-bot"
                || departure.logs.empty() || departure.spans.size() < 3)
                continue;
            const otlp::Attributes& details = departure.logs.front().attributes;
            const std::string output = textOf(details, "gen_ai.output.messages");
            if (output.empty())
                continue;
            const std::string input = textOf(details, "gen_ai.input.messages");
            Said& before = said[textOf(details, "gen_ai.conversation.id")];
            for (const std::string& answer : before.answers)
                QVERIFY2(input.find(answer) != std::string::npos, answer.c_str());
            if (!before.answers.empty()) {
                ++followUps;
                deep += before.answers.size() > 1 ? 1 : 0;
                QVERIFY(departure.spans.front().start > before.ended + 2s);
            }
            const std::string_view begin = R"("content":)";
            const std::size_t at = output.find(begin) + begin.size();
            before.answers.push_back(output.substr(at, output.find("}]", at) - at));
            before.ended = departure.spans.front().end;
        }
    }
    QVERIFY2(followUps > 80, std::to_string(followUps).c_str());
    QVERIFY2(deep > 5, std::to_string(deep).c_str());
}

void TestDrillTraffic::theSameDrillIsTheSame()
{
    const auto made = [](std::uint64_t seed) {
        auto offline = must(drill::OfflineDrill::create({.scenario = "lost-context",
                                                         .seed = seed,
                                                         .isMixed = true,
                                                         .start = kStart,
                                                         .length = 20s,
                                                         .healthyFor = 10s,
                                                         .moves = {}}));
        std::string all;
        offline.run([&](telemetry::Timestamp, std::vector<drill::RequestBody> bodies) {
            for (const drill::RequestBody& body : bodies)
                all += body.bytes;
        });
        return all;
    };
    const std::string first = made(3);
    QVERIFY(first.size() > 500'000);
    QVERIFY(first == made(3));
    QVERIFY(first != made(4));
    drill::OfflineSettings unknown;
    unknown.scenario = "zombies";
    QVERIFY(!drill::OfflineDrill::create(unknown));
}

void TestDrillTraffic::redHerringsChangeNoAnswer_data()
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < drilltest::Fleet().scenarios().size(); ++i)
        QTest::addRow("%zu", i) << static_cast<int>(i);
}

void TestDrillTraffic::redHerringsChangeNoAnswer()
{
    QFETCH(int, number);
    Scenario script = m_fleet.scenarios()[static_cast<std::size_t>(number)];
    script.fault.service = "nobody"; // the herring alone
    script.info.healthyFor = 16s;
    const auto answers = [&](std::uint64_t seed, bool isMixed) {
        std::map<std::string, std::string> told; // by response
        drill::Traffic made = m_fleet.traffic(script, seed, isMixed);
        for (auto time = kStart; time <= kStart + 40s; time += 1s) {
            for (const drill::Departure& departure : made.advance(time)) {
                const auto take = [&](const otlp::Attributes& attributes) {
                    const std::string output = textOf(attributes, "gen_ai.output.messages");
                    if (!output.empty())
                        told[textOf(attributes, "gen_ai.response.id")] = output;
                };
                for (const otlp::OutgoingSpan& span : departure.spans)
                    take(span.attributes);
                for (const otlp::OutgoingLog& log : departure.logs)
                    take(log.attributes);
            }
        }
        return told;
    };
    for (std::uint64_t seed = 0; seed < script.redHerrings.size(); ++seed) {
        QCOMPARE(m_fleet.traffic(script, seed, true).redHerrings().size(), std::size_t{1});
        const auto plain = answers(seed, false);
        const auto mixed = answers(seed, true);
        std::size_t same = 0;
        for (const auto& [id, answer] : plain) {
            const auto other = mixed.find(id);
            if (other == mixed.end())
                continue; // more load: other arrivals at the end
            QCOMPARE(other->second, answer);
            ++same;
        }
        QVERIFY2(same * 10 > plain.size() * 9 && same > 300, std::to_string(same).c_str());
    }
}

// A minute and more after they were told, and the truth names who said it and who took it.
void TestDrillTraffic::wrongStatementsTurnUpElsewhereLater()
{
    Scenario script = m_fleet.scenario("lost-context");
    script.info.healthyFor = 10s;
    drill::Traffic made = m_fleet.traffic(script, 5, false);
    std::map<telemetry::SpanId, drill::HandedOver> taken; // by the span that repeats it
    std::map<telemetry::SpanId, drill::HandedOver> said; // by the span that said it
    made.setHandOverListener([&](const drill::HandedOver& one) {
        taken.emplace(one.takenSpan, one);
        said.emplace(one.said.spanId, one);
    });
    std::map<telemetry::SpanId, otlp::OutgoingSpan> answers;
    std::map<telemetry::SpanId, std::string> outputs;
    for (auto time = kStart; time <= kStart + 300s; time += 1s) {
        for (const drill::Departure& departure : made.advance(time)) {
            for (const otlp::OutgoingSpan& span : departure.spans) {
                if (span.name.starts_with("chat "))
                    answers.emplace(span.id, span);
            }
            for (const otlp::OutgoingLog& log : departure.logs) {
                const std::string output = textOf(log.attributes, "gen_ai.output.messages");
                if (!output.empty())
                    outputs.emplace(log.span, output);
            }
        }
    }
    int wrong = 0;
    std::vector<double> waits;
    for (const auto& [id, one] : taken) {
        const auto repeats = answers.find(id);
        if (repeats == answers.end())
            continue; // not answered by the end
        const std::string input = textOf(repeats->second.attributes, "gen_ai.input.messages");
        const std::string quotedStatement = drill::inQuotes(one.said.statement);
        const std::string statement = quotedStatement.substr(1, quotedStatement.size() - 2);
        QVERIFY2(input.find("Support told me: “" + statement) != std::string::npos, input.c_str());
        QVERIFY(textOf(repeats->second.attributes, "gen_ai.output.messages").find(statement)
                != std::string::npos);
        QVERIFY2(outputs.at(one.said.spanId).find(statement) != std::string::npos,
                 statement.c_str());
        const telemetry::Timestamp told = answers.at(one.said.spanId).end;
        waits.push_back(std::chrono::duration<double>(one.time - told).count());
        wrong += one.said.isFaulty ? 1 : 0;
    }
    std::ranges::sort(waits);
    QVERIFY2(waits.size() > 50 && wrong > 10, std::to_string(wrong).c_str());
    QVERIFY2(waits.front() >= 60 && waits.back() <= 185, std::to_string(waits.back()).c_str());
    QVERIFY(said.size() == taken.size());
}

void TestDrillTraffic::sheddingSendsUsersAway()
{
    drill::Traffic made = m_fleet.traffic(m_fleet.scenario("overload"), 6, false);
    made.setLevers({{"shed:support-bot", "50"}});
    int answered = 0;
    int sentAway = 0;
    for (auto time = kStart; time <= kStart + 30s; time += 1s) {
        for (const drill::Departure& departure : made.advance(time)) {
            if (textOf(departure.resource, "service.name") != "support-bot")
                continue;
            for (const otlp::OutgoingSpan& span : departure.spans) {
                answered += span.name.starts_with("chat ") ? 1 : 0;
                sentAway += departure.spans.size() == 1 ? 1 : 0;
            }
        }
    }
    QVERIFY2(answered > 60 && sentAway > 60, std::to_string(sentAway).c_str());
    QVERIFY(std::abs(answered - sentAway) < 50);
}

// What is told is cut; what was said is what would have been said.
void TestDrillTraffic::longTextsAreCutOnTheirWay()
{
    Scenario script = m_fleet.scenario("cut-attributes");
    script.info.healthyFor = 20s;
    const auto told = [&](bool isFaulty) {
        Scenario one = script;
        one.fault.service = isFaulty ? one.fault.service : "nobody";
        drill::Traffic made = m_fleet.traffic(one, 4, false);
        std::map<telemetry::SpanId, otlp::Attributes> all; // details, by span
        for (auto time = kStart; time <= kStart + 60s; time += 1s) {
            for (const drill::Departure& departure : made.advance(time)) {
                for (const otlp::OutgoingLog& log : departure.logs) {
                    if (!textOf(log.attributes, "gen_ai.input.messages").empty())
                        all.emplace(log.span, log.attributes);
                }
            }
        }
        return all;
    };
    const auto whole = told(false);
    const auto cut = told(true);
    QCOMPARE(cut.size(), whole.size());
    int shorter = 0;
    for (const auto& [span, attributes] : cut) {
        const otlp::Attributes& before = whole.at(span);
        for (const char* name : {"gen_ai.input.messages", "gen_ai.output.messages"}) {
            const std::string text = textOf(attributes, name);
            const std::string all = textOf(before, name);
            QVERIFY(all.starts_with(text));
            QVERIFY(text == all || (text.size() >= 1024 && text.size() < 1100));
            shorter += text != all ? 1 : 0;
        }
    }
    QVERIFY2(shorter > 150 && shorter < int(cut.size()), std::to_string(shorter).c_str());
}

void TestDrillTraffic::aClockIsBehind()
{
    Scenario script = m_fleet.scenario("skewed-clock");
    script.info.healthyFor = 20s;
    drill::Traffic made = m_fleet.traffic(script, 4, false);
    int right = 0;
    int behind = 0;
    int judged = 0;
    for (auto time = kStart; time <= kStart + 60s; time += 250ms) {
        for (const drill::Departure& departure : made.advance(time)) {
            const bool isOfBot = textOf(departure.resource, "service.name") == "support-bot";
            for (const otlp::OutgoingSpan& span : departure.spans) {
                const auto late = departure.due - span.end;
                const bool isBehind = late > 60s;
                QVERIFY(isBehind ? isOfBot && late < 100s : late < 30s);
                QVERIFY(!isBehind || departure.scopeVersion == "2.4b2");
                (isBehind ? behind : right) += isOfBot ? 1 : 0;
            }
            for (const otlp::OutgoingLog& log : departure.logs) {
                if (log.eventName != "gen_ai.evaluation.result")
                    continue;
                QVERIFY(departure.due - log.time < 1s);
                ++judged;
            }
        }
    }
    QVERIFY2(right > 300 && behind > 600, std::to_string(behind).c_str());
    QVERIFY(judged > 50);
}

// Its briefing speaks of a minute, and a clock knows nothing of the speed of a drill.
void TestDrillTraffic::aClockIsAsFarBehindAtAnySpeed()
{
    Scenario script = m_fleet.scenario("skewed-clock");
    script.info.healthyFor = 20s;
    drill::Traffic made = m_fleet.traffic(script, 4, false, 4);
    int behind = 0;
    for (auto time = kStart; time <= kStart + 15s; time += 250ms) {
        for (const drill::Departure& departure : made.advance(time)) {
            if (departure.scopeVersion != "2.4b2")
                continue;
            for (const otlp::OutgoingSpan& span : departure.spans) {
                QVERIFY(departure.due - span.end >= 70s);
                ++behind;
            }
        }
    }
    QVERIFY2(behind > 100, std::to_string(behind).c_str());
}

QTEST_GUILESS_MAIN(TestDrillTraffic)
#include "tst_drilltraffic.moc"
