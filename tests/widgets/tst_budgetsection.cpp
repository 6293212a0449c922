// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/store/storefixture.h"
#include "tests/widgets/healthpagefixture.h"
#include "widgets/charts/budgetcharts.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/messagebar.h"
#include "widgets/dashboard/budgettiles.h"
#include "widgets/dashboard/chartgrid.h"
#include "widgets/dashboard/facttile.h"
#include "widgets/dashboard/sectionhead.h"

#include <QEvent>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRecordedLength = 1800;
constexpr int kFaultFrom = 1500; // from here on four of ten fail

// Ten results a second of a check that hardly ever fails, then often.
void recordRollups(const storetest::Recording& recording)
{
    const auto writer = recording.writer();
    store::HealthResults results;
    for (const std::string service : {"shop", "other"}) {
        for (int second = 0; second < kRecordedLength; ++second) {
            telemetry::Rollup rollup;
            rollup.bucket = telemetry::toUnixNanos(storetest::at(second)) / 1'000'000'000;
            rollup.recordedBucket = rollup.bucket + 1;
            for (int i = 0; i < 10; ++i)
                rollup.add(second >= kFaultFrom && i < 4 ? 0.9 : 0.1);
            results.rollups.emplace_back(storetest::signalOf(service), rollup);
        }
    }
    QVERIFY(writer->append(results));
    QVERIFY(writer->append(
        storetest::spansBatch({storetest::chatSpan(1, kRecordedLength - 5)}, kRecordedLength - 4)));
    QVERIFY(writer->append(storetest::spansBatch({storetest::chatSpan(2, kRecordedLength - 5)},
                                                 kRecordedLength - 4, "other")));
    QVERIFY(writer->commit());
}

objective::Objective objectiveOf(const std::string& check)
{
    objective::Objective objective;
    objective.name = "shop <b>grounded</b>\u202e";
    objective.service = "shop";
    objective.check = check;
    objective.target = 0.9;
    objective.window = 1h;
    return objective;
}

} // namespace

// How objectives stand, on the page of a service.
class TestBudgetSection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aTileTellsBudgetBurnAndForecast();
    void theCourseKnowsWhenItBegan();
    void chartsHaveTheirThresholds();
    void withoutResultsNothingIsKnown();
    void thePageShowsItsObjectivesOrHowToMakeOne();
    void aFailureIsSaidWhileOthersAreRead();

private:
    items::BudgetSnapshot read(int from, int to, const objective::Objective& objective);

    std::unique_ptr<storetest::Recording> m_recording;
    std::unique_ptr<store::Reader> m_reader;
    common::Theme m_theme{u"light"_s};
};

void TestBudgetSection::initTestCase()
{
    m_theme.apply(*qApp);
    m_recording = std::make_unique<storetest::Recording>();
    recordRollups(*m_recording);
    m_reader = m_recording->reader();
}

items::BudgetSnapshot TestBudgetSection::read(int from, int to,
                                              const objective::Objective& objective)
{
    auto snapshot = items::readBudgets(
        *m_reader,
        {.range = {storetest::at(from), storetest::at(to)}, .knownAt = storetest::at(to)}, "shop",
        {objective});
    if (!snapshot)
        qFatal("%s", snapshot.error().message.c_str());
    return std::move(*snapshot);
}

void TestBudgetSection::aTileTellsBudgetBurnAndForecast()
{
    const std::string check = storetest::signalOf("shop").check;
    // Before the fault nothing fails.
    auto tile = dashboard::budgetTile(read(900, 1500, objectiveOf(check)).budgets.at(0));
    QVERIFY(!tile.title.contains(QChar(0x202e)) && tile.title.startsWith(u"shop"_s));
    QVERIFY2(tile.about.startsWith(u"kept · 90 % of "_s), qPrintable(tile.about));
    QCOMPARE(tile.facts.size(), std::size_t{6});
    QCOMPARE(tile.facts[0].value, u"100 %"_s);
    QCOMPARE(tile.facts[5].value, u"for good at this pace"_s);
    // 1,196 of 17,990 (the last second is recorded when it has ended) have failed, of half an hour
    // of an hour whose tenth may.
    tile = dashboard::budgetTile(read(1200, 1800, objectiveOf(check)).budgets.at(0));
    QVERIFY2(tile.about.startsWith(u"burning"_s), qPrintable(tile.about));
    QVERIFY2(tile.facts[0].value.startsWith(u"67"_s) || tile.facts[0].value.startsWith(u"66"_s),
             qPrintable(tile.facts[0].value));
    QVERIFY2(tile.facts[1].basis.startsWith(u"n 17,990"_s), qPrintable(tile.facts[1].basis));
    // Of the last minute four of ten fail, where one may; the fault is younger than 6 min.
    for (const auto& [burn, rate] :
         {std::pair(2, u"4.0 ("_s), std::pair(3, u"4.0 ("_s), std::pair(4, u"3.3 ("_s)}) {
        const dashboard::Fact& fact = tile.facts[static_cast<std::size_t>(burn)];
        QVERIFY2(fact.value.startsWith(rate), qPrintable(fact.value));
        QVERIFY2(fact.basis.startsWith(u"ticket from "_s), qPrintable(fact.basis));
    }
    QVERIFY2(tile.facts[5].value.endsWith(u"at this pace"_s)
                 && tile.facts[5].value != u"for good"_s,
             qPrintable(tile.facts[5].value));
    QVERIFY(!tile.sentence.isEmpty());
    // A target is never rounded to all.
    objective::Objective strict = objectiveOf(check);
    strict.target = 0.9995;
    tile = dashboard::budgetTile(read(900, 1500, strict).budgets.at(0));
    QVERIFY2(tile.about.contains(u"· 99.95 % of"_s), qPrintable(tile.about));
    QVERIFY2(tile.facts[1].basis.endsWith(u", 0.05 % may"_s), qPrintable(tile.facts[1].basis));
    // Of three days there are results for a part only, and nothing failed.
    strict.window = 30 * 24h;
    tile = dashboard::budgetTile(read(900, 1500, strict).budgets.at(0));
    QVERIFY2(tile.facts[4].basis.contains(u"results for"_s), qPrintable(tile.facts[4].basis));
}

