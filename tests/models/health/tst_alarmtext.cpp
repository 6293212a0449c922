// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmtext.h"
#include "models/health/appearances.h"

#include <QTest>

#include <chrono>
#include <string>

using namespace std::chrono_literals;

class TestAlarmText : public QObject
{
    Q_OBJECT

private slots:
    // What came later stands in the place of the few answers that raised it, and nothing else
    // moves.
    void aSentenceIsRetoldOfWhatCameSince()
    {
        const std::string raised =
            "answers of bot are not grounded in their context: 83 % (10 of 12, likely 55 to 95 %) "
            "since 09:54:01 (09:53:58 to 09:54:02), was 0 % (0 of 353); began when model b first "
            "appeared";
        QCOMPARE(health::retoldSentence(raised, 176, 585),
                 std::string("answers of bot are not grounded in their context: 30 % (176 of 585, "
                             "likely 27 to 34 %) since 09:54:01 (09:53:58 to 09:54:02), was 0 % "
                             "(0 of 353); began when model b first appeared"));
        const auto none = [](const std::string& sentence) {
            return health::retoldSentence(sentence, 1, 10).empty();
        };
        // A mean is no share, and of a part of the answers these are not the count.
        QVERIFY(none("answers of bot fail the check tone: 9.2 % mean badness (n 40, likely 5.0 to "
                     "13 %) since 09:54:01, was 3.9 %"));
        QVERIFY(none("answers of bot fail the check tone, in route eu: 83 % (10 of 12, likely 55 "
                     "to 95 %) since 09:54:01, was 0 %"));
        QVERIFY(none("no result of tone of bot for a minute: nothing shows that it recovered"));
        QVERIFY(health::tellsFigures(raised));
        QCOMPARE(health::changeToldIn(raised), std::string("began when model b first appeared"));
        QCOMPARE(health::changeToldIn("answers of bot are cut off: 3 %; that does not say"),
                 std::string());
        QVERIFY(!health::tellsFigures("no result of tone of bot for a minute"));
    }

    // What came at once may each be what changed: naming one of them would be a guess.
    void whatChangedAtOnceIsNamedTogether()
    {
        const telemetry::Timestamp noon = telemetry::fromUnixNanos(1'764'158'400'000'000'000);
        health::Appearances appearances;
        for (int i = 0; i < 290; ++i) {
            appearances.note("bot", "version", "2.31.0", noon + 1s * i);
            appearances.note("bot", "prompt version", "7", noon + 1s * i);
            appearances.note("bot", "model", "glyph", noon + 1s * i);
        }
        QCOMPARE(appearances.near("bot", noon), std::string());
        const telemetry::Timestamp push = noon + 5min;
        appearances.note("bot", "version", "2.32.0", push);
        appearances.note("bot", "prompt version", "8", push + 200ms);
        QCOMPARE(appearances.near("bot", push),
                 std::string("began when version 2.32.0 and prompt version 8 first appeared"));
        appearances.note("bot", "model", "glyph-2", push + 20s);
        QCOMPARE(appearances.near("bot", push + 24s),
                 std::string("began 4 s after model glyph-2 first appeared"));
        QCOMPARE(appearances.near("bot", push + 21970ms), // the nearest second
                 std::string("began 2 s after model glyph-2 first appeared"));
        QCOMPARE(appearances.near("other", push), std::string());
        // It may have begun with any of what changed while it probably began; what lies far beside
        // that is none of its causes.
        QCOMPARE(appearances.near("bot", push + 4s, push - 1s, push + 6s),
                 std::string("began when version 2.32.0 and prompt version 8 first appeared"));
        QCOMPARE(appearances.near("bot", push + 60s, push + 55s, push + 62s), std::string());
        QCOMPARE(appearances.near("bot", push + 30s, push + 25s, push + 31s),
                 std::string("began 10 s after model glyph-2 first appeared"));
    }

    // What was there from the start is no change, be it rare; what comes to it later is one,
    // however many names there were before.
    void whatWasThereFromTheStartIsNoChange()
    {
        const telemetry::Timestamp noon = telemetry::fromUnixNanos(1'764'158'400'000'000'000);
        health::Appearances appearances;
        for (int i = 0; i < 600; ++i) // version B from the seventh answer on, C from the 70th
            appearances.note("bot", "version",
                             i % 7 == 6         ? "B"
                                 : i % 70 == 69 ? "C"
                                                : "A",
                             noon + 1s * i);
        for (int i = 0; i < 600; i += 5)
            QCOMPARE(appearances.near("bot", noon + 1s * i), std::string());
        telemetry::Timestamp time = noon + 600s;
        for (int deploy = 0; deploy < 400; ++deploy) {
            const std::string version = "build-" + std::to_string(deploy);
            const telemetry::Timestamp push = time;
            for (int i = 0; i < 60; ++i, time += 15s)
                appearances.note("bot", "version", version, time);
            QCOMPARE(appearances.near("bot", push + 4s),
                     "began 4 s after version " + version + " first appeared");
        }
    }

