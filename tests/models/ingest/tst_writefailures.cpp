// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/pipeline.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

#include <sqlite3.h>

using namespace ingest;
using namespace ingesttest;
using namespace std::chrono_literals;
using telemetry::SignalKind;

namespace {

// On a connection of its own.
void sql(const Recording& recording, const std::string& text)
{
    sqlite3* raw = nullptr;
    char* message = nullptr;
    if (sqlite3_open(recording.path().c_str(), &raw) != SQLITE_OK
        || sqlite3_busy_timeout(raw, 10'000) != SQLITE_OK
        || sqlite3_exec(raw, text.c_str(), nullptr, nullptr, &message) != SQLITE_OK)
        qFatal("%s: %s", text.c_str(), message);
    sqlite3_close(raw);
}

std::int64_t number(const Recording& recording, const std::string& text)
{
    sqlite3* raw = nullptr;
    std::int64_t value = -1;
    const auto take = [](void* to, int, char** texts, char**) {
        *static_cast<std::int64_t*>(to) = texts[0] != nullptr ? std::stoll(texts[0]) : 0;
        return 0;
    };
    sqlite3_open(recording.path().c_str(), &raw);
    sqlite3_exec(raw, text.c_str(), take, &value, nullptr);
    sqlite3_close(raw);
    return value;
}

// Nothing can be written into a table, as if its page were damaged or the disk full, until
// mend().
void breakTable(const Recording& recording, const std::string& table,
                const std::string& condition = "1")
{
    sql(recording,
        "CREATE TRIGGER broken BEFORE INSERT ON " + table + " WHEN " + condition
            + " BEGIN SELECT raise(ABORT, 'no room'); END");
}

void mend(const Recording& recording)
{
    sql(recording, "DROP TRIGGER broken");
}

std::string secretBody(std::uint64_t number)
{
    otlp::OutgoingSpan span = chatSpan(number, "It is.");
    span.attributes.emplace_back("note", std::string("password=hunter2hunter2"));
    return tracesBody({span});
}

telemetry::TimelineEntry alertWithSecret()
{
    telemetry::TimelineEntry entry;
    entry.kind = "alert";
    entry.actor = "alertmanager";
    entry.text = "Login failed with password=hunter2hunter2";
    entry.payload = "{}";
    return entry;
}

// Holds the writing thread after a commit, so that what is queued meanwhile becomes one
// transaction.
class Held
{
public:
    explicit Held(Pipeline& pipeline)
        : m_pipeline(pipeline)
    {
        pipeline.setCommitListener([this] {
            if (!m_isHeld.exchange(true)) {
                m_reached.set_value();
                m_released.get_future().wait();
            }
        });
        deliver(pipeline, SignalKind::Traces, manySpans(1'000'000, 1));
        m_reached.get_future().wait();
    }
    void release()
    {
        m_released.set_value();
        m_pipeline.drain();
        m_pipeline.setCommitListener({});
    }

private:
    Pipeline& m_pipeline;
    std::atomic<bool> m_isHeld = false;
    std::promise<void> m_reached;
    std::promise<void> m_released;
};

} // namespace

// A disk that is full for a while, a damaged page, a wrong clock or a sender of nonsense costs what
// it must and no more.
class TestWriteFailures : public QObject
{
    Q_OBJECT

private slots:
    void oneFailureIsNotForEver()
    {
        Recording recording;
        const auto pipeline = recording.start();
        breakTable(recording, "judge_scales");
        const std::string body = logsBody({evaluationLog(1, 0.3)});
        QVERIFY(deliver(*pipeline, SignalKind::Logs, body).outcome == Receipt::Outcome::Failed);
        pipeline->drain(); // that transaction is over
        QVERIFY(deliver(*pipeline, SignalKind::Traces, manySpans(1, 1)).outcome
                == Receipt::Outcome::Committed);
        mend(recording);
        QVERIFY(deliver(*pipeline, SignalKind::Logs, body).outcome == Receipt::Outcome::Committed);
        QVERIFY(pipeline->finish().has_value());
        QCOMPARE(recording.info().spans, 1);
        QCOMPARE(recording.info().evaluations, 1);
    }

    void whatNobodyTellsAgainIsWrittenLater_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::newRow("rejections") << QByteArray("rejections");
        QTest::newRow("redactions") << QByteArray("redactions");
        QTest::newRow("links") << QByteArray("link_states");
        QTest::newRow("something else of the transaction") << QByteArray("timeline");
    }
    void whatNobodyTellsAgainIsWrittenLater()
    {
        QFETCH(const QByteArray, table);
        Recording recording;
        {
            ManualClock clock;
            const auto pipeline =
                recording.start({.isLive = true, .redactor = redact::Redactor::shipped()}, &clock);
            Held held(*pipeline);
            breakTable(recording, table.toStdString(),
                       table == "timeline" ? "new.kind='poison'" : "1");
            for (int i = 0; i < 3; ++i)
                deliver(*pipeline, SignalKind::Logs, "nonsense");
            pipeline->record(alertWithSecret());
            telemetry::LinkStatus link;
            link.source = "pull";
            link.state = telemetry::LinkState::Failing;
            pipeline->noteLink(link);
            telemetry::TimelineEntry poison;
            poison.kind = "poison";
            pipeline->record(poison);
            held.release();
            clock.advance(2min);
            std::this_thread::sleep_for(2s); // links are told once a second
            mend(recording);
            QVERIFY(pipeline->finish().has_value());
            QCOMPARE(pipeline->statistics().rejected, std::uint64_t{3});
            QCOMPARE(pipeline->statistics().redacted, std::uint64_t{1});
        }
        const store::RecordingInfo info = recording.info();
        QCOMPARE(info.rejected, 3);
        QCOMPARE(info.redacted, 1);
        QVERIFY(number(recording,
                       "SELECT count(*) FROM link_states WHERE source=(SELECT id FROM "
                       "strings WHERE text='pull')")
                >= 1);
    }

