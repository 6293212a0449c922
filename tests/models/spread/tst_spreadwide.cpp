// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/quarantine.h"
#include "tests/models/spread/spreadfixture.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace spreadtest;
using spread::Spread;
using spread::SpreadQuestion;

class TestSpreadWide : public QObject
{
    Q_OBJECT

private slots:
    // The more there is of it the more has to be found, also by who comes late and asks for the
    // text alone.
    void whatHasSpreadWidelyIsNotEverywhere()
    {
        const Recording recording;
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 100; i < 700; ++i) {
            const bool isBad = i >= 400 && i % 3 == 0;
            spans.push_back(
                answer(i, static_cast<std::int64_t>(i), "Question " + std::to_string(i),
                       "Item " + std::to_string(i * 7919) + " is there. " + (isBad ? kWrong : "")));
        }
        put(recording, spans, 800, "shop");
        SpreadQuestion question;
        question.text = kWrong;
        QCOMPARE(asked(recording, question).places.size(), std::size_t{100});
        question.suspect = {.trace = traceId(699), .span = spanId(699)};
        const Spread late = asked(recording, question);
        QVERIFY(late.boilerplate.empty());
        QCOMPARE(late.places.size(), std::size_t{99});
    }

    // Sentences of other answers that are like the one that is asked for say how it fares.
    void falseMatchesAreMeasured()
    {
        const Recording recording;
        std::vector<otlp::OutgoingSpan> spans;
        constexpr std::array kLabels{"teal",  "pink",  "blue",  "grey",  "green", "brown", "black",
                                     "white", "beige", "amber", "ivory", "plum",  "rust",  "navy"};
        for (std::uint64_t i = 100; i < 500; ++i) {
            const bool isParcel = i % 20 == 0;
            const std::string label = kLabels[(i / 20) % kLabels.size()];
            spans.push_back(answer(
                i, static_cast<std::int64_t>(i), "Where is number " + std::to_string(i * 7919),
                isParcel
                    ? "The parcel with the " + label + " label leaves the yard tonight by rail."
                    : "Thank you for your patience and for writing to us about it."));
        }
        put(recording, spans, 800, "shop");
        SpreadQuestion question;
        question.text = "The parcel with the lilac label leaves the yard tonight by rail.";
        const Spread spread = asked(recording, question);
        QCOMPARE(spread.places.size(), std::size_t{20}); // all of other labels
        const spread::FalseMatches& wrong = spread.falseMatches;
        // None of them is unlike what was asked for: it matches, and is no control. The thanks are
        // one sentence, however often it was said.
        QVERIFY(wrong.statements <= 1);
        question.text = "The crate with the lilac mark leaves the dock tonight by rail.";
        const Spread other = asked(recording, question);
        QVERIFY(other.falseMatches.statements >= kLabels.size());
        QVERIFY(other.falseMatches.statementsMatched >= kLabels.size());
        QVERIFY(other.falseMatches.perStatement > 10);
        QVERIFY(other.falseMatches.perStatementAtMost > other.falseMatches.perStatement);
        QVERIFY(other.falseMatches.perStatementAtLeast < other.falseMatches.perStatement);
    }

    void sentencesBeyondTheLimitAreTold()
    {
        const Recording recording;
        std::string text;
        for (int i = 0; i < 130; ++i)
            text += "Sentence number " + std::to_string(i) + " says this and that. ";
        put(recording, {answer(1, 100, "Tell me all", text)}, 103, "support");
        put(recording, {answer(2, 200, "Sentence number 7 says this and that.", "It is so.")}, 203,
            "writer");
        SpreadQuestion question = aboutTheSuspect();
        question.text.clear();
        const Spread spread = asked(recording, question);
        QCOMPARE(spread.statements.size(), spread::kMostStatements);
        QCOMPARE(spread.leftOut, std::size_t{30});
        QCOMPARE(spread.places.size(), std::size_t{1});
        QCOMPARE(spread.places[0].statement, std::size_t{7});
        QVERIFY(spread::suretyOf(spread).front().find("30 are left out") != std::string::npos);
    }

    void whatIsEverywhereIsNotTraced()
    {
        const Recording recording;
        const std::string disclaimer =
            "This answer was written by a machine and may hold mistakes.";
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 100; i < 300; ++i)
            spans.push_back(
                answer(i, static_cast<std::int64_t>(i) - 90, "Question " + std::to_string(i),
                       "Item " + std::to_string(i * 7919) + " is there. " + disclaimer));
        put(recording, spans, 300, "shop");
        put(recording, {answer(1, 400, "May I?", "Yes. " + kWrong + " " + disclaimer)}, 403,
            "support");
        put(recording, {answer(2, 500, "Support said: " + kWrong, "Fine, thank you very much")},
            503, "writer");
        SpreadQuestion question = aboutTheSuspect();
        question.text.clear();
        const Spread spread = asked(recording, question);
        QCOMPARE(spread.boilerplate.size(), std::size_t{1});
        QCOMPARE(spread.places.size(), std::size_t{1});
        QCOMPARE(spread.places[0].service, std::string("writer"));
        question.isEverywhereWanted = true;
        QCOMPARE(asked(recording, question).places.size(), std::size_t{201});
        question.isEverywhereWanted = false;
        question.text = disclaimer;
        const Spread nothing = asked(recording, question);
        QVERIFY(nothing.places.empty());
        QVERIFY(!spread::isAnyLookedFor(nothing));
        QVERIFY(spread::summaryOf(nothing).front().find("nowhere") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestSpreadWide)
#include "tst_spreadwide.moc"
