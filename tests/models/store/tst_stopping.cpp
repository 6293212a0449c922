// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/readerprivate.h"
#include "models/store/stopping.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <string>

#include <sqlite3.h>

using namespace storetest;

// What a read leaves that was told to end.
class TestStopping : public QObject
{
    Q_OBJECT

private slots:
    void namesAreReadAgain();
};

// A lookup that was ended halfway tells nothing; the next call, on the same connection, reads it.
void TestStopping::namesAreReadAgain()
{
    const Recording recording;
    {
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 20)) && writer->commit());
    }
    const std::int64_t name = recording.number("SELECT id FROM strings WHERE text='shop'");
    const std::int64_t trace = recording.number("SELECT min(trace_no) FROM traces");
    const std::int64_t resource = recording.number("SELECT min(id) FROM resources");
    const auto reader = recording.reader();
    store::Reader::Private& d = reader->parts();
    QCOMPARE(d.string(0), std::string()); // a lookup is prepared once, and SQLite may ask
    QVERIFY(d.traceId(-1) == telemetry::TraceId{}); // the handler while it does that, too
    // After each step: where the reader's own handler ends one depends on all that was read before.
    sqlite3_progress_handler(
        d.database.handle(), 1,
        [](void* stopped) { return static_cast<std::atomic<bool>*>(stopped)->load() ? 1 : 0; },
        &d.isStopped);
    store::stopReading(*reader);
    QCOMPARE(d.string(name), std::string());
    QVERIFY(d.traceId(trace) == telemetry::TraceId{});
    QCOMPARE(d.resource(resource).service, std::string());
    QVERIFY(d.isDamaged());
    store::readAgain(*reader);
    QCOMPARE(d.string(name), std::string("shop"));
    QVERIFY(d.traceId(trace) == traceId(1));
    QCOMPARE(d.resource(resource).service, std::string("shop"));
    QVERIFY(!d.resource(resource).body.empty());
    QVERIFY(!d.isDamaged());
}

QTEST_GUILESS_MAIN(TestStopping)
#include "tst_stopping.moc"
