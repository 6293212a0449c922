// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/traceloader.h"
#include "tests/models/store/storefixture.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

using items::TraceLoader;
using items::TraceSnapshot;
using storetest::chatSpan;
using storetest::judgeLog;
using storetest::knownAt;
using storetest::logsBatch;
using storetest::messagesLog;
using storetest::Recording;
using storetest::spanId;
using storetest::spansBatch;
using storetest::stepSpan;
using storetest::traceId;

using Loaded = std::shared_ptr<const TraceSnapshot>;

class TestTraceLoader : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aSmallTraceComesAtOnce();
    void aLargeOneComesInParts();
    void whatIsCommittedBetweenPartsIsNotMissed();
    void whatIsRemovedBetweenPartsIsNotShown();
    void anotherTimeThatIsAskedForBetweenPartsComesAfterThem();
    void afterAnErrorItStartsAtTheFirstRow();
    void ofATraceThatIsLeftNothingComes();
    void ofATraceThatIsLeftBetweenItsPartsNoMoreComes();
    void withoutNewsNothingComes();
    void whatCameSinceComes();
    void newsOfVerdictsKeepTheTree();
    void whatIsRemovedIsNews();
    void anEarlierTimeTakesBack();
    void aMissingRecordingIsSaid();

private:
    void tell(dialect::Interpreted batch) const;
    void tellMany(std::uint64_t trace, std::uint64_t count) const; // its steps
    // Right after it was handed over, and before the next part is read.
    void atFirstPart(std::function<void()> run);
    void idle() const
    {
        for (int round = 0; round < 20; ++round) {
            m_queries->waitForIdle();
            QCoreApplication::processEvents();
        }
    }

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<TraceLoader> m_loader;
    std::vector<TraceSnapshot> m_loaded;
};

void TestTraceLoader::init()
{
    m_recording = std::make_unique<Recording>();
    tell(spansBatch({stepSpan(1), stepSpan(2), stepSpan(3), stepSpan(1, 2)}, 10));
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_loader = std::make_unique<TraceLoader>(*m_queries);
    m_loaded.clear();
    connect(m_loader.get(), &TraceLoader::loaded, this,
            [this](const Loaded& snapshot) { m_loaded.push_back(*snapshot); });
}

void TestTraceLoader::cleanup()
{
    m_loader.reset();
    m_queries.reset();
}

void TestTraceLoader::tell(dialect::Interpreted batch) const
{
    const auto writer = m_recording->writer();
    QVERIFY(writer->append(std::move(batch)) && writer->commit());
}

void TestTraceLoader::tellMany(std::uint64_t trace, std::uint64_t count) const
{
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1; i <= count; ++i) {
        spans.push_back(stepSpan(i, trace));
        if (spans.size() == 5000 || i == count) {
            tell(spansBatch(spans, 10));
            spans.clear();
        }
    }
}

void TestTraceLoader::atFirstPart(std::function<void()> run)
{
    connect(m_loader.get(), &TraceLoader::loaded, this,
            [this, run = std::move(run), isDone = false](const Loaded& snapshot) mutable {
                if (snapshot->isWhole || std::exchange(isDone, true))
                    return;
                run();
            });
}

void TestTraceLoader::aSmallTraceComesAtOnce()
{
    m_loader->open(traceId(1), knownAt(20));
    QVERIFY(m_loaded.empty()); // never before one has asked
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(1));
    const TraceSnapshot& whole = m_loaded.front();
    QVERIFY(whole.isWhole);
    QCOMPARE(whole.id, traceId(1));
    QCOMPARE(whole.total, std::size_t(3));
    QCOMPARE(whole.tree->size(), 3);
    QCOMPARE(whole.flame->layout.placed(), 3);
    QVERIFY(whole.view.knownAt == storetest::at(20));
    QCOMPARE(whole.facts.first, 0);
    QVERIFY(whole.facts.recorded == storetest::at(10));
    QCOMPARE(whole.stamp.spans.count, std::int64_t(3));
    m_loader->open(traceId(99), knownAt(20)); // of one that is not there too
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(2));
    QVERIFY(m_loaded.back().isWhole && m_loaded.back().tree->isEmpty());
}

