// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/alarmcourse.h"
#include "models/replay/rerun.h"
#include "models/store/sqlite.h"
#include "tests/models/replay/drillfile.h"
#include "tests/models/replay/sqlexecute.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <set>

#include <sqlite3.h>

using namespace std::chrono_literals;
using replay::Changes;
using telemetry::AlarmState;
using telemetry::AlarmTransition;

namespace {

const telemetry::Timestamp kRerunStart{1'790'000'000s};
const store::View kEverything{.range = {telemetry::Timestamp::min(), telemetry::Timestamp::max()}};

drill::OfflineSettings drillOf(const char* scenario, std::uint64_t seed)
{
    drill::OfflineSettings settings;
    settings.scenario = scenario;
    settings.seed = seed;
    settings.start = kRerunStart;
    settings.length = 10min;
    return settings;
}

std::vector<AlarmTransition> recordedIn(const store::Reader& reader)
{
    return reader.alarmTransitions(kEverything).value_or(std::vector<AlarmTransition>());
}

std::size_t raisedIn(const std::vector<AlarmTransition>& transitions)
{
    return replay::coursesOf(transitions).size();
}

bool isLimited(const replay::Rerun& told, const char* words)
{
    return std::ranges::any_of(told.limits, [&](const std::string& limit) {
        return limit.find(words) != std::string::npos;
    });
}

std::int64_t number(const std::string& path, const char* sql)
{
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    store::Statement select = database->prepare(sql);
    return select.step() ? select.integer(0) : -1;
}

} // namespace

class TestRerun : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;

    std::string newPath()
    {
        return m_folder.filePath(QStringLiteral("%1.plumb").arg(++m_files)).toStdString();
    }

