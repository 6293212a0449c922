// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"
#include "models/drill/offline.h"
#include "models/drill/textfaults.h"
#include "models/health/validator.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using drill::Episode;
using drill::EpisodeRequest;
using drill::Scenario;
using drill::Service;
using drill::Utterance;

namespace {

const telemetry::Timestamp kStart = telemetry::Timestamp{} + std::chrono::seconds(1'795'487'000);

template<class T>
T must(telemetry::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

std::string textOf(const otlp::Attributes& attributes, const std::string& name)
{
    for (const auto& [key, value] : attributes) {
        if (key == name && std::holds_alternative<std::string>(value))
            return std::get<std::string>(value);
    }
    return {};
}

// Whether a validator finds fault with the text, by `check`.
bool isFound(const Utterance& utterance, const std::string& check, bool isOfTools)
{
    health::Subject subject;
    subject.task = "qa";
    subject.context = utterance.context;
    subject.prompt = utterance.question;
    subject.output = utterance.answer;
    subject.finishReason = utterance.finishReason;
    if (isOfTools) {
        for (std::size_t at = 0; at < utterance.context.size();) {
            const std::size_t end =
                std::min(utterance.context.find('\n', at), utterance.context.size());
            subject.toolResults.push_back(utterance.context.substr(at, end - at));
            at = end + 1;
        }
    }
    return std::ranges::any_of(health::judgeAll(subject), [&](const auto& one) {
        return one.check == check && one.judgement.state == telemetry::EvaluationState::Failed;
    });
}

struct Counts
{
    int all = 0;
    int faulty = 0;
    int foundOfFaulty = 0;
    int foundOfSound = 0;
};

} // namespace

// What a fault does to texts and telemetry, without a console.
class TestDrillFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreAltered();
    void wrongAnswersAreWrong_data();
    void wrongAnswersAreWrong();
    void onlyTheReachedAreWrong();
    void theJudgeIsHarshOnSoundAnswers();
    void blindInstrumentationLeavesAnswersAlone();
    void loopingAgentsRepeatTheirCalls();
    void theSameDrillIsTheSame();
    void redHerringsChangeNoAnswer_data();
    void redHerringsChangeNoAnswer();
    void wrongStatementsTurnUpElsewhereLater();
    void sheddingSendsUsersAway();

private:
    const Scenario& scenario(const std::string& name) const;
    const Service& service(const std::string& name) const;
    Episode episode(const Scenario& script, const Service& of, std::uint64_t index, double load,
                    const drill::LeverValues& levers = {}) const;
    Counts counts(const Scenario& script, const Service& of, const std::string& check,
                  const drill::LeverValues& levers = {}) const;
    drill::Traffic traffic(Scenario script, std::uint64_t seed, bool isMixed) const;

    std::shared_ptr<const drill::Content> m_content;
    std::vector<Service> m_services;
    std::vector<Scenario> m_scenarios;
};

void TestDrillFaults::initTestCase()
{
    m_content = must(drill::loadContent());
    m_services = must(drill::loadServices());
    m_scenarios = must(drill::loadScenarios());
}

const Scenario& TestDrillFaults::scenario(const std::string& name) const
{
    return *std::ranges::find(m_scenarios, name, [](const Scenario& s) { return s.info.name; });
}

const Service& TestDrillFaults::service(const std::string& name) const
{
    return *std::ranges::find(m_services, name, &Service::name);
}

Episode TestDrillFaults::episode(const Scenario& script, const Service& of, std::uint64_t index,
                                 double load, const drill::LeverValues& levers) const
{
    EpisodeRequest request{.content = m_content.get(),
                           .service = &of,
                           .serving = {},
                           .fault = script.fault,
                           .seed = 11,
                           .index = index,
                           .load = load};
    request.caller = drill::callerOf(of, 11, drill::conversationOf(of, 11, index));
    request.serving = drill::servingFor(request.caller, of, script, true, levers);
    if (of.name == "support-bot")
        return drill::makeSupportEpisode(request);
    return of.name == "code-assistant" ? drill::makeCodeEpisode(request)
                                       : drill::makeOrderEpisode(request);
}

Counts TestDrillFaults::counts(const Scenario& script, const Service& of, const std::string& check,
                               const drill::LeverValues& levers) const
{
    Counts counts;
    for (std::uint64_t i = 0; i < 700; ++i) {
        const Episode made = episode(script, of, i, script.fault.load, levers);
        const Utterance& utterance = made.utterances.back();
        if (utterance.finishReason != "stop")
            continue;
        ++counts.all;
        const bool isWrong = isFound(utterance, check, of.name == "agent-orders");
        counts.faulty += utterance.isFaulty ? 1 : 0;
        (utterance.isFaulty ? counts.foundOfFaulty : counts.foundOfSound) += isWrong ? 1 : 0;
    }
    return counts;
}

drill::Traffic TestDrillFaults::traffic(Scenario script, std::uint64_t seed, bool isMixed) const
{
    return drill::Traffic({.scenario = std::move(script),
                           .services = m_services,
                           .content = m_content,
                           .seed = seed,
                           .idSeed = seed,
                           .speed = 1,
                           .start = kStart,
                           .isMixed = isMixed});
}

void TestDrillFaults::figuresAreAltered()
{
    QCOMPARE(drill::alteredFigures("within 30 days, for 4.90 EUR, after 9:30 or 15:00"),
             std::string("within 45 days, for 7.90 EUR, after 11:30 or 12:00"));
    QCOMPARE(drill::alteredFigures("order A-1234 of 2026-11-05 in kb-101"),
             std::string("order A-1234 of 2026-11-05 in kb-101"));
    QCOMPARE(drill::alteredFigures("The giver is not told."),
             std::string("The giver is not told."));
}

void TestDrillFaults::wrongAnswersAreWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("check");
    QTest::addColumn<double>("least"); // share of wrong answers
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("found"); // of the wrong ones, by the validator at least
    QTest::newRow("adapter") << "spoilt-adapter" << telemetry::kGroundedness << 0.22 << 0.42 << 0.6;
    QTest::newRow("prompt") << "ungrounded-prompt" << telemetry::kGroundedness << 0.33 << 0.45
                            << 0.9;
    QTest::newRow("window") << "lost-context" << telemetry::kGroundedness << 0.08 << 0.18 << 0.3;
    QTest::newRow("load") << "overload" << telemetry::kDegeneration << 0.5 << 0.68 << 0.85;
    QTest::newRow("agent") << "agent-loop" << telemetry::kContradiction << 0.28 << 0.42 << 0.6;
}

