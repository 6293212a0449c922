// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/codetext.h"
#include "models/drill/episode.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <variant>

using drill::Episode;
using drill::EpisodeRequest;
using drill::Utterance;

namespace {

constexpr int kSupport = 0;
constexpr int kCode = 1;
constexpr int kOrders = 2;

// Names of functions, parameters, values and flags: with an underscore, a call's bracket, an inner
// capital, or two dashes in front.
std::set<std::string> identifiersOf(const std::string& text)
{
    static const std::regex pattern(
        R"(--[a-z][a-z-]+|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[a-z]+\.[a-z]+\b|[A-Z][a-z]+[A-Z]\w+)");
    std::set<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
        found.insert(it->str());
    return found;
}

std::set<std::string> numbersOf(const std::string& text)
{
    static const std::regex pattern(R"([0-9]+(?:[.:][0-9]+)*)");
    std::set<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
        found.insert(it->str());
    return found;
}

std::string firstUnknown(const std::set<std::string>& names, const std::string& known)
{
    const auto unknown = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return known.find(name) == std::string::npos;
    });
    return unknown == names.end() ? std::string() : *unknown;
}

template<class T>
std::optional<T> attribute(const otlp::Attributes& attributes, const std::string& name)
{
    for (const auto& [key, value] : attributes) {
        if (key == name && std::holds_alternative<T>(value))
            return std::get<T>(value);
    }
    return std::nullopt;
}

} // namespace

class TestDrillContent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theSameSeedGivesTheSameTexts();
    void anotherSeedGivesOtherTexts();
    void answersVary();
    void soundCodeNamesOnlyItsReference();
    void fabricatedCodeNamesWhatNobodyDefined();
    void supportAnswersKeepTheFigures();
    void cutAnswersEndAtTheirBudget();
    void orderAnswersAgreeWithTheTool();
    void genuineLengthStopsAreRareAndAtTheLimit();
    void theJudgeIsDecentButImperfect();

private:
    Episode episode(int service, std::uint64_t seed, std::uint64_t index, bool isFaulty = false,
                    const std::string& scenario = "fabricated-apis") const;

    std::shared_ptr<const drill::Content> m_content;
    std::vector<drill::Service> m_services;
    std::vector<drill::Scenario> m_scenarios;
};

void TestDrillContent::initTestCase()
{
    auto content = drill::loadContent();
    QVERIFY2(content, content ? "" : content.error().message.c_str());
    m_content = *content;
    m_services = drill::loadServices().value();
    m_scenarios = drill::loadScenarios().value();
    QCOMPARE(m_services.size(), std::size_t{3});
    QCOMPARE(m_services[kCode].name, std::string("code-assistant"));
    QCOMPARE(m_scenarios[0].info.name, std::string("fabricated-apis"));
}

Episode TestDrillContent::episode(int service, std::uint64_t seed, std::uint64_t index,
                                  bool isFaulty, const std::string& scenario) const
{
    const drill::Service& described = m_services[static_cast<std::size_t>(service)];
    const drill::Scenario& script =
        *std::ranges::find(m_scenarios, scenario, [](const auto& s) { return s.info.name; });
    const EpisodeRequest request{.content = m_content.get(),
                                 .service = &described,
                                 .serving = drill::servingOf(described, script, isFaulty, {}),
                                 .fault = script.fault,
                                 .seed = seed,
                                 .index = index,
                                 .load = 1};
    if (service == kSupport)
        return drill::makeSupportEpisode(request);
    return service == kCode ? drill::makeCodeEpisode(request) : drill::makeOrderEpisode(request);
}

void TestDrillContent::theSameSeedGivesTheSameTexts()
{
    for (const int service : {kSupport, kCode, kOrders}) {
        for (std::uint64_t i = 0; i < 200; ++i) {
            const Episode first = episode(service, 7, i, true);
            const Episode second = episode(service, 7, i, true);
            QCOMPARE(first.utterances.size(), second.utterances.size());
            for (std::size_t u = 0; u < first.utterances.size(); ++u) {
                QCOMPARE(first.utterances[u].question, second.utterances[u].question);
                QCOMPARE(first.utterances[u].context, second.utterances[u].context);
                QCOMPARE(first.utterances[u].answer, second.utterances[u].answer);
            }
            QCOMPARE(first.late.size(), second.late.size());
        }
    }
}

void TestDrillContent::anotherSeedGivesOtherTexts()
{
    for (const int service : {kSupport, kCode, kOrders}) {
        int same = 0;
        for (std::uint64_t i = 0; i < 200; ++i) {
            if (episode(service, 7, i).utterances.back().question
                == episode(service, 8, i).utterances.back().question)
                ++same;
        }
        QVERIFY2(same < 20, qPrintable(QString::number(same)));
    }
}

void TestDrillContent::answersVary()
{
    for (const int service : {kSupport, kCode, kOrders}) {
        std::set<std::string> answers;
        std::set<std::size_t> lengths;
        for (std::uint64_t i = 0; i < 1000; ++i) {
            const std::string answer = episode(service, 1, i).utterances.back().answer;
            answers.insert(answer);
            lengths.insert(answer.size());
        }
        QVERIFY2(answers.size() > 600, qPrintable(QString::number(answers.size())));
        QVERIFY2(lengths.size() > 60, qPrintable(QString::number(lengths.size())));
    }
}

