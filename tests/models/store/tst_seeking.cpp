// SPDX-License-Identifier: GPL-3.0-or-later

// What is read the short way, for a cursor that jumps, is what the long way tells.

#include "models/store/servicetraffic.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace storetest;
using namespace std::chrono_literals;

namespace {

// Each tells its tokens, window or end another way, or in several records.
void recordCalls(const Recording& recording)
{
    const auto writer = recording.writer();
    otlp::OutgoingSpan windowed = chatSpan(2, 11);
    windowed.attributes.push_back({"gen_ai.request.context_window", std::int64_t{4096}});
    otlp::OutgoingSpan failed = chatSpan(3, 12);
    failed.status = telemetry::StatusCode::Error;
    otlp::OutgoingSpan typed = chatSpan(4, 13);
    typed.attributes.push_back({"error.type", std::string("timeout")});
    otlp::OutgoingSpan bare = chatSpan(5, 14);
    bare.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.usage.input_tokens", std::int64_t{-1}}};
    otlp::OutgoingSpan open = chatSpan(6, 15); // sent again when it has ended
    open.attributes.resize(4);
    open.end = open.start;
    otlp::OutgoingSpan both = chatSpan(8, 17); // a log record tells the tokens
    both.attributes.resize(4);
    otlp::OutgoingLog tokens = messagesLog(8, 17);
    tokens.attributes.push_back({"gen_ai.usage.input_tokens", std::int64_t{77}});
    otlp::OutgoingSpan tool = chatSpan(9, 18); // of which messages made us believe in a call
    tool.attributes = {{"gen_ai.operation.name", std::string("execute_tool")}};
    QVERIFY(writer->append(
        spansBatch({chatSpan(1, 10), windowed, failed, typed, bare, open, both}, 20)));
    QVERIFY(writer->append(logsBatch({messagesLog(7, 16), messagesLog(9, 18)}, 21)));
    QVERIFY(writer->append(spansBatch({chatSpan(6, 15)}, 30)));
    QVERIFY(writer->append(logsBatch({tokens}, 40)));
    QVERIFY(writer->append(spansBatch({tool}, 50)) && writer->commit());
}

} // namespace

class TestSeeking : public QObject
{
    Q_OBJECT

private slots:
    void callsAreAsComposed()
    {
        const Recording recording;
        recordCalls(recording);
        const auto reader = recording.reader();
        int failed = 0;
        int told = 0;
        for (const std::int64_t known : {20, 21, 30, 40, 50}) {
            const store::View view = knownAt(known);
            const auto facts = reader->facts(view, {.service = "shop"});
            QVERIFY(facts);
            QVERIFY(facts->size() >= 7);
            for (const store::GenerationFacts& one : *facts) {
                const auto number =
                    static_cast<std::uint64_t>((one.start - at(10)) / telemetry::Duration(1s)) + 1;
                const auto composed =
                    reader->generation({.trace = traceId(number), .span = spanId(number)}, view);
                QVERIFY(composed && *composed);
                const telemetry::Generation& whole = **composed;
                QCOMPARE(one.end, whole.isInferred ? one.start : whole.end);
                QCOMPARE(one.inputTokens, whole.inputTokens);
                QCOMPARE(one.outputTokens, whole.outputTokens);
                QCOMPARE(one.contextWindow, whole.contextWindow);
                QCOMPARE(one.isFailed, whole.isFailed);
                failed += one.isFailed ? 1 : 0;
                told += one.inputTokens ? 1 : 0;
            }
        }
        QVERIFY(failed > 0 && told > 0);
    }

