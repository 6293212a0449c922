// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/answersentences.h"
#include "models/claims/statedthings.h"

#include <QStringList>
#include <QTest>

#include <initializer_list>
#include <string>

using claims::AnswerSentence;
using claims::SentenceRole;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongest = 4096; // bytes of a sentence

QStringList list(std::initializer_list<const char*> texts)
{
    QStringList made;
    for (const char* text : texts)
        made << QString::fromUtf8(text);
    return made;
}

QStringList sentences(const std::string& text, SentenceRole role = SentenceRole::Statement)
{
    QStringList found;
    for (const AnswerSentence& one : claims::answerSentencesOf(text)) {
        if (one.role == role)
            found << QString::fromStdString(text.substr(one.start, one.end - one.start));
    }
    return found;
}

QStringList things(const std::string& text)
{
    QStringList found;
    const auto tokens = health::tokenise(text, text.size() + 1);
    for (const auto& one : claims::statedThingsOf(text, tokens, 0, tokens.size()))
        found << QString::fromUtf8(claims::toString(one.kind)) + u' '
                + QString::fromStdString(text.substr(one.start, one.end - one.start));
    return found;
}

} // namespace

class TestAnswerSentences : public QObject
{
    Q_OBJECT

private slots:
    // Rows and headings too, so that nothing costs the square of a line.
    void longLinesAreCut_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("row") << QByteArray("| ");
        QTest::newRow("heading") << QByteArray("# ");
        QTest::newRow("words") << QByteArray("So ");
    }

    void longLinesAreCut()
    {
        QFETCH(QByteArray, start);
        std::string line = start.toStdString();
        for (int i = 0; i < 20'000; ++i)
            line += std::to_string(i) + " | ";
        const auto found = claims::answerSentencesOf(line);
        std::size_t from = 0;
        for (const AnswerSentence& one : found) {
            QVERIFY(one.end - one.start <= kLongest + 8);
            QVERIFY(line.substr(from, one.start - from).find_first_not_of(" |#")
                    == std::string::npos);
            from = one.end;
        }
        QVERIFY(from + 2 >= line.size());
        QVERIFY(found.size() > line.size() / kLongest);
    }

    void cuts()
    {
        QCOMPARE(sentences("Dr. Smith paid 3.5 euros. He left at 5 p.m. on Monday!"),
                 list({"Dr. Smith paid 3.5 euros.", "He left at 5 p.m. on Monday!"}));
        QCOMPARE(sentences("- first item\n2. second item\n> quoted line"),
                 list({"first item", "second item", "quoted line"}));
        QCOMPARE(sentences("a. first item\nb) second item\n(c) third item"),
                 list({"first item", "second item", "third item"}));
        QCOMPARE(sentences("| Plan | Price |\n|---|---|\n| Basic | 9 |"),
                 list({"| Plan | Price |", "| Basic | 9 |"}));
        QCOMPARE(sentences("It takes 30 days. [1][2] Fees apply. [3]"),
                 list({"It takes 30 days. [1][2]", "Fees apply. [3]"}));
        QCOMPARE(sentences("A charger of 82 W. One more thing."),
                 list({"A charger of 82 W.", "One more thing."}));
        QCOMPARE(sentences("See e.g. chapter two. Then stop."),
                 list({"See e.g. chapter two.", "Then stop."}));
    }

    void roles()
    {
        const std::string text = "## Title\n**Bold title**\nThe rules are:\nSure, happy to help!\n"
                                 "Is it late?\n```py\nx = 1\n```\nIt is late.";
        QCOMPARE(sentences(text), list({"It is late."}));
        QCOMPARE(sentences(text, SentenceRole::Heading).size(), 3);
        QCOMPARE(sentences(text, SentenceRole::Question), list({"Is it late?"}));
        QCOMPARE(sentences(text, SentenceRole::Courtesy).size(), 1);
        QCOMPARE(sentences(text, SentenceRole::Code).size(), 1);
    }

    void statedThings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("unit") << u"within 90 days of it"_s << list({"figure 90 days"});
        QTest::newRow("percent") << u"a 15% fee"_s << list({"figure 15%"});
        QTest::newRow("currency") << u"it costs $1,200.50 now"_s << list({"figure $1,200.50"});
        QTest::newRow("date") << u"due on August 14, 2026 then"_s
                              << list({"figure August 14, 2026"});
        QTest::newRow("iso date") << u"due 2026-08-27 then"_s << list({"figure 2026-08-27"});
        QTest::newRow("id") << u"see kb-117 there"_s << list({"identifier kb-117"});
        QTest::newRow("name") << u"the plan of Dana Whitfield ends"_s
                              << list({"identifier Dana Whitfield"});
        QTest::newRow("code") << u"call fetch_invoice now"_s << list({"identifier fetch_invoice"});
        QTest::newRow("markers") << u"1. open it\n2. close it, as in step 3"_s << QStringList{};
    }

    void statedThings()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(things(text.toStdString()), expected);
    }

    void citations()
    {
        const std::string text = "As [1] and (https://a.example/b?c=1), doi 10.1000/xyz123, says: "
                                 "\"the refund window is thirty days at most\". a[0] is code.";
        QStringList found;
        for (const auto& one : claims::citationsOf(text))
            found << QString::fromStdString(text.substr(one.start, one.end - one.start));
        QCOMPARE(found,
                 list({"[1]", "https://a.example/b?c=1", "10.1000/xyz123",
                       "\"the refund window is thirty days at most\""}));
    }
};

QTEST_GUILESS_MAIN(TestAnswerSentences)
#include "tst_answersentences.moc"
