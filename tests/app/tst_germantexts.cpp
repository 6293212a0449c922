// SPDX-License-Identifier: GPL-3.0-or-later

// What a German window says that models and resource files say in English.

#include "app/drilltexts.h"
#include "app/settings.h"
#include "app/trainingwords.h"
#include "app/translations.h"
#include "models/drill/offline.h"
#include "models/drill/scenario.h"

#include <QStringList>
#include <QTest>

#include <set>
#include <string>

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
    const trainingview::DebriefText told = debriefText(debrief, {}, {});
    QVERIFY2(told.cause.contains(u"sendet keinen Inhalt mehr"_s), qPrintable(told.cause));
    // Whatever is in the files: nothing of it stays English.
    for (const std::string& text : textsOfDrills()) {
        const QString english = QString::fromStdString(text);
        QVERIFY2(drillText(text) != english, qPrintable(english));
    }
    // What no file tells is shown as it is.
    QCOMPARE(drillText("of another console"), u"of another console"_s);
}

QTEST_MAIN(TestGermanTexts)
#include "tst_germantexts.moc"
