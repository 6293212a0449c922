// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/telemetry/signalcheck.h"
#include "tests/models/store/storefixture.h"
#include "tests/widgets/healthpagefixture.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/judgecharts.h"
#include "widgets/charts/plotview.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/facttile.h"
#include "widgets/dashboard/judgetiles.h"
#include "widgets/dashboard/sectionhead.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kJudgedAnswers = 60; // one a second, from 10 s on

// A judge's result: on every second answer, ten seconds later; the first ones fail to come.
otlp::OutgoingLog result(std::uint64_t number)
{
    const auto second = static_cast<std::int64_t>(number) + 20;
    auto log = storetest::judgeLog(number, second, number % 10 == 0 ? 0.1 : 0.9, true);
    log.attributes.emplace_back("gen_ai.evaluation.evaluator.id", std::string("grader\u202e<b>-7"));
    if (number <= 8) {
        log.attributes = {{"gen_ai.evaluation.name", std::string("Faithfulness")},
                          {"gen_ai.evaluation.evaluator.id", std::string("grader\u202e<b>-7")},
                          {"error.type", std::string("timeout")}};
    }
    return log;
}

telemetry::Evaluation ours(std::uint64_t number)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = storetest::traceId(number);
    evaluation.span = storetest::spanId(number);
    evaluation.check = telemetry::kGroundedness;
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state = telemetry::EvaluationState::Passed;
    evaluation.badness = 0.1;
    evaluation.time = evaluation.recorded = storetest::at(static_cast<std::int64_t>(number) + 12);
    return evaluation;
}

void recordJudge(const storetest::Recording& recording)
{
    const auto writer = recording.writer();
    store::HealthResults results;
    for (std::uint64_t number = 1; number <= kJudgedAnswers; ++number) {
        const auto second = static_cast<std::int64_t>(number) + 10;
        QVERIFY(writer->append(
            storetest::spansBatch({storetest::chatSpan(number, second)}, second + 1)));
        QVERIFY(writer->append(storetest::spansBatch({storetest::chatSpan(number + 1000, second)},
                                                     second + 1, "unjudged")));
        if (number % 2 == 0) {
            QVERIFY(writer->append(storetest::logsBatch({result(number)}, second + 11)));
            results.evaluations.push_back(ours(number));
        }
    }
    QVERIFY(writer->append(results) && writer->commit());
}

} // namespace

// How judges do, on the page of a service.
class TestJudgeSection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aTileSaysWhetherTheJudgeCanBeBelieved();
    void theTileSaysHowItDoesOnTheGoldenSet();
    void chartsFollowTheJudge();
    void whatIsOnItsWayIsNotMissing();
    void thePageShowsAndClosesThem();
    void withoutAJudgeNothingIsClaimed();
    void whatChartsLeaveOutIsSaid();
    void theTileTellsWhatWasCut();

private:
    items::JudgeSnapshot read(double to, const std::string& service = "shop",
                              const telemetry::GoldenSet* golden = nullptr);
    static const dashboard::Fact& fact(const dashboard::FactTileContent& tile, qsizetype place)
    {
        return tile.facts.at(static_cast<std::size_t>(place));
    }

    std::unique_ptr<storetest::Recording> m_recording;
    std::unique_ptr<store::Reader> m_reader;
    common::Theme m_theme{u"light"_s};
};

void TestJudgeSection::initTestCase()
{
    m_theme.apply(*qApp);
    m_recording = std::make_unique<storetest::Recording>();
    recordJudge(*m_recording);
    m_reader = m_recording->reader();
}

items::JudgeSnapshot TestJudgeSection::read(double to, const std::string& service,
                                            const telemetry::GoldenSet* golden)
{
    const auto end = storetest::at(static_cast<std::int64_t>(to));
    auto snapshot = items::readJudges(
        *m_reader, {.range = {storetest::at(10), end}, .knownAt = end}, service, golden);
    if (!snapshot)
        qFatal("%s", snapshot.error().message.c_str());
    return std::move(*snapshot);
}