    // The model before the push serves again: that is a change too.
    void aRollBackIsAChange()
    {
        const telemetry::Timestamp noon = telemetry::fromUnixNanos(1'764'158'400'000'000'000);
        health::Appearances appearances;
        telemetry::Timestamp time = noon;
        const auto serve = [&](const std::string& model, int answers) {
            for (int i = 0; i < answers; ++i, time += 1s)
                appearances.note("bot", "model", model, time);
        };
        serve("glyph", 600);
        const telemetry::Timestamp push = time;
        serve("glyph-2", 900);
        QCOMPARE(appearances.near("bot", push + 4s),
                 std::string("began 4 s after model glyph-2 first appeared"));
        QCOMPARE(appearances.near("bot", push + 890s), std::string());
        const telemetry::Timestamp back = time;
        serve("glyph", 100);
        QCOMPARE(appearances.near("bot", back + 7s),
                 std::string("began 7 s after it went back to model glyph"));
        QCOMPARE(appearances.near("bot", back),
                 std::string("began when it went back to model glyph"));
        // Late news of what served before does not.
        for (int i = 0; i < 200; ++i)
            appearances.note("bot", "model", "glyph-2", back - 100s);
        time += 20min;
        serve("glyph", 100);
        QCOMPARE(appearances.near("bot", time), std::string());
    }

    void namesSideBySideAreNoRollBack()
    {
        const telemetry::Timestamp noon = telemetry::fromUnixNanos(1'764'158'400'000'000'000);
        health::Appearances appearances;
        telemetry::Timestamp time = noon;
        for (int i = 0; i < 4000;
             ++i, time += 1s) // a canary, then half of the answers, then a tail
            appearances.note("bot", "model", i % (i < 2000 ? 10 : 2) == 1 ? "new" : "old", time);
        for (int i = 0; i < 1000; ++i, time += 1s)
            appearances.note("bot", "model", i % 20 == 1 ? "new" : "old", time);
        for (int i = 700; i < 5000; i += 30)
            QCOMPARE(appearances.near("bot", noon + std::chrono::seconds(i)), std::string());
    }

    // Two numbers that are not the same never read the same.
    void whatRoseReadsAsARise()
    {
        const auto sentence = [](double before, double now) {
            health::AlarmFacts facts;
            facts.before = before;
            facts.now = now;
            const std::string text = health::raisedSentence("bot", "tone", facts, {}, "");
            return text.substr(text.find(" since "));
        };
        QCOMPARE(sentence(0.02, 0.5), std::string(" since 00:00:00, was 2.0 %"));
        QCOMPARE(sentence(0.016, 0.022), std::string(" since 00:00:00, was 1.6 %"));
        QCOMPARE(sentence(0.0010, 0.0013), std::string(" since 00:00:00, was 0.10 %"));
    }

    // The onset is an estimate, and says within what; one that is sure to the second says no more.
    void theOnsetSaysHowSureItIs()
    {
        health::AlarmFacts facts;
        facts.now = 0.4;
        facts.count = 30;
        facts.failed = 12;
        facts.nowInterval = health::wilsonInterval(12, 30);
        facts.countBefore = 352;
        const telemetry::Timestamp onset = telemetry::fromUnixNanos(1'764'158'400'000'000'000);
        facts.onsetLow = onset - 8s;
        facts.onsetHigh = onset + 2s;
        QCOMPARE(health::raisedSentence("bot", "tone", facts, onset, "began when x first appeared"),
                 std::string("answers of bot fail the check tone: 40 % (12 of 30, likely 25 to 58 "
                             "%) since 12:00:00 (11:59:52 to 12:00:02), was 0 % (0 of 352); began "
                             "when x first appeared"));
        facts.onsetLow = onset;
        facts.onsetHigh = onset + 100ms;
        QCOMPARE(health::raisedSentence("bot", "tone", facts, onset, ""),
                 std::string("answers of bot fail the check tone: 40 % (12 of 30, likely 25 to 58 "
                             "%) since 12:00:00, was 0 % (0 of 352)"));
        facts.measure = telemetry::AlarmMeasure::MeanBadness;
        QCOMPARE(
            health::raisedSentence("bot", "tone", facts, onset, ""),
            std::string("answers of bot fail the check tone: 40 % mean badness (n 30, likely 25 "
                        "to 58 %) since 12:00:00, was 0 % (n 352)"));
    }
};

QTEST_GUILESS_MAIN(TestAlarmText)
#include "tst_alarmtext.moc"
