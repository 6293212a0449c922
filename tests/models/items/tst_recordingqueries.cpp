// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"
#include "models/store/readerprivate.h"
#include "tests/models/store/storefixture.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

using items::LatestQuery;
using items::RecordingQueries;

// Which reads of one view run, and how many of them at once.
class TestRecordingQueries : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void onlyTheNewestRequestWaits();
    void anAnswerThatAsksAgainStartsNoSecondRead();
    void anAnswerThatAsksTwiceRunsTheLastOne();
    void nothingIsToldToAViewThatIsGone();
    void aJumpStopsTheReadBefore();
    void ofTwoInARowOneIsReadToItsEnd();
    void noSearchWaitsForARerun();
    void closingStopsWhatRuns();

private:
    using Number = telemetry::Result<int>;

    // A read that takes until it is let go; tells how many were under way beside it.
    std::function<Number(const store::Reader&)> read(int number)
    {
        return [this, number](const store::Reader&) -> Number {
            const int running = ++m_running;
            int most = m_most;
            while (most < running && !m_most.compare_exchange_weak(most, running)) { }
            m_started.release();
            m_letGo.acquire();
            --m_running;
            return number;
        };
    }
    // A read that has no end; tells that it has begun.
    std::function<Number(const store::Reader&)> endless()
    {
        return [this](const store::Reader& reader) -> Number {
            store::Reader::Private& d = reader.parts();
            store::Statement count = d.database.prepare(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM "
                "n");
            m_started.release();
            const bool hasRow = count.step();
            return d.outcome(count).map([&] { return hasRow ? 1 : 0; });
        };
    }
    std::function<void(Number)> note()
    {
        return [this](const Number& number) { m_answers.push_back(number.value_or(-1)); };
    }

    std::unique_ptr<storetest::Recording> m_recording;
    std::unique_ptr<RecordingQueries> m_queries;
    std::unique_ptr<LatestQuery<int>> m_latest;
    std::vector<int> m_answers;
    std::atomic<int> m_running = 0;
    std::atomic<int> m_most = 0; // at once
    QSemaphore m_started;
    QSemaphore m_letGo;
};

void TestRecordingQueries::init()
{
    m_recording = std::make_unique<storetest::Recording>();
    m_recording->writer();
    m_queries = std::make_unique<RecordingQueries>(m_recording->path());
    m_latest = std::make_unique<LatestQuery<int>>(*m_queries, this);
    m_answers.clear();
    m_most = 0;
}

void TestRecordingQueries::cleanup()
{
    m_letGo.release(8); // whatever still waits
    m_queries->waitForIdle();
    m_queries.reset();
    m_letGo.acquire(m_letGo.available());
    m_started.acquire(m_started.available());
}

void TestRecordingQueries::onlyTheNewestRequestWaits()
{
    m_latest->request(read(1), note());
    m_latest->request(read(2), note());
    m_latest->request(read(3), note());
    m_letGo.release(2);
    QTRY_COMPARE(m_answers, (std::vector{1, 3}));
    QCOMPARE(m_most.load(), 1);
    QCOMPARE(m_started.available(), 2); // the second was never begun
}

// As a panel does that has read a part and goes on, while its question was changed.
void TestRecordingQueries::anAnswerThatAsksAgainStartsNoSecondRead()
{
    m_latest->request(read(1), [this](const Number& number) {
        note()(number);
        m_latest->request(read(3), note());
    });
    m_latest->request(read(2), note()); // waits, and is older than what the answer asks for
    m_letGo.release();
    QTRY_COMPARE(m_started.available(), 2); // the first, and the one that its answer asked for
    // A second read would have begun together with it.
    QTest::qWait(50);
    QCOMPARE(m_started.available(), 2);
    QCOMPARE(m_running.load(), 1);
    m_letGo.release(2);
    QTRY_COMPARE(m_answers, (std::vector{1, 3}));
    QTest::qWait(50);
    QCOMPARE(m_answers, (std::vector{1, 3})); // the forgotten one never comes
    QCOMPARE(m_most.load(), 1);
}

