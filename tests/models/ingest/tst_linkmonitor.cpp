// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/linkmonitor.h"
#include "models/ingest/refusals.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>

#include <sqlite3.h>

using namespace ingesttest;
using namespace std::chrono_literals;
using namespace std::string_literals;
using ingest::Arrival;
using ingest::LinkMonitor;
using ingest::LinkTrack;
using telemetry::Duration;
using telemetry::LinkState;
using telemetry::Timestamp;

namespace {

// A sender whose clock is off by `offset` (positive: ahead) and whose items take `delay` to come.
struct Sender
{
    Duration offset{};
    Duration delay = 500ms;

    Arrival arrival(Timestamp at, std::uint64_t items = 10) const
    {
        const Timestamp theirs = at - delay + offset;
        return {.at = at, .oldest = theirs - 1s, .newest = theirs, .items = items};
    }
};

// One delivery every `interval`; when the last one came.
Timestamp feed(LinkTrack& link, const Sender& sender, Timestamp from, int count,
               Duration interval = 5s)
{
    Timestamp at = from;
    for (int i = 0; i < count; ++i, at += interval)
        link.arrived(sender.arrival(at));
    return at - interval;
}

telemetry::Batch batchOf(const std::vector<std::string>& services, Timestamp time)
{
    telemetry::Batch batch;
    batch.source = "otlp-http";
    batch.recorded = time;
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        telemetry::ResourceRecord resource;
        resource.service = services[i];
        batch.resources.push_back(resource);
        telemetry::SpanRecord span;
        span.start = span.end = time;
        span.resource = i;
        batch.spans.push_back(span);
    }
    return batch;
}

const telemetry::LinkStatus* find(const std::vector<telemetry::LinkStatus>& links,
                                  const std::string& source, const std::string& service)
{
    const auto found = std::ranges::find_if(links, [&](const telemetry::LinkStatus& link) {
        return link.source == source && link.service == service && link.instance.empty();
    });
    return found == links.end() ? nullptr : &*found;
}

} // namespace

