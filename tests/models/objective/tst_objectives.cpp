// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/objective/suggest.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <iterator>

using namespace objective;
using namespace storetest;
using namespace std::chrono_literals;

namespace {

constexpr const char* kGood = "objectives:\n"
                              "  - name: shop grounded\n"
                              "    description: \"it says \\\"so\\\"\"\n"
                              "    service: shop\n"
                              "    check: groundedness\n"
                              "    target: 98 %\n"
                              "    window: 30d\n";

Objective parsedOne()
{
    return parseObjectives(kGood).objectives.at(0);
}

// Answers at an even pace, so many a second, over a time.
struct Pace
{
    telemetry::TimeRange range;
    double perSecond = 1;
    double failedShare = 0;
};

telemetry::Rollup sumOf(const std::vector<Pace>& paces, const telemetry::TimeRange& range)
{
    telemetry::Rollup sum;
    for (const Pace& pace : paces) {
        const auto until = [&pace](telemetry::Timestamp time) { // answers and failures
            const auto last = std::clamp(time, pace.range.start, pace.range.end);
            const double seconds = std::chrono::duration<double>(last - pace.range.start).count();
            const auto count = std::llround(seconds * pace.perSecond);
            return std::pair(count, std::llround(static_cast<double>(count) * pace.failedShare));
        };
        sum.count += until(range.end).first - until(range.start).first;
        sum.failed += until(range.end).second - until(range.start).second;
    }
    return sum;
}

Source sourceOf(const std::vector<Pace>& paces)
{
    return {
        .sum = [paces](const telemetry::TimeRange& range) -> telemetry::Result<telemetry::Rollup> {
            return sumOf(paces, range);
        },
        .series = [paces](const telemetry::TimeRange& range, telemetry::Duration step)
            -> telemetry::Result<std::vector<store::SeriesPoint>> {
            std::vector<store::SeriesPoint> points;
            for (auto start = range.start; start < range.end; start += step) {
                const auto end = std::min(start + step, range.end);
                const auto sum = sumOf(paces, {.start = start, .end = end});
                if (sum.count > 0)
                    points.push_back({.start = start, .sum = sum});
            }
            return points;
        }};
}

// Counts `failedShare` of all in the range, so many a second, of the time since `first`.
Source steady(double perSecond, double failedShare, telemetry::Timestamp first)
{
    return sourceOf(
        {{.range = {first, at(10)}, .perSecond = perSecond, .failedShare = failedShare}});
}

double daysOf(const std::optional<telemetry::Duration>& duration)
{
    return std::chrono::duration<double>(duration.value_or(telemetry::Duration(-1))).count()
        / 86'400;
}

constexpr std::int64_t kDay = 86'400;

// Answers of a second, some of which fail.
void judge(store::Writer& writer, std::int64_t second, int count, int failed)
{
    telemetry::Rollup rollup;
    rollup.bucket = rollup.recordedBucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
    for (int i = 0; i < count; ++i)
        rollup.add(i < failed ? 0.9 : 0.1);
    store::HealthResults results;
    results.rollups = {{signalOf("shop"), rollup}};
    QVERIFY(writer.append(
        spansBatch({chatSpan(static_cast<std::uint64_t>(second + 1), second)}, second)));
    QVERIFY(writer.append(results));
}

void tell(store::Writer& writer, telemetry::AlarmState state, std::int64_t onset, std::int64_t time)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = "shop";
    alarm.check = signalOf("shop").check;
    alarm.state = state;
    alarm.onset = at(onset);
    alarm.time = alarm.recorded = at(time);
    store::HealthResults results;
    results.alarms.push_back(alarm);
    QVERIFY(writer.append(results));
}

} // namespace

class TestObjectives : public QObject
{
    Q_OBJECT

private slots:
    void filesAreReadAndWritten()
    {
        const Objective one = parsedOne();
        QCOMPARE(one.service, std::string("shop"));
        QCOMPARE(one.target, 0.98);
        QVERIFY(one.window == 30 * 24h);
        QCOMPARE(one.line, 2);
        const auto again = parseObjectives(toYaml({one}));
        QVERIFY(again.problems.empty());
        QCOMPARE(again.objectives.at(0).description, one.description);
        QCOMPARE(toYaml(again.objectives), toYaml({one}));
        std::ifstream shipped(PLUMBLINE_SOURCE_DIR "/resources/objectives/drill.yaml");
        const auto drill = parseObjectives({std::istreambuf_iterator<char>(shipped), {}});
        QVERIFY(drill.problems.empty());
        QCOMPARE(drill.objectives.size(), std::size_t{2});
    }

