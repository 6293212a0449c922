// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "models/otlp/wire.h"
#include "models/otlp/wirebuffer.h"
#include "models/practice/recordeddrill.h"
#include "models/practice/recordedfleet.h"
#include "models/practice/renewal.h"
#include "models/practice/replayrequests.h"
#include "tests/models/practice/practicestory.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace storetest;
using practice::RecordedDrill;
using telemetry::AlarmState;
using telemetry::SignalKind;

namespace {

std::string metricsBody(std::int64_t second)
{
    otlp::WireBuffer wire(256);
    const auto resource = wire.open(1, 4);
    const auto scope = wire.open(2, 4);
    const auto metric = wire.open(2, 4);
    wire.addTag(1, 2);
    wire.addBytes("answers");
    const auto sum = wire.open(7, 4);
    const auto point = wire.open(1, 4);
    wire.addTag(2, 1);
    wire.addFixed64(static_cast<std::uint64_t>(telemetry::toUnixNanos(at(second - 1))));
    wire.addTag(3, 1);
    wire.addFixed64(static_cast<std::uint64_t>(telemetry::toUnixNanos(at(second))));
    wire.addTag(6, 1);
    wire.addFixed64(42);
    wire.close(point);
    wire.addTag(2, 0);
    wire.addVarint(2);
    wire.addTag(3, 0);
    wire.addVarint(1);
    wire.close(sum);
    wire.close(metric);
    wire.close(scope);
    wire.close(resource);
    return wire.take();
}

// An incident of ten calls, one a second, recorded half a minute after each began; the fourth was
// judged late. An alarm of 5, cured at 40.
class Past
{
public:
    Past()
        : story(at(0))
    {
        writer = recording.writer();
        for (std::uint64_t i = 1; i <= 10; ++i) {
            otlp::OutgoingSpan child = chatSpan(100 + i, static_cast<std::int64_t>(i));
            child.trace = traceId(i);
            child.parent = spanId(i);
            QVERIFY(writer->append(spansBatch({chatSpan(i, static_cast<std::int64_t>(i)), child},
                                              static_cast<std::int64_t>(i) + 30)));
        }
        QVERIFY(writer->append(logsBatch({judgeLog(4, 44, 0.2, true)}, 45)));
        auto metrics = otlp::decodeProtobuf(SignalKind::Metrics,
                                            std::make_shared<std::string>(metricsBody(8)));
        QVERIFY(metrics);
        metrics->recorded = at(9);
        dialect::Interpreted interpreted;
        interpreted.batch = std::move(*metrics);
        QVERIFY(writer->append(interpreted));
        story.found(1, {{"breaker:shop", "reset"}, {"pin:shop", ""}});
        story.open(36, 5, {"shop"});
        const auto intent = story.fire(39, "breaker:shop", "reset", "tripped");
        story.rung(42, "breaker:shop", "tripped", runbook::RungKind::Recovered,
                   runbook::RungState::Reached, intent);
        for (telemetry::TimelineEntry& entry : story.entries)
            QVERIFY(writer->append(entry));
        QVERIFY(writer->commit());
    }

    RecordedDrill read(telemetry::Duration lead = practice::kLead) const
    {
        auto drill = practice::readRecordedDrill(*recording.reader(), {}, lead);
        if (!drill)
            qFatal("%s", drill.error().message.c_str());
        return *drill;
    }

