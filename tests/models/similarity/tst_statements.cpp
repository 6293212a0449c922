// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/statements.h"

#include <QTest>

#include <string>
#include <utility>
#include <vector>

using similarity::Likeness;
using similarity::Statement;
using similarity::StatementMatch;
using similarity::Syntax;

namespace {

const std::string kStatement =
    "Refunds over 250 euros are paid out within three working days by the Oslo office.";

std::optional<StatementMatch> matchOf(const std::string& statement, const std::string& text)
{
    const auto statements = similarity::statementsOf(statement, Syntax::Plain);
    if (statements.size() != 1)
        qFatal("not one statement");
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::syntaxOf(text), tokens);
    return similarity::StatementMatcher(statements.front()).match(text, tokens);
}

} // namespace

class TestStatements : public QObject
{
    Q_OBJECT

private slots:
    void cutsIntoSentences()
    {
        const std::string text = "Yes. Our shop opens at 9.30 on each weekday. It closes at six in "
                                 "the evening!\nThe parking deck is free for all customers";
        const auto statements = similarity::statementsOf(text, Syntax::Plain);
        QCOMPARE(statements.size(), std::size_t{3});
        QCOMPARE(statements[0].text, std::string("Our shop opens at 9.30 on each weekday"));
        QCOMPARE(text.substr(statements[2].first, statements[2].last - statements[2].first),
                 statements[2].text);
        QCOMPARE(similarity::statementsOf("Opens at nine", Syntax::Plain).size(), std::size_t{1});
        QVERIFY(similarity::statementsOf("Yes.", Syntax::Plain).empty());
        // Code at the end of a sentence keeps both of its marks.
        const auto code = similarity::statementsOf(
            "To replay the deliveries of the last hour, run `tallyctl replay` with `--ack-all`.",
            Syntax::Plain);
        QCOMPARE(code.size(), std::size_t{1});
        QVERIFY2(code.front().text.ends_with("`--ack-all`"), code.front().text.c_str());
        std::string endless;
        for (int i = 0; i < 200; ++i)
            endless += "word" + std::to_string(i) + " ";
        QVERIFY(similarity::statementsOf(endless, Syntax::Plain).size() > 3);
    }