void TestBudgetSection::theCourseKnowsWhenItBegan()
{
    const auto budgets = read(1200, 1800, objectiveOf(storetest::signalOf("shop").check));
    const auto& course = budgets.budgets.at(0).course;
    QCOMPARE(course.size(), std::size_t{30});
    QCOMPARE(course.back().first, storetest::at(1800));
    double before = 0;
    for (const auto& [moment, status] : course) {
        QVERIFY(status.spent.has_value());
        QCOMPARE(*status.spent > 0, moment > storetest::at(kFaultFrom));
        QVERIFY(*status.spent >= before);
        before = *status.spent;
    }
}

void TestBudgetSection::chartsHaveTheirThresholds()
{
    const auto budgets = read(1200, 1800, objectiveOf(storetest::signalOf("shop").check));
    const auto burn = charts::burnChart({}, budgets, budgets.budgets[0]);
    QCOMPARE(burn.lines.size(), std::size_t{3});
    QCOMPARE(burn.thresholds.size(), std::size_t{3});
    QCOMPARE(burn.thresholds[0].value, 14.4);
    QCOMPARE(burn.lines[0].points.front().value, 0.0);
    QVERIFY(std::abs(burn.lines[0].points.back().value - 4) < 0.01);
    // Drawn: a picture with them differs from one without.
    charts::ChartLink link;
    charts::ChartPanel panel(u"Burn"_s, m_theme, link);
    panel.resize(640, 240);
    panel.setRange({.start = storetest::at(1200), .end = storetest::at(1800)});
    panel.setData(burn);
    panel.show();
    auto without = burn;
    without.thresholds.clear();
    const QImage drawn = panel.plot()->grab().toImage();
    panel.setData(without);
    QVERIFY(drawn != panel.plot()->grab().toImage());
    const auto spent = charts::spentChart({}, budgets, budgets.budgets[0]);
    QCOMPARE(spent.thresholds.at(0).value, 100.0);
    QVERIFY(std::abs(spent.lines[0].points.back().value - 33.3) < 1);
}

void TestBudgetSection::withoutResultsNothingIsKnown()
{
    const auto budgets = read(1200, 1800, objectiveOf("never seen"));
    const auto tile = dashboard::budgetTile(budgets.budgets.at(0));
    QCOMPARE(tile.state, std::optional(health::HealthState::NoData));
    for (const auto& fact : tile.facts) {
        QCOMPARE(fact.value, u"–"_s);
        QVERIFY(!fact.basis.isEmpty());
    }
    for (const auto& line : charts::burnChart({}, budgets, budgets.budgets[0]).lines)
        QVERIFY(line.points.empty());
}

void TestBudgetSection::thePageShowsItsObjectivesOrHowToMakeOne()
{
    pagetest::ShownPage shown(m_recording->path(),
                              {.start = storetest::at(0), .end = storetest::at(kRecordedLength)},
                              600s, m_theme);
    auto& page = shown.page;
    page.setObjectives({objectiveOf(storetest::signalOf("shop").check)}, u"This is how."_s);
    page.setService(u"shop"_s);
    const auto titles = [&page] {
        QStringList all;
        for (const auto* panel : page.charts()->panels())
            all << panel->title();
        return all;
    };
    QTRY_VERIFY(titles().contains(u"Burn rate"_s) && titles().contains(u"Budget spent"_s));
    QCOMPARE(page.charts()->tiles().size(), std::size_t{1});
    QVERIFY(page.charts()->tiles()[0]->accessibleName().contains(u"burning"_s));
    // Another service has none: how to make one stands there, and nothing of the first one's.
    page.setService(u"other"_s);
    QTRY_COMPARE(page.charts()->tiles().size(), std::size_t{1});
    QTRY_COMPARE(page.charts()->tiles()[0]->content().sentence, u"This is how."_s);
    QVERIFY(!titles().contains(u"Burn rate"_s));
    page.setService({});
    QTRY_VERIFY(page.charts()->tiles().empty());
}

// Judges cannot be read here, everything else can.
void TestBudgetSection::aFailureIsSaidWhileOthersAreRead()
{
    class Hides final : public QObject
    {
    public:
        bool eventFilter(QObject*, QEvent* event) override
        {
            count += event->type() == QEvent::HideToParent ? 1 : 0;
            return false;
        }
        int count = 0;
    };
    const storetest::Recording recording;
    recordRollups(recording);
    recording.tamper("DROP TABLE evaluations");
    pagetest::ShownPage shown(recording.path(),
                              {.start = storetest::at(0), .end = storetest::at(kRecordedLength)},
                              600s, m_theme);
    shown.page.setService(u"shop"_s);
    auto* message = shown.page.findChild<common::MessageBar*>();
    QTRY_VERIFY(message->isVisible());
    Hides hides;
    message->installEventFilter(&hides);
    for (const int second : {1500, 1200, 900}) {
        shown.conductor.seek(storetest::at(second));
        QTRY_VERIFY(!shown.page.charts()->panels().empty());
        QTest::qWait(200);
    }
    QVERIFY(message->isVisible());
    QCOMPARE(hides.count, 0);
}

QTEST_MAIN(TestBudgetSection)
#include "tst_budgetsection.moc"
