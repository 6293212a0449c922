// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/textfaults.h"
#include "models/health/validator.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/drill/drilltest.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using drill::Episode;
using drill::Scenario;
using drill::Service;
using drill::Utterance;
using drilltest::textOf;

namespace {

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
    void figuresAreAltered();
    void faultsSpoilTheShareThatIsTold_data();
    void faultsSpoilTheShareThatIsTold();
    void whoLostTheDocumentsDoesNotQuoteThem();
    void wrongAnswersAreWrong_data();
    void wrongAnswersAreWrong();
    void onlyTheReachedAreWrong();
    void anOldIndexContradictsTheNotices();
    void theJudgeIsHarshOnSoundAnswers();
    void blindInstrumentationLeavesAnswersAlone();
    void loopingAgentsRepeatTheirCalls();

private:
    const Scenario& scenario(const std::string& name) const { return m_fleet.scenario(name); }
    const Service& service(const std::string& name) const { return m_fleet.service(name); }
    Episode episode(const Scenario& script, const Service& of, std::uint64_t index, double load,
                    const drill::LeverValues& levers = {}) const
    {
        return m_fleet.episode(script, of, index, load, levers);
    }
    Counts counts(const Scenario& script, const Service& of, const std::string& check,
                  const drill::LeverValues& levers = {}) const;

    drilltest::Fleet m_fleet;
};

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

void TestDrillFaults::figuresAreAltered()
{
    const std::string text = "within 30 days, for 4.90 EUR, after 9:30 or 15:00";
    std::set<std::string> drawn;
    for (std::uint64_t stream = 0; stream < 200; ++stream) {
        const std::string other = drill::alteredFigures(text, stream);
        QCOMPARE(drill::alteredFigures(text, stream), other);
        QVERIFY(other.find(" 30 ") == std::string::npos);
        QVERIFY(other.find(" 4.90 ") == std::string::npos && other.find(".90 EUR") != other.npos);
        QVERIFY(other.find(" 9:30") == std::string::npos);
        QVERIFY(other.find(" 15:00") == std::string::npos);
        drawn.insert(other);
        const std::string range = drill::alteredFigures("3 to 5 days", stream);
        QVERIFY2(std::stoi(range) < std::stoi(range.substr(range.find("to ") + 3)), range.c_str());
    }
    QVERIFY(drawn.size() > 150); // by no rule that takes one figure to another
    for (const char* kept :
         {"order A-1234 of 2026-11-05 in kb-101", "The giver is not told.", "0 %"})
        QCOMPARE(drill::alteredFigures(kept, 1), std::string(kept));
    QCOMPARE(drill::figureOf("It takes 3 to 5 business days."), std::string("5 business days"));
    QCOMPARE(drill::figureOf("It costs 4.90 EUR, more or less"), std::string("4.90 EUR"));
    QCOMPARE(drill::figureOf("The rate is 0 % for 6 months"), std::string("6 months"));
    QCOMPARE(drill::figureOf("by 13:00."), std::string("13:00"));
    QCOMPARE(drill::figureOf("kb-101 of 2026-11-05"), std::string());
}

// Of those in its reach, as many as its file tells, and none else.
void TestDrillFaults::faultsSpoilTheShareThatIsTold_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"fabricated-apis", "context-truncation", "spoilt-adapter", "ungrounded-prompt",
          "lost-context", "overload", "poisoned-index", "stale-index"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestDrillFaults::faultsSpoilTheShareThatIsTold()
{
    QFETCH(QString, name);
    const Scenario& script = scenario(name.toStdString());
    const Service& of = service(script.fault.service);
    int inReach = 0;
    int faulty = 0;
    constexpr int count = 3000;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Episode made = episode(script, of, i, 3);
        const Utterance& utterance = made.utterances.back();
        if (utterance.finishReason.empty()
            || (utterance.finishReason == "length"
                && script.fault.kind != drill::FaultKind::CutOffAnswers))
            continue;
        QVERIFY(utterance.isInReach || !utterance.isFaulty);
        inReach += utterance.isInReach ? 1 : 0;
        faulty += utterance.isFaulty ? 1 : 0;
    }
    const double share = double(faulty) / inReach;
    const double error = 3.5 * std::sqrt(script.fault.share * (1 - script.fault.share) / inReach);
    qInfo("%.3f of %d in reach are wrong; told is %.3f", share, inReach, script.fault.share);
    QVERIFY2(inReach > count / 10, std::to_string(inReach).c_str());
    QVERIFY(share >= script.fault.share - error && share <= script.fault.share + error);
}