    Recording recording;
    std::unique_ptr<store::Writer> writer;
    practicetest::Story story;
};

std::vector<practice::Played> allOf(const RecordedDrill& drill, telemetry::Duration shift,
                                    std::uint64_t pass = 0)
{
    std::vector<practice::Played> played;
    for (std::size_t i = 0; i < drill.items.size(); ++i)
        played.push_back({.item = i, .due = drill.items[i].due, .shift = shift, .pass = pass});
    return played;
}

// The ids that a pass gave: of traces with their spans' ids and parents; what judges name.
struct Sent
{
    std::map<telemetry::TraceId, std::set<telemetry::SpanId>> spans;
    std::set<telemetry::SpanId> parents;
    std::vector<telemetry::Timestamp> starts;
    std::vector<telemetry::LogRecord> logs;
    std::vector<telemetry::MetricPoint> points;
    std::vector<std::shared_ptr<const std::string>> buffers;
    std::string bytes;
};

Sent sendOf(const Past& past, const RecordedDrill& drill,
            const std::vector<practice::Played>& played, std::uint64_t seed = 1)
{
    const auto reader = past.recording.reader();
    practice::ReplayRequests requests(*reader, drill, seed);
    const auto bodies = requests.of(played);
    Sent sent;
    if (!bodies)
        return sent;
    for (const drill::RequestBody& body : *bodies) {
        sent.bytes += body.bytes;
        auto batch = otlp::decodeProtobuf(body.kind, std::make_shared<std::string>(body.bytes));
        if (!batch || !batch->rejections.empty())
            return {};
        for (const telemetry::SpanRecord& span : batch->spans) {
            sent.spans[span.trace].insert(span.id);
            if (span.parent != telemetry::SpanId::None)
                sent.parents.insert(span.parent);
            sent.starts.push_back(span.start);
        }
        sent.logs.insert(sent.logs.end(), batch->logs.begin(), batch->logs.end());
        sent.points.insert(sent.points.end(), batch->points.begin(), batch->points.end());
        sent.buffers.insert(sent.buffers.end(), batch->buffers.begin(), batch->buffers.end());
    }
    return sent;
}

store::RawHeader headerOf(SignalKind signal)
{
    store::RawHeader header;
    header.signal = signal;
    return header;
}

} // namespace

class TestRecordedDrill final : public QObject
{
    Q_OBJECT

private slots:
    void isReadFromTheIncident();
    void anImportIsPacedByWhatItTells();
    void leadLimitsIt();
    void whatCannotBeIsRefused();
    void sendsTheSameOnceMore();
    void eachPassHasIdsOfItsOwn();
    void responsesAndTheirJudgesAgree();
    void linksAndEventsAreRenewed();
    void brokenBodiesStayInBounds();
    void leversHaveTheirKeys();
};

void TestRecordedDrill::isReadFromTheIncident()
{
    const Past past;
    const RecordedDrill drill = past.read();
    QCOMPARE(drill.incident, std::string("INC-0001"));
    QVERIFY(drill.isPacedByArrival);
    QCOMPARE(drill.items.size(), std::size_t{22});
    QVERIFY(drill.times.fault == at(5));
    QVERIFY(drill.times.cure == at(40));
    QVERIFY(drill.cure.lever == "breaker:shop" && drill.cure.value == "tripped");
    QCOMPARE(drill.levers.at("breaker:shop").value, std::string("reset"));
    QVERIFY(!drill.truth.faultTime);
    std::set<std::int64_t> traces;
    for (std::size_t i = 0; i < drill.items.size(); ++i) {
        QVERIFY(drill.items[i].due == drill.records[i].recorded);
        if (drill.records[i].signal == SignalKind::Logs)
            QVERIFY(drill.items[i].due == at(45) && drill.items[i].trace != 0);
        traces.insert(drill.items[i].trace);
    }
    QCOMPARE(traces.size(), std::size_t{11}); // and the point, which has none
}

void TestRecordedDrill::anImportIsPacedByWhatItTells()
{
    Past past;
    past.recording.tamper("UPDATE spans SET recorded_ns=recorded_ns+86400000000000");
    past.recording.tamper("UPDATE logs SET recorded_ns=recorded_ns+86400000000000");
    const RecordedDrill drill = past.read();
    QVERIFY(!drill.isPacedByArrival);
    for (std::size_t i = 0; i < drill.items.size(); ++i)
        QVERIFY(drill.items[i].due == drill.records[i].told);
}

void TestRecordedDrill::leadLimitsIt()
{
    const Past past;
    const RecordedDrill drill = past.read(std::chrono::seconds(2));
    QVERIFY(drill.times.begin == at(3));
    QCOMPARE(drill.items.size(), std::size_t{18}); // without the first two calls
    QVERIFY(drill.answersBefore > 0);
    QVERIFY(drill.answersBefore < past.read().answersBefore);
}

