// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/tracescan.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace storetest;
using store::TraceChange;
using store::TraceScan;

namespace {

void append(const Recording& recording, const std::vector<otlp::OutgoingSpan>& spans,
            std::int64_t recorded)
{
    const auto writer = recording.writer();
    QVERIFY(writer->append(spansBatch(spans, recorded)));
    QVERIFY(writer->commit());
}

std::multiset<std::string> namesOf(const std::vector<store::SpanRow>& rows)
{
    std::multiset<std::string> names;
    for (const store::SpanRow& row : rows)
        names.insert(row.name + (row.isFailed ? "!" : ""));
    return names;
}

} // namespace

class TestTraceScan : public QObject
{
    Q_OBJECT

private slots:
    void partsAddUpToTheTrace();
    void otherTracesLieBetweenItsRows();
    void onlyWhatIsNewIsAdded();
    void aCopyThatTellsMoreReplacesWhatWasKnown();
    void whatWasRecordedLaterComesWhenItIsKnown();
    void whatIsGoneOrNotKnownYetStartsAnew();
    void aStampTellsWhatChangesTexts();
    void aStampTellsWhatIsGone();
    void rowsOfATraceComeInOrderOfTime();
};

void TestTraceScan::partsAddUpToTheTrace()
{
    const Recording recording;
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1; i <= 50; ++i)
        spans.push_back(stepSpan(i));
    append(recording, spans, 100);
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(200));
    QVERIFY(!scan.isWhole());
    QVERIFY(scan.readOn(*reader, 20));
    QCOMPARE(scan.count(), std::size_t(20));
    QCOMPARE(scan.total(), std::size_t(50));
    QVERIFY(!scan.isWhole());
    // Another connection goes on.
    QVERIFY(scan.readOn(*recording.reader(), 100));
    QVERIFY(scan.isWhole());
    const auto whole = reader->trace(traceId(1), knownAt(200));
    QVERIFY(whole);
    QVERIFY(namesOf(scan.rows()) == namesOf(*whole));
    QCOMPARE(whole->size(), std::size_t(50));
    TraceScan none(traceId(77), knownAt(200));
    QVERIFY(none.readOn(*reader, 10));
    QVERIFY(none.isWhole() && none.rows().empty());
}

void TestTraceScan::otherTracesLieBetweenItsRows()
{
    const Recording recording;
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1; i <= 300; ++i)
        spans.push_back(stepSpan(i, i % 10 == 0 ? 1 : 2)); // far apart
    append(recording, spans, 100);
    const auto reader = recording.reader();
    TraceScan sparse(traceId(1), knownAt(200));
    QVERIFY(sparse.readOn(*reader, 1000));
    QCOMPARE(sparse.count(), std::size_t(30));
    TraceScan dense(traceId(2), knownAt(200));
    QVERIFY(dense.readOn(*reader, 1000));
    QCOMPARE(dense.count(), std::size_t(270));
    for (const store::SpanRow& row : dense.rows())
        QVERIFY(row.trace == traceId(2));
}

void TestTraceScan::onlyWhatIsNewIsAdded()
{
    const Recording recording;
    append(recording, {stepSpan(1), stepSpan(2)}, 100);
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(200));
    QVERIFY(scan.readOn(*reader, 100));
    auto change = scan.update(*reader, knownAt(201));
    QVERIFY(change && *change == TraceChange::None);

    append(recording, {stepSpan(3), stepSpan(1, 2)}, 202);
    change = scan.update(*reader, knownAt(203));
    QVERIFY(change && *change == TraceChange::Changed);
    QCOMPARE(scan.count(), std::size_t(3));
    QCOMPARE(scan.rows().back().name, std::string("step 3"));
    change = scan.update(*reader, knownAt(204));
    QVERIFY(change && *change == TraceChange::None);
}

void TestTraceScan::aCopyThatTellsMoreReplacesWhatWasKnown()
{
    const Recording recording;
    append(recording, {stepSpan(1), stepSpan(2)}, 100);
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(200));
    QVERIFY(scan.readOn(*reader, 100));

    auto failed = stepSpan(2);
    failed.end += std::chrono::seconds(5);
    failed.status = telemetry::StatusCode::Error;
    append(recording, {failed}, 201);
    const auto change = scan.update(*reader, knownAt(202));
    QVERIFY(change && *change == TraceChange::Changed);
    QVERIFY((namesOf(scan.rows()) == std::multiset<std::string>{"step 1", "step 2!"}));
    QVERIFY(scan.rows()[1].end == failed.end);
}

