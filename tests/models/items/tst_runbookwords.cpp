// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookmodel.h"
#include "models/items/runbookwords.h"
#include "tests/otherlanguage.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

// Says nothing in another language, and remembers what it was asked for.
class AskedFor final : public QTranslator
{
public:
    AskedFor() { QCoreApplication::installTranslator(this); }
    ~AskedFor() override { QCoreApplication::removeTranslator(this); }
    AskedFor(const AskedFor&) = delete;
    AskedFor& operator=(const AskedFor&) = delete;

    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* /*disambiguation*/,
                      int /*n*/) const override
    {
        if (QLatin1String(context) == "runbooks"_L1)
            m_texts.insert(source);
        return {};
    }
    std::set<std::string> texts() const { return m_texts; }

private:
    mutable std::set<std::string> m_texts;
};

// One text in another language.
class Translated final : public QTranslator
{
public:
    Translated(const char* source, const QString& words)
        : m_source(source)
        , m_words(words)
    {
        QCoreApplication::installTranslator(this);
    }
    ~Translated() override { QCoreApplication::removeTranslator(this); }
    Translated(const Translated&) = delete;
    Translated& operator=(const Translated&) = delete;

    bool isEmpty() const override { return false; }
    QString translate(const char* /*context*/, const char* source, const char* /*disambiguation*/,
                      int /*n*/) const override
    {
        return m_source == source ? m_words : QString();
    }

private:
    std::string m_source;
    QString m_words;
};

