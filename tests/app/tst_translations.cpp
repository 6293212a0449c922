// SPDX-License-Identifier: GPL-3.0-or-later

// The German texts against what they translate, and how the language is chosen.

#include "app/languagemenu.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/translations.h"
#include "models/items/formats.h"
#include "models/items/linkmodel.h"
#include "models/telemetry/inenglish.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QFile>
#include <QKeySequence>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList texts; // more than one where a number decides
    bool isFinished = true;
};

// Empty where the file cannot be read to its end.
std::vector<Message> messages()
{
    std::vector<Message> all;
    QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/translations/plumbline_de.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QString context;
    bool isPlural = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            isPlural = xml.attributes().value(u"numerus"_s) == u"yes"_s;
            all.push_back({.context = context, .source = {}, .texts = {}});
        } else if (xml.name() == u"source"_s) {
            all.back().source = xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            all.back().isFinished = !xml.attributes().hasAttribute(u"type"_s);
            if (!isPlural)
                all.back().texts << xml.readElementText();
        } else if (xml.name() == u"numerusform"_s) {
            all.back().texts << xml.readElementText();
        }
    }
    return xml.hasError() ? std::vector<Message>() : all;
}

// What numbers and names are put into.
QSet<QString> placesIn(const QString& text)
{
    static const QRegularExpression place(u"%(?:L?\\d{1,2}|L?n)"_s);
    QSet<QString> places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places.insert(found.next().captured());
    return places;
}

bool hasMnemonic(const QString& text)
{
    static const QRegularExpression mnemonic(u"(?<!&)&(?![&\\s])"_s);
    return text.contains(mnemonic);
}

// What is wrong with a text as the translation of another; empty: nothing.
QString problemOf(const QString& source, const QString& text)
{
    if (text.isEmpty())
        return u"is empty"_s;
    if (placesIn(source) != placesIn(text))
        return u"has other places"_s;
    if (hasMnemonic(source) != hasMnemonic(text))
        return u"has no mnemonic, or one too many"_s;
    // It is glued to others.
    if (source.front().isSpace() != text.front().isSpace()
        || source.back().isSpace() != text.back().isSpace())
        return u"begins or ends otherwise"_s;
    if (source.endsWith(u'…') != text.endsWith(u'…'))
        return u"promises another dialog, or none"_s;
    return {};
}

// Entries of one menu that have the same letter underlined.
QStringList sharedMnemonics(const QMenu& menu)
{
    QMap<QString, QStringList> byLetter;
    for (const QAction* action : menu.actions()) {
        if (const QKeySequence key = QKeySequence::mnemonic(action->text()); !key.isEmpty())
            byLetter[key.toString()] << action->text();
    }
    QStringList shared;
    for (auto each = byLetter.cbegin(); each != byLetter.cend(); ++each) {
        if (each->size() > 1)
            shared << u"%1: %2"_s.arg(menu.title(), each->join(u", "_s));
    }
    return shared;
}

QString fileMenu()
{
    return QCoreApplication::translate("MainWindow", "&File");
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void eachTextFitsWhatItTranslates();
    void theSystemsFirstLanguageThatIsThereIsTaken();
    void theChoiceIsKept();
    void aChoiceIsOfTheNextWindow();
    void figuresReadTheSame();
    void whatIsRecordedIsEnglish();
    void whatWasRecordedIsShownTranslated();
    void noTwoEntriesOfAGermanMenuShareALetter();
};

