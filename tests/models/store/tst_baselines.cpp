// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;

// What monitors have learnt to be usual, kept.
class TestBaselines : public QObject
{
    Q_OBJECT

private slots:
    // With the load at each observation and the season; one from before these were kept has none.
    void baselinesComeBackAsTheyWere()
    {
        const Recording recording;
        const telemetry::Baseline duration{.service = "bot",
                                           .operation = "chat",
                                           .check = "call_duration",
                                           .badness = {0.5F, 0.25F, 0.4F},
                                           .loads = {-1, 3.5F, 4}};
        const telemetry::Baseline tone{.service = "bot",
                                       .operation = "chat",
                                       .check = "tone",
                                       .badness = {0, 1},
                                       .season = {490'032, 0, 1, 0.25F}};
        {
            const auto writer = recording.writer();
            store::HealthResults results;
            results.baselines = {duration, tone};
            QVERIFY(writer->append(results) && writer->commit());
        }
        const auto check = [&](bool isOlder) {
            const auto all = recording.reader()->baselines();
            QVERIFY(all);
            QCOMPARE(all->size(), std::size_t{2});
            for (const telemetry::Baseline& one : *all) {
                const telemetry::Baseline& kept = one.check == "tone" ? tone : duration;
                QVERIFY(one.badness == kept.badness);
                QVERIFY(isOlder ? one.loads.empty() : one.loads == kept.loads);
                QVERIFY(isOlder ? one.season.empty() : one.season == kept.season);
            }
        };
        check(false);
        recording.undoVersion15();
        recording.tamper("PRAGMA user_version=14");
        recording.writer().reset();
        check(true);
    }
};

QTEST_GUILESS_MAIN(TestBaselines)
#include "tst_baselines.moc"