void TestDrillFaults::wrongAnswersAreWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, check);
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(double, found);
    const Scenario& script = scenario(name.toStdString());
    const Service& of = service(script.fault.service);
    const Counts wrong = counts(script, of, check.toStdString());
    const double share = double(wrong.faulty) / wrong.all;
    qInfo("%.3f of %d are wrong; the validator finds %d of %d, and %d of %d sound ones", share,
          wrong.all, wrong.foundOfFaulty, wrong.faulty, wrong.foundOfSound,
          wrong.all - wrong.faulty);
    QVERIFY(share >= least && share <= most);
    QVERIFY(wrong.foundOfFaulty >= found * wrong.faulty);
    QVERIFY(wrong.foundOfSound <= 0.04 * (wrong.all - wrong.faulty));
    for (const drill::Cure& cure : script.cures) {
        Scenario relieved = script;
        if (cure.lever.starts_with("shed:"))
            relieved.fault.load *= 1 - std::stod(cure.value) / 100;
        const Counts cured = counts(relieved, of, check.toStdString(), {{cure.lever, cure.value}});
        QVERIFY2(cured.faulty == 0, (cure.lever + " " + cure.value).c_str());
    }
    for (const Service& other : m_services) {
        if (other.name != of.name)
            QCOMPARE(counts(script, other, check.toStdString()).faulty, 0);
    }
}

