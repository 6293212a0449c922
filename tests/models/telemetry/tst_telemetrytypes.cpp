// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/boundedqueue.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/filled.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/linkreason.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QTest>

#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace telemetry;

class TestTelemetryTypes : public QObject
{
    Q_OBJECT

private slots:
    void intersectionOfDisjointRangesIsEmpty()
    {
        const TimeRange early{Timestamp{0s}, Timestamp{1s}};
        const TimeRange late{Timestamp{2s}, Timestamp{3s}};
        QVERIFY(early.intersected(late).isEmpty());
        QCOMPARE(early.intersected(late).duration(), Duration::zero());
    }

    void idsSurviveHex()
    {
        const std::string hex = "986daa5e326410065ba97be39905dfe1";
        const auto trace = traceIdFromHex("986DAA5E326410065BA97BE39905DFE1");
        QVERIFY(trace.has_value());
        QCOMPARE(toHex(*trace), hex);
        const auto span = spanIdFromHex("00f0aa5e32641006");
        QVERIFY(span.has_value());
        QCOMPARE(toHex(*span), std::string("00f0aa5e32641006"));
        QCOMPARE(static_cast<quint64>(*spanIdFromBytes(std::string_view("\0\0\0\0\0\0\1\2", 8))), quint64{258});
    }

    void wrongIdsAreRefused()
    {
        QVERIFY(!traceIdFromHex("986daa5e326410065ba97be39905dfe"));
        QVERIFY(!traceIdFromHex("986daa5e326410065ba97be39905dfeg"));
        QVERIFY(!spanIdFromHex(""));
        QVERIFY(!spanIdFromBytes("1234567"));
    }

    void timesSurviveText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("nanos");
        QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00Z") << qint64{0};
        QTest::newRow("nanoseconds") << QByteArray("2026-11-24T02:51:07.123456789Z") << qint64{1795488667123456789};
        QTest::newRow("offset") << QByteArray("2026-11-24T03:51:07+01:00") << qint64{1795488667000000000};
        QTest::newRow("integer") << QByteArray("1795488667123456789") << qint64{1795488667123456789};
        QTest::newRow("before the epoch") << QByteArray("1969-12-31T23:59:59.5Z") << qint64{-500000000};
    }

    void timesSurviveText()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, nanos);
        const auto time = timestampFromText(text.toStdString());
        QVERIFY(time.has_value());
        QCOMPARE(qint64{toUnixNanos(*time)}, nanos);
        QCOMPARE(timestampFromText(toRfc3339(*time)).value(), *time);
    }

    void nonsenseIsNoTime()
    {
        for (const char* text : {"", "yesterday", "2026-13-01T00:00:00Z", "2026-11-24T02:51:07", "2026-11-24", "12x",
                                 "2262-12-31T23:59:59Z", "1677-01-01T00:00:00Z", "2262-04-11T23:47:17Z"})
            QVERIFY2(!timestampFromText(text), text);
        for (const char* text : {"", "s", "5 m", "-3s", "1e99h", "3w"})
            QVERIFY2(!durationFromText(text), text);
        QCOMPARE(durationFromText("1500ms").value(), Duration(1500ms));
    }

    void clockNeverGoesBack()
    {
        const SystemClock clock;
        const Timestamp before = clock.now();
        QCOMPARE(SystemClock::notBefore(before + 24h), before + 24h); // and back again:
        QCOMPARE(SystemClock::notBefore(before), before + 24h);
        QCOMPARE(clock.now(), before + 24h);
    }

    void illFormedUtf8IsReplacedNotLost()
    {
        QVERIFY(isValidUtf8("h\xC3\xA9llo \xF0\x9F\x98\x80"));
        for (const char* text : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"})
            QVERIFY2(!isValidUtf8(text), QByteArray(text).toHex().constData());
        QCOMPARE(sanitizedUtf8("a\xFF"
                               "b\xE2\x82"),
                 std::string("a\xEF\xBF\xBD"
                             "b\xEF\xBF\xBD"));
    }

    void offsetsCountCodePoints()
    {
        std::string text;
        for (int i = 0; i < 100; ++i)
            text += "\xF0\x9F\x98\x80x";
        const CodePointIndex index(text);
        QCOMPARE(index.codePointAt(0), 0);
        QCOMPARE(index.codePointAt(4), 1);
        QCOMPARE(index.codePointAt(3), 0);
        QCOMPARE(index.codePointAt(text.size()), 200);
        QCOMPARE(index.codePointAt(5 * 60), 120);
    }

    void rollupsAddUp()
    {
        Rollup one;
        one.add(0.0);
        one.add(1.0);
        Rollup two;
        two.add(0.5);
        two.unknown = 3;
        one.merge(two);
        QCOMPARE(one.count, 3);
        QCOMPARE(one.failed, 2);
        QCOMPARE(one.unknown, 3);
        QCOMPARE(one.sum, 1.5);
        QCOMPARE(one.histogram.front() + one.histogram[10] + one.histogram.back(), 3u);
    }

    void aFullQueueRefusesAndAnEmptyOneTakesAnything()
    {
        BoundedQueue<int> queue(10);
        int value = 1;
        QVERIFY(queue.tryPush(value, 100));
        QVERIFY(!queue.tryPush(value, 1));
        QVERIFY(queue.pop(value));
        QVERIFY(queue.tryPush(value, 10));
        queue.close();
        QVERIFY(!queue.tryPush(value, 0));
        QVERIFY(queue.pop(value));
        QVERIFY(!queue.pop(value));
        QVERIFY(queue.isDrained());
    }

    void placesOfAPatternAreFilledOnce()
    {
        QCOMPARE(filled("%2 of %1", {"a %2", "b"}), std::string("b of a %2"));
        QCOMPARE(filled("100 % of %1, %3", {"x"}), std::string("100 % of x, %3"));
        QCOMPARE(filled("%", {}), std::string("%"));
    }

    // What is recorded in words is known again, whatever stands in their places.
    void aLinksReasonIsKnownAgainByItsWords()
    {
        for (int i = 0; i <= static_cast<int>(LinkReason::NotWatched); ++i) {
            const auto reason = static_cast<LinkReason>(i);
            const std::string words = linkReason(reason, {"12 s", "3 min", "1 h"});
            const auto said = linkReasonFrom(words);
            QVERIFY2(said, words.c_str());
            QCOMPARE(static_cast<int>(said->reason), i);
            QCOMPARE(filled(patternOf(reason), said->values), words);
        }
        const auto usual = linkReasonFrom("spans: nothing new for 3 min; usual is every 10 s");
        QVERIFY(usual && usual->reason == LinkReason::FeedSilent);
        QCOMPARE(usual->values, (std::vector<std::string>{"spans", "3 min", "10 s"}));
        for (const char* other : {"", "refused by the peer", "nothing for ; usual is every 10 s",
                                  "nothing has come yet, they say", "what comes is 12 s"})
            QVERIFY2(!linkReasonFrom(other), other);
    }

    void nothingIsLostBetweenThreads()
    {
        constexpr int total = 20'000;
        BoundedQueue<int> queue(64);
        std::jthread writer([&queue] {
            for (int i = 0; i < total; ++i) {
                int value = i;
                queue.push(value, 1);
            }
            queue.close();
        });
        int expected = 0;
        for (int value = 0; queue.pop(value); ++expected)
            QCOMPARE(value, expected);
        QCOMPARE(expected, total);
    }
};

QTEST_GUILESS_MAIN(TestTelemetryTypes)
#include "tst_telemetrytypes.moc"
