// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/fuzzymatch.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using items::FuzzyKind;
using items::FuzzyMatch;
using items::FuzzyPattern;

namespace {

bool isSubsequence(const QString& letters, const QString& text)
{
    qsizetype at = 0;
    for (const QChar letter : text) {
        if (at < letters.size() && letter.toLower() == letters[at].toLower())
            ++at;
    }
    return at == letters.size();
}

QString marked(const QString& text, const std::vector<int>& places)
{
    QString letters;
    for (const int place : places)
        letters += text.at(place);
    return letters;
}

FuzzyKind kindOf(const QString& typed, const QString& text)
{
    const auto match = FuzzyPattern(typed).match(text);
    if (!match)
        qFatal("%s does not match %s", qPrintable(typed), qPrintable(text));
    return match->kind;
}

int rankOf(const QString& typed, const QString& text)
{
    const auto match = FuzzyPattern(typed).match(text);
    return match ? match->rank() : -1;
}

} // namespace

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private slots:
    // Whatever the letters: a match is a subsequence, a subsequence is a match, and its places
    // spell it.
    void aSubsequenceOrNothing()
    {
        std::mt19937 random(7);
        const QString letters = u"abAB -/1"_s;
        const auto any = [&](int most) {
            QString text;
            const int length = static_cast<int>(random() % static_cast<unsigned>(most));
            for (int i = 0; i < length; ++i)
                text += letters[static_cast<qsizetype>(random() % 8)];
            return text;
        };
        int matches = 0;
        for (int round = 0; round < 5000; ++round) {
            const QString text = any(30);
            QString typed = any(6);
            typed.remove(u' '); // sets words apart
            const auto match = FuzzyPattern(typed).match(text);
            QCOMPARE(match.has_value(), isSubsequence(typed, text));
            if (!match || typed.isEmpty())
                continue;
            ++matches;
            QVERIFY(std::ranges::is_sorted(match->places));
            QCOMPARE(marked(text, match->places).toLower(), typed.toLower());
            QVERIFY(match->score >= 0 && match->score <= FuzzyMatch::kHighestScore);
        }
        QVERIFY(matches > 500);
    }

    void whatFitsBetterRanksHigher()
    {
        QCOMPARE(kindOf(u"sources"_s, u"Sources"_s), FuzzyKind::Exact);
        QCOMPARE(kindOf(u"sour"_s, u"Sources"_s), FuzzyKind::Prefix);
        QCOMPARE(kindOf(u"link"_s, u"Copy Link to What Is Shown"_s), FuzzyKind::WordPrefix);
        QCOMPARE(kindOf(u"clw"_s, u"Copy Link to What Is Shown"_s), FuzzyKind::WordStarts);
        QCOMPARE(kindOf(u"cord"_s, u"Open Recording…"_s), FuzzyKind::Inside);
        QCOMPARE(kindOf(u"oedn"_s, u"Open Recording…"_s), FuzzyKind::Scattered);
        const QString typed = u"arm"_s;
        const QStringList worse{
            u"Arm"_s,        u"Arm the Lever"_s, u"Next Armed Lever"_s, u"Alarm Right Mark"_s,
            u"Next Alarm"_s, u"Fault, or Much"_s};
        for (qsizetype i = 1; i < worse.size(); ++i)
            QVERIFY2(rankOf(typed, worse[i - 1]) > rankOf(typed, worse[i]), qPrintable(worse[i]));
        // Of two alike the shorter one; a capital that was typed as one counts.
        QVERIFY(rankOf(u"health"_s, u"Health of all"_s)
                > rankOf(u"health"_s, u"Health of it all"_s));
        QVERIFY(rankOf(u"A"_s, u"Axx"_s) > rankOf(u"A"_s, u"axx"_s));
        QCOMPARE(rankOf(u"wrong"_s, u"right"_s), -1);
        QCOMPARE(rankOf(typed, worse[2]), rankOf(typed, worse[2]));
    }

    // Letters here and there of a long text are no answer to a word; a slip of the finger is one.
    void whatIsScatteredSaysHowFar()
    {
        const auto isDense = [](const QString& typed, const QString& text) {
            return FuzzyPattern(typed).match(text)->isDense;
        };
        QVERIFY(isDense(u"recrding"_s, u"Open Recording…"_s));
        QVERIFY(!isDense(u"France"_s, u"Find what is retrieved and not cited"_s));
        QVERIFY(!isDense(u"ecrdng"_s, u"Recording"_s)); // begins no word
        QVERIFY(isDense(u"cord"_s, u"Recording"_s)); // not scattered at all
        const auto pair =
            FuzzyPattern(u"France menu"_s).match(u"Find what is retrieved and not cited", u"Menu");
        QVERIFY(pair && pair->kind == FuzzyKind::Scattered && !pair->isDense);
        QCOMPARE(FuzzyPattern(u"quit"_s).match(u"Quit", u"File")->kind, FuzzyKind::Exact);
    }

    void camelCaseAndDigitsBeginWords()
    {
        QCOMPARE(kindOf(u"fap"_s, u"fetchAllPages"_s), FuzzyKind::WordStarts);
        QCOMPARE(kindOf(u"7b"_s, u"codegen7b"_s), FuzzyKind::WordPrefix);
    }

    void marksOfLettersDoNotCount()
    {
        const QString text = u"Résumé of Łódź, straße"_s;
        QCOMPARE(marked(text, FuzzyPattern(u"resume"_s).match(text)->places), u"Résumé"_s);
        QCOMPARE(kindOf(u"lodz"_s, text), FuzzyKind::WordPrefix);
        QCOMPARE(kindOf(u"strasse"_s, text), FuzzyKind::WordPrefix);
        QCOMPARE(kindOf(u"RÉSUMÉ"_s, u"resume"_s), FuzzyKind::Exact);
        // Written apart it is the same letter, and is marked as the letter.
        const QString apart = u"re\u0301sume"_s;
        QCOMPARE(marked(apart, FuzzyPattern(u"res"_s).match(apart)->places), u"res"_s);
    }

    void wordsAreFoundInAnyOrder()
    {
        const QString text = u"Copy Link to What Is Shown"_s;
        QCOMPARE(marked(text, FuzzyPattern(u" link  copy "_s).match(text)->places), u"CopyLink"_s);
        QVERIFY(!FuzzyPattern(u"link paste"_s).match(text));
        QVERIFY(rankOf(u"copy link"_s, text) > rankOf(u"link copy"_s, text));
        const auto beside = FuzzyPattern(u"file quit"_s).match(u"Quit", u"File");
        QVERIFY(beside);
        QCOMPARE(beside->places.size(), std::size_t{4});
        QCOMPARE(beside->besidePlaces.size(), std::size_t{4});
        const auto title = FuzzyPattern(u"quit"_s).match(u"Quit", u"File");
        const auto other = FuzzyPattern(u"file"_s).match(u"Quit", u"File");
        QVERIFY(title && other && title->rank > other->rank);
        QVERIFY(!FuzzyPattern(u"fe"_s).match(u"Quit", u"File")); // scattered beside it
    }

    void hostileTextsDoNoHarm()
    {
        const QString lone =
            QString(QChar(0xD83D)) + u'a' + QChar(0xDE00) + QChar(0xDE00) + QChar(0xD83D);
        QVERIFY(FuzzyPattern(lone).match(lone));
        QVERIFY(FuzzyPattern(u"a"_s).match(lone));
        QVERIFY(!FuzzyPattern(lone).match(u"a"));
        const QString zeros(1000, QChar(0));
        QVERIFY(!FuzzyPattern(u"a"_s).match(zeros));
        const QString marks = u'e' + QString(100'000, QChar(0x301));
        QVERIFY(FuzzyPattern(u"e"_s).match(marks));
        const QString smile = QString::fromUcs4(U"x\U0001F600y");
        const auto match = FuzzyPattern(QString::fromUcs4(U"\U0001F600")).match(smile);
        QVERIFY(match);
        QCOMPARE(match->places, (std::vector<int>{1, 2})); // both halves
        const QString longest(1'000'000, u'a');
        QElapsedTimer timer;
        timer.start();
        QVERIFY(FuzzyPattern(u"aaaa"_s).match(longest));
        QVERIFY(!FuzzyPattern(longest).match(longest)); // too long to be typed
        QVERIFY(!FuzzyPattern(longest).isEmpty());
        QVERIFY(FuzzyPattern(QString(FuzzyPattern::kLongestPattern, u'a')).match(longest));
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(FuzzyPattern(u"  \t"_s).isEmpty());
        QVERIFY(FuzzyPattern().match(u"")->places.empty());
    }

    // Typed over ten thousand services.
    void manyRowsAreQuick()
    {
        std::vector<QString> rows;
        for (int i = 0; i < 10'000; ++i)
            rows.push_back(u"checkout assistant region-%1 of the billing team"_s.arg(i));
        QElapsedTimer timer;
        timer.start();
        const FuzzyPattern pattern(u"chr9999"_s);
        int found = 0;
        int best = -1;
        for (const QString& row : rows) {
            if (const auto match = pattern.match(row)) {
                ++found;
                best = std::max(best, match->rank());
            }
        }
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(found, 1);
        QCOMPARE(best, rankOf(u"chr9999"_s, rows.back()));
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