// A model without its documents says something else each time, and nothing that they say.
void TestDrillFaults::whoLostTheDocumentsDoesNotQuoteThem()
{
    const Scenario& script = scenario("lost-context");
    const Service& of = service("support-bot");
    std::map<std::string, int> said;
    int wrong = 0;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        const Utterance utterance = episode(script, of, i, 1).utterances.back();
        if (!utterance.isFaulty || utterance.finishReason != "stop")
            continue;
        ++wrong;
        ++said[utterance.answer];
        for (const drill::Article& article : m_fleet.content().support.articles)
            for (const std::string& sentence : article.body)
                QVERIFY2(utterance.answer.find(sentence) == std::string::npos,
                         utterance.answer.c_str());
    }
    QVERIFY2(wrong > 300, std::to_string(wrong).c_str());
    const auto most =
        std::ranges::max_element(said, {}, [](const auto& one) { return one.second; });
    QVERIFY2(most->second <= 5, most->first.c_str());
    QVERIFY(said.size() > std::size_t(wrong) * 3 / 4);
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
    for (const Service& other : m_fleet.services()) {
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

// What is found is old as a whole, and what is true stands beside it.
void TestDrillFaults::anOldIndexContradictsTheNotices()
{
    const Scenario& script = scenario("stale-index");
    const Service& of = service("support-bot");
    const auto ageOf = [](const Episode& made) {
        const otlp::Attributes& attributes = made.spans[1].attributes;
        const auto age = std::ranges::find(attributes, "gen_ai.data_source.age",
                                           [](const auto& one) { return one.first; });
        return age == attributes.end() ? -1 : std::get<std::int64_t>(age->second) / 86'400;
    };
    int wrong = 0;
    int ungrounded = 0;
    for (std::uint64_t i = 0; i < 600; ++i) {
        const Episode stale = episode(script, of, i, 1);
        const Episode fresh = episode(script, of, i, 1, {{"index:support-bot", "2026-11-20"}});
        QCOMPARE(ageOf(stale), std::int64_t{29});
        QCOMPARE(ageOf(fresh), std::int64_t{1});
        const Utterance& told = stale.utterances.back();
        QVERIFY(!fresh.utterances.back().isFaulty);
        if (!told.isFaulty || told.finishReason != "stop")
            continue;
        ++wrong;
        QVERIFY(told.answer != fresh.utterances.back().answer);
        QVERIFY(told.context.find("[notice-") != std::string::npos);
        ungrounded += isFound(told, telemetry::kGroundedness, false) ? 1 : 0;
        // An index that is older than the changes cures as little.
        QVERIFY(episode(script, of, i, 1, {{"index:support-bot", "2026-11-06"}})
                    .utterances.back()
                    .isFaulty);
    }
    QVERIFY2(wrong > 150, std::to_string(wrong).c_str());
    QVERIFY2(ungrounded < wrong / 5, std::to_string(ungrounded).c_str()); // it is in what was found
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
    for (const Service& of : m_fleet.services()) {
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
    int wrongAtFive = 0;
    for (std::uint64_t i = 0; i < 400; ++i) {
        const int alike = mostAlike(i, {});
        QVERIFY(alike == 1 || (alike >= 4 && alike <= 9));
        loops += alike > 1 ? 1 : 0;
        QVERIFY(mostAlike(i, {{"steps:agent-orders", "2"}}) <= 2);
        QVERIFY(
            !episode(script, of, i, 1, {{"steps:agent-orders", "2"}}).utterances.back().isFaulty);
        wrongAtFive +=
            episode(script, of, i, 1, {{"steps:agent-orders", "5"}}).utterances.back().isFaulty;
        QVERIFY(mostAlike(i, {{"steps:agent-orders", "5"}}) <= 5);
    }
    QVERIFY2(loops > 160 && loops < 240, std::to_string(loops).c_str());
    QVERIFY2(wrongAtFive > 100, std::to_string(wrongAtFive).c_str()); // too late to stop it
}

QTEST_GUILESS_MAIN(TestDrillFaults)
#include "tst_drillfaults.moc"