void TestTraceLoader::aLargeOneComesInParts()
{
    constexpr std::uint64_t kSpans = 6 * TraceLoader::kFirstPart;
    tellMany(3, kSpans);
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole, 60'000);
    QVERIFY(m_loaded.size() >= 3);
    QCOMPARE(m_loaded.front().tree->size(), static_cast<int>(TraceLoader::kFirstPart));
    for (std::size_t i = 0; i + 1 < m_loaded.size(); ++i) {
        QVERIFY(!m_loaded[i].isWhole);
        QVERIFY(m_loaded[i].tree->size() < m_loaded[i + 1].tree->size());
        QCOMPARE(m_loaded[i].total, std::size_t(kSpans));
        // Half of the tree is no trace without parents: what is known hangs where it belongs.
        QCOMPARE(m_loaded[i].tree->count(trace::Link::Root), 1);
    }
    QCOMPARE(m_loaded.back().tree->size(), static_cast<int>(kSpans));
    // What is known of it then is what a reading at once tells.
    const auto reader = m_recording->reader();
    const auto whole = items::readTraceSnapshot(*reader, traceId(3), knownAt(20));
    QVERIFY(whole && whole->tree->size() == m_loaded.back().tree->size());
    for (int node = 0; node < whole->tree->size(); node += 997)
        QVERIFY(whole->tree->span(node) == m_loaded.back().tree->span(node));
}

void TestTraceLoader::whatIsCommittedBetweenPartsIsNotMissed()
{
    constexpr std::uint64_t kSpans = TraceLoader::kFirstPart + 5000;
    tellMany(3, kSpans);
    auto failed = stepSpan(5, 3); // of the first part
    failed.end += std::chrono::seconds(2);
    failed.status = telemetry::StatusCode::Error;
    atFirstPart([&] { tell(spansBatch({failed, stepSpan(kSpans + 1, 3)}, 15)); });
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole, 60'000);
    const trace::SpanTree& tree = *m_loaded.back().tree;
    QVERIFY(!m_loaded.front().tree->span(m_loaded.front().tree->find(spanId(5))).isFailed);
    QCOMPARE(tree.size(), static_cast<int>(kSpans + 1));
    QVERIFY(tree.span(tree.find(spanId(5))).isFailed);
    // That was no news any more.
    const std::size_t before = m_loaded.size();
    m_loader->refresh(knownAt(21));
    idle();
    QCOMPARE(m_loaded.size(), before);
}

void TestTraceLoader::whatIsRemovedBetweenPartsIsNotShown()
{
    constexpr std::uint64_t kSpans = TraceLoader::kFirstPart + 5000;
    tellMany(3, kSpans);
    atFirstPart([this] { m_recording->tamper("DELETE FROM spans WHERE id IN (9, 22004)"); });
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole, 60'000);
    QCOMPARE(m_loaded.back().tree->size(), static_cast<int>(kSpans - 2));
    QCOMPARE(m_loaded.back().tree->find(spanId(5)), trace::SpanTree::kNone);
}

void TestTraceLoader::anotherTimeThatIsAskedForBetweenPartsComesAfterThem()
{
    constexpr std::uint64_t kSpans = TraceLoader::kFirstPart + 5000;
    tellMany(3, kSpans);
    tell(spansBatch({stepSpan(kSpans + 1, 3)}, 15));
    atFirstPart([this] { m_loader->refresh(knownAt(12)); });
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole
                                 && m_loaded.back().view.knownAt == storetest::at(12),
                             60'000);
    QCOMPARE(m_loaded.back().tree->size(), static_cast<int>(kSpans));
}