    void problemsAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("problem");
        QTest::addColumn<int>("line");
        const QByteArray good(kGood);
        QTest::newRow("no list") << QByteArray("objectives: 3\n") << QByteArray("list") << 1;
        QTest::newRow("nothing") << QByteArray("{}\n") << QByteArray("objectives") << 1;
        QTest::newRow("all") << QByteArray(good).replace("98 %", "100 %") << QByteArray("no budget")
                             << 6;
        QTest::newRow("none") << QByteArray(good).replace("98 %", "often")
                              << QByteArray("between 0 and 1") << 6;
        QTest::newRow("short") << QByteArray(good).replace("30d", "1m") << QByteArray("1h") << 7;
        QTest::newRow("misspelt") << QByteArray(good).replace("window", "windows")
                                  << QByteArray("windows") << 7;
        QTest::newRow("twice") << good + good.mid(good.indexOf("  - name"))
                               << QByteArray("there already") << 8;
        QTest::newRow("no check") << QByteArray(good).replace("    check: groundedness\n", "")
                                  << QByteArray("check") << 2;
    }

    void problemsAreNamedWithTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, problem);
        QFETCH(int, line);
        const auto parsed = parseObjectives(text.toStdString());
        QVERIFY(!parsed.problems.empty());
        QVERIFY2(parsed.problems[0].message.find(problem.toStdString()) != std::string::npos,
                 parsed.problems[0].message.c_str());
        QCOMPARE(parsed.problems[0].line, line);
    }

    void theTableIsThatOfTheWorkbook()
    {
        const auto status = statusOf(parsedOne(), at(0), steady(1, 0.02, at(-40 * 86'400)));
        QVERIFY(status);
        const std::array<std::pair<double, std::pair<telemetry::Duration, telemetry::Duration>>, 3>
            rows{{{14.4, {1h, 5min}}, {6, {6h, 30min}}, {1, {72h, 6h}}}};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(status->alerts[i].threshold, rows[i].first);
            QVERIFY(status->alerts[i].longer.over == rows[i].second.first);
            QVERIFY(status->alerts[i].shorter.over == rows[i].second.second);
            QVERIFY(std::abs(*status->alerts[i].longer.rate - 1) < 1e-9);
        }
        QVERIFY(std::abs(*status->spent - 1) < 1e-3); // exactly the budget, in exactly the window
    }

    void aBudgetIsKeptBurnsAndIsGone()
    {
        const Objective one = parsedOne();
        const auto kept = statusOf(one, at(0), steady(1, 0.01, at(-40 * 86'400)));
        QVERIFY(kept->state == BudgetState::Kept);
        QVERIFY(std::abs(*kept->spent - 0.5) < 1e-3);
        QVERIFY(kept->forecast && !kept->forecast->expected);
        QVERIFY2(kept->sentence.find("it lasts at this pace") != std::string::npos,
                 kept->sentence.c_str());
        // Three days of telemetry that fail four times as often as they may: a tenth of the window.
        const auto burning = statusOf(one, at(0), steady(1, 0.08, at(-3 * 86'400)));
        QVERIFY(burning->state == BudgetState::Burning);
        QVERIFY(burning->covered == 72h);
        QVERIFY(std::abs(*burning->spent - 0.4) < 1e-3);
        QVERIFY(burning->alerts[2].isFiring() && !burning->alerts[1].isFiring());
        // What is left, 0.6 of 30 days, at 4 times the pace: 4.5 days.
        QVERIFY(
            std::abs(std::chrono::duration<double>(*burning->forecast->expected).count() / 86'400
                     - 4.5)
            < 0.01);
        QVERIFY(*burning->forecast->earliest < *burning->forecast->expected);
        QVERIFY(*burning->forecast->latest > *burning->forecast->expected);
        QVERIFY2(burning->sentence.find("burns 4.0 times as fast") != std::string::npos,
                 burning->sentence.c_str());
        const auto gone = statusOf(one, at(0), steady(1, 0.08, at(-20 * 86'400)));
        QVERIFY(gone->state == BudgetState::Exhausted);
        QVERIFY(!gone->forecast);
    }

    void nothingKnownIsNotKept()
    {
        const auto none = statusOf(parsedOne(), at(0), steady(1, 0, at(10)));
        QVERIFY(none->state == BudgetState::NoData);
        QVERIFY(!none->spent && !none->forecast && !none->alerts[0].longer.rate);
        QVERIFY(none->sentence.find("not known") != std::string::npos);
        // Few results leave much open: the pace may be any.
        const auto few = statusOf(parsedOne(), at(0), steady(0.001, 0.1, at(-20'000)));
        QVERIFY(few->alerts[1].longer.range.high > 10 && few->alerts[1].longer.range.low < 2);
        QVERIFY(!few->forecast);
        QVERIFY2(few->sentence.find("too few results of late") != std::string::npos,
                 few->sentence.c_str());
        // Nothing has come for four days: whether it lasts is not known.
        const auto silent = statusOf(parsedOne(), at(0),
                                     sourceOf({{{at(-30 * kDay), at(-4 * kDay)}, 0.01, 0.002}}));
        QVERIFY(silent->state == BudgetState::Kept && !silent->forecast);
        QVERIFY(silent->covered > 26 * 24h - 5min && silent->covered <= 26 * 24h);
        // Half a minute tells nothing of days, be it of a hundred answers a second.
        QVERIFY(!statusOf(parsedOne(), at(0), steady(100, 0, at(-30)))->forecast);
    }

    // A fault that is over stops firing at once by the shorter window.
    void theShorterWindowEndsIt()
    {
        const auto status = statusOf(parsedOne(), at(0),
                                     sourceOf({{{at(-kDay), at(-7200)}, 1, 0},
                                               {{at(-7200), at(-3600)}, 1, 0.8},
                                               {{at(-3600), at(10)}, 1, 0}}));
        QVERIFY(status->alerts[1].longer.range.low > 6 && *status->alerts[1].shorter.rate == 0);
        QVERIFY(!status->alerts[0].isFiring() && !status->alerts[1].isFiring());
    }

    // An hour in which one of ten failed, 29 days of silence, and ten good answers.
    void aHoleSpendsNothing()
    {
        Objective one = parsedOne();
        one.target = 0.99;
        const std::int64_t then = -29 * kDay + 1234;
        const auto status = statusOf(
            one, at(0),
            sourceOf({{{at(then), at(then + 3600)}, 0.1, 0.1}, {{at(-100), at(0)}, 0.1, 0}}));
        QVERIFY(status->state == BudgetState::Kept);
        QVERIFY2(std::abs(*status->spent - 0.0139) < 5e-4, status->sentence.c_str());
        QVERIFY2(status->covered >= 60min && status->covered < 65min, status->sentence.c_str());
        QVERIFY2(status->sentence.find("have results") != std::string::npos,
                 status->sentence.c_str());
        // Nights in which nobody asks are no holes: all answers of the window count, no more.
        std::vector<Pace> nights;
        for (std::int64_t day = -30; day < 0; ++day)
            nights.push_back({{at(day * kDay), at(day * kDay + 16 * 3600)}, 0.1, 0.01});
        const auto nightly = statusOf(one, at(-8 * 3600), sourceOf(nights));
        QVERIFY2(*nightly->spent > 0.95, nightly->sentence.c_str());
        // Nor are hours without a question where one comes every five.
        std::vector<Pace> seldom;
        for (std::int64_t hour = -720; hour < 0; hour += 5)
            seldom.push_back(
                {{at(hour * 3600), at(hour * 3600 + 1)}, 1, hour % 50 == 0 ? 1.0 : 0.0});
        QVERIFY(statusOf(one, at(0), sourceOf(seldom))->covered > 29 * 24h);
    }

    // What has failed days ago leaves the window only in weeks, while more fails.
    void theForecastKnowsWhatLeavesTheWindow()
    {
        Objective one = parsedOne();
        one.target = 0.99;
        const std::vector<Pace> paces{{{at(-30 * kDay), at(-4 * kDay)}, 0.1, 0},
                                      {{at(-4 * kDay), at(-2 * kDay)}, 0.1, 0.13},
                                      {{at(-2 * kDay), at(10)}, 0.1, 0.0083}};
        const auto status = statusOf(one, at(0), sourceOf(paces));
        QVERIFY2(std::abs(*status->spent - 0.922) < 0.01, status->sentence.c_str());
        QVERIFY(*status->forecast->at.rate < 1);
        // 0.078 of 30 days at 0.83 times the pace.
        QVERIFY2(std::abs(daysOf(status->forecast->expected) - 2.8) < 0.3,
                 status->sentence.c_str());
        QVERIFY2(status->sentence.find("gone in") != std::string::npos, status->sentence.c_str());
        // Had it failed at the window's begin, that would leave before more has failed.
        const std::vector<Pace> early{{{at(-30 * kDay), at(-28 * kDay)}, 0.1, 0.13},
                                      {{at(-28 * kDay), at(-2 * kDay)}, 0.1, 0},
                                      {{at(-2 * kDay), at(10)}, 0.1, 0.0083}};
        QVERIFY(!statusOf(one, at(0), sourceOf(early))->forecast->expected);
    }

    // One failure of three results an hour, and half an hour of a month.
    void littleEvidenceFiresNothing()
    {
        Objective one = parsedOne();
        one.target = 0.99;
        const auto lone = statusOf(one, at(0),
                                   sourceOf({{{at(-30 * kDay), at(-3600)}, 3.0 / 3600, 0},
                                             {{at(-3600), at(10)}, 3.0 / 3600, 1.0 / 3}}));
        QVERIFY(*lone->alerts[0].longer.rate > 30 && lone->state == BudgetState::Kept);
        const auto drill = statusOf(one, at(0), steady(10, 0.3, at(-150)));
        QVERIFY(drill->covered == 150s);
        for (const BurnAlert& alert : drill->alerts)
            QVERIFY(*alert.longer.rate > 29 && alert.longer.covered == 150s && !alert.isFiring());
        // What is bad enough has spent that much in a part of the hour.
        QVERIFY(statusOf(one, at(0), steady(10, 0.9, at(-900)))->alerts[0].isFiring());
        one.window = 1h;
        const auto hourly = statusOf(one, at(0), steady(1, 0, at(-3600)));
        for (const BurnAlert& alert : hourly->alerts)
            QVERIFY(alert.longer.over >= 1min && alert.shorter.over >= 1min);
    }

    void aShareIsNeverRoundedToAll()
    {
        for (const auto& [share, text] :
             {std::pair(0.9999, "99.99 %"), std::pair(0.9995, "99.95 %"), std::pair(0.98, "98 %"),
              std::pair(0.999'874'1, "99.987 %"), std::pair(1.0, "100 %"), std::pair(0.0, "0 %"),
              std::pair(0.000'04, "0.004 %"), std::pair(0.5, "50 %"), std::pair(0.898, "89.8 %"),
              std::pair(0.99, "99 %"), std::pair(9.41, "941 %"), std::pair(0.0139, "1.4 %")})
            QCOMPARE(QByteArray(shareText(share).c_str()), QByteArray(text));
    }

    // Of the past that had no alarm; a recording of an hour promises nothing about a month.
    void suggestionsRestOnTheHealthyPast()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::int64_t second = 0; second < 7200; second += 4) {
                const bool isFaulty = second >= 3600 && second < 4200;
                judge(*writer, second, 2, isFaulty ? 2 : second % 400 == 0 ? 1 : 0);
            }
            tell(*writer, telemetry::AlarmState::Raised, 3600, 3660);
            tell(*writer, telemetry::AlarmState::Cleared, 3600, 4300);
            QVERIFY(writer->commit());
        }
        const auto suggestions = suggest(*recording.reader(), {});
        QVERIFY(suggestions);
        QCOMPARE(suggestions->suggested.size(), std::size_t{1});
        const Suggestion& one = suggestions->suggested[0];
        QVERIFY(one.count > 2500 && one.count < 2900); // without the alarm and its margins
        QVERIFY(one.failed >= 12 && one.failed <= 16);
        QVERIFY2(one.objective.target >= 0.98 && one.objective.target <= 0.995,
                 std::to_string(one.objective.target).c_str());
        QVERIFY(one.objective.window == 24h);
        // It would have been kept while all was well, and not in the fault.
        const auto before = statusOf(one.objective, *recording.reader(), at(3500), {});
        QVERIFY(before->state == BudgetState::Kept);
        const auto amid = statusOf(one.objective, *recording.reader(), at(4150), {});
        QVERIFY(amid->state == BudgetState::Burning);
        // As known then: the fault was not.
        store::View then;
        then.knownAt = at(3500);
        QVERIFY(statusOf(one.objective, *recording.reader(), at(4150), then)->sum.failed
                < amid->sum.failed);
    }

    // An alarm costs its own check its own time, also in a recording of minutes; what was left out
    // is said.
    void anAlarmTakesNoMoreThanItsOwn()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            telemetry::SignalKey other = signalOf("shop");
            other.check = "truncation";
            for (std::int64_t second = 0; second < 300; ++second) {
                judge(*writer, second, 2, second >= 200 ? 1 : 0);
                telemetry::Rollup rollup;
                rollup.bucket = rollup.recordedBucket =
                    telemetry::toUnixNanos(at(second)) / 1'000'000'000;
                rollup.add(0.1);
                rollup.add(0.1);
                store::HealthResults results;
                results.rollups.emplace_back(other, rollup);
                QVERIFY(writer->append(results));
            }
            tell(*writer, telemetry::AlarmState::Raised, 200, 210); // and never cleared
            QVERIFY(writer->commit());
        }
        const auto suggestions = suggest(*recording.reader(), {});
        QCOMPARE(suggestions->suggested.size(), std::size_t{2});
        for (const Suggestion& one : suggestions->suggested) {
            const bool isOther = one.objective.check == "truncation";
            QVERIFY(isOther ? one.count == 600 : one.count > 320 && one.count < 400);
            QCOMPARE(one.failed, 0);
            const std::string& why = one.objective.description;
            QCOMPARE(why.find("left out: ") != std::string::npos, !isOther);
            QCOMPARE(why.find(" to the end, for alarms of this check") != std::string::npos,
                     !isOther);
        }
    }

    // What names no operation is not all operations.
    void aSuggestionIsOfItsOwnOperation()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            store::HealthResults results;
            for (const std::string operation : {"", "chat"}) {
                telemetry::SignalKey key = signalOf("shop");
                key.operation = operation;
                telemetry::Rollup rollup;
                rollup.bucket = rollup.recordedBucket =
                    telemetry::toUnixNanos(at(5)) / 1'000'000'000;
                for (int i = 0; i < 2000; ++i)
                    rollup.add(operation.empty() ? 0.9 : 0.1);
                results.rollups.emplace_back(key, rollup);
            }
            QVERIFY(writer->append(spansBatch({chatSpan(1, 1), chatSpan(2, 9)}, 10)));
            QVERIFY(writer->append(results) && writer->commit());
        }
        const auto suggestions = suggest(*recording.reader(), {});
        QCOMPARE(suggestions->suggested.size(), std::size_t{1});
        QCOMPARE(suggestions->suggested[0].objective.operation, std::string("chat"));
        QCOMPARE(suggestions->suggested[0].count, 2000);
        QVERIFY2(suggestions->declined.at(0).find("2000 results name no operation")
                     != std::string::npos,
                 suggestions->declined.at(0).c_str());
    }

    void tooLittleOrTooBadIsDeclined()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::int64_t second = 0; second < 100; ++second)
                judge(*writer, second, 1, 0);
            QVERIFY(writer->commit());
        }
        const auto few = suggest(*recording.reader(), {});
        QVERIFY(few->suggested.empty());
        QVERIFY2(few->declined.at(0).find("100 results") != std::string::npos,
                 few->declined.at(0).c_str());
        {
            const auto writer = recording.writer();
            for (std::int64_t second = 100; second < 1100; ++second)
                judge(*writer, second, 1, second % 3 == 0 ? 1 : 0);
            QVERIFY(writer->commit());
        }
        const auto bad = suggest(*recording.reader(), {});
        QVERIFY(bad->suggested.empty());
        QVERIFY(bad->declined.at(0).find("look into that") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestObjectives)
#include "tst_objectives.moc"