void TestTraceScan::whatWasRecordedLaterComesWhenItIsKnown()
{
    const Recording recording;
    append(recording, {stepSpan(1)}, 100);
    append(recording, {stepSpan(2)}, 150);
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(120));
    QVERIFY(scan.readOn(*reader, 100));
    QCOMPARE(scan.count(), std::size_t(1));
    auto change = scan.update(*reader, knownAt(149));
    QVERIFY(change && *change == TraceChange::None);
    change = scan.update(*reader, knownAt(150));
    QVERIFY(change && *change == TraceChange::Changed);
    QCOMPARE(scan.count(), std::size_t(2));
}

void TestTraceScan::whatIsGoneOrNotKnownYetStartsAnew()
{
    const Recording recording;
    append(recording, {stepSpan(1), stepSpan(2)}, 100);
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(200));
    QVERIFY(scan.readOn(*reader, 100));
    auto change = scan.update(*reader, knownAt(150));
    QVERIFY(change && *change == TraceChange::Restarted);
    QVERIFY(!scan.isBegun());
    QVERIFY(scan.readOn(*reader, 100));
    recording.tamper("DELETE FROM spans WHERE id=1");
    change = scan.update(*reader, knownAt(201));
    QVERIFY(change && *change == TraceChange::Restarted);
    QVERIFY(scan.readOn(*reader, 100));
    QCOMPARE(scan.count(), std::size_t(1));
}

void TestTraceScan::aStampTellsWhatChangesTexts()
{
    const Recording recording;
    const auto tell = [&recording](dialect::Interpreted batch) {
        const auto writer = recording.writer();
        QVERIFY(writer->append(std::move(batch)) && writer->commit());
    };
    tell(spansBatch({chatSpan(1, 5), chatSpan(2, 6)}, 10));
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(20));
    QVERIFY(scan.readOn(*reader, 100));
    auto last = scan.stamp(*reader, knownAt(20));
    QVERIFY(last && last->spans.count == 1 && last->logs.count == 0
            && last->evaluations.count == 0);
    const auto hasChanged = [&](std::int64_t known) {
        const auto stamp = scan.stamp(*reader, knownAt(known));
        const bool isOther = stamp.value() != *last;
        last = stamp;
        return isOther;
    };
    QVERIFY(!hasChanged(21));
    tell(spansBatch({chatSpan(3, 7)}, 22)); // of another trace
    tell(logsBatch({messagesLog(2, 7), judgeLog(2, 8, 0.5, true)}, 22));
    QVERIFY(!hasChanged(23));
    tell(logsBatch({messagesLog(1, 7)}, 30));
    QVERIFY(!hasChanged(29)); // not known yet
    QVERIFY(hasChanged(30));
    tell(logsBatch({judgeLog(1, 8, 0.2, true)}, 31));
    QVERIFY(hasChanged(31));
    tell(logsBatch({judgeLog(1, 9, 0.9, false)}, 32)); // names the response only
    QVERIFY(hasChanged(32));
    auto fuller = chatSpan(1, 5);
    fuller.attributes.emplace_back("gen_ai.input.messages", std::string(R"([{"role":"user"}])"));
    tell(spansBatch({fuller}, 33)); // with what was not told before
    QVERIFY(hasChanged(33));
    QVERIFY(!hasChanged(34));
    auto child = stepSpan(9);
    tell(spansBatch({child}, 35));
    QVERIFY(hasChanged(35));
    const auto newest = last;
    QVERIFY(hasChanged(20)); // back
    QVERIFY(hasChanged(36));
    QVERIFY(*last == *newest);
    // One that begins now says the same.
    TraceScan other(traceId(1), knownAt(36));
    QVERIFY(other.readOn(*reader, 100));
    QVERIFY(other.stamp(*reader, knownAt(36)).value() == *newest);
}

