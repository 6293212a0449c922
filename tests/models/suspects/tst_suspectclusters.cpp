// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/clusters.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;
using namespace suspectstest;

class TestSuspectClusters : public QObject
{
    Q_OBJECT

private slots:
    void signsAreNoMissingText();
    void theNameIsTheFirstOnes();
    void templatesFallTogether();
    void aClusterKeepsItsNameLive();
};

// "👍" has no words to compare; that is something else than a text nobody knows.
void TestSuspectClusters::signsAreNoMissingText()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    QVERIFY(writer->append(
        spansBatch({answerSpan(7, 7, "\xf0\x9f\x91\x8d"), answerSpan(8, 8, " \xf0\x9f\x91\x8d"),
                    answerSpan(9, 9, "\xf0\x9f\x91\x8e")},
                   10)));
    store::HealthResults health;
    for (std::uint64_t i = 7; i < 10; ++i)
        health.suspicions.push_back(suspicion(i, static_cast<std::int64_t>(i), 0.5, "x: y"));
    QVERIFY(writer->append(health) && writer->commit());
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto read = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(read->clusters.size(), 6U);
    QVERIFY(!read->clusters[5].hasText);
    QCOMPARE(numbersText(read->clusters[5].keys()), u"6"_s);
    QVERIFY(read->clusters[1].hasText);
    QCOMPARE(read->clusters[1].keys().size(), 2U);
    QCOMPARE(read->clusters[1].members[0].together, 2U);
}

// A cluster is named by the answer that was judged first, whichever is the most suspicious.
void TestSuspectClusters::theNameIsTheFirstOnes()
{
    const Recording recording;
    const auto writer = recording.writer();
    QVERIFY(writer->append(
        spansBatch({answerSpan(1, 1, "Call numpy.fastsort on the list of 12 items and return it"),
                    answerSpan(2, 2, "Call numpy.fastsort on the list of 99 items and return it"),
                    answerSpan(3, 3, "Call numpy.fastsort on the list of 7 items and return it")},
                   10)));
    store::HealthResults health;
    health.suspicions = {suspicion(2, 2, 0.5, "a: b"), suspicion(1, 1, 0.9, "a: b"),
                         suspicion(3, 3, 0.7, "a: b")};
    QVERIFY(writer->append(health) && writer->commit());
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto read = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(read->clusters.size(), 1U);
    QCOMPARE(numbersText(read->clusters[0].keys()), u"1 3 2"_s);
    QCOMPARE(read->clusters[0].id, key(2));
}

void TestSuspectClusters::templatesFallTogether()
{
    const Recording recording;
    writeSuspects(*recording.writer());
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto read = book.read(*recording.reader(), queue, queryOf());
    QVERIFY(read);
    QCOMPARE(read->clustered, 6);
    QCOMPARE(read->clusters.size(), 4U);
    QCOMPARE(numbersText(read->clusters[0].keys()), u"1 2 3"_s);
    QVERIFY(read->clusters[0].medoid.excerpt.starts_with("Call numpy.fastsort"));
    QCOMPARE(read->clusters[0].versions.size(), 1U);
    QCOMPARE(read->clusters[0].versions[0],
             (std::pair<std::string, std::int64_t>("gpt-x-2026, 1.0", 3)));
    QCOMPARE(read->clusters[0].worst, 0.9);
    QVERIFY(!read->clusters[3].hasText);
    QCOMPARE(numbersText(read->clusters[3].keys()), u"6"_s);
}

void TestSuspectClusters::aClusterKeepsItsNameLive()
{
    const Recording recording;
    const auto writer = recording.writer();
    writeSuspects(*writer);
    suspects::SuspectQueue queue;
    suspects::ClusterBook book;
    const auto before = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(before->clusters[0].id, key(1));
    for (std::uint64_t i = 20; i < 60; ++i) {
        const std::string text = i % 2 == 0
            ? "The contract ends on the last day of the month " + std::to_string(i)
            : "Call numpy.fastsort on the list of " + std::to_string(i) + " items and return it";
        QVERIFY(writer->append(spansBatch({answerSpan(i, 20, text)}, 20)));
        store::HealthResults health;
        health.suspicions = {suspicion(i, 20, 0.95, "fabrication: x")};
        QVERIFY(writer->append(health) && writer->commit());
    }
    const auto after = book.read(*recording.reader(), queue, queryOf());
    QCOMPARE(after->clusters.size(), 4U);
    QCOMPARE(after->clusters[0].id, key(1));
    QCOMPARE(after->clusters[0].members.size(), 23U);
    QCOMPARE(after->clusters[1].id, key(4));
    // A filter makes it smaller, and it is still the same.
    const auto some = book.read(*recording.reader(), queue, queryOf("tenant=zeta"));
    QCOMPARE(some->clusters.size(), 1U);
    QCOMPARE(some->clusters[0].id, key(1));
}

QTEST_GUILESS_MAIN(TestSuspectClusters)

#include "tst_suspectclusters.moc"