void TestTranslations::eachTextFitsWhatItTranslates()
{
    const auto all = messages();
    QVERIFY(all.size() > 3000);
    QStringList wrong;
    std::size_t finished = 0;
    for (const Message& message : all) {
        if (!message.isFinished)
            continue;
        ++finished;
        for (const QString& text : message.texts) {
            if (const QString problem = problemOf(message.source, text); !problem.isEmpty())
                wrong << u"%1: “%2” as “%3” %4"_s.arg(message.context, message.source, text,
                                                      problem);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    qInfo("%zu of %zu texts are German", finished, all.size());
    QVERIFY(finished * 10 > all.size() * 9);
    // That it would tell.
    QVERIFY(!problemOf(u"%1 of %2"_s, u"%1 von"_s).isEmpty());
    QVERIFY(!problemOf(u"&File"_s, u"Datei"_s).isEmpty());
    QVERIFY(!problemOf(u" by %1"_s, u"von %1"_s).isEmpty());
    QVERIFY(!problemOf(u"Open…"_s, u"Öffnen"_s).isEmpty());
}

void TestTranslations::theSystemsFirstLanguageThatIsThereIsTaken()
{
    using Language = Settings::Language;
    QCOMPARE(languageCode(Language::System, {u"de-AT"_s, u"de"_s}), u"de"_s);
    QCOMPARE(languageCode(Language::System, {u"fr-FR"_s, u"fr"_s, u"de-CH"_s}), u"de"_s);
    QCOMPARE(languageCode(Language::System, {u"en-GB"_s, u"de-DE"_s}), u"en"_s);
    QCOMPARE(languageCode(Language::System, {u"deu"_s, u"C"_s, QString()}), u"en"_s);
    QCOMPARE(languageCode(Language::System, {}), u"en"_s);
    QCOMPARE(languageCode(Language::English, {u"de-DE"_s}), u"en"_s);
    QCOMPARE(languageCode(Language::German, {u"en-US"_s}), u"de"_s);
}

void TestTranslations::theChoiceIsKept()
{
    const auto settings = Settings::inMemory();
    QCOMPARE(settings->language(), Settings::Language::System);
    for (const auto language :
         {Settings::Language::German, Settings::Language::English, Settings::Language::System}) {
        settings->setLanguage(language);
        QCOMPARE(settings->language(), language);
    }
}

void TestTranslations::aChoiceIsOfTheNextWindow()
{
    if (!QFile::exists(u":/translations/plumbline_de.qm"_s))
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    const auto settings = Settings::inMemory();
    settings->setLanguage(Settings::Language::English);
    std::optional<Translations> shown;
    shown.emplace(settings->language());
    QCOMPARE(shown->code(), u"en"_s);
    QMenu view;
    addLanguageMenu(view, *settings);
    QMenu* languages = view.actions().constFirst()->menu();
    QVERIFY(languages != nullptr);
    const auto entries = languages->actions();
    QCOMPARE(entries.size(), 5); // three languages, a line, what it says
    QCOMPARE(entries.constLast()->text(), u"From the next window on"_s);
    QVERIFY(!entries.constLast()->isEnabled());
    QVERIFY(entries.at(1)->isChecked());
    entries.at(2)->trigger();
    QCOMPARE(settings->language(), Settings::Language::German);
    QCOMPARE(fileMenu(), u"&File"_s); // this one stays as it is
    QCOMPARE(view.actions().constFirst()->text(), u"Lan&guage"_s);
    shown.reset();
    shown.emplace(settings->language());
    QCOMPARE(shown->code(), u"de"_s);
    QCOMPARE(fileMenu(), u"&Datei"_s);
    QMenu next;
    addLanguageMenu(next, *settings);
    QCOMPARE(next.actions().constFirst()->text(), u"Sp&rache"_s);
    QVERIFY(next.actions().constFirst()->menu()->actions().at(2)->isChecked());
    shown.reset();
    QCOMPARE(fileMenu(), u"&File"_s);
}

void TestTranslations::figuresReadTheSame()
{
    const auto all = [] {
        return QStringList{items::countText(1'234'567),
                           items::percentText(0.018),
                           items::rateText(0.14, 0.11, 0.18),
                           items::durationText(90s),
                           items::spanText(5min),
                           items::bytesText(3'100'000'000),
                           items::ageText(3s)};
    };
    const QStringList english = all();
    QCOMPARE(english.constFirst(), u"1,234,567"_s);
    const Translations german(Settings::Language::German);
    QCOMPARE(all(), english);
}

// The words of a link's state are recorded, and shown in the window's language.
void TestTranslations::whatWasRecordedIsShownTranslated()
{
    const auto shown = [](const std::string& reason) {
        items::LinkModel model;
        telemetry::LinkStatus link;
        link.source = "otlp";
        link.state = telemetry::LinkState::Stale;
        link.reason = reason;
        model.setLinks({link}, link.since);
        return model.index(0, items::LinkModel::StateColumn).data().toString();
    };
    const std::vector<std::string> ours{"nothing has come yet",
                                        "what comes is 12 s old",
                                        "nothing for 3 min; usual is every 10 s",
                                        "nothing for 3 min; how often it sends is not known yet",
                                        "spans: nothing new for 3 min; usual is every 10 s",
                                        "how it comes in is not told yet"};
    for (const std::string& reason : ours)
        QVERIFY(shown(reason).endsWith(QString::fromStdString(reason)));
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    for (const std::string& reason : ours)
        QVERIFY2(!shown(reason).contains(QString::fromStdString(reason)), reason.c_str());
    QVERIFY(shown(ours.at(2)).contains(u"3 min; üblich ist alle 10 s"_s));
    QVERIFY2(shown(ours.at(4)).endsWith(u"spans: seit 3 min nichts Neues; üblich ist alle 10 s"_s),
             qPrintable(shown(ours.at(4))));
    QVERIFY(shown("refused by the peer").endsWith(u"refused by the peer"_s)); // not ours
}

void TestTranslations::whatIsRecordedIsEnglish()
{
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    QCOMPARE(fileMenu(), u"&Datei"_s);
    {
        const telemetry::InEnglish recorded;
        QCOMPARE(fileMenu(), u"&File"_s);
    }
    QCOMPARE(fileMenu(), u"&Datei"_s);
}

void TestTranslations::noTwoEntriesOfAGermanMenuShareALetter()
{
    const Translations german(Settings::Language::German);
    if (german.code() != u"de"_s)
        QSKIP("built without qt6-l10n-tools: the window has no other language than English");
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    const auto settings = Settings::inMemory();
    common::Theme shown(u"dark"_s);
    const MainWindow window(**session, shown, *settings);
    const auto* bar = window.findChild<QMenuBar*>();
    QVERIFY(bar != nullptr);
    QStringList shared;
    int menus = 0;
    for (const QAction* entry : bar->actions()) {
        if (entry->menu() == nullptr)
            continue;
        ++menus;
        shared << sharedMnemonics(*entry->menu());
        for (const QAction* below : entry->menu()->actions()) {
            if (below->menu() != nullptr)
                shared << sharedMnemonics(*below->menu());
        }
    }
    QVERIFY(menus >= 5);
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u'\n')));
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
