// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/actuation/scriptedpeer.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <atomic>
#include <chrono>

using ingesttest::Recording;
using pulltest::pullOnce;
using Answer = ScriptedPeer::Answer;
using namespace std::chrono_literals;
using pulltest::has;
using pulltest::json;
using pulltest::kDay;

namespace {

constexpr std::int64_t kBegin = 1795471200; // 22:00:00

std::int64_t numberAfter(const std::string& text, const std::string& name)
{
    return std::stoll(text.substr(text.find(name) + name.size()));
}

std::string span(std::int64_t second)
{
    char id[17];
    std::snprintf(id, sizeof id, "%016llx", static_cast<unsigned long long>(second + 1));
    return std::string(R"({"traceId":"0000000000000000)") + id + R"(","spanId":")" + id
        + R"(","name":"a","startTimeUnixNano":")" + std::to_string(kBegin + second)
        + R"(000000000","endTimeUnixNano":")" + std::to_string(kBegin + second + 1)
        + R"(000000000"})";
}

// A back end that has one trace a second and gives at most so many of a window.
Answer traces(const std::string& request, std::int64_t most)
{
    const auto from = std::max<std::int64_t>(numberAfter(request, "from=") - kBegin, 0);
    const auto to = std::min<std::int64_t>(numberAfter(request, "to=") - kBegin, 600);
    std::string spans;
    for (auto second = from; second < std::min(to, from + most); ++second)
        spans += (spans.empty() ? "" : ",") + span(second);
    return json(R"({"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[)"
                + spans + "]}]}]}");
}

const std::string kTraces = R"(id: shop
base_url: http://127.0.0.1:1
parameters: {limit: "100"}
feeds:
  - id: traces
    shape: otlp-json
    request: {path: /traces, query: {from: "{{from|s}}", to: "{{to|s}}", limit: "{{limit}}"}}
    at: /resourceSpans
    most: "{{limit}}"
)";

const std::string kPages = R"(id: warehouse
base_url: http://127.0.0.1:1
parameters: {limit: "1000"}
feeds:
  - id: spans
    shape: json-rows
    request: {method: POST, path: /, body: "LIMIT {{limit}} OFFSET {{offset}}"}
    paging: {by: offset, size: "{{limit}}"}
    format: lines
    record: span
    fields: {trace_id: /t, span_id: /s, name: answer, start: {from: /ns, format: ns}, duration: "1"}
)";

std::string line(int number)
{
    return R"({"t":"4bf92f3577b34da6a3ce929d0e0e4736","s":")" + std::to_string(1000 + number)
        + R"(","ns":")" + std::to_string(kBegin) + "000000000\"}\n";
}

} // namespace

// Nothing that the back end has is left out without a word.
class TestPullWhole : public QObject
{
    Q_OBJECT

private slots:
    void aFullReplyIsAskedForInHalves()
    {
        ScriptedPeer peer([](const std::string& request, int) { return traces(request, 100); });
        Recording recording;
        const auto report = pullOnce(recording, pulltest::source(kTraces, peer.url()),
                                     pulltest::range(kDay + "22:00:00Z", kDay + "22:10:00Z"))[0];
        QCOMPARE(report.problem, std::string());
        QVERIFY(report.notes.empty());
        QCOMPARE(recording.info().spans, 600);
    }

    // What cannot be made smaller is told.
    void aFullSecondIsTold()
    {
        ScriptedPeer peer([](const std::string& request, int) { return traces(request, 1); });
        Recording recording;
        auto profile = pulltest::source(kTraces, peer.url());
        profile.parameters["limit"] = "1";
        const auto report = pullOnce(recording, profile,
                                     pulltest::range(kDay + "22:00:00Z", kDay + "22:00:08Z"))[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(recording.info().spans, 8);
        QCOMPARE(report.notes.size(), std::size_t{1});
        QVERIFY2(has(report.notes[0], "at most 1 traces"), report.notes[0].c_str());
    }

    void pagesAreAsLongAsTheyAreAskedFor()
    {
        static constexpr int kRows = 25;
        ScriptedPeer peer([](const std::string& request, int) {
            const auto offset = static_cast<int>(numberAfter(request, "OFFSET "));
            const auto limit = static_cast<int>(numberAfter(request, "LIMIT "));
            std::string rows;
            for (int i = offset; i < std::min(kRows, offset + limit); ++i)
                rows += line(i);
            return json(rows);
        });
        Recording recording;
        auto profile = pulltest::source(kPages, peer.url());
        profile.parameters["limit"] = "10";
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        const auto report = pullOnce(recording, profile, range)[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(report.requests, 3U);
        QCOMPARE(recording.info().spans, kRows);
        profile.parameters["limit"] = "2 or so";
        Recording other;
        QVERIFY(has(pullOnce(other, profile, range)[0].problem, "must be a number"));
    }

    // Rows that come again because the reply broke off behind them count once.
    void rowsOfABrokenReplyCountOnce()
    {
        std::atomic<int> requests = 0;
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "OFFSET 0"))
                return json(line(0) + line(1));
            if (has(request, "OFFSET 4"))
                return json("");
            return json(line(2) + (++requests == 1 ? "Code: 395, gave up\n" : line(3)));
        });
        Recording recording;
        auto profile = pulltest::source(kPages, peer.url());
        profile.parameters["limit"] = "2";
        profile.feeds[0].paging.pages = 3;
        const auto report = pullOnce(recording, profile,
                                     pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z"))[0];
        QVERIFY(requests >= 2);
        QCOMPARE(report.records, 4U);
        QCOMPARE(recording.info().spans, 4);
    }

    // One back end's cursor must not move another one past what it never gave.
    void cursorsBelongToTheirBackEnd()
    {
        const auto peer = [] {
            return std::make_unique<ScriptedPeer>(
                [](const std::string& request, int) { return traces(request, 100); });
        };
        const auto first = peer();
        const auto second = peer();
        Recording recording;
        pullOnce(recording, pulltest::source(kTraces, first->url()));
        pullOnce(recording, pulltest::source(kTraces, second->url() + "/"));
        const auto cursors = recording.read()->cursors();
        QCOMPARE(cursors->size(), std::size_t{2});
        QVERIFY(cursors->contains("shop/traces@" + first->url()));
        QVERIFY(cursors->contains("shop/traces@" + second->url()));
    }

    void twoSourcesOfOneIdAreRefused()
    {
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook alerts(*pipeline);
        pull::PullerSettings settings;
        for (const char* url : {"http://127.0.0.1:1", "http://127.0.0.1:2"})
            settings.sources.push_back(
                {.profile = pulltest::source(kTraces, url), .tokenFile = {}});
        const auto puller = pull::Puller::start(std::move(settings), *pipeline, alerts);
        QVERIFY(!puller);
        QCOMPARE(puller.error().kind, telemetry::ErrorKind::Usage);
        QVERIFY(has(puller.error().message, "\"shop\""));
    }
};

QTEST_GUILESS_MAIN(TestPullWhole)
#include "tst_pullwhole.moc"