    // What the session says it lost is what the recording says.
    void countsAreThoseOfTheRecording()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto agree = [&] {
            pipeline->drain();
            const store::RecordingInfo info = recording.info();
            return pipeline->statistics().redacted == static_cast<std::uint64_t>(info.redacted)
                && pipeline->statistics().rejected == static_cast<std::uint64_t>(info.rejected);
        };
        for (int i = 0; i < 2; ++i) { // the second time it is a resend
            deliver(*pipeline, SignalKind::Traces, secretBody(1));
            QVERIFY(agree());
            otlp::OutgoingSpan other = chatSpan(1);
            other.start += 5s; // the id of another
            deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(2), other}));
            QVERIFY(agree());
        }
        QCOMPARE(recording.info().redacted, 1);
        QCOMPARE(recording.info().rejected, 1);
        breakTable(recording, "counted_buckets");
        store::Pulled pulled;
        pulled.source = "langfuse";
        telemetry::SignalKey key;
        key.service = "password=hunter2hunter2";
        key.check = "groundedness";
        pulled.buckets.push_back({.key = key, .bucket = 1'000'000, .count = 3});
        for (const bool isBroken : {true, false}) { // it is pulled again
            std::promise<bool> written;
            pipeline->record(pulled,
                             [&](const auto& done) { written.set_value(done.has_value()); });
            QCOMPARE(written.get_future().get(), !isBroken);
            QVERIFY(agree());
            if (isBroken)
                mend(recording);
        }
        QCOMPARE(recording.info().redacted, 2);
    }

    // A sender that sends nonsense as fast as it can fills neither the memory nor the recording.
    void nonsenseIsCountedByReasonAndMinute()
    {
        Recording recording;
        ManualClock clock;
        const auto pipeline = recording.start({}, &clock);
        for (int minute = 0; minute < 3; ++minute) {
            for (int i = 0; i < 50; ++i)
                deliver(*pipeline, SignalKind::Traces, "nonsense");
            for (int i = 0; i < 10; ++i)
                deliver(*pipeline, SignalKind::Logs, "nonsense", true);
            clock.advance(60s);
        }
        pipeline->drain();
        QCOMPARE(recording.info().rejected, 180);
        QCOMPARE(number(recording, "SELECT count(*) FROM rejections"), 6);
        QCOMPARE(recording.info().rejectedReasons.at("body is no OTLP protobuf"), 150);
    }

    // A clock that was ahead, or an import that said another time, hides no gap.
    void aRecordingOfTheFutureHasAGapAllTheSame()
    {
        Recording recording;
        ManualClock clock(kNoon);
        {
            const auto pipeline = recording.start({.isLive = true}, &clock);
            Receipts receipts;
            pipeline->submitBlocking({.signal = SignalKind::Traces,
                                      .contentEncoding = {},
                                      .body = manySpans(1, 1),
                                      .source = {},
                                      .recorded = kNoon + 24h},
                                     receipts.handler());
            receipts.wait(1);
            QVERIFY(pipeline->finish().has_value());
        }
        clock.advance(10min);
        const auto pipeline = recording.start({.isLive = true}, &clock);
        const auto gaps = recording.info().gaps;
        QCOMPARE(gaps.size(), std::size_t{1});
        QVERIFY(gaps.front().range.start == kNoon && gaps.front().range.end == kNoon + 10min);
    }

    void nonsenseWaitsForTheDisk()
    {
        Recording recording;
        const auto pipeline = recording.start({.queueBytes = 20'000, .writeBytes = 20'000});
        Held held(*pipeline);
        Receipts receipts;
        const auto isTaken = [&] {
            for (int attempt = 0; attempt < 100; ++attempt) {
                if (submit(*pipeline, SignalKind::Traces, "nonsense", receipts))
                    return true;
                std::this_thread::sleep_for(10ms); // that of the decoder, not of the disk
            }
            return false;
        };
        int taken = 0;
        while (taken < 500 && isTaken())
            ++taken;
        held.release();
        QVERIFY2(taken < 200, std::to_string(taken).c_str());
        pipeline->drain();
        QCOMPARE(recording.info().rejected, taken);
    }
};

QTEST_GUILESS_MAIN(TestWriteFailures)
#include "tst_writefailures.moc"