    void trafficIsAsCountedSpanBySpan()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const std::vector<std::string> names{"shop", "search", "desk"};
        for (std::uint64_t i = 0; i < 60; ++i) {
            const std::string& name = names[i % 7 % names.size()];
            otlp::OutgoingSpan span = chatSpan(i + 1, static_cast<std::int64_t>(i));
            if (i % 3 == 0) // no call of a model
                span.attributes = {{"http.route", std::string("/")}};
            QVERIFY(
                writer->append(spansBatch({span}, static_cast<std::int64_t>(i % 11 + i), name)));
        }
        otlp::OutgoingSpan gateway = chatSpan(100, 70);
        gateway.attributes = {{"http.route", std::string("/")}};
        QVERIFY(writer->append(spansBatch({gateway}, 71, "gateway")) && writer->commit());
        const auto reader = recording.reader();
        constexpr std::array<std::array<std::int64_t, 3>, 4> kViews{
            {{0, 80, 80}, {10, 40, 80}, {10, 40, 33}, {58, 80, 75}}};
        for (const auto& [from, to, known] : kViews) {
            store::View view = knownAt(known);
            view.range = {.start = at(from), .end = at(to)};
            std::map<std::string, store::ServiceTraffic> traffic;
            const auto read = store::serviceTraffic(*reader, view, {"gateway", "nobody"});
            QVERIFY(read);
            for (const store::ServiceTraffic& row : *read)
                traffic[row.service] = row;
            std::int64_t generations = 0;
            const auto rows = reader->services(view);
            QVERIFY(rows);
            for (const store::ServiceRow& row : *rows) {
                if (row.generations == 0 && row.service != "gateway")
                    continue;
                QCOMPARE(traffic[row.service].generations, row.generations);
                QCOMPARE(traffic[row.service].last, row.last);
                generations += row.generations;
            }
            QVERIFY(!traffic.contains("nobody"));
            std::map<std::string, std::int64_t> counted;
            const auto volumes = store::volumeByService(*reader, view, 5s);
            QVERIFY(volumes);
            for (const store::ServiceVolume& point : *volumes)
                counted[point.service] += point.count;
            for (const auto& pair : counted) {
                const std::string& service = pair.first;
                std::int64_t slowly = 0;
                const auto points = reader->volume(view, service, 5s);
                QVERIFY(points);
                for (const auto& point : *points) {
                    slowly += point.count;
                    QVERIFY(std::ranges::any_of(*volumes, [&](const store::ServiceVolume& other) {
                        return other.service == service && other.start == point.start
                            && other.count == point.count;
                    }));
                }
                QCOMPARE(pair.second, slowly);
                generations -= pair.second;
            }
            QCOMPARE(generations, 0);
        }
    }

    // However much newer there is, and whatever a clock that is ahead dates into the future.
    void theNewestSecondsAreThoseKnown()
    {
        const Recording recording;
        const auto writer = recording.writer();
        std::vector<std::pair<std::int64_t, std::int64_t>> all; // event, recorded
        for (std::int64_t second = 0; second < 5 * 3600; second += 97)
            all.emplace_back(second, second + (second % 5 == 0 ? 3700 : 1));
        all.emplace_back(40'000, 200); // known early, dated late
        for (const auto& [event, recorded] : all) {
            telemetry::Rollup rollup;
            rollup.bucket = secondAt(event);
            rollup.recordedBucket = secondAt(recorded);
            rollup.add(0.1);
            store::HealthResults results;
            results.rollups = {{signalOf("shop"), rollup}};
            QVERIFY(writer->append(results));
        }
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        for (const std::int64_t known : {0, 2, 100, 199, 201, 3601, 3700, 7300, 12'345, 30'000}) {
            std::set<telemetry::Timestamp, std::greater<>> seconds;
            for (const auto& [event, recorded] : all) {
                if (recorded < known)
                    seconds.insert(at(event));
            }
            std::vector<telemetry::Timestamp> newest(seconds.begin(), seconds.end());
            newest.resize(std::min(newest.size(), store::HealthCell::kRecentSeconds));
            const auto cells = reader->healthMatrix(knownAt(known));
            QVERIFY(cells);
            QCOMPARE(cells->empty(), newest.empty());
            if (!newest.empty())
                QVERIFY2(cells->front().recent == newest, qPrintable(QString::number(known)));
        }
    }
};

QTEST_GUILESS_MAIN(TestSeeking)
#include "tst_seeking.moc"
