// SPDX-License-Identifier: GPL-3.0-or-later

// What a German window says that models and resource files say in English.

#include "app/drilltexts.h"
#include "app/findinguses.h"
#include "app/runbookshelf.h"
#include "app/settings.h"
#include "app/trainingwords.h"
#include "app/translations.h"
#include "models/causes/blastradius.h"
#include "models/causes/hypotheses.h"
#include "models/drill/offline.h"
#include "models/drill/scenario.h"
#include "models/drivers/relationtext.h"
#include "models/health/alarmtext.h"
#include "models/items/alarmwords.h"
#include "models/items/differencewords.h"
#include "models/items/entrywords.h"
#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"
#include "models/items/wordforms.h"
#include "models/practice/namings.h"
#include "models/practice/truth.h"
#include "models/store/mappingreport.h"
#include "models/telemetry/inenglish.h"
#include "widgets/common/theme.h"
#include "widgets/help/guide.h"
#include "widgets/help/guideview.h"
#include "widgets/sources/mappingview.h"

#include <QCoreApplication>
#include <QLabel>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

// All that a drill tells a person.
std::set<std::string> textsOfDrills()
{
    std::set<std::string> texts;
    const auto all = drill::loadScenarios();
    if (!all)
        return texts;
    for (const drill::Scenario& each : *all) {
        const drill::Briefing& told = each.info.briefing;
        texts.insert({told.title, told.who, told.services, told.told, told.asked, told.simulated,
                      each.debriefing.cause});
        texts.insert(each.hints.begin(), each.hints.end());
        texts.insert(each.debriefing.signs.begin(), each.debriefing.signs.end());
    }
    return texts;
}

} // namespace

class TestGermanTexts : public QObject
{
    Q_OBJECT

private slots:
    void eachTextOfADrillIsMarked();
    void aDrillIsToldInGerman();
    void whatDrivesAFailureIsSaidInGerman();
    void aNotedHypothesisIsEnglish();
    void causesAreSaidInGerman();
    void aCauseIsScoredAsTheWindowCallsIt();
    void whatTelemetryLacksIsSaidInGerman();
    void theGuideSaysThatItIsInEnglish();
    void whatIsRecordedIsSaidInGerman();
    void shippedRunbooksAreInGerman();
    void alarmsAreSaidInGerman_data();
    void alarmsAreSaidInGerman();
};

