// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/removal.h"
#include "models/store/schema.h"
#include "models/store/slice.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <utility>

using namespace storetest;

namespace {

constexpr std::int64_t kLast = 4 * 3600;
constexpr std::int64_t kFrom = 5400; // in the middle of an hour
constexpr std::int64_t kUntil = 9000;

store::HealthResults healthOf(std::uint64_t number, std::int64_t second, std::int64_t recorded)
{
    store::HealthResults results;
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = "groundedness";
    evaluation.badness = static_cast<double>(number % 10) / 10;
    evaluation.state = telemetry::EvaluationState::Passed;
    evaluation.time = at(second);
    evaluation.recorded = at(recorded);
    results.evaluations = {evaluation};
    results.suspicions = {{.trace = traceId(number),
                           .span = spanId(number),
                           .probability = static_cast<double>(number % 7) / 7,
                           .reasons = "groundedness",
                           .time = at(second)}};
    telemetry::Rollup rollup;
    rollup.bucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
    rollup.recordedBucket = telemetry::toUnixNanos(at(recorded)) / 1'000'000'000;
    rollup.count = 1;
    rollup.failed = number % 3 == 0 ? 1 : 0;
    rollup.sum = *evaluation.badness;
    rollup.histogram[number % 20] = 1;
    results.rollups = {{signalOf("shop"), rollup}};
    if (number % 50 == 0) {
        telemetry::AlarmTransition alarm;
        alarm.alarm = "A-0001";
        alarm.service = "shop";
        alarm.check = "groundedness";
        alarm.state =
            number % 100 == 0 ? telemetry::AlarmState::Cleared : telemetry::AlarmState::Raised;
        alarm.sentence = "Answers got worse " + std::to_string(number);
        alarm.time = at(second);
        alarm.recorded = at(recorded);
        results.alarms = {alarm};
    }
    return results;
}

// Four hours of calls, some recorded late, with messages that came later still.
void fill(store::Writer& writer)
{
    std::uint64_t number = 0;
    for (std::int64_t second = 0; second < kLast; second += 20) {
        ++number;
        const std::int64_t recorded = second + 3 + (number % 9 == 0 ? 200 : 0);
        QVERIFY(writer.append(spansBatch({chatSpan(number, second)}, recorded)));
        if (number % 4 == 0)
            QVERIFY(writer.append(logsBatch({messagesLog(number, second)}, recorded + 60)));
        if (number % 5 == 0)
            QVERIFY(writer.append(
                logsBatch({judgeLog(number, second + 1, 0.4, number % 2 == 0)}, recorded + 5)));
        QVERIFY(writer.append(healthOf(number, second, recorded + 1)));
        if (number % 25 == 0)
            QVERIFY(writer.append(note("note " + std::to_string(number), second)));
        QVERIFY(writer.commit());
    }
    // A trace that began before the part and goes on in it.
    otlp::OutgoingSpan root = stepSpan(1, 999'999);
    root.start = at(kFrom - 1000);
    root.end = at(kFrom + 50);
    otlp::OutgoingSpan child = stepSpan(2, 999'999);
    child.start = at(kFrom + 10);
    child.end = at(kFrom + 20);
    QVERIFY(writer.append(spansBatch({root, child}, kLast)) && writer.commit());
}

std::string text(const telemetry::Rollup& sum)
{
    std::ostringstream out;
    out << sum.bucket << ' ' << sum.count << ' ' << sum.failed << ' ' << sum.sum << ' ';
    for (const auto bin : sum.histogram)
        out << bin << ',';
    return out.str();
}

template<class T>
T rowsOf(telemetry::Result<T> rows)
{
    return std::move(*rows);
}

// Everything that a view can ask for in words, so that two recordings can be compared.
std::string answers(const store::Reader& reader, const store::View& view)
{
    std::ostringstream out;
    for (const auto& row : rowsOf(reader.spans(view, {})))
        out << "span " << telemetry::toHex(row.trace) << ' ' << row.name << ' '
            << row.start.time_since_epoch().count() << '\n';
    for (const auto& row : rowsOf(reader.generations(view, {})))
        out << "generation " << telemetry::toHex(row.trace) << ' ' << row.modelServed << ' '
            << row.outputMessages.size() << ' ' << static_cast<int>(row.contentState) << '\n';
    for (const auto& row : rowsOf(reader.evaluations(view, {})))
        out << "evaluation " << telemetry::toHex(row.trace) << ' ' << row.check << ' '
            << row.badness.value_or(-1) << '\n';
    for (const auto& row : rowsOf(reader.suspects(view, {}, 0.2)))
        out << "suspect " << telemetry::toHex(row.suspicion.trace) << ' '
            << row.suspicion.probability << ' ' << row.excerpt << '\n';
    for (const int step : {1, 60, 3600}) {
        store::SeriesQuery query;
        query.match = signalOf("shop");
        query.step = std::chrono::seconds(step);
        for (const auto& point : rowsOf(reader.series(view, query)))
            out << "point " << step << ' ' << point.start.time_since_epoch().count() << ' '
                << text(point.sum) << '\n';
    }
    for (const auto& row : rowsOf(reader.volume(view, "shop", std::chrono::minutes(1))))
        out << "volume " << row.start.time_since_epoch().count() << ' ' << row.count << '\n';
    for (const auto& row : rowsOf(reader.facts(view, {.service = "shop"})))
        out << "facts " << row.row << ' ' << row.model << ' ' << row.inputTokens.value_or(-1)
            << '\n';
    for (const auto& row : rowsOf(reader.changes(view)))
        out << "change " << row.service << ' ' << row.field << ' ' << row.value << '\n';
    for (const auto& row : rowsOf(reader.alarms(view)))
        out << "alarm " << row.alarm << ' ' << row.sentence << '\n';
    for (const auto& row : rowsOf(reader.alarmTransitions(view)))
        out << "transition " << row.alarm << ' ' << row.sentence << '\n';
    for (const auto& row : rowsOf(reader.timeline(view)))
        out << "entry " << row.sequence << ' ' << row.text << ' ' << row.hash << '\n';
    for (const auto& row : rowsOf(reader.gaps(view)))
        out << "gap " << row.source << ' ' << row.service << '\n';
    return out.str();
}

} // namespace

class TestSlice : public QObject
{
    Q_OBJECT

private:
    Recording m_whole;
    std::string part(const char* name) const { return m_whole.path() + name; }

private slots:
    void initTestCase()
    {
        const auto writer = m_whole.writer();
        fill(*writer);
    }

    void readsAsTheWholeDoesAtAnyMoment()
    {
        const auto report =
            store::slice(m_whole.path(), part(".a"), {.start = at(kFrom), .end = at(kUntil)});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QVERIFY(report->isCut);
        QVERIFY(report->spans < report->spansOfWhole / 3);
        const auto whole = m_whole.reader();
        const auto cut = *store::Reader::open(part(".a"));
        std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in each run
        std::uniform_int_distribution<std::int64_t> seconds(kFrom, kUntil);
        for (int i = 0; i < 20; ++i) {
            const std::int64_t one = seconds(random);
            const std::int64_t other = seconds(random);
            store::View view;
            view.range = {.start = at(std::min(one, other)), .end = at(std::max(one, other) + 1)};
            view.knownAt = at(seconds(random));
            QCOMPARE(answers(*cut, view), answers(*whole, view));
            view.knownAt = telemetry::Timestamp::max(); // what came late, too
            QCOMPARE(answers(*cut, view), answers(*whole, view));
        }
    }

    void keepsTracesAsAWhole()
    {
        QVERIFY(store::slice(m_whole.path(), part(".b"), {.start = at(kFrom), .end = at(kUntil)}));
        const auto cut = *store::Reader::open(part(".b"));
        QCOMPARE(cut->trace(traceId(999'999), {})->size(), 2U);
        // Nothing else from before or after.
        QCOMPARE(cut->spans({.range = {.start = at(0), .end = at(kFrom - 2000)}}, {})->size(), 0U);
        QCOMPARE(cut->spans({.range = {.start = at(kUntil + 300), .end = at(kLast)}}, {})->size(),
                 0U);
    }

    // What is not there is told as left out, and the chain is the whole one.
    void saysWhereItWasCut()
    {
        const auto report =
            store::slice(m_whole.path(), part(".c"), {.start = at(kFrom), .end = at(kUntil)});
        const auto cut = *store::Reader::open(part(".c"));
        const auto gaps = cut->gaps({});
        QCOMPARE(gaps->size(), 2U);
        QVERIFY(gaps->front().range == (telemetry::TimeRange{.start = at(0), .end = at(kFrom)}));
        QVERIFY(gaps->back().range.start == at(kUntil));
        QCOMPARE(gaps->back().service, std::string("shop"));
        QVERIFY(store::isOfRetention(gaps->front()));
        const auto verified = cut->verify();
        QVERIFY(!verified->firstBroken);
        QCOMPARE(verified->entries, m_whole.reader()->verify()->entries);
        QCOMPARE(verified->lastHash, report->lastHash);
    }

    // Texts that only the rest refers to stay out of it.
    void takesOnlyTheTextsItNeeds()
    {
        Recording other;
        {
            const auto writer = other.writer();
            otlp::OutgoingSpan old = chatSpan(1, 0);
            old.name = "chat planted-name-of-before";
            QVERIFY(writer->append(spansBatch({old}, 1)));
            QVERIFY(writer->append(spansBatch({chatSpan(2, 5000)}, 5001)) && writer->commit());
        }
        QVERIFY(store::slice(other.path(), part(".d"), {.start = at(4000), .end = at(6000)}));
        std::ifstream file(part(".d"), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        QVERIFY(bytes.find("gpt-x-2026") != std::string::npos);
        QVERIFY(bytes.find("planted-name-of-before") == std::string::npos);
    }

    void wholeRangeIsTheWhole()
    {
        const auto report = store::slice(
            m_whole.path(), part(".e"),
            {.start = telemetry::Timestamp::min(), .end = telemetry::Timestamp::max()});
        QVERIFY(report && !report->isCut);
        QCOMPARE(report->spans, report->spansOfWhole);
        const auto cut = *store::Reader::open(part(".e"));
        QCOMPARE(answers(*cut, {}), answers(*m_whole.reader(), {}));
    }

    void whileAWriterHasItOpen()
    {
        Recording live;
        const auto writer = live.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 11)) && writer->commit());
        QVERIFY(writer->append(spansBatch({chatSpan(2, 12)}, 13))); // not committed
        const auto report = store::slice(live.path(), part(".f"), {.start = at(0), .end = at(100)});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QCOMPARE(report->spans, 1);
        QVERIFY(writer->commit());
        QCOMPARE(live.reader()->spans({}, {})->size(), 2U);
        // It can be written to, too.
        const auto cut = store::Writer::open(part(".f"));
        QVERIFY(cut && (*cut)->append(note("said later", 20)) && (*cut)->commit());
    }

    // What a killed writer left is read, and stays where it is; nothing new lies beside it.
    void leavesTheOriginalAsItWas()
    {
        const std::string killed = part(".killed");
        {
            Recording live;
            const auto writer = live.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 11)) && writer->commit());
            for (const char* end : {"", "-wal"})
                std::filesystem::copy_file(live.path() + end, killed + end);
        }
        const auto size = std::filesystem::file_size(killed + "-wal");
        QVERIFY(size > 0);
        const auto report = store::slice(killed, part(".i"), {.start = at(0), .end = at(100)});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QCOMPARE(report->spans, 1);
        QCOMPARE(std::filesystem::file_size(killed + "-wal"), size);
        // One that was ended cleanly has nothing beside it, before and after.
        QVERIFY(!std::filesystem::exists(m_whole.path() + "-wal"));
        QVERIFY(store::slice(m_whole.path(), part(".j"), {.start = at(kFrom), .end = at(kUntil)}));
        for (const std::string& file : {m_whole.path(), part(".j"), part(".i")})
            QVERIFY2(!std::filesystem::exists(file + "-wal"), file.c_str());
    }