std::vector<runbook::Runbook> shippedBooks()
{
    std::vector<runbook::Runbook> books;
    const QDir folder(QStringLiteral(PLUMBLINE_SOURCE_DIR) + u"/resources/runbooks"_s);
    for (const QString& name : folder.entryList({u"*.md"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            books.push_back(runbook::parseRunbook(file.readAll().toStdString()).runbook);
    }
    return books;
}

// Whatever of it is for people and is not said in another language.
QStringList leftInEnglish(const runbook::Runbook& book)
{
    const OtherLanguage other;
    QStringList left;
    const auto look = [&left](const std::string& text) {
        for (const QString& line : QString::fromStdString(text).split(u'\n')) {
            const bool isRule = line.startsWith(u"| -"_s);
            if (!line.trimmed().isEmpty() && !isRule && !OtherLanguage::isIn(line))
                left << u"not marked: "_s + line;
        }
    };
    const runbook::Runbook shown = items::shownRunbook(book);
    look(shown.title);
    look(shown.applies);
    look(shown.introduction);
    for (const auto& [name, meaning] : shown.parameters)
        look(meaning);
    for (const runbook::Step& step : shown.steps) {
        look(step.title);
        look(step.text);
        for (const char* name :
             {"expect", "why", "undo", "until", "who", "question", "options", "message"}) {
            if (const auto field = step.fields.find(name); field != step.fields.end())
                look(field->second);
        }
    }
    return left;
}

} // namespace

class TestRunbookWords : public QObject
{
    Q_OBJECT

private slots:
    // The files are what counts: no text of them is missing, and none is left over.
    void eachTextOfARunbookIsMarked()
    {
        const auto books = shippedBooks();
        QVERIFY(books.size() >= 16);
        std::set<std::string> asked;
        {
            const AskedFor asking;
            for (const runbook::Runbook& book : books) {
                items::shownRunbook(book);
                for (std::size_t i = 0; i < book.steps.size(); ++i)
                    items::shownStep(book, i, {});
            }
            asked = asking.texts();
        }
        const auto& texts = items::runbookTexts();
        const std::set<std::string> marked(texts.begin(), texts.end());
        QStringList wrong;
        for (const runbook::Runbook& book : books)
            wrong << leftInEnglish(book);
        for (const std::string& text : marked) {
            if (!asked.contains(text))
                wrong << u"in no file: "_s + QString::fromStdString(text);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void inEnglishItIsAsItIsWritten()
    {
        for (const runbook::Runbook& book : shippedBooks()) {
            const runbook::Runbook shown = items::shownRunbook(book);
            QCOMPARE(shown.title, book.title);
            QCOMPARE(shown.introduction, book.introduction);
            QCOMPARE(shown.parameters, book.parameters);
            for (std::size_t i = 0; i < book.steps.size(); ++i) {
                QCOMPARE(shown.steps[i].text, book.steps[i].text);
                QCOMPARE(shown.steps[i].fields, book.steps[i].fields);
            }
        }
    }

    void whatIsCarriedOutStays()
    {
        const OtherLanguage other;
        for (const runbook::Runbook& book : shippedBooks()) {
            const runbook::Runbook shown = items::shownRunbook(book);
            QVERIFY2(OtherLanguage::isIn(shown.title), shown.title.c_str());
            QVERIFY2(OtherLanguage::isIn(shown.applies), shown.applies.c_str());
            QCOMPARE(shown.id, book.id);
            QCOMPARE(shown.check, book.check);
            QCOMPARE(shown.markdown, book.markdown);
            QCOMPARE(runbook::digestOf(shown), runbook::digestOf(book));
            for (std::size_t i = 0; i < book.steps.size(); ++i) {
                const runbook::Step& step = book.steps[i];
                const runbook::Step& told = shown.steps[i];
                QVERIFY2(OtherLanguage::isIn(told.title), told.title.c_str());
                QCOMPARE(told.id, step.id);
                QCOMPARE(told.lever, step.lever);
                QCOMPARE(told.to, step.to);
                QCOMPARE(told.risk, step.risk);
                QCOMPARE(told.recoverWithinSeconds, step.recoverWithinSeconds);
                for (const char* name : {"service", "signal", "view", "for", "requires", "answer",
                                         "probe_set", "model", "current", "at_least"}) {
                    const auto field = step.fields.find(name);
                    if (field != step.fields.end())
                        QCOMPARE(told.fields.at(name), field->second);
                }
            }
        }
    }

    void somebodysFileStays()
    {
        runbook::Runbook book = shippedBooks().front();
        book.source.file = "ours.md";
        const OtherLanguage other;
        QCOMPARE(items::shownRunbook(book).title, book.title);
        QCOMPARE(items::shownStep(book, 0, {{"service", "bot"}}).title,
                 runbook::withKnownParameters(book.steps.front(), {{"service", "bot"}}).title);
    }

    void aRunShowsItsStepsAndRecordsTheirTitles()
    {
        const auto books = shippedBooks();
        const auto book = std::ranges::find(books, "overload", &runbook::Runbook::id);
        QVERIFY(book != books.end());
        const std::map<std::string, std::string> parameters{{"service", "bot"}};
        const OtherLanguage other;
        items::RunbookModel model;
        QVERIFY(model.setRun(*book, runbook::RunbookRun::start(*book, "ada", {}, parameters)));
        const int row = model.rowOf("shed-load");
        QCOMPARE(model.index(row, 0).data().toString(), u"«Shed 60 % of the requests to bot»"_s);
        QCOMPARE(model.step(row).title, std::string("Shed 60 % of the requests to bot"));
        QCOMPARE(model.step(row).lever, std::string("shed:bot"));
    }

    void aTitleOfTheTimelineIsFound()
    {
        const OtherLanguage other;
        QCOMPARE(items::runbookLine("Shed 60 % of the requests to bot"),
                 std::string("«Shed 60 % of the requests to bot»"));
        QCOMPARE(items::runbookLine("Answers fall apart under load"),
                 std::string("«Answers fall apart under load»"));
        for (const char* text : {"", "Wake somebody", "Shed 60 % of the requests to "})
            QCOMPARE(items::runbookLine(text), std::string(text));
    }

    // Some begin like others: none is said as another one.
    void eachTitleIsFoundAsItself()
    {
        int filled = 0;
        for (const runbook::Runbook& book : shippedBooks()) {
            std::map<std::string, std::string> parameters{{"service", "bot"}};
            for (const auto& [name, meaning] : book.parameters)
                parameters.try_emplace(name, "7");
            for (const runbook::Step& written : book.steps) {
                const std::string title = runbook::withKnownParameters(written, parameters).title;
                filled += title == written.title ? 0 : 1;
                const OtherLanguage other;
                QCOMPARE(items::runbookLine(title), "\u00ab" + title + "\u00bb");
            }
        }
        QVERIFY(filled > 10);
        const Translated german("Pin {service} to index {last_good_index}",
                                u"{service} auf Index {last_good_index} festsetzen"_s);
        QCOMPARE(items::runbookLine("Pin bot to index 7"),
                 std::string("bot auf Index 7 festsetzen"));
    }

    // What stands on a button is of the option that it notes.
    void aCommaInAnOptionMakesNoOther()
    {
        const Translated german("no - it stays out until it is known",
                                u"nein - sie bleibt draußen, bis es bekannt ist"_s);
        const auto books = shippedBooks();
        const auto book = std::ranges::find(books, "prompt-regression", &runbook::Runbook::id);
        QVERIFY(book != books.end());
        const auto step = std::ranges::find_if(
            book->steps, [](const runbook::Step& each) { return each.fields.contains("options"); });
        QVERIFY(step != book->steps.end());
        const auto at = static_cast<std::size_t>(step - book->steps.begin());
        const QStringList told =
            QString::fromStdString(items::shownStep(*book, at, {}).fields.at("options"))
                .split(u", "_s);
        QCOMPARE(told.size(), 3);
        QVERIFY2(told[1].startsWith(u"nein - sie bleibt draußen,"_s), qPrintable(told[1]));
        QVERIFY(told[1].endsWith(u"bis es bekannt ist"_s));
        QCOMPARE(told[2], u"it was another change - lift the pin"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunbookWords)
#include "tst_runbookwords.moc"