void TestRecordingQueries::anAnswerThatAsksTwiceRunsTheLastOne()
{
    m_latest->request(read(1), [this](const Number& number) {
        note()(number);
        m_latest->request(read(2), note());
        m_latest->request(read(3), note());
    });
    m_letGo.release(3);
    QTRY_COMPARE(m_answers, (std::vector{1, 2, 3}));
    QCOMPARE(m_most.load(), 1);
}

void TestRecordingQueries::nothingIsToldToAViewThatIsGone()
{
    auto view = std::make_unique<QObject>();
    LatestQuery<int> query(*m_queries, view.get());
    query.request(read(1), note());
    query.request(read(2), note());
    view.reset();
    m_letGo.release(2);
    m_queries->waitForIdle();
    QTest::qWait(50);
    QVERIFY(m_answers.empty());
    QCOMPARE(m_started.available(), 1); // nor is what waited for it begun
}

void TestRecordingQueries::aJumpStopsTheReadBefore()
{
    m_latest->request(endless(), note());
    m_started.acquire();
    m_latest->request(read(2), note(), items::Before::Stops);
    m_letGo.release();
    QTRY_COMPARE(m_answers, (std::vector{2})); // and nothing is told of the other one
    // The connection reads on as if nothing had been.
    m_queries->waitForIdle();
    std::optional<bool> hasRead;
    for (int i = 0; i < 2; ++i) // each of two threads
        m_queries->run<int>(
            this,
            [](const store::Reader& reader) {
                return reader.signalKeys({}).map(
                    [](const auto& keys) { return static_cast<int>(keys.size()); });
            },
            [&](const Number& number) { hasRead = hasRead.value_or(true) && number.has_value(); });
    QTRY_VERIFY(m_queries->isCaughtUp());
    QCOMPARE(hasRead, std::optional(true));
}

void TestRecordingQueries::ofTwoInARowOneIsReadToItsEnd()
{
    m_latest->request(endless(), note());
    m_started.acquire();
    m_latest->request(read(2), note(), items::Before::Stops);
    QTRY_COMPARE(m_started.available(), 1); // the second, once the first one's end is told
    m_started.acquire();
    m_latest->request(read(3), note(), items::Before::Stops);
    m_letGo.release();
    QTRY_COMPARE(m_answers, (std::vector{2}));
    QTRY_COMPARE(m_started.available(), 1);
    m_started.acquire();
    m_letGo.release();
    QTRY_COMPARE(m_answers, (std::vector{2, 3}));
}

void TestRecordingQueries::noSearchWaitsForARerun()
{
    using Purpose = RecordingQueries::Purpose;
    m_queries->run<int>(this, read(1), note(), Purpose::Rerun);
    m_queries->run<int>(this, read(2), note(), Purpose::Rerun); // one at a time
    QTRY_COMPARE(m_started.available(), 1);
    m_started.acquire();
    QVERIFY(m_queries->isCaughtUp() && !m_queries->isIdle());
    m_queries->run<int>(
        this, [](const store::Reader&) -> Number { return 3; }, note(), Purpose::Search);
    QTRY_COMPARE(m_answers, (std::vector{3}));
    QCOMPARE(m_running.load(), 1);
    m_letGo.release(2);
    QTRY_COMPARE(m_answers, (std::vector{3, 1, 2}));
}

void TestRecordingQueries::closingStopsWhatRuns()
{
    m_queries->run<int>(this, endless(), note());
    m_queries->run<int>(this, endless(), note(), RecordingQueries::Purpose::Search);
    m_queries->run<int>(this, endless(), note(), RecordingQueries::Purpose::Rerun);
    m_started.acquire(3);
    m_queries = std::make_unique<RecordingQueries>(m_recording->path()); // closes the other one
    QTest::qWait(20);
    QVERIFY(m_answers.empty());
}

QTEST_GUILESS_MAIN(TestRecordingQueries)
#include "tst_recordingqueries.moc"