// Whom the file of each scenario says, and nobody else.
void TestDrillFaults::onlyTheReachedAreWrong()
{
    const Service& of = service("support-bot");
    std::map<std::string, std::map<bool, int>> faulty; // scenario; whether it is reached
    const auto look = [&](const std::string& name, const auto& isReached) {
        for (std::uint64_t i = 0; i < 700; ++i) {
            const Episode made = episode(scenario(name), of, i, 1);
            faulty[name][isReached(made)] += made.utterances.back().isFaulty ? 1 : 0;
        }
        QVERIFY2(faulty[name][true] > 40, name.c_str());
        QVERIFY2(faulty[name][false] == 0, name.c_str());
    };
    const auto attribute = [](const Episode& made, std::size_t span, const char* name) {
        return textOf(made.spans[span].attributes, name);
    };
    look("spoilt-adapter", [&](const Episode& made) {
        return attribute(made, 2, "gen_ai.adapter.name") == "shop-voice-12";
    });
    look("ungrounded-prompt",
         [&](const Episode& made) { return attribute(made, 2, "gen_ai.prompt.version") == "8"; });
    look("poisoned-index", [&](const Episode& made) {
        return attribute(made, 1, "gen_ai.retrieval.documents").find("kb-290") != std::string::npos;
    });
    look("lost-context", [&](const Episode& made) {
        const auto& attributes = made.spans[2].attributes;
        const auto tokens = std::ranges::find(attributes, "gen_ai.usage.input_tokens",
                                              [](const auto& one) { return one.first; });
        const auto counted =
            tokens == attributes.end() ? 0 : std::get<std::int64_t>(tokens->second);
        if (counted > 768)
            qFatal("more tokens than the window holds");
        return counted == 768;
    });
}

void TestDrillFaults::theJudgeIsHarshOnSoundAnswers()
{
    const Scenario& script = scenario("judge-drift");
    const auto failed = [&](const Service& of, const drill::LeverValues& levers) {
        std::map<std::string, std::pair<int, int>> counts; // by name: failed and all
        for (std::uint64_t i = 0; i < 900; ++i) {
            const Episode made = episode(script, of, i, 1, levers);
            if (made.utterances.back().isFaulty && made.utterances.back().finishReason == "stop")
                qFatal("an answer is wrong");
            for (const drill::PlannedLog& log : made.late) {
                const std::string label = textOf(log.attributes, "gen_ai.evaluation.score.label");
                auto& [bad, all] = counts[textOf(log.attributes, "gen_ai.evaluation.name")];
                bad += label == "fail" || label == "incorrect" ? 1 : 0;
                ++all;
            }
        }
        return counts;
    };
    for (const Service& of : m_services) {
        auto harsh = failed(of, {});
        auto cured = failed(of, {{script.cures.front().lever, script.cures.front().value}});
        QVERIFY2(harsh["Faithfulness"].first > harsh["Faithfulness"].second * 0.35,
                 of.name.c_str());
        QVERIFY2(cured["Faithfulness"].first < cured["Faithfulness"].second * 0.1, of.name.c_str());
        QVERIFY(harsh["Correctness"].first <= harsh["Correctness"].second * 0.03);
    }
}

void TestDrillFaults::blindInstrumentationLeavesAnswersAlone()
{
    const Scenario& script = scenario("unseen-answers");
    const Service& of = service("support-bot");
    int sampled = 0;
    for (std::uint64_t i = 0; i < 400; ++i) {
        const Episode blind = episode(script, of, i, 1);
        const Episode cured =
            episode(script, of, i, 1, {{script.cures.front().lever, script.cures.front().value}});
        QCOMPARE(blind.utterances.back().answer, cured.utterances.back().answer);
        QVERIFY(!blind.utterances.back().isFaulty);
        QVERIFY(blind.logs.empty());
        QCOMPARE(cured.logs.size(), std::size_t{1});
        QVERIFY(cured.isSampled);
        sampled += blind.isSampled ? 1 : 0;
    }
    QVERIFY2(sampled > 120 && sampled < 200, std::to_string(sampled).c_str());
}