void TestDrillContent::soundCodeNamesOnlyItsReference()
{
    int checked = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Utterance utterance = episode(kCode, 3, i).utterances.front();
        QVERIFY(!utterance.isFaulty);
        const auto names = identifiersOf(utterance.answer);
        checked += static_cast<int>(names.size());
        const std::string unknown =
            firstUnknown(names, utterance.context + "\n" + utterance.question);
        QVERIFY2(unknown.empty() || utterance.finishReason == "length",
                 (unknown + " in: " + utterance.answer).c_str());
    }
    QVERIFY(checked > 4000); // the pattern finds names at all
}

void TestDrillContent::fabricatedCodeNamesWhatNobodyDefined()
{
    int faulty = 0;
    const int count = 1500;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Utterance utterance = episode(kCode, 4, i, true).utterances.front();
        if (utterance.finishReason != "stop")
            continue;
        const std::string unknown = firstUnknown(identifiersOf(utterance.answer),
                                                 utterance.context + "\n" + utterance.question);
        QVERIFY2(unknown.empty() != utterance.isFaulty,
                 (unknown + " in: " + utterance.answer).c_str());
        faulty += utterance.isFaulty ? 1 : 0;
    }
    const double share = double(faulty) / count;
    QVERIFY2(share > 0.41 && share < 0.49, qPrintable(QString::number(share)));
}

void TestDrillContent::supportAnswersKeepTheFigures()
{
    int checked = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Utterance utterance = episode(kSupport, 5, i).utterances.front();
        if (utterance.finishReason != "stop")
            continue;
        const auto numbers = numbersOf(utterance.answer);
        checked += static_cast<int>(numbers.size());
        const std::string unknown =
            firstUnknown(numbers, utterance.context + "\n" + utterance.question);
        QVERIFY2(unknown.empty(), (unknown + " in: " + utterance.answer).c_str());
    }
    QVERIFY(checked > 1000);
}

void TestDrillContent::cutAnswersEndAtTheirBudget()
{
    int faulty = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const Episode cut = episode(kSupport, 5, i, true, "context-truncation");
        const Utterance whole = episode(kSupport, 5, i).utterances.front();
        const Utterance& utterance = cut.utterances.front();
        if (!utterance.isFaulty)
            continue;
        ++faulty;
        QCOMPARE(utterance.finishReason, std::string("length"));
        QVERIFY(utterance.answer.size() < whole.answer.size() || whole.finishReason != "stop");
        const otlp::Attributes& attributes = cut.spans[2].attributes;
        QCOMPARE(attribute<std::int64_t>(attributes, "gen_ai.usage.output_tokens").value(),
                 attribute<std::int64_t>(attributes, "gen_ai.request.max_tokens").value());
    }
    QVERIFY2(faulty > 350 && faulty < 550, qPrintable(QString::number(faulty)));
}

void TestDrillContent::orderAnswersAgreeWithTheTool()
{
    for (std::uint64_t i = 0; i < 800; ++i) {
        const Episode order = episode(kOrders, 6, i);
        QCOMPARE(order.utterances.size(), std::size_t{2});
        QCOMPARE(order.utterances[0].finishReason, std::string("tool_call"));
        const Utterance& answer = order.utterances[1];
        QCOMPARE(
            attribute<std::string>(order.spans[2].attributes, "gen_ai.tool.call.result").value(),
            answer.context);
        const std::string unknown =
            firstUnknown(numbersOf(answer.answer), answer.context + answer.question);
        QVERIFY2(unknown.empty(), (unknown + " in: " + answer.answer).c_str());
    }
}

void TestDrillContent::genuineLengthStopsAreRareAndAtTheLimit()
{
    for (const int service : {kSupport, kCode}) {
        int stopped = 0;
        const int count = 2500;
        for (std::uint64_t i = 0; i < count; ++i) {
            const Episode made = episode(service, 9, i);
            if (made.utterances.front().finishReason != "length")
                continue;
            ++stopped;
            QCOMPARE(attribute<std::int64_t>(made.spans[2].attributes, "gen_ai.usage.output_tokens")
                         .value(),
                     m_services[static_cast<std::size_t>(service)].maxTokens);
        }
        QVERIFY2(stopped > 1 && stopped < count / 100, qPrintable(QString::number(stopped)));
    }
}

void TestDrillContent::theJudgeIsDecentButImperfect()
{
    int judged = 0;
    int wrong = 0;
    int failed = 0;
    double soundSum = 0;
    double faultySum = 0;
    int sound = 0;
    int faulty = 0;
    const int count = 2500;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Episode made = episode(kCode, 10, i, true);
        for (const drill::PlannedLog& log : made.late) {
            ++judged;
            const auto score = attribute<double>(log.attributes, "gen_ai.evaluation.score.value");
            QCOMPARE(score.has_value(),
                     !attribute<std::string>(log.attributes, "error.type").has_value());
            QVERIFY(log.at >= std::chrono::seconds(1) && log.at <= std::chrono::seconds(4));
            if (!score) {
                ++failed;
                continue;
            }
            QVERIFY(*score >= 0 && *score <= 1);
            const bool isFaulty = made.utterances.front().isFaulty;
            (isFaulty ? faultySum : soundSum) += *score;
            ++(isFaulty ? faulty : sound);
            const bool saysPass =
                attribute<std::string>(log.attributes, "gen_ai.evaluation.score.label") == "pass";
            wrong += saysPass == isFaulty ? 1 : 0;
        }
    }
    QVERIFY(judged > count * 0.17 && judged < count * 0.23);
    QVERIFY(failed > 0 && failed < judged / 30);
    QVERIFY(soundSum / sound > 0.85);
    QVERIFY(faultySum / faulty < 0.5);
    QVERIFY(wrong > judged / 50 && wrong < judged / 8);
}

QTEST_GUILESS_MAIN(TestDrillContent)
#include "tst_drillcontent.moc"