    void compareWithLive(const std::string& path, int least)
    {
        const auto reader = store::Reader::open(path);
        QVERIFY(reader);
        const auto recorded = recordedIn(**reader);
        QVERIFY2(raisedIn(recorded) >= static_cast<std::size_t>(least),
                 qPrintable(QString::number(raisedIn(recorded))));
        const auto told = replay::rerun(**reader, {Changes()});
        QVERIFY(told);
        for (const std::string& limit : told->limits)
            QFAIL(limit.c_str());
        const std::string difference = replay::differenceBetween(recorded, told->made[0]);
        QVERIFY2(difference.empty(), difference.c_str());
    }

private slots:
    void saysWhatTheConsoleSaid_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<int>("seed");
        for (const char* scenario :
             {"fabricated-apis", "lost-context", "overload", "judge-drift", "spoilt-adapter"})
            QTest::addRow("%s 1", scenario) << QString::fromLatin1(scenario) << 1;
        for (const char* scenario : {"fabricated-apis", "overload"})
            QTest::addRow("%s 2", scenario) << QString::fromLatin1(scenario) << 2;
    }
    void saysWhatTheConsoleSaid()
    {
        QFETCH(QString, scenario);
        QFETCH(int, seed);
        const std::string path = newPath();
        const QByteArray name = scenario.toUtf8();
        QVERIFY(replaytest::record(
            path, {.drill = drillOf(name.constData(), static_cast<std::uint64_t>(seed))}));
        compareWithLive(path, 1);
    }

    // Baselines are kept, evaluations relearnt, open alarms taken up: by both alike.
    void saysItOverARestart_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addRow("while all is well") << 3;
        QTest::addRow("while it alarms") << 7;
    }
    void saysItOverARestart()
    {
        QFETCH(int, minutes);
        const std::string path = newPath();
        QVERIFY(replaytest::record(path,
                                   {.drill = drillOf("fabricated-apis", 3),
                                    .restartAfter = std::chrono::minutes(minutes)}));
        const auto reader = store::Reader::open(path);
        QVERIFY(reader);
        const auto told = replay::rerun(**reader, {Changes()});
        QVERIFY(told);
        QCOMPARE(told->lives, std::int64_t{2});
        compareWithLive(path, 1);
    }

    // With other settings than the defaults in use, and people who decide.
    void saysItWithSettingsAndDecisions()
    {
        const std::string path = newPath();
        replaytest::Recorded wanted{.drill = drillOf("lost-context", 4)};
        wanted.health.falseAlarmsPerWeek = 20;
        wanted.health.rateTolerance = 0.1;
        wanted.health.checks["groundedness"].failAt = 0.35;
        wanted.health.checks["refusal"].isWatched = false;
        std::set<std::string> known;
        wanted.eachSecond = [&](ingest::Pipeline& pipeline, telemetry::Duration) {
            const auto reader = store::Reader::open(path);
            const auto alarms = (*reader)->alarms({});
            for (const AlarmTransition& alarm : *alarms) {
                if (!known.insert(alarm.alarm).second)
                    continue;
                if (known.size() % 3 == 1)
                    pipeline.acknowledgeAlarm(alarm.alarm, "ada");
                else if (known.size() % 3 == 2)
                    pipeline.suppressAlarm(alarm.alarm, *known.begin(), "ada");
                else
                    pipeline.shelveAlarm(alarm.alarm, "ada", 30s);
            }
        };
        QVERIFY(replaytest::record(path, wanted));
        QVERIFY(!known.empty());
        const auto reader = store::Reader::open(path);
        const auto told = replay::rerun(**reader, {Changes()});
        QVERIFY(told);
        QVERIFY(
            std::ranges::find(told->inUse, std::pair<std::string, std::string>("tolerance", "0.1"))
            != told->inUse.end());
        QVERIFY(std::ranges::any_of(recordedIn(**reader),
                                    [](const AlarmTransition& one) { return one.actor == "ada"; }));
        compareWithLive(path, 1);
    }

    void tellsVariantsBesideOneAnother()
    {
        const std::string path = newPath();
        QVERIFY(replaytest::record(path, {.drill = drillOf("fabricated-apis", 1)}));
        const auto reader = store::Reader::open(path);
        const auto recorded = recordedIn(**reader);
        const std::string service = recorded.front().service;
        const std::string check = recorded.front().check;
        const auto told = replay::rerun(**reader,
                                        {Changes(), Changes{{"false-alarms-per-week", "0.001"}},
                                         Changes{{"service." + service + ".watched", "off"}},
                                         Changes{{"check." + check + ".watched", "off"}},
                                         Changes{{"detector", "cusum"}}});
        QVERIFY(told);
        QCOMPARE(told->made.size(), std::size_t{5});
        QVERIFY(replay::differenceBetween(recorded, told->made[0]).empty());
        // A thousandth of the false alarms: no more of them, none on less evidence, and the first
        // no sooner (see models/health/budgetorder).
        const auto raised = [](const std::vector<AlarmTransition>& made) {
            return std::ranges::count(made, telemetry::AlarmState::Raised, &AlarmTransition::state);
        };
        const auto least = [](const std::vector<AlarmTransition>& made) {
            double evidence = std::numeric_limits<double>::max();
            for (const AlarmTransition& one : made) {
                if (one.state == telemetry::AlarmState::Raised)
                    evidence = std::min(evidence, one.evidence);
            }
            return evidence;
        };
        QVERIFY(raised(told->made[1]) <= raised(told->made[0]));
        QVERIFY(told->made[1].empty()
                || told->made[1].front().recorded >= told->made[0].front().recorded);
        QVERIFY(least(told->made[1]) >= least(told->made[0]));
        QVERIFY(!replay::differenceBetween(recorded, told->made[1]).empty());
        QVERIFY(std::ranges::none_of(
            told->made[2], [&](const AlarmTransition& one) { return one.service == service; }));
        QVERIFY(std::ranges::none_of(
            told->made[3], [&](const AlarmTransition& one) { return one.check == check; }));
        QVERIFY(!told->made[4].empty());
        QVERIFY(!replay::differenceBetween(recorded, told->made[4]).empty());
    }

    void namesAChangeThatCannotBeMade()
    {
        const std::string path = newPath();
        auto brief = drillOf("fabricated-apis", 1);
        brief.length = 20s;
        QVERIFY(replaytest::record(path, {.drill = brief}));
        const auto reader = store::Reader::open(path);
        for (const Changes& changes :
             {Changes{{"no-such-key", "1"}}, Changes{{"tolerance", "much"}},
              Changes{{"check.faithfulness.fail-at", "0.4"}}}) {
            const auto told = replay::rerun(**reader, {changes});
            QVERIFY(!told);
            QVERIFY(told.error().kind == telemetry::ErrorKind::Usage);
            QVERIFY(told.error().message.find(changes[0].first) != std::string::npos);
        }
    }

    void stopsWhenItIsTold()
    {
        const std::string path = newPath();
        QVERIFY(replaytest::record(path, {.drill = drillOf("fabricated-apis", 1)}));
        const auto reader = store::Reader::open(path);
        const auto whole = replay::rerun(**reader, {Changes()});
        const auto part = replay::rerun(**reader, {Changes()},
                                        [](std::int64_t done, std::int64_t) { return done < 100; });
        QVERIFY(part);
        QVERIFY(part->wasStopped);
        QVERIFY(part->steps < whole->steps / 2);
    }

    // What the recording cannot tell is said.
    void saysWhatIsGone()
    {
        const std::string path = newPath();
        QVERIFY(replaytest::record(path, {.drill = drillOf("fabricated-apis", 1)}));
        // A life is a row of its own, dated, which retention passes over.
        execute(path, "DELETE FROM feeds WHERE id<=20 AND steps>0");
        {
            const auto reader = store::Reader::open(path);
            const auto told = replay::rerun(**reader, {Changes()});
            QVERIFY(told);
            QCOMPARE(told->limits.size(), std::size_t{1});
            QVERIFY(told->limits[0].find("removed") != std::string::npos);
            QVERIFY(told->isBeginningGone && told->isInUseKnown);
            QVERIFY(told->stretches.front().start > kRerunStart);
        }
        execute(path, "DELETE FROM feeds WHERE steps=0"); // as an older version lost it
        {
            const auto reader = store::Reader::open(path);
            const auto told = replay::rerun(**reader, {Changes()});
            QVERIFY(told && told->isBeginningGone && !told->isInUseKnown);
            QVERIFY(isLimited(*told, "settings"));
        }
        execute(path, "DELETE FROM feeds");
        {
            const auto reader = store::Reader::open(path);
            const auto told = replay::rerun(**reader, {Changes()});
            QVERIFY(told && !told->isInUseKnown);
            QVERIFY(isLimited(*told, "schema 18"));
            QVERIFY(raisedIn(told->made[0]) > 0); // about as it was
            // Of these, too, no more is told once it is stopped.
            const auto part = replay::rerun(**reader, {Changes()},
                                            [](std::int64_t, std::int64_t) { return false; });
            QVERIFY(part && part->wasStopped);
            QVERIFY2(part->steps < 10'000 && part->steps < told->steps,
                     qPrintable(QString::number(part->steps)));
        }
        execute(path, "INSERT INTO counters(name, value) VALUES('feeds_left_out', 1)");
        const auto reader = store::Reader::open(path);
        const auto told = replay::rerun(**reader, {Changes()});
        QVERIFY(told && isLimited(*told, "left out"));
        QVERIFY(!isLimited(*told, "schema 18"));
    }

    // Two hours without telemetry are no time in which all was well, whoever was awake.
    void leavesHolesOut()
    {
        const std::string path = newPath();
        QVERIFY(replaytest::record(path, {.drill = drillOf("fabricated-apis", 1)}));
        const auto whole = replay::rerun(**store::Reader::open(path), {Changes()});
        QCOMPARE(whole->stretches.size(), std::size_t{1});
        QVERIFY(whole->stretches[0].duration() > 9min);
        execute(path,
                "DELETE FROM feeds WHERE steps>0 AND recorded_ns BETWEEN "
                "1790000120000000000 AND 1790000300000000000");
        const auto holed = replay::rerun(**store::Reader::open(path), {Changes()});
        QCOMPARE(holed->stretches.size(), std::size_t{2});
        const auto known = holed->stretches[0].duration() + holed->stretches[1].duration();
        QVERIFY(known < whole->stretches[0].duration() - 2min);
    }

    void datesALife()
    {
        const std::string path = newPath();
        auto brief = drillOf("fabricated-apis", 1);
        brief.length = 20s;
        QVERIFY(replaytest::record(path, {.drill = brief}));
        QCOMPARE(number(path, "SELECT count(*) FROM feeds WHERE steps=0"), std::int64_t{1});
        QVERIFY(number(path, "SELECT min(recorded_ns) FROM feeds")
                >= telemetry::toUnixNanos(kRerunStart));
    }
};

QTEST_GUILESS_MAIN(TestRerun)
#include "tst_rerun.moc"