void TestTraceLoader::afterAnErrorItStartsAtTheFirstRow()
{
    constexpr std::uint64_t kSpans = TraceLoader::kFirstPart + 5000;
    tellMany(3, kSpans);
    QSignalSpy failed(m_loader.get(), &TraceLoader::failed);
    atFirstPart([this] { m_recording->tamper("ALTER TABLE spans RENAME TO elsewhere"); });
    m_loader->open(traceId(3), knownAt(20));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60'000);
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(1)); // it does not try on by itself
    m_loader->refresh(knownAt(20)); // nor is it read on
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, 60'000);
    m_recording->tamper("ALTER TABLE elsewhere RENAME TO spans");
    m_loaded.clear();
    m_loader->refresh(knownAt(21));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole, 60'000);
    QCOMPARE(m_loaded.front().tree->size(), static_cast<int>(TraceLoader::kFirstPart));
    QVERIFY(m_loaded.front().tree->find(spanId(1)) != trace::SpanTree::kNone);
    QCOMPARE(m_loaded.back().tree->size(), static_cast<int>(kSpans));
    QVERIFY(m_loaded.back().view.knownAt == storetest::at(21));
    QCOMPARE(failed.count(), 2);
}

void TestTraceLoader::ofATraceThatIsLeftNothingComes()
{
    m_loader->open(traceId(1), knownAt(20));
    m_loader->open(traceId(2), knownAt(20));
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(1));
    QCOMPARE(m_loaded.front().id, traceId(2));
    // Opened by whoever was handed the one before.
    connect(m_loader.get(), &TraceLoader::loaded, this, [this](const Loaded& snapshot) {
        if (snapshot->id == traceId(1))
            m_loader->open(traceId(2), knownAt(20));
    });
    m_loader->open(traceId(1), knownAt(20));
    QTRY_COMPARE(m_loaded.size(), std::size_t(3));
    idle();
    QCOMPARE(m_loaded.back().id, traceId(2));
}

void TestTraceLoader::ofATraceThatIsLeftBetweenItsPartsNoMoreComes()
{
    tellMany(3, TraceLoader::kFirstPart + 5000);
    atFirstPart([this] {
        m_loader->refresh(knownAt(20)); // its next part is on its way
        m_loader->open(traceId(1), knownAt(20));
    });
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(!m_loaded.empty() && m_loaded.back().isWhole, 60'000);
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(2));
    QCOMPARE(m_loaded.front().id, traceId(3));
    QVERIFY(!m_loaded.front().isWhole);
    QCOMPARE(m_loaded.back().id, traceId(1));
    QCOMPARE(m_loaded.back().tree->size(), 3);
    // Opened again it comes from the beginning.
    m_loader->open(traceId(3), knownAt(20));
    QTRY_VERIFY_WITH_TIMEOUT(m_loaded.back().isWhole && m_loaded.back().id == traceId(3), 60'000);
    QCOMPARE(m_loaded.back().tree->size(), static_cast<int>(TraceLoader::kFirstPart + 5000));
}

void TestTraceLoader::withoutNewsNothingComes()
{
    m_loader->refresh(knownAt(20)); // nothing is open
    idle();
    QVERIFY(m_loaded.empty());
    m_loader->open(traceId(1), knownAt(20));
    m_loader->refresh(knownAt(21));
    m_loader->refresh(knownAt(22));
    idle();
    tell(spansBatch({stepSpan(7, 2)}, 23)); // of another trace
    m_loader->refresh(knownAt(24));
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(1));
}

void TestTraceLoader::whatCameSinceComes()
{
    tell(spansBatch({chatSpan(4, 5)}, 10));
    m_loader->open(traceId(4), knownAt(20));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 1);
    const auto comesAt = [this](std::int64_t known) {
        const std::size_t before = m_loaded.size();
        m_loader->refresh(knownAt(known));
        idle();
        return m_loaded.size() == before + 1;
    };
    auto child = stepSpan(9, 4);
    child.parent = spanId(4);
    tell(spansBatch({child}, 25));
    QVERIFY(!comesAt(24));
    QVERIFY(comesAt(25));
    QCOMPARE(m_loaded.back().tree->size(), 2);
    QCOMPARE(m_loaded.back().tree->node(1).depth, 1);
    QVERIFY(m_loaded.back().notes.empty());
    tell(logsBatch({judgeLog(4, 8, 0.1, true)}, 30)); // a late verdict
    QVERIFY(comesAt(30));
    QVERIFY(!m_loaded.back().notes.empty());
    tell(logsBatch({messagesLog(4, 7)}, 31)); // texts that came later
    QVERIFY(comesAt(31));
    auto failed = chatSpan(4, 5);
    failed.status = telemetry::StatusCode::Error;
    failed.attributes.emplace_back("error.type", std::string("timeout"));
    tell(spansBatch({failed}, 32)); // a fuller copy
    QVERIFY(comesAt(32));
    QVERIFY(m_loaded.back().tree->span(0).isFailed);
    QVERIFY(!comesAt(33));
    const auto reader = m_recording->reader();
    const auto whole = items::readTraceSnapshot(*reader, traceId(4), knownAt(33));
    QVERIFY(whole);
    QCOMPARE(whole->tree->size(), m_loaded.back().tree->size());
    QVERIFY(whole->notes == m_loaded.back().notes);
}

