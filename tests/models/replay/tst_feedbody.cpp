// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/feedbody.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using telemetry::Feed;
using telemetry::FeedDecision;
using telemetry::FeedStep;
using telemetry::Timestamp;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Timestamp atNanos(std::int64_t nanos)
{
    return telemetry::fromUnixNanos(nanos);
}

Feed manyFeed()
{
    Feed feed;
    feed.keys = {{.service = "chat",
                  .operation = "chat",
                  .model = "m",
                  .version = "1",
                  .adapter = "",
                  .promptVersion = "p",
                  .route = "/a",
                  .check = "groundedness"},
                 {.service = std::string("a\0b", 3),
                  .operation = "chat",
                  .model = "m",
                  .version = "",
                  .adapter = "x",
                  .promptVersion = "",
                  .route = "",
                  .check = "faithfulness"}};
    feed.lives = {{.settings = {{"tolerance", "0.3"}},
                   .newestEvaluation = 12,
                   .relearnt = 7,
                   .relearntMeans = 3}};
    feed.decisions = {{.what = FeedDecision::What::Suppress,
                       .alarm = "A-0001",
                       .service = "chat",
                       .operation = "chat",
                       .check = "groundedness",
                       .actor = "ada",
                       .cause = "A-0002",
                       .until = atNanos(77)}};
    const std::int64_t now = 1'790'000'000'000'000'000;
    feed.steps = {
        {.kind = FeedStep::Kind::Life},
        {.kind = FeedStep::Kind::Answer,
         .value = 3.25,
         .other = kUnknown,
         .time = atNanos(now),
         .recorded = atNanos(now + 5)},
        {.kind = FeedStep::Kind::Verdict,
         .value = 0,
         .time = atNanos(now),
         .recorded = atNanos(now + 5)},
        {.kind = FeedStep::Kind::Verdict,
         .value = 1,
         .time = atNanos(now),
         .recorded = atNanos(now + 5)},
        {.kind = FeedStep::Kind::Verdict,
         .index = 1,
         .value = 0.1,
         .time = atNanos(now),
         .recorded = atNanos(now + 5)},
        {.kind = FeedStep::Kind::Answer,
         .value = 0,
         .other = 1,
         .time = atNanos(now - 9),
         .recorded = atNanos(now + 6)},
        {.kind = FeedStep::Kind::Judged,
         .index = 1,
         .value = 0.5,
         .time = atNanos(now + 90),
         .answered = atNanos(-4),
         .recorded = atNanos(now)},
        {.kind = FeedStep::Kind::Mean,
         .index = 1,
         .value = 0.75,
         .time = atNanos(0),
         .recorded = atNanos(now)},
        {.kind = FeedStep::Kind::Decision, .recorded = atNanos(now + 100)},
        {.kind = FeedStep::Kind::Tick, .recorded = atNanos(now + 101)},
    };
    return feed;
}

bool isSameValue(double one, double other)
{
    return (std::isnan(one) && std::isnan(other)) || one == other;
}

} // namespace

class TestFeedBody : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas()
    {
        const Feed feed = manyFeed();
        const auto back = store::feedFrom(store::bodyOf(feed));
        QVERIFY(back);
        QVERIFY(back->keys == feed.keys);
        QCOMPARE(back->lives.size(), std::size_t{1});
        QVERIFY(back->lives[0].settings == feed.lives[0].settings);
        QCOMPARE(back->lives[0].newestEvaluation, std::int64_t{12});
        QCOMPARE(back->lives[0].relearnt, std::int64_t{7});
        QCOMPARE(back->lives[0].relearntMeans, std::int64_t{3});
        QCOMPARE(back->decisions.size(), std::size_t{1});
        QVERIFY(back->decisions[0].what == FeedDecision::What::Suppress);
        QCOMPARE(back->decisions[0].cause, std::string("A-0002"));
        QVERIFY(back->decisions[0].until == atNanos(77));
        QCOMPARE(back->steps.size(), feed.steps.size());
        for (std::size_t i = 0; i < feed.steps.size(); ++i) {
            const FeedStep& is = back->steps[i];
            const FeedStep& was = feed.steps[i];
            QVERIFY(is.kind == was.kind);
            QCOMPARE(is.index, was.index);
            QVERIFY2(isSameValue(is.value, was.value), qPrintable(QString::number(i)));
            QVERIFY2(isSameValue(is.other, was.other), qPrintable(QString::number(i)));
            QVERIFY(is.recorded == was.recorded);
            if (was.kind == FeedStep::Kind::Judged)
                QVERIFY(is.answered == was.answered);
            if (was.kind != FeedStep::Kind::Decision && was.kind != FeedStep::Kind::Tick)
                QVERIFY(is.time == was.time);
        }
    }

    // What a bundle of somebody else may hold: detectors reckon with what they are told, and a few
    // bytes must not become gigabytes.
    void refusesWhatNoConsoleTells()
    {
        for (const double value : {std::numeric_limits<double>::quiet_NaN(),
                                   std::numeric_limits<double>::infinity(), -0.25, 1.5}) {
            Feed feed = manyFeed();
            feed.steps[4].value = value;
            QVERIFY2(!store::feedFrom(store::bodyOf(feed)), qPrintable(QString::number(value)));
        }
        Feed endless = manyFeed();
        endless.steps[1].value = std::numeric_limits<double>::infinity();
        QVERIFY(!store::feedFrom(store::bodyOf(endless)));
        Feed extreme = manyFeed();
        extreme.steps[4].time = atNanos(std::numeric_limits<std::int64_t>::min());
        extreme.steps[5].recorded = atNanos(std::numeric_limits<std::int64_t>::max());
        const auto held = store::feedFrom(store::bodyOf(extreme));
        QVERIFY(held);
        QVERIFY(held->steps[5].recorded - held->steps[4].time > telemetry::Duration::zero());
        Feed bomb;
        for (int i = 0; i < 400; ++i) {
            auto& key = bomb.keys.emplace_back();
            key.service = std::string(64U << 10, 'x');
            key.check = std::to_string(i);
        }
        QVERIFY(store::bodyOf(bomb).size() < 80U << 10);
        QVERIFY(!store::feedFrom(store::bodyOf(bomb)));
    }

    // Whatever is in the file: an answer or none, never a step that points outside.
    void refusesWhatIsDamaged()
    {
        const std::string body = store::bodyOf(manyFeed());
        for (std::size_t size = 0; size < body.size(); ++size)
            QVERIFY(!store::feedFrom(body.substr(0, size)));
        QVERIFY(!store::feedFrom(body + '\0'));
        std::mt19937 random(7);
        for (int i = 0; i < 20'000; ++i) {
            std::string broken = body;
            for (int j = 0; j < 3; ++j)
                broken[random() % broken.size()] = static_cast<char>(random());
            const auto feed = store::feedFrom(broken);
            if (!feed)
                continue;
            for (const FeedStep& step : feed->steps) {
                if (step.kind == FeedStep::Kind::Life)
                    QVERIFY(step.index < feed->lives.size());
                else if (step.kind == FeedStep::Kind::Decision)
                    QVERIFY(step.index < feed->decisions.size());
                else if (step.kind != FeedStep::Kind::Tick)
                    QVERIFY(step.index < feed->keys.size());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFeedBody)
#include "tst_feedbody.moc"
