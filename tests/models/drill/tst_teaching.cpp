// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/resourcefiles.h"
#include "models/drill/scenario.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using drill::Scenario;
using namespace Qt::StringLiterals;

namespace {

const std::string kWhole = R"(name: x
title: X
briefing:
  title: T
  who: W
  services: S
  told: It
  asked: A
  simulated: M
  minutes: 5
  difficulty: easy
hints:
  - Look
  - Compare
  - Move
debrief:
  cause: It was it
  signs: [One, Two]
healthy_for: 10s
fault: {kind: fabricated_identifiers, service: code-assistant, share: 0.5}
class: bad_model_version
)";

std::string changed(const std::string& from, const std::string& to)
{
    std::string text = kWhole;
    return text.replace(text.find(from), from.size(), to);
}

bool isNumber(const std::string& text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Words by which a text would tell the cause: what is moved to end it, of what class and kind the
// fault is, and what came with it. Not the name of the service, which is known before, nor words
// that say nothing.
std::set<std::string> tellingWords(const Scenario& scenario, std::string_view file)
{
    std::set<std::string> words;
    const auto addParts = [&words](const std::string& name) {
        for (const QString& part : QString::fromStdString(name).split(u'_')) {
            static const QStringList saysNothing{u"bad"_s, u"answers"_s, u"under"_s, u"on"_s,
                                                 u"off"_s};
            if (!saysNothing.contains(part))
                words.insert(part.toStdString());
        }
    };
    addParts(scenario.incidentClass);
    const QRegularExpression kind(u"^fault:\\n(?:  .*\\n)*?  kind: (\\w+)"_s,
                                  QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(file.data(), static_cast<qsizetype>(file.size()));
    addParts(kind.match(text).captured(1).toStdString());
    for (const drill::Cure& cure : scenario.cures) {
        words.insert(cure.lever);
        words.insert(cure.lever.substr(0, cure.lever.find(':')));
        if (!isNumber(cure.value))
            words.insert(cure.value);
    }
    const drill::Fault& fault = scenario.fault;
    for (const std::string& brought :
         {fault.model, fault.version, fault.promptVersion, fault.adapter, fault.indexVersion,
          fault.judge, fault.instrumentationVersion, fault.document, fault.documentTitle}) {
        if (!isNumber(brought)) // nor an empty one
            words.insert(brought);
    }
    for (const QString& part : QString::fromStdString(fault.service).split(u'-'))
        words.erase(part.toStdString());
    return words;
}

bool says(const std::string& text, const std::string& word)
{
    const QRegularExpression whole(u"(?<![\\w-])"_s
                                       + QRegularExpression::escape(QString::fromStdString(word))
                                       + u"s?(?![\\w-])"_s,
                                   QRegularExpression::CaseInsensitiveOption);
    return whole.match(QString::fromStdString(text)).hasMatch();
}

std::string fileOf(const Scenario& scenario)
{
    return std::string(drill::resourceText(scenario.info.name + ".yaml"));
}

} // namespace

class TestTeaching : public QObject
{
    Q_OBJECT

private:
    std::vector<Scenario> m_scenarios;

private slots:
    void initTestCase()
    {
        m_scenarios = drill::loadScenarios().value();
        QVERIFY(m_scenarios.size() >= 7);
    }

    void everyDrillIsTold()
    {
        std::set<std::string> titles;
        for (const Scenario& scenario : m_scenarios) {
            const drill::Briefing& briefing = scenario.info.briefing;
            for (const std::string& text :
                 {briefing.title, briefing.who, briefing.services, briefing.told, briefing.asked,
                  briefing.simulated, scenario.debriefing.cause})
                QVERIFY2(!text.empty(), scenario.info.name.c_str());
            QVERIFY(briefing.minutes >= 1);
            QVERIFY(!scenario.debriefing.signs.empty());
            titles.insert(briefing.title);
            QVERIFY(briefing.title != scenario.info.title);
            const std::set<std::string> hints(scenario.hints.begin(), scenario.hints.end());
            QCOMPARE(hints.size(), drill::kHints);
        }
        QCOMPARE(titles.size(), m_scenarios.size()); // a title is all that a list shows
    }

    void nothingIsGivenAway()
    {
        for (const Scenario& scenario : m_scenarios) {
            const drill::Briefing& briefing = scenario.info.briefing;
            const std::set<std::string> words = tellingWords(scenario, fileOf(scenario));
            QVERIFY2(words.size() >= 4, scenario.info.name.c_str());
            for (const std::string& text :
                 {briefing.title, briefing.who, briefing.services, briefing.told, briefing.asked,
                  briefing.simulated, scenario.hints.front()}) {
                for (const std::string& word : words)
                    QVERIFY2(!says(text, word),
                             (scenario.info.name + " says '" + word + "': " + text).c_str());
            }
        }
    }

    // The other side of it: the words are those by which it would be told.
    void theWordsTell()
    {
        for (const Scenario& scenario : m_scenarios) {
            const std::set<std::string> words = tellingWords(scenario, fileOf(scenario));
            QVERIFY2(std::ranges::any_of(words,
                                         [&](const std::string& word) {
                                             return says(scenario.hints.back(), word);
                                         }),
                     scenario.info.name.c_str());
        }
    }

    void theLastHintNamesALeverThatCures()
    {
        for (const Scenario& scenario : m_scenarios) {
            const auto named = std::ranges::count_if(scenario.cures, [&](const drill::Cure& cure) {
                return scenario.hints.back().find(cure.lever) != std::string::npos;
            });
            QVERIFY2(named > 0, scenario.info.name.c_str());
        }
    }

    void whatIsMissingIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& text, const char* message) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(message);
        };
        row("no briefing",
            changed(kWhole.substr(kWhole.find("briefing:"),
                                  kWhole.find("hints:") - kWhole.find("briefing:")),
                    ""),
            "'briefing' is missing");
        row("briefing in words", changed("briefing:\n  title: T", "briefing: Words\nold:\n  t: T"),
            "a scenario has no 'old'");
        row("no map",
            changed(kWhole.substr(kWhole.find("briefing:"),
                                  kWhole.find("hints:") - kWhole.find("briefing:")),
                    "briefing: Words\n"),
            "my.yaml:3: 'briefing' must be a map");
        row("unknown field", changed("  told: It", "  told: It\n  cause: It"),
            "my.yaml:8: the briefing has no 'cause'");
        row("nothing told", changed("  told: It\n", ""), "'told' is missing");
        row("told in no words", changed("told: It", "told: ' '"), "my.yaml:7: 'told' is empty");
        row("no time", changed("minutes: 5", "minutes: 0"), "my.yaml:10: 'minutes' must be");
        row("no number", changed("minutes: 5", "minutes: some"), "my.yaml:10: ");
        row("how hard", changed("easy", "brutal"), "my.yaml:11: 'difficulty' must be easy");
        row("two hints", changed("  - Move\n", ""), "'hints' must be three");
        row("no hints", changed("hints:\n  - Look\n  - Compare\n  - Move\n", ""),
            "'hints' is missing");
        row("no cause", changed("  cause: It was it\n", ""), "'cause' is missing");
        row("no signs", changed("signs: [One, Two]", "signs: []"), "'signs' must be a list");
        row("debrief of another kind", changed("signs: [One, Two]", "omens: [One]"),
            "the debrief has no 'omens'");
    }

    void whatIsMissingIsRefused()
    {
        const auto whole = drill::scenarioFromYaml(kWhole, "my.yaml");
        QVERIFY(whole);
        QCOMPARE(whole->info.briefing.minutes, 5);
        QCOMPARE(whole->debriefing.signs.size(), std::size_t{2});
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto scenario = drill::scenarioFromYaml(text.toStdString(), "my.yaml");
        QVERIFY(!scenario);
        QCOMPARE(scenario.error().kind, telemetry::ErrorKind::Unreadable);
        QVERIFY2(scenario.error().message.find(message.toStdString()) != std::string::npos,
                 scenario.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestTeaching)
#include "tst_teaching.moc"
