// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;

class TestServiceChanges : public QObject
{
    Q_OBJECT

private slots:
    void changesBesideGenerationsAreNoted()
    {
        const Recording recording;
        const auto writer = recording.writer();
        for (const std::int64_t second : {10, 20, 30}) {
            const std::string version = second < 20 ? "monday" : "tuesday";
            otlp::OutgoingSpan search = chatSpan(static_cast<std::uint64_t>(second), second);
            search.attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                                 {"gen_ai.data_source.version", version}};
            otlp::OutgoingLog judged =
                judgeLog(static_cast<std::uint64_t>(second), second, 0.9, true);
            judged.attributes.emplace_back("gen_ai.evaluation.evaluator.id", "judge of " + version);
            QVERIFY(writer->append(spansBatch({search}, second)));
            QVERIFY(writer->append(logsBatch({judged}, second)));
        }
        QVERIFY(writer->commit());
        const auto changes = recording.reader()->changes({});
        QVERIFY(changes);
        int found = 0;
        for (const store::ChangeRow& row : *changes) {
            if (row.previous.empty())
                continue;
            ++found;
            QCOMPARE(row.service, std::string("shop"));
            QCOMPARE(row.time, at(20));
            const bool isIndex = row.field == "index_version";
            QVERIFY(isIndex || row.field.starts_with("judge "));
            QCOMPARE(row.value, std::string(isIndex ? "tuesday" : "judge of tuesday"));
            QCOMPARE(row.previous, std::string(isIndex ? "monday" : "judge of monday"));
        }
        QCOMPARE(found, 2);
    }

    // Which instrumentation told of an answer is read back with it.
    void aGenerationKnowsTheScopeOfItsSpan()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 11)));
        QVERIFY(writer->append(logsBatch({messagesLog(2, 10)}, 11)));
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        const auto spoken = reader->generation({traceId(1), spanId(1)}, knownAt(60));
        QVERIFY(spoken && *spoken);
        QCOMPARE((*spoken)->instrumentation, std::string("test-scope"));
        const auto logged = reader->generation({traceId(2), spanId(2)}, knownAt(60));
        QVERIFY(logged && *logged);
        QCOMPARE((*logged)->instrumentation, std::string()); // of a log record, not of its span
    }
};

QTEST_GUILESS_MAIN(TestServiceChanges)
#include "tst_servicechanges.moc"
