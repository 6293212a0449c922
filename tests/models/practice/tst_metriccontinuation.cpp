// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/wire.h"
#include "models/otlp/wirebuffer.h"
#include "models/practice/metriccontinuation.h"

#include <QTest>

#include <bit>
#include <vector>

using practice::MetricContinuation;
using store::RawRecord;
using telemetry::MetricType;
using namespace std::chrono_literals;

namespace {

RawRecord record(MetricType type, int temporality = 2, bool isMonotonic = true)
{
    RawRecord made;
    made.resource = 1;
    made.scope = 2;
    made.name = "answers";
    made.unit = "1";
    made.type = type;
    made.temporality = temporality;
    made.isMonotonic = isMonotonic;
    return made;
}

void addFixed(otlp::WireBuffer& wire, std::uint32_t field, std::uint64_t bits)
{
    wire.addTag(field, 1);
    wire.addFixed64(bits);
}

// A point of a counter, whole or with a fraction.
RawRecord counter(std::uint64_t start, std::uint64_t value, const char* of = "a")
{
    RawRecord made = record(MetricType::Sum);
    otlp::WireBuffer wire(64);
    wire.addTag(7, 2);
    wire.addBytes(of);
    addFixed(wire, 2, start);
    addFixed(wire, 3, start + 10);
    addFixed(wire, 6, value);
    made.body = wire.take();
    return made;
}

RawRecord fraction(double value)
{
    RawRecord made = record(MetricType::Sum);
    otlp::WireBuffer wire(64);
    addFixed(wire, 2, 1000);
    addFixed(wire, 4, std::bit_cast<std::uint64_t>(value));
    made.body = wire.take();
    return made;
}

RawRecord histogram(std::uint64_t count, double sum, const std::vector<std::uint64_t>& buckets)
{
    RawRecord made = record(MetricType::Histogram);
    otlp::WireBuffer wire(64);
    addFixed(wire, 2, 1000);
    addFixed(wire, 4, count);
    addFixed(wire, 5, std::bit_cast<std::uint64_t>(sum));
    otlp::WireBuffer packed(64);
    for (const std::uint64_t bucket : buckets)
        packed.addFixed64(bucket);
    wire.addTag(6, 2);
    wire.addBytes(packed.take());
    made.body = wire.take();
    return made;
}

std::uint64_t field(const RawRecord& of, std::uint32_t number)
{
    otlp::WireCursor cursor(of.body);
    while (cursor.next()) {
        if (cursor.field() == number && cursor.isFixed64())
            return cursor.number();
    }
    return 0;
}

std::uint64_t bucket(const RawRecord& of, std::size_t index)
{
    otlp::WireCursor cursor(of.body);
    while (cursor.next()) {
        if (cursor.field() == 6 && cursor.isBytes())
            return static_cast<unsigned char>(cursor.bytes().at(index * 8));
    }
    return 0;
}

} // namespace

class TestMetricContinuation : public QObject
{
    Q_OBJECT

private slots:
    void countersGoOnOverAJump();
    void aJumpAheadIsNoIncrease();
    void aRecordedRestartStaysOne();
    void histogramsGoOnInAllTheyCount();
    void whatIsNoCounterStaysAsItWasSent();
    void brokenBodiesStay();
};

void TestMetricContinuation::countersGoOnOverAJump()
{
    MetricContinuation counters;
    std::vector<std::uint64_t> values;
    std::vector<std::uint64_t> starts;
    std::uint64_t jumps = 0;
    // The tape plays 100, 110, 120 three times, each later than the one before.
    for (int pass = 0; pass < 3; ++pass, ++jumps) {
        for (const std::uint64_t value : {100U, 110U, 120U}) {
            const telemetry::Duration shift = 1000ns * (pass + 1);
            RawRecord point = counter(5000, value);
            counters.carryOn(point, shift, jumps);
            values.push_back(field(point, 6));
            starts.push_back(field(point, 2) + static_cast<std::uint64_t>(shift.count()));
        }
    }
    QCOMPARE(values, (std::vector<std::uint64_t>{100, 110, 120, 120, 130, 140, 140, 150, 160}));
    QCOMPARE(starts, std::vector<std::uint64_t>(9, 6000)); // of the first: nothing restarted
    // Each series by itself.
    RawRecord other = counter(5000, 7, "b");
    counters.carryOn(other, 9000ns, jumps);
    QCOMPARE(field(other, 6), std::uint64_t{7});
    MetricContinuation fractions;
    RawRecord first = fraction(1.5);
    RawRecord again = fraction(0.5);
    fractions.carryOn(first, 0ns, 0);
    fractions.carryOn(again, 0ns, 1);
    QCOMPARE(std::bit_cast<double>(field(again, 4)), 1.5);
}

void TestMetricContinuation::aJumpAheadIsNoIncrease()
{
    MetricContinuation counters;
    RawRecord before = counter(5000, 100);
    RawRecord after = counter(5000, 900); // recovery: what lies between was not played
    RawRecord next = counter(5000, 905);
    counters.carryOn(before, 0ns, 0);
    counters.carryOn(after, 0ns, 1);
    counters.carryOn(next, 0ns, 1);
    QCOMPARE(field(after, 6), std::uint64_t{100});
    QCOMPARE(field(next, 6), std::uint64_t{105});
}

void TestMetricContinuation::aRecordedRestartStaysOne()
{
    MetricContinuation counters;
    RawRecord before = counter(5000, 100);
    RawRecord after = counter(8000, 3);
    counters.carryOn(before, 0ns, 0);
    counters.carryOn(after, 0ns, 0);
    QCOMPARE(field(after, 6), std::uint64_t{3});
    QCOMPARE(field(after, 2), std::uint64_t{8000});
}

void TestMetricContinuation::histogramsGoOnInAllTheyCount()
{
    MetricContinuation counters;
    RawRecord first = histogram(10, 2.5, {4, 6});
    RawRecord again = histogram(6, 1.0, {3, 3});
    RawRecord next = histogram(8, 2.0, {4, 4});
    counters.carryOn(first, 0ns, 0);
    counters.carryOn(again, 0ns, 1);
    counters.carryOn(next, 0ns, 1);
    QCOMPARE(field(next, 4), std::uint64_t{12});
    QCOMPARE(std::bit_cast<double>(field(next, 5)), 3.5);
    QCOMPARE(bucket(next, 0), std::uint64_t{5});
    QCOMPARE(bucket(next, 1), std::uint64_t{7});
}

void TestMetricContinuation::whatIsNoCounterStaysAsItWasSent()
{
    for (const RawRecord& kind :
         {record(MetricType::Gauge), record(MetricType::Sum, 1), record(MetricType::Sum, 2, false),
          record(MetricType::ExponentialHistogram), record(MetricType::Summary)}) {
        MetricContinuation counters;
        RawRecord first = kind;
        first.body = counter(5000, 100).body;
        RawRecord again = kind;
        again.body = counter(5000, 50).body;
        const std::string before = again.body;
        counters.carryOn(first, 0ns, 0);
        counters.carryOn(again, 1000ns, 1);
        QCOMPARE(again.body, before);
    }
}

void TestMetricContinuation::brokenBodiesStay()
{
    MetricContinuation counters;
    const std::string whole = histogram(10, 2.5, {4, 6}).body;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        RawRecord cut = record(MetricType::Histogram);
        cut.body = whole.substr(0, size);
        counters.carryOn(cut, 1000ns, size);
        QCOMPARE(cut.body.size(), size);
    }
}

QTEST_GUILESS_MAIN(TestMetricContinuation)
#include "tst_metriccontinuation.moc"