void TestRecordedDrill::whatCannotBeIsRefused()
{
    const Past past;
    const auto other = practice::readRecordedDrill(*past.recording.reader(), "INC-0009");
    QVERIFY(!other && other.error().kind == telemetry::ErrorKind::Usage);
    const auto much = store::rawHeaders(*past.recording.reader(), {at(0), at(100)}, 21);
    QVERIFY(!much && much.error().kind == telemetry::ErrorKind::Refused);
    const Recording empty;
    static_cast<void>(empty.writer());
    const auto none = practice::readRecordedDrill(*empty.reader(), {});
    QVERIFY(!none && none.error().kind == telemetry::ErrorKind::Refused);
}

void TestRecordedDrill::sendsTheSameOnceMore()
{
    const Past past;
    const RecordedDrill drill = past.read();
    const auto shift = std::chrono::hours(1);
    const Sent sent = sendOf(past, drill, allOf(drill, shift));
    QCOMPARE(sent.spans.size(), std::size_t{10});
    QCOMPARE(sent.starts.size(), std::size_t{20});
    QVERIFY(*std::ranges::min_element(sent.starts) == at(1) + shift);
    for (const auto& [trace, ids] : sent.spans) {
        QCOMPARE(ids.size(), std::size_t{2});
        QVERIFY(std::ranges::any_of(ids, [&](auto id) { return sent.parents.contains(id); }));
    }
    QCOMPARE(sent.logs.size(), std::size_t{1});
    QVERIFY(sent.logs.front().time == at(44) + shift);
    QVERIFY(sent.spans.at(sent.logs.front().trace).contains(sent.logs.front().span));
    QCOMPARE(sent.points.size(), std::size_t{1});
    const telemetry::MetricPoint& point = sent.points.front();
    QCOMPARE(std::string(point.name), std::string("answers"));
    QVERIFY(point.type == telemetry::MetricType::Sum && point.isMonotonic);
    QCOMPARE(static_cast<int>(point.temporality), 2);
    QVERIFY(point.time == at(8) + shift && point.start == at(7) + shift);
    QVERIFY(sent.bytes.find("test-scope") != std::string::npos);
    QVERIFY(sent.bytes.find("service.version") != std::string::npos);
    QVERIFY(sent.bytes.find("gpt-x-2026") != std::string::npos); // texts stay
}

void TestRecordedDrill::eachPassHasIdsOfItsOwn()
{
    const Past past;
    const RecordedDrill drill = past.read();
    const auto ids = [&](std::uint64_t seed, std::uint64_t pass) {
        std::set<telemetry::TraceId> traces;
        for (const auto& [trace, spans] : sendOf(past, drill, allOf(drill, {}, pass), seed).spans)
            traces.insert(trace);
        return traces;
    };
    const auto first = ids(1, 0);
    QCOMPARE(first.size(), std::size_t{10});
    QVERIFY(first == ids(1, 0));
    QVERIFY(!first.contains(traceId(1))); // nor those of the recording
    for (const auto& others : {ids(1, 1), ids(2, 0)}) {
        for (const telemetry::TraceId& trace : others)
            QVERIFY(!first.contains(trace));
    }
}

void TestRecordedDrill::responsesAndTheirJudgesAgree()
{
    const Past past;
    const RecordedDrill drill = past.read();
    const std::string bytes = sendOf(past, drill, allOf(drill, {})).bytes;
    QVERIFY(bytes.find("resp-4") == std::string::npos);
    std::map<std::string, int> counts; // attribute's bytes behind its name, with tags and lengths
    const std::string key = "gen_ai.response.id";
    for (std::size_t at = bytes.find(key); at != std::string::npos;
         at = bytes.find(key, at + key.size())) {
        // 2 AnyValue, its length, 1 string, its length
        const auto length = static_cast<std::size_t>(bytes.at(at + key.size() + 3));
        counts[bytes.substr(at + key.size() + 4, length)]++;
    }
    QCOMPARE(counts.size(), std::size_t{20}); // each call has its own
    QCOMPARE(std::ranges::count_if(counts, [](const auto& each) { return each.second == 2; }), 1);
}