    void findsIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("likeness");
        const QString copy = QString::fromStdString(kStatement);
        QTest::newRow("alone") << copy << "copied";
        QTest::newRow("among others")
            << QStringLiteral("Hello there. %1 Anything else?").arg(copy) << "copied";
        QTest::newRow("other case and marks")
            << "REFUNDS OVER 250 EUROS are paid out, within 3 working days, by the Oslo office"
            << "copied";
        QTest::newRow("in JSON") << "{\"note\": \"Refunds over 250 euros are paid out within "
                                    "three\\nworking days by the "
                                    "Oslo office.\"}"
                                 << "copied";
        QTest::newRow("quoted") << QStringLiteral("The clerk wrote: “%1” and left.").arg(copy)
                                << "quoted";
        QTest::newRow("as a quotation")
            << QStringLiteral("He wrote\n> %1\nreally").arg(copy) << "quoted";
        QTest::newRow("a word exchanged")
            << "Refunds over 250 euros are settled within three working days by the Oslo office."
            << "lightly edited";
        QTest::newRow("words added and lost")
            << "As a rule, refunds over 250 euros are usually paid within 3 working days by our "
               "Oslo office."
            << "lightly edited";
    }
    void findsIt()
    {
        QFETCH(QString, text);
        QFETCH(QString, likeness);
        const auto match = matchOf(kStatement, text.toStdString());
        QVERIFY(match);
        QCOMPARE(QString::fromUtf8(similarity::toString(match->likeness)), likeness);
        QVERIFY(match->containment > 0.66 && match->containment <= 1);
        const std::string stretch =
            text.toStdString().substr(match->first, match->last - match->first);
        QVERIFY2(stretch.size() > 50 && stretch.size() < 110, stretch.c_str());
    }

    void isNotTheStatement_data()
    {
        QTest::addColumn<QString>("text");
        const QString copy = QString::fromStdString(kStatement);
        const auto with = [&copy](const char* from, const char* to) {
            return QString(copy).replace(QLatin1String(from), QLatin1String(to));
        };
        QTest::newRow("another figure") << with("250", "260");
        QTest::newRow("another number word") << with("three", "four");
        QTest::newRow("another name") << with("Oslo", "Bergen");
        QTest::newRow("negated") << with("are paid", "are not paid");
        QTest::newRow("another unit") << with("days", "weeks");
        QTest::newRow("opposite") << with("over", "under");
        QTest::newRow("without the figure") << with("over 250 euros ", "");
        QTest::newRow("half of it") << "Refunds over 250 euros are paid out by cheque to members.";
        QTest::newRow("something else") << "The Oslo office is open on three days of the week.";
        QTest::newRow("empty") << "";
    }
    void isNotTheStatement()
    {
        QFETCH(QString, text);
        QVERIFY(!matchOf(kStatement, text.toStdString()));
    }

    void aNameOfCodeHasToBeTheSame()
    {
        const std::string use = "To read the file in pieces call `pieces` of the frame reader.";
        QVERIFY(matchOf(use, "To read a file in pieces, call pieces() of the frame reader."));
        QVERIFY(!matchOf(use, "To read the file in pieces call `chunks` of the frame reader."));
        for (const auto& [name, other] :
             {std::pair("read_csv", "read_json"), std::pair("readCsv", "readJson"),
              std::pair("frame.load", "frame.parse"), std::pair("load()", "parse()")}) {
            const std::string before = "Call ";
            const std::string behind = " to get the table from a file on the disk.";
            QVERIFY(matchOf(before + name + behind,
                            "Simply call " + std::string(name)
                                + " to get the table from any file on the disk."));
            QVERIFY2(!matchOf(before + name + behind, before + other + behind), other);
        }
    }

    void toldApartByWhatIsExchanged()
    {
        const auto isReworded = [](const std::string& text) {
            const auto match = matchOf(kStatement, text);
            return match ? std::optional(match->isReworded) : std::nullopt;
        };
        QVERIFY(isReworded(kStatement) == false);
        QVERIFY(isReworded("Refunds over 250 euros are settled within three working days by the "
                           "Oslo office.")
                == true);
        // Less, more, and common words are no others.
        QVERIFY(isReworded("We know it. Over 250 euros are paid out within three working days by "
                           "the Oslo office. Thank you.")
                == false);
        QVERIFY(isReworded("Refunds over 250 euros are always gladly paid out within three working "
                           "days by the Oslo office.")
                == false);
        QVERIFY(isReworded("Refunds over 250 euros will be paid out in three working days by our "
                           "Oslo office.")
                == false);
    }

    void aFigureHasItsSign()
    {
        const std::string rule =
            "Keep it at -5 degrees, and $80 are paid back when load < 90 there";
        QVERIFY(matchOf(rule, rule));
        QVERIFY(matchOf(rule,
                        "Keep it at \u22125 degrees, and 80 $ are paid back when load <90 there"));
        QVERIFY(matchOf(rule, "Keep it at -5 degrees, and 80 are paid back when load 90 there"));
        for (const auto& [from, to] :
             {std::pair("-5", "5"), std::pair("-5", "+5"), std::pair("$80", "\u20ac80"),
              std::pair("$80", "80 \u00a3"), std::pair("< 90", "> 90"), std::pair("< 90", "<= 90"),
              std::pair("< 90", "\u2265 90"), std::pair("$80", "-$80")}) {
            std::string other = rule;
            other.replace(other.find(from), std::string(from).size(), to);
            QVERIFY2(!matchOf(rule, other), other.c_str());
        }
        QVERIFY(matchOf("We ship it in 3-5 days to each of our shops",
                        "We ship it in 3 - 5 days to each of our shops"));
        QVERIFY(matchOf("It maps the name -> 5 entries of the table here",
                        "It maps the name < 5 entries of the table here"));
    }

    // Wherever in a text it stands, and whatever else there has words of it.
    void aNearMissIsNoneAnywhere()
    {
        const std::string miss = "Refunds over 250 euros are paid out within three working days "
                                 "by the Bergen office. Working days by the Oslo office. ";
        std::string before;
        for (int i = 0; i < 60; ++i) {
            QVERIFY2(!matchOf(kStatement, before + miss + before), before.c_str());
            const auto match = matchOf(kStatement, before + miss + kStatement);
            QVERIFY(match);
            QCOMPARE(match->first, before.size() + miss.size());
            before += i % 3 == 0 ? "refunds over " : "word ";
        }
    }

    void findsTheOneAmongNearMisses()
    {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += "Order " + std::to_string(7000 + i) + " will be delivered on day "
                + std::to_string(i + 2) + " of the month. ";
        const auto match = matchOf("Order 7031 will be delivered on day 33 of the month.", text);
        QVERIFY(match);
        QCOMPARE(match->likeness, Likeness::Copied);
        QVERIFY(text.substr(match->first).starts_with("Order 7031"));
    }
};

QTEST_APPLESS_MAIN(TestStatements)
#include "tst_statements.moc"
