// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/chain.h"
#include "tests/models/store/storefixture.h"

#include <QCryptographicHash>
#include <QTest>

using namespace storetest;

namespace {

constexpr int kEntries = 7;

void write(const Recording& recording)
{
    const auto writer = recording.writer();
    for (int i = 1; i <= kEntries; ++i)
        QVERIFY(writer->append(note("entry " + std::to_string(i), i)));
    QVERIFY(writer->commit());
}

std::optional<std::int64_t> firstBroken(const Recording& recording)
{
    const auto report = recording.reader()->verify();
    return report ? report->firstBroken : std::optional<std::int64_t>(-1);
}

} // namespace

class TestAuditChain : public QObject
{
    Q_OBJECT

private slots:
    // The header promises that a short script can check the chain; this is that script.
    void hashIsAsDocumented()
    {
        telemetry::TimelineEntry entry = note("line", 5);
        entry.sequence = 3;
        entry.previousHash = store::kFirstPreviousHash;
        const std::string nanos = std::to_string(telemetry::toUnixNanos(at(5)));
        std::string text = entry.previousHash;
        for (const std::string& field : {std::string("3"), nanos, nanos, entry.kind, entry.actor,
                                         entry.subject, entry.text, entry.payload})
            text += std::to_string(field.size()) + ":" + field + ",";
        const QByteArray expected =
            QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
                .toHex();
        QCOMPARE(QByteArray::fromStdString(store::chainHash(entry)), expected);
    }

    void fieldsCannotBeShiftedIntoEachOther()
    {
        telemetry::TimelineEntry one = note("b", 1);
        telemetry::TimelineEntry other = note("", 1);
        one.subject = "a";
        other.subject = "ab";
        QVERIFY(store::chainHash(one) != store::chainHash(other));
    }

    void intactChain()
    {
        const Recording recording;
        write(recording);
        const auto report = recording.reader()->verify();
        QVERIFY(report);
        QVERIFY(!report->firstBroken);
        QCOMPARE(report->entries, kEntries);
        QCOMPARE(report->lastHash.size(), 64U);
        // Opening it again goes on with the chain instead of beginning another.
        {
            const auto writer = recording.writer();
            const auto entry = writer->append(note("later", 9));
            QVERIFY(entry && writer->commit());
            QCOMPARE(entry->sequence, kEntries + 1);
            QCOMPARE(entry->previousHash, report->lastHash);
        }
        QVERIFY(!firstBroken(recording));
    }

    void changedFieldIsFound_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* field : {"kind", "actor", "subject", "text", "payload", "previous_hash"})
            QTest::newRow(field) << QStringLiteral("%1 = %1 || 'x'").arg(QLatin1String(field));
        QTest::newRow("hash") << QStringLiteral("hash = lower(hex(randomblob(32)))");
        QTest::newRow("time") << QStringLiteral("time_ns = time_ns + 1");
        QTest::newRow("recorded") << QStringLiteral("recorded_ns = recorded_ns - 1");
    }
    void changedFieldIsFound()
    {
        QFETCH(QString, change);
        for (const int sequence : {1, 4, kEntries}) {
            const Recording recording;
            write(recording);
            recording.tamper("UPDATE timeline SET " + change.toStdString()
                             + " WHERE sequence = " + std::to_string(sequence));
            QCOMPARE(firstBroken(recording), std::optional<std::int64_t>(sequence));
        }
    }

    void missingEntryIsFound()
    {
        const Recording recording;
        write(recording);
        recording.tamper("DELETE FROM timeline WHERE sequence = 3");
        QCOMPARE(firstBroken(recording), std::optional<std::int64_t>(3));
        // Closing the hole with the next number does not help.
        recording.tamper("UPDATE timeline SET sequence = 3 WHERE sequence = 4");
        QCOMPARE(firstBroken(recording), std::optional<std::int64_t>(3));
    }

    // Swapped entries keep all their texts and hashes.
    void swappedEntriesAreFound()
    {
        const Recording recording;
        write(recording);
        recording.tamper("UPDATE timeline SET sequence = 100 WHERE sequence = 2");
        recording.tamper("UPDATE timeline SET sequence = 2 WHERE sequence = 3");
        recording.tamper("UPDATE timeline SET sequence = 3 WHERE sequence = 100");
        QCOMPARE(firstBroken(recording), std::optional<std::int64_t>(2));
    }

    // Cutting off the end leaves an intact chain: only the hash kept elsewhere shows it.
    void cutOffEndChangesTheLastHash()
    {
        const Recording recording;
        write(recording);
        const std::string before = recording.reader()->verify()->lastHash;
        recording.tamper("DELETE FROM timeline WHERE sequence = " + std::to_string(kEntries));
        const auto report = recording.reader()->verify();
        QVERIFY(report && !report->firstBroken);
        QVERIFY(report->lastHash != before);
    }

    void whatAlarmsWereCountedFromIsKept()
    {
        const Recording recording;
        telemetry::AlarmTransition alarm;
        alarm.alarm = "A-0001";
        alarm.failedBefore = 0;
        alarm.observationsBefore = 352;
        alarm.rateNowLow = 0.52;
        alarm.rateNowHigh = 0.95;
        alarm.onsetLow = at(7);
        alarm.onsetHigh = at(9);
        store::HealthResults results;
        results.alarms = {alarm};
        results.unwatched = 3;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(results) && writer->commit());
        }
        // Who continues it counts from nothing: the recording keeps the largest number.
        results.alarms.clear();
        results.unwatched = 2;
        const auto writer = recording.writer();
        QVERIFY(writer->append(results) && writer->commit());
        QCOMPARE(recording.reader()->info()->unwatched, std::int64_t{3});
        const telemetry::AlarmTransition kept = recording.reader()->alarms({})->front();
        QCOMPARE(kept.failedBefore, alarm.failedBefore);
        QCOMPARE(kept.observationsBefore, alarm.observationsBefore);
        QCOMPARE(kept.rateNowLow, alarm.rateNowLow);
        QCOMPARE(kept.rateNowHigh, alarm.rateNowHigh);
        QVERIFY(kept.onsetLow == alarm.onsetLow && kept.onsetHigh == alarm.onsetHigh);
    }

    void alarmsBecomeEntries()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            telemetry::AlarmTransition alarm;
            alarm.alarm = "A-0001";
            alarm.sentence = "Answers got worse.";
            alarm.time = at(3);
            alarm.recorded = at(4);
            store::HealthResults results;
            results.alarms = {alarm};
            QVERIFY(writer->append(results) && writer->commit());
        }
        const auto entries = recording.reader()->timeline({});
        QVERIFY(entries);
        QCOMPARE(entries->size(), 1U);
        QCOMPARE(entries->front().kind, std::string("alarm"));
        QCOMPARE(entries->front().subject, std::string("A-0001"));
        QVERIFY(!firstBroken(recording));
    }
};

QTEST_GUILESS_MAIN(TestAuditChain)
#include "tst_auditchain.moc"
