// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spread.h"
#include "models/spread/spreadsketch.h"

#include <QTest>

#include <random>
#include <string>
#include <vector>

using similarity::Syntax;
using spread::Sighting;

namespace {

constexpr std::uint64_t kKey = 0x1234567890abcdefULL;
const std::string kStatement = "Customers of the Basic plan may cancel within 45 days and get the "
                               "setup fee back in full.";

similarity::Statement statementOf(const std::string& text)
{
    return similarity::statementsOf(text, Syntax::Plain).at(0);
}

std::vector<std::uint32_t> fingerprintsOf(const std::string& text, bool hasMarks = true)
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, Syntax::Plain, tokens);
    std::vector<std::uint32_t> hashes;
    similarity::gramHashes(tokens, kKey, hashes);
    std::vector<std::uint32_t> kept;
    if (hasMarks)
        similarity::fingerprint(tokens, hashes, kKey, kept);
    else
        similarity::winnow(hashes, kept);
    return kept;
}

std::optional<Sighting> sightingOf(const std::string& statement, const std::string& text,
                                   bool hasMarks = true)
{
    spread::StatementSketch sketch(statementOf(statement), kKey);
    return sketch.sighting(fingerprintsOf(text, hasMarks), hasMarks);
}

bool isMatched(const std::string& statement, const std::string& text)
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, Syntax::Plain, tokens);
    return similarity::StatementMatcher(statementOf(statement)).match(text, tokens).has_value();
}

std::string with(std::string from, const std::string& to)
{
    std::string text = kStatement;
    return text.replace(text.find(from), from.size(), to);
}

// Before and behind: other sentences, some like it.
std::string among(std::mt19937_64& random, const std::string& text)
{
    static const std::vector<std::string> kOthers{
        "The Premium plan is not for customers in Oslo.",
        "You may return it within 30 days.",
        "Customers of the Team plan may cancel within 45 weeks.",
        "The setup fee is 45 euros.",
        "Our staff in Bergen will help you before noon.",
        "Never mind the rest of the letter that we wrote to you."};
    std::string all;
    for (std::uint64_t i = random() % 4; i > 0; --i)
        all += kOthers[random() % kOthers.size()] + " ";
    all += text;
    for (std::uint64_t i = random() % 4; i > 0; --i)
        all += " " + kOthers[random() % kOthers.size()];
    return all;
}

} // namespace

class TestSpreadSketch : public QObject
{
    Q_OBJECT

private slots:
    void copiesAreWhole()
    {
        std::mt19937_64 random(3);
        for (int i = 0; i < 200; ++i) {
            const std::string text = among(random, kStatement);
            const auto found = sightingOf(kStatement, text);
            QVERIFY2(found && found->isWhole && found->share > 0.7, text.c_str());
        }
    }

    // What is the statement with words of it exchanged, added or lost has to be seen wherever the
    // words alone would find it and a run of the statement is left.
    void editsAreSeen()
    {
        const std::vector<std::pair<std::string, std::string>> edits{
            {"may cancel", "can cancel"},       {"cancel", "terminate"},
            {"get the", "receive the"},         {" in full", ""},
            {"Customers of", "Subscribers to"}, {"within 45 days", "in 45 days"},
            {"and get", "and will get"},        {"may cancel", "may usually cancel"},
            {"fee back", "fee paid back"},      {"45 days and", "45 days, always, and"}};
        std::mt19937_64 random(5);
        int matched = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string edited = kStatement;
            for (std::uint64_t n = 1 + random() % 3; n > 0; --n) {
                const auto& [from, to] = edits[random() % edits.size()];
                if (const auto at = edited.find(from); at != std::string::npos)
                    edited.replace(at, from.size(), to);
            }
            const std::string text = among(random, edited);
            if (!isMatched(kStatement, text))
                continue;
            ++matched;
            QVERIFY2(sightingOf(kStatement, text), text.c_str());
            QVERIFY2(sightingOf(kStatement, text, false), text.c_str());
        }
        QVERIFY2(matched > 1500, std::to_string(matched).c_str());
    }

    void nearMissesAreNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("another figure") << QString::fromStdString(with("45", "30"));
        QTest::newRow("another name") << QString::fromStdString(with("Basic", "Premium"));
        QTest::newRow("negated") << QString::fromStdString(with("may cancel", "may not cancel"));
        QTest::newRow("another unit") << QString::fromStdString(with("days", "weeks"));
        QTest::newRow("the right name before")
            << QString::fromStdString("It works with the Basic plan. " + with("Basic", "Student"));
        QTest::newRow("all of it") << "Customers of the Family plan may not cancel within 12 "
                                      "weeks and get the roaming fee back in full.";
        QTest::newRow("something else") << "Nothing of that is said here by anybody.";
    }
    void nearMissesAreNot()
    {
        QFETCH(QString, text);
        const std::string words =
            "Well then, as we said. " + text.toStdString() + " So much for it.";
        QVERIFY(!isMatched(kStatement, words));
        QVERIFY(!sightingOf(kStatement, words));
        QVERIFY(sightingOf(kStatement, words + " " + kStatement)->isWhole);
    }

    // Without marks they cannot be told from edits.
    void withoutMarksNearMissesHaveToBeRead()
    {
        QVERIFY(sightingOf(kStatement, with("45", "30"), false));
        QVERIFY(!sightingOf(kStatement, with("45", "30"), false)->isWhole);
        QVERIFY(sightingOf(kStatement, kStatement, false)->isWhole);
    }

    void anotherNameOfCodeIsAnotherStatement()
    {
        const std::string use = "To read the table in pieces call `pieces` of the frame reader.";
        QVERIFY(!sightingOf(use, "To read the table in pieces call `chunks` of the frame reader."));
        QVERIFY(sightingOf(use, "To read a table in pieces call `pieces` of the frame reader."));
    }

    void ratesHaveIntervals()
    {
        spread::FalseMatches none;
        spread::setRate(none, std::vector<double>(400, 0));
        QCOMPARE(none.statements, std::size_t{400});
        QCOMPARE(none.perStatement, 0.0);
        QCOMPARE(none.perStatementAtLeast, 0.0);
        QVERIFY(std::abs(none.perStatementAtMost - 3.69 / 400) < 1e-4); // exact: 3.6889

        // Ten of one each: as from Poisson, 4.795 to 18.39.
        std::vector<double> single(400, 0);
        std::fill_n(single.begin(), 10, 1.0);
        spread::FalseMatches few;
        spread::setRate(few, single);
        QCOMPARE(few.statementsMatched, std::size_t{10});
        QVERIFY(std::abs(few.perStatementAtLeast * 400 - 4.795) < 0.05);
        QVERIFY(std::abs(few.perStatementAtMost * 400 - 18.39) < 0.05);

        // The same ten of one sentence are one event, and say much less.
        std::vector<double> together(400, 0);
        together[7] = 10;
        spread::FalseMatches lumped;
        spread::setRate(lumped, together);
        QCOMPARE(lumped.perStatement, few.perStatement);
        QVERIFY(lumped.perStatementAtMost > 2.5 * few.perStatementAtMost);
        QVERIFY(lumped.perStatementAtLeast < few.perStatementAtLeast / 5);

        spread::FalseMatches unknown;
        spread::setRate(unknown, {});
        QVERIFY(std::isinf(unknown.perStatementAtMost));
    }
};

QTEST_APPLESS_MAIN(TestSpreadSketch)
#include "tst_spreadsketch.moc"