void TestTraceLoader::newsOfVerdictsKeepTheTree()
{
    tell(spansBatch({chatSpan(4, 5)}, 10));
    m_loader->open(traceId(4), knownAt(20));
    idle();
    const auto tree = m_loaded.back().tree;
    tell(logsBatch({judgeLog(4, 8, 0.1, true)}, 25));
    m_loader->refresh(knownAt(30));
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(2));
    QVERIFY(m_loaded.back().tree == tree);
    QVERIFY(!m_loaded.back().notes.empty());
    QVERIFY(m_loaded.back().view.knownAt == storetest::at(30));
    QCOMPARE(m_loaded.back().facts.first, 0);
    auto failed = chatSpan(4, 5);
    failed.status = telemetry::StatusCode::Error;
    tell(spansBatch({failed}, 32)); // the same steps in the same places
    m_loader->refresh(knownAt(33));
    idle();
    QVERIFY(m_loaded.back().tree != tree);
    QVERIFY(m_loaded.back().sameStructure.lock() == tree);
    auto child = stepSpan(9, 4);
    child.parent = spanId(4);
    tell(spansBatch({child}, 35));
    m_loader->refresh(knownAt(36));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 2);
    QVERIFY(m_loaded.back().sameStructure.lock() == nullptr);
}

void TestTraceLoader::whatIsRemovedIsNews()
{
    m_loader->open(traceId(1), knownAt(20));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 3);
    m_recording->tamper("DELETE FROM spans WHERE id=2");
    m_loader->refresh(knownAt(21));
    idle();
    QCOMPARE(m_loaded.size(), std::size_t(2));
    QCOMPARE(m_loaded.back().tree->size(), 2);
    QCOMPARE(m_loaded.back().tree->find(spanId(2)), trace::SpanTree::kNone);
    // As many come as go.
    m_recording->tamper("DELETE FROM spans WHERE id=3");
    tell(spansBatch({stepSpan(8)}, 22));
    m_loader->refresh(knownAt(23));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 2);
    QVERIFY(m_loaded.back().tree->find(spanId(8)) != trace::SpanTree::kNone);
}

void TestTraceLoader::anEarlierTimeTakesBack()
{
    tell(spansBatch({stepSpan(8)}, 25));
    m_loader->open(traceId(1), knownAt(30));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 4);
    m_loader->refresh(knownAt(20));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 3);
    m_loader->refresh(knownAt(5));
    idle();
    QVERIFY(m_loaded.back().tree->isEmpty());
    m_loader->refresh(knownAt(26));
    idle();
    QCOMPARE(m_loaded.back().tree->size(), 4);
    QCOMPARE(m_loaded.size(), std::size_t(4));
}

void TestTraceLoader::aMissingRecordingIsSaid()
{
    items::RecordingQueries queries(m_recording->path() + ".gone");
    TraceLoader loader(queries);
    QSignalSpy failed(&loader, &TraceLoader::failed);
    QSignalSpy loaded(&loader, &TraceLoader::loaded);
    loader.open(traceId(1), knownAt(20));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!failed.front().front().toString().isEmpty());
    QCOMPARE(loaded.count(), 0);
}

QTEST_GUILESS_MAIN(TestTraceLoader)
#include "tst_traceloader.moc"
