// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/tokens.h"

#include <QTest>

#include <string>
#include <vector>

using similarity::Syntax;
using similarity::Token;

namespace {

std::vector<Token> tokensOf(std::string_view text, Syntax syntax = Syntax::Plain)
{
    std::vector<Token> tokens;
    similarity::tokenize(text, syntax, tokens);
    return tokens;
}

// The hashes of both are the same, one by one.
bool areSame(std::string_view a, std::string_view b, Syntax syntaxOfB = Syntax::Plain)
{
    const auto left = tokensOf(a);
    const auto right = tokensOf(b, syntaxOfB);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const Token& x, const Token& y) { return x.hash == y.hash; });
}

} // namespace

class TestSimilarityTokens : public QObject
{
    Q_OBJECT

private slots:
    void normalises_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("same");
        QTest::newRow("case") << "Refunds Take Long"
                              << "refunds take long";
        QTest::newRow("punctuation") << "Refunds, (take) long!"
                                     << "refunds take - long";
        QTest::newRow("thousands") << "pay 1,250,000 now"
                                   << "pay 1250000 now";
        QTest::newRow("words for numbers") << "within three days"
                                           << "within 3 days";
        QTest::newRow("percent") << "a 5% fee"
                                 << "a 5 percent fee";
        QTest::newRow("accents") << "café"
                                 << "cafe";
        QTest::newRow("composed") << "cafe\u0301"
                                  << "caf\u00e9";
        QTest::newRow("full width") << "\uff21\uff22\uff23 \uff11\uff12"
                                    << "abc 12";
        QTest::newRow("soft hyphen") << "re\u00adfund"
                                     << "refund";
        QTest::newRow("contraction") << "it isn't so"
                                     << "it is not so";
        QTest::newRow("curly contraction") << "it ISN\u2019T so"
                                           << "it is not so";
        QTest::newRow("genitive") << "the client's"
                                  << "the clients";
        QTest::newRow("Cyrillic") << "ПРИВЕТ МИР"
                                  << "привет мир";
        QTest::newRow("no-break space") << "two\u00a0words"
                                        << "two words";
    }
    void normalises()
    {
        QFETCH(QString, text);
        QFETCH(QString, same);
        QVERIFY(areSame(text.toStdString(), same.toStdString()));
    }

    void tellsApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("other");
        QTest::newRow("figure") << "within 3 days"
                                << "within 4 days";
        QTest::newRow("decimal") << "3.5 points"
                                 << "35 points";
        QTest::newRow("list of figures") << "1,25 and"
                                         << "125 and";
        QTest::newRow("negation") << "it is so"
                                  << "it isn't so";
        QTest::newRow("Greek") << "α particle"
                               << "β particle";
    }
    void tellsApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, other);
        QVERIFY(!areSame(text.toStdString(), other.toStdString()));
    }

    void readsEscapesOfJson()
    {
        QVERIFY(areSame("line one line two", "\"line one\\nline two\"", Syntax::Json));
        QVERIFY(areSame("caf\u00e9 noir", "\"caf\\u00e9 noir\"", Syntax::Json));
        QVERIFY(areSame("note it is not so", "{\"note\":\"it isn\\u2019t so\"}", Syntax::Json));
        QVERIFY(areSame("a b", "\"{\\\"a\\\\nb\\\"}\"", Syntax::Json));
    }

    void flags()
    {
        const auto tokens = tokensOf("We ship to Oslo in 5 days. Never on Sunday, without Bob.");
        QVERIFY(tokens.at(0).has(similarity::kSentenceStart));
        QVERIFY(!tokens.at(0).has(similarity::kCapital));
        QVERIFY(tokens.at(3).has(similarity::kCapital));
        QVERIFY(tokens.at(5).has(similarity::kFigure));
        QVERIFY(tokens.at(7).has(similarity::kSentenceStart));
        QVERIFY(tokens.at(7).has(similarity::kNegation));
        QVERIFY(!tokens.at(7).has(similarity::kCapital));
        QVERIFY(tokens.at(10).has(similarity::kNegation));
        const auto versions = tokensOf("Version 3.5 is e.g. new");
        QVERIFY(!versions.at(2).has(similarity::kSentenceStart));
    }

    void namesOfCode_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code"); // of its words
        QTest::newRow("snake") << "use read_csv now"
                               << "read_csv";
        QTest::newRow("camel") << "use readCsv now"
                               << "readCsv";
        QTest::newRow("call") << "use load() or load(x, 1) now"
                              << "load load";
        QTest::newRow("member") << "use frame.load now"
                                << "frame load";
        QTest::newRow("scope") << "use std::sort or p->next now"
                               << "std sort p next";
        QTest::newRow("option") << "use --force now"
                                << "force";
        QTest::newRow("ticks") << "use `frame` or ``the load`` now"
                               << "frame the load";
        QTest::newRow("address") << "ask someone@shop.com now"
                                 << "someone shop com";
        QTest::newRow("block") << "```\nreturn it\n``` and so"
                               << "";
        QTest::newRow("open tick") << "a ` here\nand there"
                                   << "here";
        QTest::newRow("prose")
            << "The file(s), box(es) and e.g. _this_ one - a well-known HTML page. "
               "Is it so?Yes: ABC"
            << "";
    }
    void namesOfCode()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const std::string utf8 = text.toStdString();
        QString found;
        for (const Token& token : tokensOf(utf8)) {
            if (token.has(similarity::kCode))
                found += QString::fromStdString(utf8.substr(token.start, token.end - token.start))
                    + u' ';
        }
        QCOMPARE(found.trimmed(), code);
    }

    void aMarkerIsComparableWithNothing()
    {
        const auto tokens = tokensOf("send it to [REDACTED:email] today");
        QCOMPARE(tokens.size(), std::size_t{5});
        QVERIFY(tokens.at(3).has(similarity::kRedacted));
        QCOMPARE(tokens.at(4).start, std::uint32_t{28});
    }

    void placesAreBytesOfTheText()
    {
        const std::string text = "“Größe” isn't 12";
        std::string joined;
        for (const Token& token : tokensOf(text))
            joined += text.substr(token.start, token.end - token.start) + "|";
        QCOMPARE(QString::fromStdString(joined), QStringLiteral("Größe|is|n't|12|"));
    }

    void takesAnyBytes()
    {
        std::string noise;
        for (unsigned i = 0; i < 20'000; ++i)
            noise += static_cast<char>((i * 2654435761U) >> 13U);
        for (const Syntax syntax : {Syntax::Plain, Syntax::Json}) {
            const auto tokens = tokensOf(noise, syntax);
            std::uint32_t before = 0;
            for (const Token& token : tokens) {
                QVERIFY(token.start >= before && token.start < token.end);
                QVERIFY(token.end <= noise.size());
                before = token.end;
            }
        }
        for (const char* cut : {"\\", "\\u", "\\u12", "a\\u", "\xe2\x80", "it's", "n't", "isn'",
                                "1,", "1.", "[REDACTED", "x'"})
            static_cast<void>(tokensOf(cut, Syntax::Json));
    }
};

QTEST_APPLESS_MAIN(TestSimilarityTokens)
#include "tst_similaritytokens.moc"