void TestJudgeSection::aTileSaysWhetherTheJudgeCanBeBelieved()
{
    const auto tiles = dashboard::judgeTiles(read(100));
    QCOMPARE(tiles.size(), std::size_t{1});
    const dashboard::FactTileContent& tile = tiles.front();
    QCOMPARE(tile.title, u"Faithfulness"_s);
    QVERIFY(!tile.about.contains(QChar(0x202e)) && tile.about.startsWith(u"grader"_s));
    QCOMPARE(fact(tile, 0).value, u"30"_s);
    QCOMPARE(fact(tile, 0).basis, u"6 answers failed"_s);
    QVERIFY2(fact(tile, 1).value.startsWith(u"13"_s), qPrintable(fact(tile, 1).value));
    QCOMPARE(fact(tile, 1).basis, u"4 of 30"_s);
    QVERIFY2(fact(tile, 2).value.startsWith(u"8"_s), qPrintable(fact(tile, 2).value));
    // Four of the thirty that it was asked about have no result.
    QCOMPARE(fact(tile, 3).basis, u"26 of 60"_s);
    // Twenty of twenty-six pass with both.
    QVERIFY2(fact(tile, 4).value.startsWith(u"77"_s), qPrintable(fact(tile, 4).value));
    QVERIFY(fact(tile, 4).basis.startsWith(u"n 26"_s));
    QVERIFY(fact(tile, 4).basis.contains(u"any check"_s)); // what it is held against
    for (const qsizetype unknown : {5, 6, 7, 8}) {
        QCOMPARE(fact(tile, unknown).value, u"–"_s);
        QVERIFY(!fact(tile, unknown).basis.isEmpty());
    }
}

void TestJudgeSection::theTileSaysHowItDoesOnTheGoldenSet()
{
    QVERIFY(fact(dashboard::judgeTiles(read(100)).front(), 6).basis.contains(u"golden.yaml"_s));
    telemetry::GoldenSet set;
    const auto add = [&set](std::uint64_t number) {
        telemetry::GoldenItem item;
        item.responseId = "resp-" + std::to_string(number);
        QVERIFY(set.add(item));
    };
    add(1); // judged by nobody
    const auto none = dashboard::judgeTiles(read(100, "shop", &set));
    QCOMPARE(fact(none.front(), 6).value, u"\u2013"_s);
    QCOMPARE(fact(none.front(), 6).basis, u"none of 1 golden answer was judged"_s);
    for (std::uint64_t number = 2; number <= kJudgedAnswers; number += 2)
        add(number);
    // All are said to be sound; it passed twenty of the twenty-six that it judged.
    const auto judges = read(100, "shop", &set);
    const auto tiles = dashboard::judgeTiles(judges);
    const dashboard::Fact& shown = fact(tiles.front(), 6);
    QVERIFY2(shown.value.startsWith(u"77"_s), qPrintable(shown.value));
    QVERIFY2(shown.basis.startsWith(u"n 26"_s) && shown.basis.endsWith(u"ago"_s),
             qPrintable(shown.basis));
    QVERIFY(charts::hasAgreement(judges, &store::JudgePoint::withGolden));
}

void TestJudgeSection::chartsFollowTheJudge()
{
    const auto judges = read(100);
    const items::SeriesSnapshot series;
    const auto failures = charts::judgeFailureChart(series, judges);
    QCOMPARE(failures.lines.size(), std::size_t{1});
    QVERIFY(failures.lines[0].hasBand);
    QCOMPARE(failures.lines[0].points.front().value, 100.0);
    QCOMPARE(failures.lines[0].points.back().value, 0.0);
    std::int64_t results = 0;
    for (const auto& point : failures.lines[0].points)
        results += point.count;
    QCOMPARE(results, 30);
    const auto delays = charts::judgeDelayChart(series, judges);
    QVERIFY(!delays.lines[0].points.empty());
    for (const auto& point : delays.lines[0].points)
        QVERIFY2(point.value > 7.5 && point.value < 8.5, qPrintable(QString::number(point.value)));
    QVERIFY(charts::hasAgreement(judges, &store::JudgePoint::withValidators));
    QVERIFY(!charts::hasAgreement(judges, &store::JudgePoint::withPeople));
    QVERIFY(!charts::hasOwnCalls(judges));
}