void TestDrillFaults::loopingAgentsRepeatTheirCalls()
{
    const Scenario& script = scenario("agent-loop");
    const Service& of = service("agent-orders");
    const auto mostAlike = [&](std::uint64_t index, const drill::LeverValues& levers) {
        std::map<std::string, int> calls;
        for (const drill::PlannedSpan& span : episode(script, of, index, 1, levers).spans)
            if (span.name.starts_with("execute_tool"))
                ++calls[span.name + textOf(span.attributes, "gen_ai.tool.call.arguments")];
        return std::ranges::max_element(calls, {}, [](const auto& c) { return c.second; })->second;
    };
    int loops = 0;
    for (std::uint64_t i = 0; i < 400; ++i) {
        const int alike = mostAlike(i, {});
        QVERIFY(alike == 1 || (alike >= 4 && alike <= 9));
        loops += alike > 1 ? 1 : 0;
        QVERIFY(mostAlike(i, {{"steps:agent-orders", "2"}}) == 1);
        QVERIFY(mostAlike(i, {{"steps:agent-orders", "5"}}) <= 5);
    }
    QVERIFY2(loops > 160 && loops < 240, std::to_string(loops).c_str());
}

void TestDrillFaults::theSameDrillIsTheSame()
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

void TestDrillFaults::redHerringsChangeNoAnswer_data()
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < must(drill::loadScenarios()).size(); ++i)
        QTest::addRow("%zu", i) << static_cast<int>(i);
}

void TestDrillFaults::redHerringsChangeNoAnswer()
{
    QFETCH(int, number);
    Scenario script = m_scenarios[static_cast<std::size_t>(number)];
    script.fault.service = "nobody"; // the herring alone
    script.info.healthyFor = 16s;
    const auto answers = [&](std::uint64_t seed, bool isMixed) {
        std::map<std::string, std::string> told; // by response
        drill::Traffic made = traffic(script, seed, isMixed);
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
        QCOMPARE(traffic(script, seed, true).redHerrings().size(), std::size_t{1});
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

void TestDrillFaults::wrongStatementsTurnUpElsewhereLater()
{
    Scenario script = scenario("lost-context");
    script.info.healthyFor = 10s;
    drill::Traffic made = traffic(script, 5, false);
    std::map<std::string, telemetry::Timestamp> told; // conversations that lost their context
    int repeated = 0;
    for (auto time = kStart; time <= kStart + 150s; time += 1s) {
        for (const drill::Departure& departure : made.advance(time)) {
            const std::string of = textOf(departure.resource, "service.name");
            for (const otlp::OutgoingSpan& span : departure.spans) {
                const std::string conversation = textOf(span.attributes, "gen_ai.conversation.id");
                const auto tokens = std::ranges::find(span.attributes, "gen_ai.usage.input_tokens",
                                                      [](const auto& one) { return one.first; });
                if (of == "support-bot" && tokens != span.attributes.end()
                    && std::get<std::int64_t>(tokens->second) == 768)
                    told.try_emplace(conversation, span.end);
                const auto before = told.find(conversation);
                if (of != "agent-orders" || !span.name.starts_with("chat ") || before == told.end())
                    continue;
                QVERIFY(span.start > before->second + 50s);
                const std::string input = textOf(span.attributes, "gen_ai.input.messages");
                QVERIFY(input.find("Support told me") != std::string::npos);
                ++repeated;
            }
        }
    }
    QVERIFY2(repeated > 3, std::to_string(repeated).c_str());
}

void TestDrillFaults::sheddingSendsUsersAway()
{
    drill::Traffic made = traffic(scenario("overload"), 6, false);
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

QTEST_GUILESS_MAIN(TestDrillFaults)
#include "tst_drillfaults.moc"
