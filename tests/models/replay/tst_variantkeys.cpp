// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/affair.h"
#include "models/replay/variant.h"

#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using health::EngineSettings;
using replay::Variant;
using telemetry::TimeRange;
using telemetry::Timestamp;

namespace {

Timestamp at(int seconds)
{
    return Timestamp{std::chrono::seconds(seconds)};
}

} // namespace

class TestVariantKeys : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatItListsAndNothingElse_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char* change, bool isGood) {
            QTest::addRow("%s", change) << QString::fromLatin1(change) << isGood;
        };
        row("false-alarms-per-week=2.5", true);
        row("false-alarms-per-week=0", false);
        row("false-alarms-per-week=nan", false);
        row("false-alarms-per-week=2.5x", false);
        row("reference-observations=300", true);
        row("reference-observations=300.5", false);
        row("tolerance=0", true);
        row("tolerance=-0.1", false);
        row("clear-after=30s", true);
        row("clear-after=2d", false);
        row("detector=cusum", true);
        row("detector=e-detector", true);
        row("detector=oracle", false);
        row("severity.first-from=0.5", true);
        row("check.refusal.watched=off", true);
        row("check.refusal.watched=no", false);
        row("check.refusal.fail-at=0.35", true);
        row("check.refusal.fail-at=0.33", false);
        row("check.faithfulness.fail-at=0.35", false); // a judge's: judges.yaml
        row("check.faithfulness.run-length=1000", true);
        row("service.a.b.run-length=1000", true);
        row("service.run-length=1000", false);
        row("service.chat.fail-at=0.35", false);
        row("objective.grounded.target=0.995", true);
        row("objective.grounded.target=1", false);
        row("objective.grounded.window=7d", true);
        row("objective.grounded.window=1m", false);
        row("mitigated-at=2026-11-24T02:41:00Z", true);
        row("mitigated-at=early", false);
        row("lever=feature_flag:new-prompt", false); // what was done is no setting
        row("no-such-key=1", false);
        row("tolerance", false);
        row("=1", false);
    }
    void takesWhatItListsAndNothingElse()
    {
        QFETCH(QString, change);
        QFETCH(bool, isGood);
        Variant variant;
        const auto applied = replay::applyChange(variant, change.toStdString());
        QCOMPARE(applied.has_value(), isGood);
        const std::string key = change.section(u'=', 0, 0).toStdString();
        if (!isGood) {
            QVERIFY(applied.error().kind == telemetry::ErrorKind::Usage);
            QVERIFY2(applied.error().message.find(key) != std::string::npos,
                     applied.error().message.c_str());
        }
    }

    // What is told of settings makes the same settings, also as a file.
    void comesBackFromItsOwnWords()
    {
        EngineSettings settings;
        for (const auto& [key, value] :
             std::vector<std::pair<std::string, std::string>>{{"false-alarms-per-week", "2.5"},
                                                              {"reference-observations", "300"},
                                                              {"tolerance", "0.125"},
                                                              {"clear-after", "30s"},
                                                              {"detector", "glr"},
                                                              {"severity.second-from", "0.2"},
                                                              {"check.refusal.watched", "off"},
                                                              {"check.citations.fail-at", "0.35"},
                                                              {"service.a \"b\": c.tolerance", "1"},
                                                              {"service.x.run-length", "5000"}})
            QVERIFY2(health::applySetting(settings, key, value), key.c_str());
        const auto told = health::changedSettings(settings);
        QCOMPARE(told.size(), std::size_t{10});
        EngineSettings again;
        for (const auto& [key, value] : told)
            QVERIFY(health::applySetting(again, key, value));
        QVERIFY(health::changedSettings(again) == told);
        EngineSettings read;
        const std::string file =
            health::settingsFile(settings, {"because of INC-0001\ndetection: {}\n"});
        const auto applied = health::applySettingsFile(read, file);
        QVERIFY2(applied, applied ? "" : applied.error().message.c_str());
        QVERIFY(health::changedSettings(read) == told);
        QCOMPARE(read.checks.at("citations").failAt, 0.35);
        // Back to the default is no change.
        QVERIFY(health::applySetting(read, "check.refusal.watched", "on"));
        QCOMPARE(health::changedSettings(read).size(), std::size_t{9});
    }

    void namesTheLineThatIsWrong()
    {
        EngineSettings settings;
        const auto applied =
            health::applySettingsFile(settings, "detection:\n  tolerance: 0.1\n  tolerence: 0.2\n");
        QVERIFY(!applied);
        QVERIFY(applied.error().message.find("line 3") != std::string::npos);
        QVERIFY(applied.error().message.find("tolerence") != std::string::npos);
        QVERIFY(!health::applySettingsFile(settings, "detect: {}\n"));
        QVERIFY(!health::applySettingsFile(settings, "detection: [1]\n"));
        QVERIFY(health::applySettingsFile(settings, "detection:\n"));
    }

    // Garwood's interval of a Poisson count: 0 gives 3.69, 4 gives 1.09 to 10.24.
    void reckonsFalseAlarmsAWeek()
    {
        const auto none = replay::weeklyRate(0, 24h * 7);
        QCOMPARE(*none.perWeek, 0.0);
        QCOMPARE(none.low, 0.0);
        QVERIFY(std::abs(none.high - 3.689) < 0.05);
        const auto four = replay::weeklyRate(4, 24h * 14);
        QCOMPARE(*four.perWeek, 2.0);
        QVERIFY(std::abs(four.low - 1.0899 / 2) < 0.03);
        QVERIFY(std::abs(four.high - 10.2416 / 2) < 0.03);
        QVERIFY(!replay::weeklyRate(0, 0s).perWeek);
    }

    void leavesOutWhatWasWrong()
    {
        const std::vector<TimeRange> recorded{{at(0), at(100)}, {at(200), at(300)}};
        const auto affair = [](int start, std::optional<int> end) {
            return replay::Affair{.id = "I-1",
                                  .services = {},
                                  .start = at(start),
                                  .end = end ? std::optional(at(*end)) : std::nullopt};
        };
        QVERIFY(replay::healthyTime(recorded, {}) == 200s);
        QVERIFY(replay::healthyTime(recorded, {affair(10, 30), affair(20, 40)}) == 170s);
        QVERIFY(replay::healthyTime(recorded, {affair(90, 210)}) == 180s);
        QVERIFY(replay::healthyTime(recorded, {affair(250, {})}) == 150s);
        QVERIFY(replay::healthyTime(recorded, {affair(-10, 400)}) == 0s);
    }
};

QTEST_GUILESS_MAIN(TestVariantKeys)
#include "tst_variantkeys.moc"