void TestRecordedDrill::linksAndEventsAreRenewed()
{
    otlp::WireBuffer wire(256);
    const std::string trace(16, '\x11');
    const std::string span(8, '\x22');
    const auto add = [&wire](std::uint32_t field, const std::string& bytes) {
        wire.addTag(field, 2);
        wire.addBytes(bytes);
    };
    add(1, trace);
    add(2, span);
    add(4, std::string(8, '\0')); // no parent
    wire.addTag(7, 1);
    wire.addFixed64(1000);
    wire.addTag(8, 1);
    wire.addFixed64(0); // not told
    const auto event = wire.open(11, 4);
    wire.addTag(1, 1);
    wire.addFixed64(2000);
    wire.close(event);
    const auto link = wire.open(13, 4);
    add(1, trace);
    add(2, span);
    wire.close(link);
    add(5, "name");
    std::string body = wire.take();
    const std::size_t size = body.size();
    practice::Renewal renewal{.shift = telemetry::Duration(500)};
    renewal.traceKey.fill(0x01);
    renewal.spanKey.fill(0x02);
    practice::renew(body, headerOf(SignalKind::Traces), {}, renewal);
    QCOMPARE(body.size(), size);
    otlp::WireCursor cursor(body);
    while (cursor.next()) {
        const std::string bytes(cursor.bytes());
        switch (cursor.field()) {
        case 1:
            QCOMPARE(bytes, std::string(16, '\x10'));
            break;
        case 2:
            QCOMPARE(bytes, std::string(8, '\x20'));
            break;
        case 4:
            QCOMPARE(bytes, std::string(8, '\0'));
            break;
        case 5:
            QCOMPARE(bytes, std::string("name"));
            break;
        case 7:
            QCOMPARE(cursor.number(), std::uint64_t{1500});
            break;
        case 8:
            QCOMPARE(cursor.number(), std::uint64_t{0});
            break;
        case 11: {
            otlp::WireCursor inner(cursor.bytes());
            QVERIFY(inner.next());
            QCOMPARE(inner.number(), std::uint64_t{2500});
            break;
        }
        case 13: {
            otlp::WireCursor inner(cursor.bytes());
            QVERIFY(inner.next());
            QCOMPARE(std::string(inner.bytes()), std::string(16, '\x10'));
            QVERIFY(inner.next());
            QCOMPARE(std::string(inner.bytes()), std::string(8, '\x20'));
            break;
        }
        default:
            QFAIL("another field");
        }
    }
}

void TestRecordedDrill::brokenBodiesStayInBounds()
{
    // Whatever stands there, the size stays and nothing beside it is written: run with asan.
    const Past past;
    const RecordedDrill drill = past.read();
    const std::string whole = sendOf(past, drill, allOf(drill, {})).bytes;
    std::uint32_t state = 7;
    for (int i = 0; i < 2000; ++i) {
        state = state * 1664525U + 1013904223U;
        std::string body = whole.substr(state % whole.size(), state % 300);
        if (!body.empty())
            body[state % body.size()] = static_cast<char>(state >> 24U);
        const std::size_t size = body.size();
        for (const SignalKind signal : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics})
            practice::renew(body, headerOf(signal), telemetry::MetricType::Histogram,
                            practice::renewalOf(1, 2, telemetry::Duration(3)));
        QCOMPARE(body.size(), size);
    }
}

void TestRecordedDrill::leversHaveTheirKeys()
{
    QCOMPARE(practice::controlKeyOf("breaker:shop"), std::string("/plumbline/breakers/shop"));
    QCOMPARE(practice::controlKeyOf("flag:new-prompt"),
             std::string("/plumbline/levers/flag:new-prompt"));
    const auto values = practice::controlValuesOf(
        {{"breaker:shop", {.kind = "breaker", .target = "shop", .value = "reset", .exists = true}},
         {"pin:shop", {.kind = "pin", .target = "shop", .value = "", .exists = false}}});
    QCOMPARE(values.size(), std::size_t{1});
    QCOMPARE(values.at("/plumbline/breakers/shop"), std::string("reset"));
}

QTEST_GUILESS_MAIN(TestRecordedDrill)
#include "tst_recordeddrill.moc"
