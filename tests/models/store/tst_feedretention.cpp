// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/feedreader.h"
#include "models/store/retention.h"
#include "tests/models/store/retentionfixture.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace storetest;
using store::Keep;

namespace {

} // namespace

class TestFeedRetention : public QObject
{
    Q_OBJECT

private slots:
    // A console that was started before anything came, and one that has run for long: what it was
    // set to stays known for as long as anything is.
    void keepsWithWhichSettingsWasJudged()
    {
        const Recording recording;
        Keep keep;
        keep.age = 1h;
        auto opened = store::Writer::open(recording.path(), keep);
        QVERIFY(opened);
        const std::unique_ptr<store::Writer> writer = std::move(*opened);
        store::HealthResults first;
        first.feed.lives = {{.settings = {{"tolerance", "0.1"}}}};
        first.feed.steps = {{.kind = telemetry::FeedStep::Kind::Life, .recorded = at(0)}};
        QVERIFY(writer->append(first));
        QVERIFY(writer->commit());
        const auto append = [&](std::int64_t second) {
            store::HealthResults results;
            results.feed.steps = {
                {.kind = telemetry::FeedStep::Kind::Tick, .recorded = at(second)}};
            QVERIFY(writer->append(results));
            QVERIFY(writer->append(
                spansBatch({chatSpan(static_cast<std::uint64_t>(second), second)}, second)));
            QVERIFY(writer->commit());
        };
        for (std::int64_t second = 1; second < 5; ++second)
            append(second);
        pruneAll(*writer, 10);
        const auto young = store::feedExtent(*recording.reader());
        QVERIFY(young && !young->isBeginningGone);
        QCOMPARE(young->feeds, std::int64_t{5});
        append(20'000);
        append(20'001);
        pruneAll(*writer, 20'010);
        const auto reader = recording.reader();
        const auto old = store::feedExtent(*reader);
        QVERIFY(old && old->isBeginningGone);
        bool isKnown = false;
        QVERIFY(store::forEachFeed(*reader, [&](telemetry::Feed&& feed) {
            isKnown = isKnown || !feed.lives.empty();
            return true;
        }));
        QVERIFY(isKnown);
        QCOMPARE(recording.number("SELECT count(*) FROM feeds WHERE steps>0"), 2);
    }
};

QTEST_GUILESS_MAIN(TestFeedRetention)
#include "tst_feedretention.moc"
