// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/items/densityblocks.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "tests/models/items/fleetfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleettest::at;

namespace {

constexpr int kBatches = 40;
constexpr int kPerBatch = 300; // 12,000 rows: two blocks, and some more

} // namespace

class TestDensityBlocks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isWhatAPlainCountIs_data();
    void isWhatAPlainCountIs();
    void itReadsOnWhereItHadCome();
    void whatIsRemovedIsForgotten();

private:
    std::string path() const { return m_folder.filePath(u"many.plumb"_s).toStdString(); }
    void write(int from, int to) const;
    items::DensityBlocks::Buckets plain(const store::Reader& reader, telemetry::Timestamp knownAt,
                                        telemetry::Duration step) const;
    std::unique_ptr<store::Reader> reader() const;

    QTemporaryDir m_folder;
};

// A batch a minute; every fourth of its spans is late, by up to ten minutes.
void TestDensityBlocks::write(int from, int to) const
{
    auto writer = store::Writer::open(path());
    QVERIFY(writer);
    for (int batch = from; batch < to; ++batch) {
        std::vector<otlp::OutgoingSpan> spans;
        for (int i = 0; i < kPerBatch; ++i) {
            otlp::OutgoingSpan span;
            span.trace.bytes = {1, static_cast<unsigned char>(batch),
                                static_cast<unsigned char>(i >> 8), static_cast<unsigned char>(i)};
            span.id = telemetry::SpanId{7};
            span.name = "chat";
            span.start = at(batch * 60 + i * 0.2 - (i % 4 == 0 ? (i % 600) : 0));
            span.end = span.start + 1s;
            span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                               {"gen_ai.response.model", std::string("m")}};
            spans.push_back(std::move(span));
        }
        const auto body = std::make_shared<const std::string>(
            otlp::encodeTraces({{"service.name", std::string("s")}}, "test", spans));
        auto decoded = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
        QVERIFY(decoded);
        decoded->recorded = at(batch * 60 + 61);
        decoded->source = "test";
        QVERIFY((*writer)->append(dialect::Interpreter::builtIn().interpret(std::move(*decoded))));
        QVERIFY((*writer)->commit());
    }
}

void TestDensityBlocks::initTestCase()
{
    write(0, kBatches);
}

std::unique_ptr<store::Reader> TestDensityBlocks::reader() const
{
    auto opened = store::Reader::open(path());
    return opened ? std::move(*opened) : nullptr;
}

items::DensityBlocks::Buckets TestDensityBlocks::plain(const store::Reader& reader,
                                                       telemetry::Timestamp knownAt,
                                                       telemetry::Duration step) const
{
    items::DensityBlocks::Buckets buckets;
    const auto part = reader.density(knownAt, step, 0);
    if (part) {
        for (const store::DensityBucket& bucket : part->buckets)
            buckets[bucket.start] = bucket.generations;
    }
    return buckets;
}

void TestDensityBlocks::isWhatAPlainCountIs_data()
{
    QTest::addColumn<int>("seconds");
    for (const int seconds : {1, 2, 5, 15, 60, 300})
        QTest::addRow("%d s", seconds) << seconds;
}

void TestDensityBlocks::isWhatAPlainCountIs()
{
    QFETCH(int, seconds);
    const auto opened = reader();
    QVERIFY(opened);
    items::DensityBlocks blocks;
    std::mt19937 random(3);
    std::uniform_real_distribution<> any(-60, kBatches * 60 + 120);
    std::int64_t most = 0;
    for (int i = 0; i < 60; ++i) {
        const auto time = i == 0 ? telemetry::Timestamp::max() : at(any(random));
        const auto read =
            blocks.read(*opened, time, std::chrono::seconds(seconds), random() % 2 == 0);
        QVERIFY(read);
        QVERIFY(*read == plain(*opened, time, std::chrono::seconds(seconds)));
        std::int64_t sum = 0;
        for (const auto& [start, count] : *read)
            sum += count;
        most = std::max(most, sum);
    }
    QCOMPARE(most, std::int64_t{kBatches} * kPerBatch);
}

void TestDensityBlocks::itReadsOnWhereItHadCome()
{
    const auto opened = reader();
    QVERIFY(opened);
    items::DensityBlocks blocks;
    const auto late = at(10'000);
    QVERIFY(blocks.read(*opened, late, 5s, true));
    write(kBatches, kBatches + 20);
    const auto read = blocks.read(*opened, late, 5s, false);
    QVERIFY(read);
    QVERIFY(*read == plain(*opened, late, 5s));
    const auto wider = blocks.read(*opened, late, 60s, false); // a recording that has grown
    QVERIFY(wider);
    QVERIFY(*wider == plain(*opened, late, 60s));
}

void TestDensityBlocks::whatIsRemovedIsForgotten()
{
    const auto opened = reader();
    QVERIFY(opened);
    items::DensityBlocks blocks;
    const auto late = at(10'000);
    QVERIFY(blocks.read(*opened, late, 60s, true));
    {
        const auto database = store::Database::open(path(), store::Database::Mode::Create);
        QVERIFY(database);
        QVERIFY(database->execute("DELETE FROM generations WHERE id<3000"));
        QVERIFY(database->execute("INSERT INTO removals(what, count) VALUES('test', 2999)"));
    }
    const auto read = blocks.read(*opened, late, 60s, true);
    QVERIFY(read);
    QVERIFY(*read == plain(*opened, late, 60s));
}

QTEST_GUILESS_MAIN(TestDensityBlocks)
#include "tst_densityblocks.moc"
