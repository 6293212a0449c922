// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/linkbook.h"
#include "models/telemetry/timetext.h"
#include "tests/models/actuation/scriptedpeer.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

#include <zlib.h>

using ingesttest::Recording;
using pulltest::pullOnce;
using telemetry::LinkState;
using Answer = ScriptedPeer::Answer;
using namespace std::chrono_literals;
using pulltest::has;
using pulltest::json;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    const std::size_t at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string httpDateText(telemetry::Timestamp time)
{
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

std::string gzipped(const std::string& text)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY)
        != Z_OK)
        throw std::runtime_error("zlib does not start");
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string row(int number, telemetry::Timestamp start)
{
    char span[17];
    std::snprintf(span, sizeof span, "%016x", static_cast<unsigned>(number));
    return R"({"trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":")" + std::string(span)
        + R"(","ns":")" + std::to_string(telemetry::toUnixNanos(start)) + R"("})";
}

std::string list(const std::string& rows, const std::string& next = "")
{
    return R"({"data":[)" + rows + R"(],"next":")" + next + "\"}";
}

// A table of spans at /spans; `more` is put into the feed and `top` into the source.
pull::SourceProfile spans(const std::string& url, const std::string& more = "",
                          const std::string& top = "")
{
    return pulltest::source(
        "id: shop\nbase_url: http://127.0.0.1:1\n" + top
            + "feeds:\n  - id: spans\n    shape: json-rows\n    every: 100ms\n    record: span\n"
              "    rows: /data\n    fields: {trace_id: /trace, span_id: /span, name: answer, "
              "start: {from: /ns, format: ns}}\n    resource: {service.name: shop}\n"
            + (has(more, "request:") ? "" : "    request: {path: /spans}\n") + more,
        url);
}

const std::string kOtlp = "id: shop\nbase_url: http://127.0.0.1:1\nfeeds:\n  - id: spans\n"
                          "    shape: otlp-json\n    every: 100ms\n    request: {path: /spans}\n"
                          "    paging: {by: link}\n    at: /resourceSpans\n";

std::string otlpReply(int number, telemetry::Timestamp start)
{
    return R"({"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"name":"answer",)"
           R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"000000000000000)"
        + std::to_string(number) + R"(","startTimeUnixNano":")"
        + std::to_string(telemetry::toUnixNanos(start)) + R"("}]}]}]})";
}

const std::string kSecret = "auth: {header: Authorization, value: \"Bearer {{secret}}\", "
                            "secret: SHOP}\n";

// Follows until `isOver`, and tells how the link was then.
template<class Condition>
telemetry::LinkStatus follow(const Recording& recording, pull::SourceProfile profile,
                             const Condition& isOver)
{
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.isFollowing = true;
    auto pipeline = ingest::Pipeline::start(recording.path(), std::move(pipelineSettings));
    pull::AlertBook alerts(**pipeline);
    pull::PullerSettings settings;
    settings.sources.push_back({.profile = std::move(profile), .tokenFile = {}});
    settings.isFollowing = true;
    const auto puller = pull::Puller::start(std::move(settings), **pipeline, alerts);
    if (!puller)
        throw std::runtime_error(puller.error().message);
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (!isOver() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(5ms);
    if (!isOver())
        throw std::runtime_error("what is waited for does not come");
    const telemetry::LinkStatus status = (*puller)->links().front();
    (*puller)->stop();
    return status;
}

} // namespace

class TestPullFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("PLUMBLINE_TOKEN_SHOP", "opensesame"); }

    void aPullThatFailedSaysSoAtItsEnd()
    {
        pull::LinkBook book("shop", 0s, {});
        book.add({.feed = "metrics", .problem = "HTTP 500", .newest = {}, .skew = {}, .behind = {}},
                 {});
        book.close({});
        QCOMPARE(book.status().state, LinkState::Closed);
        QCOMPARE(book.status().reason, std::string("failed, metrics: HTTP 500"));
        pull::LinkBook well("shop", 0s, {});
        well.add({.feed = "metrics", .problem = {}, .newest = {}, .skew = {}, .behind = {}}, {});
        well.close({});
        QCOMPARE(well.status().reason, std::string("the pull has ended"));
    }

    // 304: nothing is transferred, taken or counted again, and it is no silence either.
    void whatHasNotChangedCostsNothing_data()
    {
        QTest::addColumn<bool>("isOtlp");
        QTest::addColumn<QString>("validator");
        QTest::addColumn<QString>("condition");
        for (const bool isOtlp : {false, true}) {
            QTest::addRow("ETag, %s", isOtlp ? "OTLP" : "rows") << isOtlp << "ETag: \"v1\"\r\n"
                                                                << "If-None-Match: \"v1\"";
            QTest::addRow("Last-Modified, %s", isOtlp ? "OTLP" : "rows")
                << isOtlp << "Last-Modified: Mon, 23 Nov 2026 22:37:39 GMT\r\n"
                << "If-Modified-Since: Mon, 23 Nov 2026 22:37:39 GMT";
        }
    }
    void whatHasNotChangedCostsNothing()
    {
        QFETCH(bool, isOtlp);
        QFETCH(QString, validator);
        QFETCH(QString, condition);
        const auto start = std::chrono::system_clock::now() - 30s;
        std::atomic<int> whole = 0;
        std::atomic<int> unchanged = 0;
        ScriptedPeer peer([&](const std::string& request, int) {
            // The second page is found although a 304 does not say where it is.
            const bool isSecond = has(request, "/spans?page=2");
            const std::string link = isSecond ? "" : "Link: </spans?page=2>; rel=\"next\"\r\n";
            if (has(request, condition.toStdString())) {
                ++unchanged;
                return Answer{.bytes = ScriptedPeer::reply(304, "", validator.toStdString())};
            }
            ++whole;
            const int number = isSecond ? 2 : 1;
            return json(isOtlp ? otlpReply(number, start) : list(row(number, start)),
                        link + validator.toStdString());
        });
        Recording recording;
        const auto status = follow(recording,
                                   isOtlp ? pulltest::source(kOtlp, peer.url())
                                          : spans(peer.url(), "    paging: {by: link}\n"),
                                   [&] { return unchanged >= 6; });
        QCOMPARE(whole.load(), 2);
        QVERIFY2(status.state == LinkState::Connected, status.reason.c_str());
        QCOMPARE(status.items, std::uint64_t{2});
        QCOMPARE(status.duplicates, std::uint64_t{0});
        QCOMPARE(recording.info().spans, 2);
        QCOMPARE(recording.info().duplicates, 0);
        QVERIFY(recording.info().gaps.empty());
    }

    // What was not stored the first time is not lost because the back end says "as before".
    void whatWasLeftForLaterIsTakenFromWhatHasNotChanged()
    {
        const auto now = std::chrono::system_clock::now();
        std::atomic<int> unchanged = 0;
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "If-None-Match: \"v1\"")) {
                ++unchanged;
                return Answer{.bytes = ScriptedPeer::reply(304, "")};
            }
            return json(
                list(R"({"trace":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7",)"
                     R"("ns":")"
                     + std::to_string(telemetry::toUnixNanos(now)) + R"(","took":null})"),
                "ETag: \"v1\"\r\n");
        });
        Recording recording;
        pull::SourceProfile profile = pulltest::source(
            "id: shop\nbase_url: http://127.0.0.1:1\nfeeds:\n  - id: spans\n    shape: json-rows\n"
            "    every: 100ms\n    patience: 1s\n    record: span\n    rows: /data\n"
            "    request: {path: /spans}\n    fields: {trace_id: /trace, span_id: /span, "
            "name: answer, start: {from: /ns, format: ns}, duration: /took}\n",
            peer.url());
        follow(recording, std::move(profile), [&] { return recording.info().spans == 1; });
        QVERIFY(unchanged > 0);
    }

    void pagesAreFollowedByLink_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("absolute") << "<URL/spans?page=2>; rel=\"next\"";
        QTest::newRow("path") << "</spans?page=2>; rel=next";
        QTest::newRow("query") << "<?page=2>; rel=\"next\"";
        QTest::newRow("of several")
            << "<URL/spans?page=0>; rel=\"prev\", <spans?page=2>; title=\"a, b\"; rel=\"next\"";
    }
    void pagesAreFollowedByLink()
    {
        QFETCH(QString, link);
        const auto start = std::chrono::system_clock::now() - 30s;
        std::string own;
        ScriptedPeer peer([&](const std::string& request, int) {
            if (!has(request, "Authorization: Bearer opensesame"))
                return Answer{.bytes = ScriptedPeer::reply(401, "")};
            if (has(request, "GET /spans?page=2 "))
                return json(list(row(2, start)), "Link: </spans>; rel=\"prev\"\r\n");
            return json(list(row(1, start)), "Link: " + own + "\r\n");
        });
        own = replaced(link.toStdString(), "URL", peer.url());
        Recording recording;
        const auto report =
            pullOnce(recording, spans(peer.url(), "    paging: {by: link}\n", kSecret))[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(report.requests, 2U);
        QCOMPARE(recording.info().spans, 2);
    }

    // Neither a link nor a redirect takes the secret to another peer.
    void theSecretStaysWithItsPeer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("words");
        QTest::newRow("link") << 200 << "Link: <OTHER/spans>; rel=\"next\"\r\n"
                              << "which is not";
        QTest::newRow("link without scheme") << 200 << "Link: <//HOST/spans>; rel=\"next\"\r\n"
                                             << "which is not";
        QTest::newRow("link with a user")
            << 200 << "Link: <http://me:pw@OWN/spans>; rel=\"next\"\r\n"
            << "which is not";
        QTest::newRow("link to a file") << 200 << "Link: <file:///etc/passwd>; rel=\"next\"\r\n"
                                        << "which is not";
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("redirect %d", status) << status << "Location: OTHER/spans\r\n"
                                                 << "redirects are not followed";
    }
    void theSecretStaysWithItsPeer()
    {
        QFETCH(int, status);
        QFETCH(QString, header);
        QFETCH(QString, words);
        const auto start = std::chrono::system_clock::now() - 30s;
        ScriptedPeer other([&](const std::string&, int) { return json(list(row(2, start))); });
        std::string sent;
        ScriptedPeer peer([&](const std::string&, int) {
            return Answer{.bytes = ScriptedPeer::reply(status, list(row(1, start)), sent)};
        });
        const std::size_t scheme = std::string("http://").size();
        sent = replaced(header.toStdString(), "OTHER", other.url());
        sent = replaced(sent, "HOST", other.url().substr(scheme));
        sent = replaced(sent, "OWN", peer.url().substr(scheme));
        Recording recording;
        const auto report =
            pullOnce(recording, spans(peer.url(), "    paging: {by: link}\n", kSecret))[0];
        QVERIFY2(has(report.problem, words.toStdString()), report.problem.c_str());
        QVERIFY(!has(report.problem, "pw"));
        QCOMPARE(other.reads() + other.writes(), 0);
        QCOMPARE(peer.reads(), 1);
        QVERIFY(recording.read()->cursors()->empty()); // the next pull asks for it again
    }

    // A busy back end is left alone for as long as it wants, and its other pages are not asked for
    // again.
    void aBusyPeerIsLeftAlone()
    {
        const auto start = std::chrono::system_clock::now() - 30s;
        using Clock = std::chrono::steady_clock;
        std::atomic<int> firsts = 0;
        std::atomic<int> seconds = 0;
        std::atomic<Clock::time_point> refused{Clock::time_point{}};
        std::atomic<Clock::duration> waited{Clock::duration::zero()};
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "cursor=two")) {
                if (++seconds == 1) {
                    refused = Clock::now();
                    return Answer{.bytes = ScriptedPeer::reply(503, "", "Retry-After: 2\r\n")};
                }
                waited = Clock::now() - refused.load();
                return json(list(row(2, start)));
            }
            ++firsts;
            return json(list(row(1, start), "two"));
        });
        Recording recording;
        const auto report =
            pullOnce(recording,
                     spans(peer.url(),
                           "    request: {path: /spans, query: {cursor: \"{{cursor}}\"}}\n"
                           "    paging: {by: cursor, at: /next}\n"))[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(firsts.load(), 1);
        QCOMPARE(seconds.load(), 2);
        QVERIFY(waited.load() >= 2s);
        QCOMPARE(recording.info().spans, 2);
    }

    // A cursor that leads back to where it came from ends, and so do pages without end.
    void pagesHaveAnEnd()
    {
        const auto start = std::chrono::system_clock::now() - 30s;
        std::atomic<int> pages = 0;
        std::atomic<bool> isCircle = true;
        ScriptedPeer peer([&](const std::string&, int) {
            ++pages;
            return json(list(row(pages, start), isCircle ? "same" : std::to_string(pages.load())));
        });
        const std::string paging = "    request: {path: /spans, query: {cursor: \"{{cursor}}\"}}\n"
                                   "    paging: {by: cursor, at: /next, pages: 5}\n";
        Recording circle;
        QCOMPARE(pullOnce(circle, spans(peer.url(), paging))[0].problem, std::string());
        QCOMPARE(pages.load(), 2);
        isCircle = false;
        pages = 10;
        Recording endless;
        const auto report = pullOnce(endless, spans(peer.url(), paging))[0];
        QVERIFY2(has(report.problem, "more than 5 pages"), report.problem.c_str());
        QCOMPARE(pages.load(), 15);
        QCOMPARE(endless.info().spans, 5); // what came is kept
    }

    void aReplyMayBeSoLarge_data()
    {
        QTest::addColumn<bool>("isBomb");
        QTest::newRow("plain") << false;
        QTest::newRow("inflating") << true;
    }
    void aReplyMayBeSoLarge()
    {
        QFETCH(bool, isBomb);
        const auto start = std::chrono::system_clock::now() - 30s;
        std::atomic<bool> isLarge = true;
        ScriptedPeer peer([&](const std::string&, int) {
            if (!isLarge)
                return json(list(row(1, start)));
            const std::string body = list(row(1, start)) + std::string(3 << 20U, ' ');
            return isBomb ? json(gzipped(body), "Content-Encoding: gzip\r\n") : json(body);
        });
        Recording recording;
        const auto profile = spans(peer.url(), "", "max_reply_mib: 1\n");
        const auto report = pullOnce(recording, profile)[0];
        QVERIFY2(!report.problem.empty(), "it was taken");
        QCOMPARE(recording.info().spans, 0);
        QVERIFY(recording.read()->cursors()->empty());
        isLarge = false;
        QCOMPARE(pullOnce(recording, profile)[0].problem, std::string());
        QCOMPARE(recording.info().spans, 1);
    }

    // Hours off: it is asked for its own times, so nothing is missed, and it is neither stale nor
    // from the future.
    void aPeersClockMayBeHoursOff_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("ahead") << 5;
        QTest::newRow("behind") << -5;
    }
    void aPeersClockMayBeHoursOff()
    {
        QFETCH(int, hours);
        const auto theirNow = [&] {
            return std::chrono::system_clock::now() + std::chrono::hours(hours);
        };
        const telemetry::Timestamp begun = theirNow();
        std::atomic<int> rounds = 0;
        ScriptedPeer peer([&](const std::string& request, int) {
            const auto number = [&](const std::string& name) {
                return std::stoll(request.substr(request.find(name + "=") + name.size() + 1));
            };
            ++rounds;
            std::string rows;
            for (int second = -60; second < 60; ++second) { // one row a second, as time goes
                const telemetry::Timestamp at = begun + std::chrono::seconds(second);
                const auto nanos = telemetry::toUnixNanos(at);
                if (at < theirNow() && nanos >= number("from") && nanos < number("to"))
                    rows += (rows.empty() ? "" : ",") + row(second + 100, at);
            }
            return json(list(rows), "Date: " + httpDateText(theirNow()) + "\r\n");
        });
        Recording recording;
        const auto status =
            follow(recording,
                   spans(peer.url(),
                         "    overlap: 5s\n    first: 2m\n"
                         "    request: {path: /spans, query: {from: \"{{from|ns}}\", "
                         "to: \"{{to|ns}}\"}}\n",
                         "stale_after: 30s\n"),
                   [&] { return rounds >= 12 && recording.info().spans >= 61; });
        QVERIFY2(status.state == LinkState::Connected, status.reason.c_str());
        QVERIFY(status.skew
                && std::chrono::abs(*status.skew - std::chrono::hours(hours))
                    < std::chrono::seconds(3));
        // A row is as old as it is by their clock.
        QVERIFY(status.lag && *status.lag > -5s && *status.lag < 30s);
        QVERIFY(recording.info().gaps.empty());
        const auto cursor =
            pulltest::at(recording.read()->cursors()->at("shop/spans@" + peer.url()));
        QVERIFY(std::chrono::abs(cursor - theirNow()) < 30s);
    }
};

QTEST_GUILESS_MAIN(TestPullFaults)
#include "tst_pullfaults.moc"