    void refusals()
    {
        const telemetry::TimeRange range{.start = at(kFrom), .end = at(kUntil)};
        QVERIFY(!store::slice(part(".nowhere"), part(".g"), range));
        QVERIFY(!std::filesystem::exists(part(".nowhere"))); // it is not made by asking
        QVERIFY(!store::slice(m_whole.path(), m_whole.path(), range));
        const auto nothing = store::slice(m_whole.path(), part(".g"),
                                          {.start = at(kLast * 5), .end = at(kLast * 6)});
        QVERIFY(!nothing && nothing.error().kind == telemetry::ErrorKind::Usage);
        const auto stopped = store::slice(m_whole.path(), part(".g"), range, [] { return false; });
        QVERIFY(!stopped);
        QVERIFY(!std::filesystem::exists(part(".g")));
        QVERIFY(!std::filesystem::exists(part(".g") + "-wal"));
    }

    void olderSchemaIsBroughtUp()
    {
        Recording older;
        {
            const auto writer = older.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 11)) && writer->commit());
        }
        older.undoVersion15();
        older.tamper("PRAGMA user_version=14");
        const auto report =
            store::slice(older.path(), part(".h"), {.start = at(0), .end = at(100)});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QCOMPARE((*store::Reader::open(part(".h")))->info()->schema, store::kSchemaVersion);
        QCOMPARE(older.reader()->info()->schema, 14); // left as it is
        QVERIFY(!std::filesystem::exists(part(".h.whole")));
    }
};

QTEST_GUILESS_MAIN(TestSlice)
#include "tst_slice.moc"
