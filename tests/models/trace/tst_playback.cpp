// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/playback.h"

#include <QTest>

#include <array>
#include <chrono>

using trace::Playback;
using Kind = trace::PlaybackMoment::Kind;
using namespace std::chrono_literals;

namespace {

const telemetry::Timestamp kPlaybackStart = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);

store::SpanRow span(std::uint64_t id, std::uint64_t parent, std::chrono::milliseconds start,
                    std::chrono::milliseconds end)
{
    store::SpanRow row;
    row.trace.bytes[15] = 1;
    row.span = telemetry::SpanId{id};
    row.parent = telemetry::SpanId{parent};
    row.start = kPlaybackStart + start;
    row.end = kPlaybackStart + end;
    return row;
}

Playback playbackOf(std::vector<store::SpanRow> spans,
                    std::vector<telemetry::Generation> generations = {})
{
    trace::TraceContents contents;
    contents.tree = std::make_shared<const trace::SpanTree>(std::move(spans));
    contents.generations = std::move(generations);
    return Playback(contents);
}

QString text(const Playback& playback)
{
    QStringList parts;
    for (const trace::PlaybackMoment& moment : playback.moments()) {
        constexpr std::array kSigns{'b', 't', 'e', 'f'};
        parts << QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     moment.time - kPlaybackStart)
                                     .count())
                + QLatin1Char(kSigns.at(static_cast<std::size_t>(moment.kind)))
                + QString::number(static_cast<std::uint64_t>(moment.span));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestPlayback : public QObject
{
    Q_OBJECT

private slots:
    void beginsAndEndsStandInTheirOrder();
    void whatEndsComesBeforeWhatBegins();
    void aStreamHasAFirstToken();
    void whatIsNotKnownIsLeftOut();
    void stepsGoFromTimeToTime();
    void evenStepsAreAsLongAsEachOther();
    void ofNothingThereIsNothing();
};

void TestPlayback::beginsAndEndsStandInTheirOrder()
{
    auto failed = span(2, 1, 10ms, 30ms);
    failed.isFailed = true;
    const Playback playback = playbackOf({span(1, 0, 0ms, 100ms), failed, span(3, 1, 20ms, 90ms)});
    QCOMPARE(text(playback), QStringLiteral("0b1 10b2 20b3 30f2 90e3 100e1"));
    QVERIFY(playback.range().start == kPlaybackStart);
    QVERIFY(playback.range().end == kPlaybackStart + 100ms);
    QVERIFY(!playback.at(kPlaybackStart - 1ms));
    QCOMPARE(*playback.at(kPlaybackStart), std::size_t{0});
    QCOMPARE(*playback.at(kPlaybackStart + 29ms), std::size_t{2});
    QCOMPARE(*playback.at(kPlaybackStart + 500ms), std::size_t{5});
}

void TestPlayback::whatEndsComesBeforeWhatBegins()
{
    const Playback playback =
        playbackOf({span(1, 0, 0ms, 50ms), span(2, 0, 50ms, 80ms), span(3, 0, 50ms, 50ms)});
    // A step that takes no time still begins before it ends.
    const QString all = text(playback);
    QVERIFY(all.indexOf(QStringLiteral("50e1")) < all.indexOf(QStringLiteral("50b2")));
    QVERIFY2(all.indexOf(QStringLiteral("50b3")) < all.indexOf(QStringLiteral("50e3")),
             qPrintable(all));
}

void TestPlayback::aStreamHasAFirstToken()
{
    telemetry::Generation generation;
    generation.span = telemetry::SpanId{1};
    generation.firstTokenSeconds = 0.04;
    QCOMPARE(text(playbackOf({span(1, 0, 0ms, 100ms)}, {generation})),
             QStringLiteral("0b1 40t1 100e1"));
    for (const double wrong : {-1.0, 0.5, std::nan(""), 1e300}) {
        generation.firstTokenSeconds = wrong; // implausible: later than its end, or no time
        QCOMPARE(text(playbackOf({span(1, 0, 0ms, 100ms)}, {generation})),
                 QStringLiteral("0b1 100e1"));
    }
}

void TestPlayback::whatIsNotKnownIsLeftOut()
{
    auto endless = span(2, 0, 10ms, 0ms);
    endless.end = {};
    auto timeless = span(3, 0, 0ms, 0ms);
    timeless.start = {};
    timeless.end = {};
    QCOMPARE(text(playbackOf({span(1, 0, 0ms, 20ms), endless, timeless})),
             QStringLiteral("0b1 10b2 20e1"));
}

void TestPlayback::stepsGoFromTimeToTime()
{
    const Playback playback =
        playbackOf({span(1, 0, 0ms, 100ms), span(2, 1, 10ms, 30ms), span(3, 1, 10ms, 30ms)});
    QVERIFY(playback.stepped(kPlaybackStart, 1)
            == kPlaybackStart + 10ms); // past both that begin there
    QVERIFY(playback.stepped(kPlaybackStart + 10ms, 1) == kPlaybackStart + 30ms);
    QVERIFY(playback.stepped(kPlaybackStart + 15ms, 1) == kPlaybackStart + 30ms);
    QVERIFY(playback.stepped(kPlaybackStart + 15ms, -1) == kPlaybackStart + 10ms);
    QVERIFY(playback.stepped(kPlaybackStart + 10ms, -1) == kPlaybackStart);
    QVERIFY(playback.stepped(kPlaybackStart, -1) == kPlaybackStart);
    QVERIFY(playback.stepped(kPlaybackStart, 99) == kPlaybackStart + 100ms);
    QVERIFY(playback.stepped(kPlaybackStart + 1h, -1) == kPlaybackStart + 100ms);
}

void TestPlayback::evenStepsAreAsLongAsEachOther()
{
    const Playback playback = playbackOf({span(1, 0, 0ms, 10'000ms), span(2, 1, 10ms, 20ms)});
    QCOMPARE(playback.shareOf(kPlaybackStart + 10ms), 1.0 / 3);
    QCOMPARE(playback.shareOf(kPlaybackStart + 15ms), 0.5);
    QCOMPARE(playback.shareOf(kPlaybackStart + 20ms), 2.0 / 3);
    for (int i = 0; i <= 100; ++i) {
        const double share = i / 100.0;
        QVERIFY(std::abs(playback.shareOf(playback.timeOf(share)) - share) < 1e-6);
    }
    QVERIFY(playback.timeOf(7) == kPlaybackStart + 10'000ms);
    QVERIFY(playback.timeOf(-7) == kPlaybackStart);
}

void TestPlayback::ofNothingThereIsNothing()
{
    const Playback none;
    QVERIFY(none.isEmpty());
    QVERIFY(!none.at(kPlaybackStart));
    QVERIFY(none.stepped(kPlaybackStart, 3) == kPlaybackStart);
    QCOMPARE(none.shareOf(kPlaybackStart), 0.0);
    const Playback one = playbackOf({span(1, 0, 5ms, 5ms)});
    QVERIFY(one.timeOf(0.7) == kPlaybackStart + 5ms);
    QCOMPARE(one.shareOf(kPlaybackStart + 5ms), 0.0);
}

QTEST_GUILESS_MAIN(TestPlayback)
#include "tst_playback.moc"