void TestTraceScan::aStampTellsWhatIsGone()
{
    const Recording recording;
    const auto tell = [&recording](dialect::Interpreted batch) {
        const auto writer = recording.writer();
        QVERIFY(writer->append(std::move(batch)) && writer->commit());
    };
    auto fuller = chatSpan(1, 5);
    fuller.attributes.emplace_back("gen_ai.input.messages", std::string(R"([{"role":"user"}])"));
    tell(spansBatch({chatSpan(1, 5), stepSpan(8), stepSpan(9)}, 10));
    tell(spansBatch({fuller}, 11));
    tell(logsBatch({messagesLog(1, 7), judgeLog(1, 8, 0.2, true), judgeLog(1, 9, 0.9, false)}, 12));
    tell(spansBatch({chatSpan(2, 6), chatSpan(3, 6)}, 13)); // others; the newest is never removed
    const auto reader = recording.reader();
    TraceScan scan(traceId(1), knownAt(20));
    QVERIFY(scan.readOn(*reader, 100));
    auto last = scan.stamp(*reader, knownAt(20));
    QVERIFY(last && last->spans.count == 3 && last->versions == 1 && last->logs.count > 0);
    QCOMPARE(last->evaluations.count, std::int64_t(2));
    const auto hasChanged = [&] {
        const auto stamp = scan.stamp(*reader, knownAt(20));
        const bool isOther = stamp.value() != *last;
        last = stamp;
        return isOther;
    };
    QVERIFY(!hasChanged());
    recording.tamper("DELETE FROM spans WHERE id=4");
    QVERIFY(!hasChanged()); // nothing of this one
    recording.tamper("DELETE FROM spans WHERE id=2");
    QVERIFY(hasChanged());
    QCOMPARE(last->spans.count, std::int64_t(2));
    QVERIFY(!hasChanged());
    // As many come as go.
    recording.tamper("DELETE FROM spans WHERE id=3");
    tell(spansBatch({stepSpan(7)}, 14));
    QVERIFY(hasChanged());
    QCOMPARE(last->spans.count, std::int64_t(2));
    const std::int64_t ids = last->logs.ids;
    tell(logsBatch({messagesLog(1, 30)}, 15));
    recording.tamper("DELETE FROM logs WHERE id=(SELECT min(id) FROM logs)");
    QVERIFY(hasChanged());
    QVERIFY(last->logs.ids != ids);
    recording.tamper("DELETE FROM evaluations WHERE trace_no IS NOT NULL");
    QVERIFY(hasChanged());
    QCOMPARE(last->evaluations.count, std::int64_t(1));
    recording.tamper("DELETE FROM evaluations");
    QVERIFY(hasChanged());
    recording.tamper("DELETE FROM spans WHERE id=1");
    QVERIFY(hasChanged());
    QCOMPARE(last->versions, std::int64_t(0));
    // One that begins now says the same.
    TraceScan other(traceId(1), knownAt(20));
    QVERIFY(other.readOn(*reader, 100));
    QVERIFY(other.stamp(*reader, knownAt(20)).value() == *last);
}

void TestTraceScan::rowsOfATraceComeInOrderOfTime()
{
    const Recording recording;
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1200; i >= 1; --i) // more than a page
        spans.push_back(stepSpan(i, i % 3 == 0 ? 2 : 1));
    append(recording, spans, 2000);
    const auto reader = recording.reader();
    const auto whole = reader->trace(traceId(1), knownAt(3000));
    QVERIFY(whole);
    QCOMPARE(whole->size(), std::size_t(800));
    QVERIFY(std::ranges::is_sorted(*whole, {}, &store::SpanRow::start));
    store::GenerationFilter filter;
    filter.trace = traceId(1);
    const auto paged = reader->spans(knownAt(3000), filter);
    QVERIFY(paged && *paged == *whole);
    filter.newestFirst = true;
    filter.limit = 700;
    auto newest = reader->spans(knownAt(3000), filter);
    QVERIFY(newest);
    QCOMPARE(newest->size(), std::size_t(700));
    QVERIFY(newest->front() == whole->back());
    QVERIFY(std::ranges::is_sorted(*newest, std::greater<>(), &store::SpanRow::start));
}

QTEST_GUILESS_MAIN(TestTraceScan)
#include "tst_tracescan.moc"
