// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace items;

class TestFormats : public QObject
{
    Q_OBJECT

private slots:
    void ages();
    void durations();
    void shares();
    void counts();
    void times();
};

void TestFormats::ages()
{
    QCOMPARE(ageText(0ns), u"now"_s);
    QCOMPARE(ageText(999ms), u"now"_s);
    QCOMPARE(ageText(3s), u"3 s"_s);
    QCOMPARE(ageText(59s), u"59 s"_s);
    QCOMPARE(ageText(2min + 59s), u"2 min"_s); // never older than it is
    QCOMPARE(ageText(47h), u"47 h"_s);
    QCOMPARE(ageText(72h), u"3 d"_s);
    QCOMPARE(ageText(-5s), u"in 5 s"_s); // a skewed clock shows
}

void TestFormats::durations()
{
    QCOMPARE(durationText(850us), u"850 µs"_s);
    QCOMPARE(durationText(12ms), u"12 ms"_s);
    QCOMPARE(durationText(1240ms), u"1.2 s"_s);
    QCOMPARE(durationText(125s), u"2 min 5 s"_s);
    QCOMPARE(durationText(200min), u"3 h 20 min"_s);
    QCOMPARE(durationText(59'940ms), u"59.9 s"_s);
    QCOMPARE(durationText(59'960ms), u"1 min"_s); // no sixtieth second
    QCOMPARE(durationText(120s), u"2 min"_s);
    QCOMPARE(durationText(25h + 59min), u"1 d 1 h"_s);
    QCOMPARE(durationText(0s), u"0 s"_s);
    QCOMPARE(durationText(-12ms), u"−12 ms"_s);
    QCOMPARE(spanText(90s), u"90 s"_s);
    QCOMPARE(spanText(5min), u"5 min"_s);
    QCOMPARE(spanText(24h), u"1 d"_s);
}

void TestFormats::shares()
{
    QCOMPARE(percentText(0.14), u"14 %"_s);
    QCOMPARE(percentText(0.018), u"1.8 %"_s);
    QCOMPARE(percentText(0), u"0 %"_s);
    QCOMPARE(percentText(0.0002), u"< 0.1 %"_s); // little is not none
    QCOMPARE(percentText(1), u"100 %"_s);
    QCOMPARE(rateText(0.14, 0.11, 0.18), u"14 % (11–18)"_s);
    QCOMPARE(rateText(0.018, 0.011, 0.031), u"1.8 % (1.1–3.1)"_s);
    QCOMPARE(intervalText(0.09, 0.22), u"9–22 %"_s);
}

void TestFormats::counts()
{
    QCOMPARE(countText(1204), u"1,204"_s);
    QCOMPARE(shortCountText(950), u"950"_s);
    QCOMPARE(shortCountText(1234), u"1.2k"_s);
    QCOMPARE(shortCountText(999'600), u"1M"_s);
    QCOMPARE(bytesText(3'100'000'000), u"3.1 GB"_s);
}

void TestFormats::times()
{
    const auto time = telemetry::fromUnixNanos(1'795'488'667'123'456'789);
    QCOMPARE(utcTimeText(time), u"02:51:07"_s);
    QCOMPARE(utcTimeMillisText(time), u"02:51:07.123"_s);
    QCOMPARE(utcDateTimeText(time), u"2026-11-24 02:51:07 UTC"_s);
    QCOMPARE(utcTimeText({}), u"–"_s); // not given is not 1970
}

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