class TestLinkMonitor : public QObject
{
    Q_OBJECT

private slots:
    void waitsThenConnects()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        QVERIFY(link.status(kNoon + 5min).state == LinkState::Waiting);
        const Timestamp last = feed(link, {}, kNoon + 5min, 10);
        const auto status = link.status(last + 2s);
        QVERIFY(status.state == LinkState::Connected);
        QVERIFY(status.reason.empty());
        QCOMPARE(status.items, std::uint64_t{100});
        QCOMPARE(status.lastData, std::optional(last));
        QCOMPARE(status.lag, std::optional<Duration>(500ms));
        QCOMPARE(status.expected, std::optional<Duration>(5s));
        // Ten items each five seconds.
        QVERIFY(status.itemsPerSecond && *status.itemsPerSecond > 1.4
                && *status.itemsPerSecond < 2.2);
        QCOMPARE(status.since, last + 2s);
    }

    // Each link by its own pace: ten quiet seconds are nothing to one and everything to another.
    void staleByWhatIsUsual()
    {
        LinkTrack often("otlp-http", "often", kNoon);
        LinkTrack seldom("otlp-http", "seldom", kNoon);
        const Timestamp last = feed(often, {}, kNoon, 61, 1s);
        feed(seldom, {}, kNoon - 10min, 12, 60s);
        QVERIFY(often.status(last + 9s).state == LinkState::Connected);
        const auto stale = often.status(last + 11s);
        QVERIFY(stale.state == LinkState::Stale);
        QCOMPARE(stale.reason, "nothing for 11 s; usual is every 1 s"s);
        QVERIFY(seldom.status(last + 120s).state == LinkState::Connected);
        QVERIFY(seldom.status(last + 300s).state == LinkState::Stale);
        often.arrived(Sender().arrival(last + 30s));
        QVERIFY(often.status(last + 31s).state == LinkState::Connected);
    }

    void burstsAreOneDelivery()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        Timestamp at = kNoon;
        for (int i = 0; i < 20; ++i, at += 30s) {
            for (int j = 0; j < 3; ++j)
                link.arrived(Sender().arrival(at + 10ms * j));
        }
        QVERIFY(link.status(at).state == LinkState::Connected);
        QVERIFY(link.status(at).expected.value_or(Duration{}) > 29s);
    }

    void aClockHoursOffIsNoStaleness_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("ahead") << 3;
        QTest::newRow("behind") << -3;
    }
    void aClockHoursOffIsNoStaleness()
    {
        QFETCH(int, hours);
        LinkTrack link("otlp-http", "shop", kNoon);
        const Duration offset = std::chrono::hours(hours);
        const Timestamp last = feed(link, {.offset = offset}, kNoon, 20);
        const auto status = link.status(last + 2s);
        QVERIFY2(status.state == LinkState::Connected, status.reason.c_str());
        QVERIFY(status.skew && std::chrono::abs(*status.skew - offset) < 2s);
        QVERIFY(status.lag && *status.lag < 2s);
        QVERIFY(link.status(last + 2min).state == LinkState::Stale);
    }

    void oneWildTimeMovesNoClock()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        feed(link, {}, kNoon, 20);
        link.arrived(
            {.at = kNoon + 101s, .oldest = kNoon, .newest = kNoon + 24h * 365, .items = 1});
        const Timestamp last = feed(link, {}, kNoon + 105s, 5);
        const auto status = link.status(last);
        QCOMPARE(status.skew, std::optional<Duration>(0s));
        QVERIFY(status.state == LinkState::Connected);
    }

    void whatComesLateLags()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        const Timestamp first = feed(link, {}, kNoon, 20);
        // It falls behind: by one second more each second.
        Timestamp at = first;
        for (int i = 1; i <= 10; ++i) {
            at += 5s;
            link.arrived(Sender{.delay = 5s * i}.arrival(at));
        }
        const auto status = link.status(at + 1s);
        QVERIFY(status.state == LinkState::Lagging);
        QVERIFY(status.lag && *status.lag >= 30s);
        QCOMPARE(status.skew, std::optional<Duration>(0s));
        QVERIFY(status.reason.starts_with("what comes is "));
    }

    void failuresSayWhyUntilSomethingComes()
    {
        LinkTrack link("otlp-http", {}, kNoon);
        feed(link, {}, kNoon, 5);
        link.failed(kNoon + 21s, "body is no OTLP JSON", 1);
        auto status = link.status(kNoon + 21s);
        QVERIFY(status.state == LinkState::Failing);
        QCOMPARE(status.reason, "body is no OTLP JSON"s);
        QCOMPARE(status.rejected, std::uint64_t{1});
        link.arrived(Sender().arrival(kNoon + 25s));
        QVERIFY(link.status(kNoon + 25s).state == LinkState::Connected);
        link.refused(kNoon + 26s, ingest::Refusals::kQueueFull);
        status = link.status(kNoon + 26s);
        QVERIFY(status.state == LinkState::Failing);
        QCOMPARE(status.refused, std::uint64_t{1});
        link.arrived(Sender().arrival(kNoon + 30s));
        QVERIFY(link.status(kNoon + 60s).state != LinkState::Failing);
    }

    // Whoever has no token says nothing about the link of those who have one.
    void strangersDoNotBreakALink()
    {
        LinkTrack link("otlp-http", {}, kNoon);
        link.refused(kNoon + 1s, ingest::Refusals::kNoToken);
        auto status = link.status(kNoon + 1s);
        QVERIFY(status.state == LinkState::Failing); // nothing else has come
        QVERIFY2(status.reason.find("token") != std::string::npos, status.reason.c_str());
        link.arrived(Sender().arrival(kNoon + 2s));
        link.refused(kNoon + 3s, ingest::Refusals::kNoToken);
        status = link.status(kNoon + 3s);
        QVERIFY(status.state == LinkState::Connected);
        QCOMPARE(status.refused, std::uint64_t{2});
    }

    void silenceLeavesAGap()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        const Timestamp last = feed(link, {}, kNoon, 20);
        QVERIFY(!link.takeGap());
        link.arrived(Sender().arrival(last + 10min));
        const auto gap = link.takeGap();
        QVERIFY(gap.has_value());
        QCOMPARE(gap->source, "otlp-http"s);
        QCOMPARE(gap->service, "shop"s);
        QCOMPARE(gap->range.start, last);
        QVERIFY(gap->range.end > last + 9min && gap->range.end <= last + 10min);
        QVERIFY(!link.takeGap());
    }

    // Once every five minutes may be its way: three deliveries tell, and until then nothing does.
    void silenceIsNoGapUntilItsWayIsKnown()
    {
        LinkTrack link("otlp-http", "nightly", kNoon);
        Timestamp at = kNoon;
        for (int i = 0; i < 4; ++i) {
            link.arrived(Sender().arrival(at));
            QVERIFY(!link.takeGap());
            if (i < 3) {
                const auto status = link.status(at + 4h);
                QVERIFY(status.state == LinkState::Waiting);
                QVERIFY(status.reason.ends_with("how often it sends is not known yet"));
            }
            at += 5h;
        }
        QVERIFY(link.status(at).state == LinkState::Connected); // usual is every 5 h
        QVERIFY(link.status(at + 11h).state == LinkState::Stale);
        link.arrived(Sender().arrival(at + 15h));
        QVERIFY(link.takeGap().has_value());
    }

    void anEmptyRequestIsNoData()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        link.arrived({.at = kNoon + 1s, .oldest = {}, .newest = {}});
        const auto status = link.status(kNoon + 1s);
        QVERIFY(!status.lastData && status.state == LinkState::Waiting);
        link.arrived(Sender().arrival(kNoon + 2s));
        QVERIFY(link.status(kNoon + 2s).lastData == kNoon + 2s);
    }

    // Its network was down, and it kept what it had.
    void whatWasKeptLeavesNone()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        const Timestamp last = feed(link, {}, kNoon, 20);
        link.arrived(
            {.at = last + 10min, .oldest = last + 3s, .newest = last + 10min, .items = 500});
        QVERIFY(!link.takeGap());
    }

    void aSkewedSendersGapIsInOurTime()
    {
        LinkTrack link("otlp-http", "shop", kNoon);
        const Sender sender{.offset = -5h};
        const Timestamp last = feed(link, sender, kNoon, 20);
        link.arrived(sender.arrival(last + 10min));
        const auto gap = link.takeGap();
        QVERIFY(gap.has_value());
        QCOMPARE(gap->range.start, last);
        QVERIFY(gap->range.end > last + 9min);
    }

    void endpointsAndTheirSenders()
    {
        LinkMonitor monitor;
        monitor.open("otlp-grpc", kNoon);
        for (int i = 0; i < 4; ++i)
            monitor.arrived(batchOf({"shop", "desk"}, kNoon + 5s * i), 0, kNoon + 5s * i);
        const auto links = monitor.links(kNoon + 16s);
        QCOMPARE(links.size(), std::size_t{4});
        QVERIFY(find(links, "otlp-grpc", "")->state == LinkState::Waiting);
        QVERIFY(find(links, "otlp-http", "")->state == LinkState::Connected);
        QCOMPARE(find(links, "otlp-http", "")->items, std::uint64_t{8});
        QCOMPARE(find(links, "otlp-http", "desk")->items, std::uint64_t{4});
    }

    // Whoever is listened to again is not said to be gone, sender or endpoint.
    void whatIsOpenedAgainIsNotClosed()
    {
        LinkMonitor monitor;
        monitor.open("otlp-http", kNoon);
        for (int i = 0; i < 4; ++i)
            monitor.arrived(batchOf({"shop"}, kNoon + 5s * i), 0, kNoon + 5s * i);
        monitor.close("otlp-http", "no longer listened on", kNoon + 16s);
        QVERIFY(find(monitor.links(kNoon + 16s), "otlp-http", "shop")->state == LinkState::Closed);
        monitor.open("otlp-http", kNoon + 17s);
        for (const char* service : {"", "shop"})
            QVERIFY(find(monitor.links(kNoon + 17s), "otlp-http", service)->state
                    == LinkState::Connected);
        QVERIFY(find(monitor.links(kNoon + 10min), "otlp-http", "shop")->state == LinkState::Stale);
    }

    void newsAreChangesAndHeartbeats()
    {
        LinkMonitor monitor;
        monitor.open("otlp-http", kNoon);
        QCOMPARE(monitor.takeNews(kNoon).links.size(), std::size_t{1});
        QVERIFY(monitor.takeNews(kNoon + 1s).links.empty());
        for (int i = 0; i < 10; ++i)
            monitor.arrived(batchOf({"shop"}, kNoon + 5s * i), 0, kNoon + 5s * i);
        QCOMPARE(monitor.takeNews(kNoon + 46s).links.size(), std::size_t{2});
        monitor.arrived(batchOf({"shop"}, kNoon + 50s), 0, kNoon + 50s);
        QVERIFY(monitor.takeNews(kNoon + 51s).links.empty());
        monitor.arrived(batchOf({"shop"}, kNoon + 105s), 0, kNoon + 105s);
        const auto beat = monitor.takeNews(kNoon + 107s);
        QCOMPARE(beat.links.size(), std::size_t{2});
        QCOMPARE(beat.gaps.size(), std::size_t{1}); // of the sender, not of its endpoint too
        QCOMPARE(beat.gaps[0].service, "shop"s);
        const auto stale = monitor.takeNews(kNoon + 10min);
        QCOMPARE(stale.links.size(), std::size_t{2});
        QVERIFY(stale.links[0].state == LinkState::Stale);
    }

    void sendersHaveAnEnd()
    {
        LinkMonitor monitor;
        for (std::size_t i = 0; i < 2 * LinkMonitor::kMostLinks; ++i)
            monitor.arrived(batchOf({"s" + std::to_string(i)}, kNoon), 0, kNoon);
        const auto links = monitor.links(kNoon);
        QVERIFY(links.size() <= LinkMonitor::kMostLinks + 2);
        QVERIFY(find(links, "otlp-http", "(others)") != nullptr);
        QCOMPARE(find(links, "otlp-http", "")->items, std::uint64_t{2 * LinkMonitor::kMostLinks});
    }

    // One of three pods falls silent: its service goes on, and is no gap.
    void instancesAreToldApart()
    {
        LinkMonitor monitor;
        const auto send = [&](const std::vector<std::string>& instances, Timestamp at) {
            auto batch = batchOf(std::vector<std::string>(instances.size(), "shop"), at);
            for (std::size_t i = 0; i < instances.size(); ++i)
                batch.resources[i].instance = instances[i];
            monitor.arrived(batch, 0, at);
        };
        const auto link = [&](const std::string& instance, Timestamp at) {
            for (const auto& status : monitor.links(at))
                if (status.service == "shop" && status.instance == instance)
                    return std::optional(status);
            return std::optional<telemetry::LinkStatus>();
        };
        send({"pod-1"}, kNoon);
        QVERIFY(!link("pod-1", kNoon)); // one alone is the service
        Timestamp at = kNoon;
        for (int i = 0; i < 20; ++i, at += 5s)
            send({"pod-1", "pod-2", "pod-3"}, at);
        QVERIFY(link("pod-2", at)->state == LinkState::Connected);
        QCOMPARE(link("pod-2", at)->items, std::uint64_t{20});
        QCOMPARE(link("", at)->items, std::uint64_t{61});
        for (int i = 0; i < 20; ++i, at += 5s)
            send({"pod-1", "pod-3"}, at);
        QVERIFY(link("", at)->state == LinkState::Connected);
        QVERIFY(link("pod-2", at)->state == LinkState::Stale);
        send({"pod-2"}, at);
        QVERIFY(link("pod-2", at)->state == LinkState::Connected);
        QVERIFY(monitor.takeNews(at).gaps.empty());
        // What has been replaced is closed, said so once, and no longer watched.
        for (int i = 0; i < 200; ++i, at += 20s)
            send({"pod-1", "pod-3"}, at);
        static_cast<void>(monitor.takeNews(at));
        const auto news = monitor.takeNews(at);
        const auto closed =
            std::ranges::find(news.links, "pod-2", &telemetry::LinkStatus::instance);
        QVERIFY(closed != news.links.end() && closed->state == LinkState::Closed);
        static_cast<void>(monitor.takeNews(at));
        QVERIFY(!link("pod-2", at) && link("pod-3", at));
    }

    void instancesHaveAnEnd()
    {
        LinkMonitor monitor;
        for (std::size_t i = 0; i < 2 * LinkMonitor::kMostInstances; ++i) {
            auto batch = batchOf({"shop"}, kNoon);
            batch.resources[0].instance = "pod-" + std::to_string(i);
            monitor.arrived(batch, 0, kNoon);
        }
        const auto links = monitor.links(kNoon);
        QCOMPARE(links.size(), LinkMonitor::kMostInstances + 3); // endpoint, service, others
        const auto others = std::ranges::find(links, "(others)", &telemetry::LinkStatus::instance);
        QVERIFY(others != links.end());
        QCOMPARE(others->items, std::uint64_t{LinkMonitor::kMostInstances});
        QCOMPARE(find(links, "otlp-http", "shop")->items,
                 std::uint64_t{2 * LinkMonitor::kMostInstances});
    }

    void pullsAreToldByWhoPulls()
    {
        LinkMonitor monitor;
        telemetry::LinkStatus status;
        status.source = "prometheus";
        status.state = LinkState::Failing;
        status.reason = "series: 503";
        status.nextTry = kNoon + 8s;
        monitor.note(status);
        auto batch = batchOf({"shop"}, kNoon);
        batch.source = "prometheus";
        monitor.arrived(batch, 0, kNoon);
        const auto links = monitor.links(kNoon);
        QVERIFY(find(links, "prometheus", "")->state == LinkState::Failing);
        QCOMPARE(find(links, "prometheus", "")->nextTry, std::optional(kNoon + 8s));
        QVERIFY(find(links, "prometheus", "shop")->state == LinkState::Connected);
    }

    void linksAreRecordedAsTheyWere()
    {
        const Recording recording;
        ManualClock clock;
        {
            auto pipeline = ingest::Pipeline::start(recording.path(), {.isLive = true}, &clock);
            QVERIFY(pipeline.has_value());
            (*pipeline)->openLink("otlp-http");
            Receipts receipts;
            for (std::uint64_t i = 0; i < 5; ++i) {
                ingest::RawDelivery delivery;
                delivery.body = tracesBody({chatSpan(i)});
                delivery.source = "otlp-http";
                (*pipeline)->submitBlocking(std::move(delivery), receipts.handler());
                receipts.wait(i + 1);
                clock.advance(5s);
            }
            ingest::RawDelivery bad;
            bad.body = "no protobuf";
            bad.source = "otlp-http";
            (*pipeline)->submitBlocking(std::move(bad), receipts.handler());
            receipts.wait(6);
            const auto now = (*pipeline)->links();
            QVERIFY(find(now, "otlp-http", "")->state == LinkState::Failing);
            QVERIFY(find(now, "otlp-http", "shop")->state == LinkState::Connected);
            QVERIFY((*pipeline)->finish());
        }
        const auto reader = store::Reader::open(recording.path());
        QVERIFY(reader.has_value());
        const auto links = (*reader)->links();
        QVERIFY(links.has_value());
        const auto* shop = find(*links, "otlp-http", "shop");
        QVERIFY(shop != nullptr);
        QVERIFY(shop->state == LinkState::Closed);
        QCOMPARE(shop->items, std::uint64_t{5});
        QCOMPARE(shop->reason, "the recording has ended"s);
        QCOMPARE(find(*links, "otlp-http", "")->rejected, std::uint64_t{1});
        const auto before = (*reader)->links(kNoon - 1s);
        QVERIFY(before && before->empty());
    }

    // What cannot be written has not arrived, whichever statement found it out.
    void aDeliveryThatCannotBeWrittenFailsItsLink()
    {
        Recording recording;
        const auto pipeline = recording.start();
        sqlite3* file = nullptr;
        QCOMPARE(sqlite3_open(recording.path().c_str(), &file), SQLITE_OK);
        QCOMPARE(sqlite3_exec(file,
                              "CREATE TRIGGER broken BEFORE INSERT ON spans BEGIN SELECT "
                              "RAISE(FAIL, 'no room'); END",
                              nullptr, nullptr, nullptr),
                 SQLITE_OK);
        sqlite3_close(file);
        pipeline->openLink("test");
        const ingest::Receipt receipt =
            deliver(*pipeline, telemetry::SignalKind::Traces, tracesBody({chatSpan(1)}));
        QVERIFY(receipt.outcome == ingest::Receipt::Outcome::Failed);
        const auto links = pipeline->links();
        QVERIFY(find(links, "test", "")->state == LinkState::Failing);
        QVERIFY(find(links, "test", "")->reason.find("no room") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestLinkMonitor)
#include "tst_linkmonitor.moc"