// The files are what counts: no text of them is missing here, and none is left over.
void TestGermanTexts::eachTextOfADrillIsMarked()
{
    const std::set<std::string> texts = textsOfDrills();
    QVERIFY(texts.size() > 100);
    std::set<std::string> marked;
    for (const auto& part : {drilltexts::briefings(), drilltexts::endings()})
        marked.insert(part.begin(), part.end());
    QStringList wrong;
    for (const std::string& text : texts) {
        if (!marked.contains(text))
            wrong << u"not marked: "_s + QString::fromStdString(text);
    }
    for (const std::string& text : marked) {
        if (!texts.contains(text))
            wrong << u"in no file: "_s + QString::fromStdString(text);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestGermanTexts::aDrillIsToldInGerman()
{
    const auto scenario = drill::scenarioNamed("unseen-answers");
    QVERIFY(scenario);
    QCOMPARE(briefingText(scenario->info.briefing).title, u"The quiet tile"_s);
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    const trainingview::BriefingText briefing = briefingText(scenario->info.briefing);
    QCOMPARE(briefing.title, u"Die stille Kachel"_s);
    QVERIFY2(briefing.told.startsWith(u"Die Kachel des Support-Bots"_s), qPrintable(briefing.told));
    practice::Debrief debrief;
    debrief.told = scenario->debriefing;
    debrief.card.named.why = "what was named was not it: identified: the pin was raised";
    debrief.card.detected.why = "A-0001 was raised";
    debrief.moments = {{.kind = practice::DebriefMoment::Kind::LeverSent,
                        .time = {},
                        .detail = "pin:bot → b-1: it is not what ends this"}};
    const trainingview::DebriefText told = debriefText(debrief, {}, {});
    QVERIFY2(told.cause.contains(u"sendet keinen Inhalt mehr"_s), qPrintable(told.cause));
    QCOMPARE(told.scores.at(0).why, u"A-0001 wurde ausgelöst"_s);
    // What a person wrote stays.
    QCOMPARE(told.scores.at(2).why,
             u"was genannt wurde, war es nicht: erkannt: the pin was raised"_s);
    QVERIFY2(told.moments.at(0).what.endsWith(u"pin:bot → b-1: das beendet dies nicht"_s),
             qPrintable(told.moments.at(0).what));
    // Whatever is in the files: nothing of it stays English.
    for (const std::string& text : textsOfDrills()) {
        const QString english = QString::fromStdString(text);
        QVERIFY2(drillText(text) != english, qPrintable(english));
    }
    // What no file tells is shown as it is.
    QCOMPARE(drillText("of another console"), u"of another console"_s);
}

void TestGermanTexts::whatDrivesAFailureIsSaidInGerman()
{
    drivers::RelationSnapshot snapshot; // of too few answers
    const auto said = [&snapshot] {
        return QString::fromStdString(drivers::settingSentence(snapshot, 38));
    };
    const QString english = u"At 38 calls in flight nothing can be told yet."_s;
    QCOMPARE(said(), english);
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QCOMPARE(said(), u"Bei Last 38 lässt sich noch nichts sagen."_s);
    QCOMPARE(QString::fromStdString(drivers::labelOf(drivers::Driver{})),
             u"Last (laufende Aufrufe)"_s);
    // What is recorded is English, and names stay what they are.
    const telemetry::InEnglish recorded;
    QCOMPARE(said(), english);
}

void TestGermanTexts::aNotedHypothesisIsEnglish()
{
    differences::DifferenceRow finding;
    finding.property.attribute.id = "prompt_version";
    finding.property.kind = differences::NamedProperty::Kind::Missing;
    finding.service = "bot";
    const QString property = items::propertyText(finding.property);
    const telemetry::TimelineEntry english = hypothesisNote(finding, {});
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QVERIFY2(items::propertyText(finding.property) != property, qPrintable(property));
    const telemetry::TimelineEntry noted = hypothesisNote(finding, {});
    QCOMPARE(noted.text, english.text);
    QCOMPARE(noted.payload, english.payload);
}

void TestGermanTexts::causesAreSaidInGerman()
{
    const causes::CaseFacts nothing;
    QCOMPARE(causes::hypotheses(nothing).front().title, std::string("Bad model version"));
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    for (const causes::Hypothesis& one : causes::hypotheses(nothing)) {
        QVERIFY2(one.title != causes::causeTitle(one.cause), one.title.c_str());
        QVERIFY(QString::fromStdString(one.missing.front()).contains(u"Zufall"_s));
    }
    causes::BlastRadius radius;
    radius.since = 40;
    radius.users = 12;
    radius.isCut = true;
    QVERIFY2(causes::peopleText(radius).starts_with("an mindestens 12 Nutzer"),
             causes::peopleText(radius).c_str());
}

void TestGermanTexts::aCauseIsScoredAsTheWindowCallsIt()
{
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    for (const causes::Cause cause : causes::kCauses) {
        practice::Truth truth;
        truth.incidentClass = causes::causeName(cause);
        incident::IncidentRecord record;
        telemetry::TimelineEntry said;
        said.kind = "incident";
        said.payload = R"({"what":"status","status":"identified","why":")"
            + causes::causeTitleText(cause) + "\"}";
        record.timeline.push_back(said);
        const auto named = practice::namedCauses(record, truth);
        QCOMPARE(named.size(), std::size_t{1});
        QVERIFY2(named.front().naming == practice::Naming::Right, causes::causeName(cause));
        QCOMPARE(named.front().incidentClass, std::string(causes::causeName(cause)));
    }
}

void TestGermanTexts::whatTelemetryLacksIsSaidInGerman()
{
    store::SourceMapping mapping;
    mapping.generations = 4;
    mapping.answers = 4;
    const std::vector<store::Lack> lacks = store::cannotTell(mapping);
    QVERIFY(lacks.size() > 5);
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    for (const store::Lack& lack : lacks) {
        QVERIFY2(QCoreApplication::translate("store", lack.pattern)
                     != QString::fromUtf8(lack.pattern),
                 lack.pattern);
        QVERIFY(
            QString::fromUtf8(lack.pattern)
                .startsWith(
                    QString::fromStdString(store::english(lack)).left(8))); // the command line's
    }
    mapping.cannotTell = lacks;
    const common::Theme theme(u"dark"_s);
    sources::MappingView view(theme);
    view.setMapping(&mapping, {});
    QStringList shown;
    for (const QLabel* label : view.findChildren<QLabel*>())
        shown << label->text();
    const QString all = shown.join(u'\n');
    QVERIFY2(all.contains(u"– Keine Prompts erfasst"_s), qPrintable(all));
    QVERIFY2(all.contains(u"in 4 von 4 Antworten"_s), qPrintable(all));
    QVERIFY2(!all.contains(u"unknown"_s), qPrintable(all));
}

void TestGermanTexts::theGuideSaysThatItIsInEnglish()
{
    const common::Theme theme(u"dark"_s);
    const help::GuideView english(help::Guide::shipped(), theme);
    QVERIFY(english.findChild<QLabel*>(u"guideLanguage"_s) == nullptr);
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    const help::GuideView view(help::Guide::shipped(), theme);
    const auto* told = view.findChild<QLabel*>(u"guideLanguage"_s);
    QVERIFY(told != nullptr);
    QCOMPARE(told->text(), u"Das Handbuch gibt es nur auf Englisch."_s);
}

// That each form is what its model writes: tests/models/items/tst_ownwords and
// tests/models/actuation/tst_leverwords.
void TestGermanTexts::whatIsRecordedIsSaidInGerman()
{
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QStringList wrong;
    for (const auto forms : {items::leverForms(), items::guardForms(), items::incidentForms()}) {
        for (const items::WordForm& form : forms) {
            const QString english = QString::fromUtf8(form.form);
            const QString said = QCoreApplication::translate("recorded", form.form);
            const bool hasWords =
                std::ranges::any_of(english, [](QChar c) { return c.isLetter(); });
            if (said == english && hasWords)
                wrong << english;
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    const auto said = [](const char* text) { return items::ownWords(QString::fromUtf8(text)); };
    QCOMPARE(
        said("Not yet visible: accepted, but it stands at \"m-1\" (version 7) still. It was not "
             "sent again."),
        u"Noch nicht zu sehen: angenommen, aber weiterhin: es steht auf „m-1“ (Version 7). Es "
        "wurde nicht wieder gesendet."_s);
    QCOMPARE(said("This console is read-only. Start it without --read-only, or switch read-only "
                  "mode off in the menu."),
             u"Diese Konsole darf nur lesen. Starten Sie sie ohne --read-only, oder schalten Sie "
             "das Nur-Lesen im Menü aus."_s);
    telemetry::TimelineEntry entry;
    entry.kind = "step";
    entry.text = "Step done: Shed 60 % of the requests to bot (in effect)";
    entry.payload =
        R"({"runbook":"overload","step":"shed-load","state":"done","note":"in effect"})";
    QCOMPARE(items::entryText(entry),
             u"Schritt erledigt: 60 % der Anfragen an bot abweisen (wirksam)"_s);
    // What is recorded is English.
    const telemetry::InEnglish recorded;
    QCOMPARE(items::entryText(entry), QString::fromStdString(entry.text));
}

void TestGermanTexts::shippedRunbooksAreInGerman()
{
    const std::vector<runbook::Runbook> books = builtInRunbooks();
    QVERIFY(books.size() >= 16);
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QStringList wrong;
    for (const char* text : items::runbookTexts()) {
        if (QCoreApplication::translate("runbooks", text) == QString::fromUtf8(text))
            wrong << QString::fromUtf8(text);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    const auto overload = std::ranges::find(books, "overload", &runbook::Runbook::id);
    QVERIFY(overload != books.end());
    QCOMPARE(items::shownRunbook(*overload).title, std::string("Antworten zerfallen unter Last"));
    QCOMPARE(items::shownStep(*overload, 2, {{"service", "bot"}}).title,
             std::string("60 % der Anfragen an bot abweisen"));
}

// As the detectors make them: a changed form there is a form that is not known again here.
void TestGermanTexts::alarmsAreSaidInGerman_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("german");
    const telemetry::Timestamp onset = telemetry::Timestamp{} + std::chrono::seconds(1'795'000'000);
    health::AlarmFacts facts;
    facts.onsetLow = onset - std::chrono::seconds(20);
    facts.onsetHigh = onset + std::chrono::seconds(20);
    facts.now = 0.43;
    facts.before = 0.018;
    facts.count = 44;
    facts.failed = 19;
    facts.nowInterval = {.low = 0.3, .high = 0.58};
    facts.countBefore = 160;
    facts.failedBefore = 3;
    const QString when = QString::fromStdString(health::clockText(onset));
    const QString range =
        u"%1 bis %2"_s.arg(QString::fromStdString(health::clockText(facts.onsetLow)),
                           QString::fromStdString(health::clockText(facts.onsetHigh)));
    const auto add = [](const char* name, const std::string& sentence, const QString& german) {
        QTest::newRow(name) << QString::fromStdString(sentence) << german;
    };
    add("of one of ours",
        health::raisedSentence("bot", "fabrication", facts, onset,
                               "began when model b-2 and version 1.2 first appeared"),
        u"Antworten von bot rufen oder nennen, was es nicht gibt: 43 % (19 von 44, wahrscheinlich "
        "30 bis 58 %) seit %1 (%2), war 1.8 % (3 von 160); begann, als Modell b-2 und Version 1.2 "
        "zuerst erschien"_s.arg(when, range));
    facts.scope = "prompt version 8";
    facts.isUnderLoad = true;
    add("of a part, of a judge", health::raisedSentence("bot", "tone", facts, onset, {}),
        u"Antworten von bot fallen bei der Prüfung tone durch, in Prompt-Version 8, unter hoher "
        "Last: 43 % (19 von 44, wahrscheinlich 30 bis 58 %) seit %1 (%2), war 1.8 % (3 von 160); "
        "dass es mit der Last geht, ist nicht gezeigt"_s.arg(when, range));
    telemetry::AlarmTransition cleared;
    cleared.service = "bot";
    cleared.check = "tone";
    cleared.rateNow = 0.02;
    cleared.observations = 50;
    add("over", health::clearedSentence(cleared, health::Ending::Recovered, false, true),
        u"tone von bot ist zurück: 2.0 % über die letzten 50 Antworten; der Alarm war quittiert "
        "worden"_s);
    add("vanished", health::clearedSentence(cleared, health::Ending::Vanished, false, false),
        u"tone von bot hat keine der Antworten mehr, auf die der Alarm beschränkt war, was nicht "
        "zeigt, dass sie gut wären; der Alarm wurde nie quittiert"_s);
    add("of another console", "something else; began anew", u"something else; began anew"_s);
}

void TestGermanTexts::alarmsAreSaidInGerman()
{
    QFETCH(const QString, sentence);
    QFETCH(const QString, german);
    const auto said = [&sentence] {
        return QString::fromStdString(items::alarmWords(sentence.toStdString()));
    };
    QCOMPARE(said(), sentence);
    const Translations shown(Settings::Language::German);
    if (shown.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QCOMPARE(said(), german);
    // As the timeline has it.
    const std::string entry = "A-0001 raised: " + sentence.toStdString();
    QCOMPARE(QString::fromStdString(items::alarmEntryWords(entry)),
             u"A-0001 ausgelöst: "_s + german);
    QCOMPARE(QString::fromStdString(items::alarmEntryWords(entry + " (explained by A-0002)")),
             u"A-0001 ausgelöst: %1 (erklärt durch A-0002)"_s.arg(german));
}

QTEST_MAIN(TestGermanTexts)
#include "tst_germantexts.moc"