// At 60 s the answers of the last eight seconds cannot have been judged yet.
void TestJudgeSection::whatIsOnItsWayIsNotMissing()
{
    const auto judges = read(60);
    const auto chart = charts::judgedShareChart({}, judges);
    QVERIFY(!chart.lines[0].points.empty());
    const auto& last = chart.lines[0].points.back();
    QVERIFY(last.range().end <= storetest::at(52)); // a result takes eight seconds
    // Every second one is; of the first eight none.
    for (const auto& point : chart.lines[0].points) {
        if (point.start >= storetest::at(20))
            QVERIFY2(point.value <= 100 && point.value >= 0,
                     qPrintable(QString::number(point.value)));
    }
    std::int64_t answers = 0;
    for (const auto& point : chart.lines[0].points)
        answers += point.count;
    QVERIFY(answers > 30 && answers <= 41);
}

void TestJudgeSection::thePageShowsAndClosesThem()
{
    pagetest::ShownPage shown(
        m_recording->path(), {.start = storetest::at(0), .end = storetest::at(100)}, 100s, m_theme);
    auto& page = shown.page;
    page.setService(u"shop"_s);
    QTRY_COMPARE(page.charts()->tiles().size(), std::size_t{1});
    auto* tile = page.charts()->tiles().front();
    QVERIFY(tile->isVisible());
    QVERIFY(tile->accessibleDescription().contains(u"4 of 30"_s));
    QVERIFY(tile->toolTip().isEmpty() || !tile->toolTip().contains(u"<b>-7"_s));
    // Narrower, it is higher: nothing is scrolled sideways.
    QTRY_VERIFY(tile->width() > 800);
    const int wide = tile->height();
    page.resize(420, 900);
    QTRY_VERIFY2(
        tile->height() > wide,
        qPrintable(
            u"%1 px wide, %2 high, was %3"_s.arg(tile->width()).arg(tile->height()).arg(wide)));
    page.resize(1000, 900);
    const auto heads = page.findChildren<dashboard::SectionHead*>();
    const auto judges =
        std::ranges::find_if(heads, [](const auto* head) { return head->text() == u"Judges"_s; });
    QVERIFY(judges != heads.end());
    QTest::mouseClick(*judges, Qt::LeftButton);
    QVERIFY(!tile->isVisible() && page.charts()->tiles().empty());
    QTest::keyClick(*judges, Qt::Key_Space);
    QVERIFY(tile->isVisible());
    // Another service has no judge: nothing of this one stays.
    page.setService(u"unjudged"_s);
    QVERIFY(page.charts()->tiles().empty());
    QVERIFY(!tile->isVisible());
    QTRY_VERIFY(page.charts()->missing().contains(u"results of a judge"_s));
}

void TestJudgeSection::withoutAJudgeNothingIsClaimed()
{
    const auto judges = read(100, "unjudged");
    QVERIFY(judges.judges.empty());
    QVERIFY(dashboard::judgeTiles(judges).empty());
    items::SeriesSnapshot series;
    series.service = "unjudged";
    for (const auto& section :
         dashboard::chartPlan(series, {.judges = judges, .budgets = {}, .noBudget = {}}))
        QVERIFY(section.key != "judges");
}

void TestJudgeSection::whatChartsLeaveOutIsSaid()
{
    items::JudgeSnapshot judges = read(100);
    items::SeriesSnapshot series;
    series.service = judges.service;
    const auto titleOf = [&] {
        for (const auto& section :
             dashboard::chartPlan(series, {.judges = judges, .budgets = {}, .noBudget = {}}))
            if (section.key == "judges")
                return section.title;
        return QString();
    };
    QCOMPARE(titleOf(), u"Judges"_s);
    judges.judges.resize(9, judges.judges.front());
    QVERIFY(titleOf().contains(u"first 8 of 9"_s));
}

void TestJudgeSection::theTileTellsWhatWasCut()
{
    items::JudgeSnapshot judges = read(100);
    store::JudgeRow& judge = judges.judges.front();
    const auto input = [&judges] { return fact(dashboard::judgeTiles(judges).front(), 7); };
    judge.ownCalls = 5;
    QCOMPARE(input().value, u"–"_s); // it does not show
    judge.ownCallsKnown = 4;
    judge.ownOutputCut = 2;
    QVERIFY(input().value.startsWith(u"0"_s));
    QVERIFY2(input().basis.startsWith(u"0 of 4 calls"_s), qPrintable(input().basis));
    QVERIFY(input().basis.contains(u"output in 2"_s));
    judge.isOwnShared = true;
    QVERIFY(input().basis.contains(u"of all judges"_s));
}

QTEST_MAIN(TestJudgeSection)
#include "tst_judgesection.moc"
