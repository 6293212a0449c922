// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/chartlink.h"
#include "widgets/charts/columncache.h"
#include "widgets/charts/longseries.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

telemetry::Timestamp moment(double seconds)
{
    return telemetry::fromUnixNanos(static_cast<long long>((1e9 + seconds) * 1e9));
}

} // namespace

// Lines of many samples: nothing is lost, gaps stay gaps.
class TestLongSeries : public QObject
{
    Q_OBJECT

private slots:
    void extremesAreThoseOfTheSamples();
    void timesAreFound();
    void whatIsNoNumberIsLeftOut();
    void aSlideLooksUpOnlyWhatIsNew();
    void keptColumnsAreThoseOfAFreshLook();
    void aSpikeIsDrawnHoweverManyThereAre();
    void aGapIsNotBridged();
    void theAxisReachesTheLargestInView();

private:
    // Which of the rows of a column of the plot differ from the background, 0 at the top.
    QList<int> inked(charts::PlotView& plot, double share) const;
    charts::PlotView& show(std::shared_ptr<charts::LongSeries> samples, double from, double to);

    common::Theme m_theme{u"light"_s};
    charts::ChartLink m_link;
    std::unique_ptr<charts::PlotView> m_plot;
};

void TestLongSeries::extremesAreThoseOfTheSamples()
{
    std::mt19937 random(7);
    charts::LongSeries series;
    std::vector<float> values;
    for (int i = 0; i < 5000; ++i) {
        values.push_back(static_cast<float>(random() % 100'000));
        series.append(moment(i), values.back());
    }
    for (int round = 0; round < 2000; ++round) {
        auto from = static_cast<std::size_t>(random() % 5000);
        auto to = static_cast<std::size_t>(random() % 5001);
        if (to < from)
            std::swap(from, to);
        const auto extremes = series.within(from, to);
        QCOMPARE(extremes.isEmpty(), from == to);
        if (from == to)
            continue;
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = values.begin() + static_cast<std::ptrdiff_t>(to);
        QCOMPARE(extremes.low, *std::min_element(begin, end));
        QCOMPARE(extremes.high, *std::max_element(begin, end));
    }
}

void TestLongSeries::timesAreFound()
{
    charts::LongSeries series;
    for (int i = 0; i < 1000; ++i)
        series.append(moment(i * 2), 1);
    for (const std::size_t hint : {0U, 10U, 250U}) {
        QCOMPARE(series.indexAt(moment(500), hint), std::size_t{250});
        QCOMPARE(series.indexAt(moment(501), hint), std::size_t{251});
        QCOMPARE(series.indexAt(moment(99'999), hint), std::size_t{1000});
    }
    QCOMPARE(series.indexAt(moment(-5)), std::size_t{0});
    QCOMPARE(charts::LongSeries().indexAt(moment(0)), std::size_t{0});
}

void TestLongSeries::whatIsNoNumberIsLeftOut()
{
    charts::LongSeries series;
    series.append(moment(0), std::numeric_limits<float>::quiet_NaN());
    series.append(moment(1), std::numeric_limits<float>::infinity());
    series.append(moment(2), 3);
    QCOMPARE(series.size(), std::size_t{1});
}

void TestLongSeries::aSlideLooksUpOnlyWhatIsNew()
{
    const auto samples = std::make_shared<charts::LongSeries>();
    for (int i = 0; i < 1000; ++i)
        samples->append(moment(i), static_cast<float>(i));
    charts::ColumnCache cache;
    const charts::ColumnCache::Grid grid{
        .start = moment(0), .column = 10s, .count = 90, .widest = 5s};
    cache.columnsOf(samples, grid);
    QCOMPARE(cache.lookups(), std::size_t{90});
    auto slid = grid;
    slid.start = moment(30);
    const auto& columns = cache.columnsOf(samples, slid);
    QCOMPARE(cache.lookups(), std::size_t{93});
    QCOMPARE(columns.front().extremes.low, 30.F);
    QCOMPARE(columns.back().extremes.high, 929.F);
    // Not by whole columns: all of them are others.
    slid.start = moment(33);
    QCOMPARE(cache.columnsOf(samples, slid).front().extremes.low, 33.F);
    QCOMPARE(cache.lookups(), std::size_t{183});
}

// However range and samples move, what is kept is what would be found anew.
void TestLongSeries::keptColumnsAreThoseOfAFreshLook()
{
    std::mt19937 random(11);
    const auto samples = std::make_shared<charts::LongSeries>();
    double time = 0;
    int start = 0;
    charts::ColumnCache cache;
    for (int round = 0; round < 400; ++round) {
        for (auto i = random() % 12; i > 0; --i) {
            time += random() % 40 == 0 ? 90 : static_cast<double>(random() % 7);
            samples->append(moment(time), static_cast<float>(random() % 1000));
        }
        start += round % 50 == 49 ? -200 : static_cast<int>(random() % 4) * 8;
        const charts::ColumnCache::Grid grid{.start = moment(start),
                                             .column = 8s,
                                             .count = 60,
                                             .widest = 20s,
                                             .isJoined = round % 90 < 60};
        const auto kept = cache.columnsOf(samples, grid);
        charts::ColumnCache fresh;
        const auto& wanted = fresh.columnsOf(samples, grid);
        QCOMPARE(kept.size(), wanted.size());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            QCOMPARE(kept[i].extremes.low, wanted[i].extremes.low);
            QCOMPARE(kept[i].extremes.high, wanted[i].extremes.high);
            QCOMPARE(kept[i].isAfterGap, wanted[i].isAfterGap);
        }
    }
}

charts::PlotView& TestLongSeries::show(std::shared_ptr<charts::LongSeries> samples, double from,
                                       double to)
{
    m_plot = std::make_unique<charts::PlotView>(m_theme, m_link);
    m_plot->resize(600, 240);
    m_plot->setRange({.start = moment(from), .end = moment(to)});
    charts::ChartData data;
    data.step = 5s;
    data.lines.resize(1);
    data.lines[0].samples = std::move(samples);
    m_plot->setData(data);
    m_plot->show();
    return *m_plot;
}

QList<int> TestLongSeries::inked(charts::PlotView& plot, double share) const
{
    const QImage image = plot.grab().toImage();
    const double ratio = image.devicePixelRatio();
    const QRectF rect = plot.plotRect();
    const int x = static_cast<int>((rect.left() + rect.width() * share) * ratio);
    const QColor ink = m_theme.color(common::ColorRole::Series1);
    QList<int> rows;
    for (int y = static_cast<int>(rect.top() * ratio); y < rect.bottom() * ratio; ++y) {
        if (image.pixelColor(x, y) == ink)
            rows << static_cast<int>(y / ratio - rect.top());
    }
    return rows;
}

void TestLongSeries::aSpikeIsDrawnHoweverManyThereAre()
{
    auto samples = std::make_shared<charts::LongSeries>();
    for (int i = 0; i < 200'000; ++i)
        samples->append(moment(i * 0.001), i == 100'000 ? 95.0F : 10.0F);
    auto& plot = show(samples, 0, 200);
    const double x = plot.xOf(moment(100)) - plot.plotRect().left();
    int highest = std::numeric_limits<int>::max();
    for (const double off : {-0.5, 0.5, 1.5}) { // its column, however it is rounded
        for (const int row : inked(plot, (x + off) / plot.plotRect().width()))
            highest = std::min(highest, row);
    }
    const int top = static_cast<int>(plot.plotRect().height() * (1 - 95 / plot.ceiling()));
    QVERIFY2(std::abs(highest - top) <= 2, qPrintable(QString::number(highest)));
    QVERIFY(inked(plot, 0.2).size() <= 4);
}

void TestLongSeries::aGapIsNotBridged()
{
    auto samples = std::make_shared<charts::LongSeries>();
    for (int i = 0; i < 300; ++i) {
        if (i < 100 || i >= 200)
            samples->append(moment(i), 50);
    }
    auto& plot = show(samples, 0, 300);
    QVERIFY(!inked(plot, 0.1).isEmpty());
    QVERIFY(inked(plot, 0.5).isEmpty());
    QVERIFY(!inked(plot, 0.8).isEmpty());
    // Samples a second apart are one line: no column of it is bare.
    for (double share = 0.05; share < 0.3; share += 0.01)
        QVERIFY(!inked(plot, share).isEmpty());
}

void TestLongSeries::theAxisReachesTheLargestInView()
{
    auto samples = std::make_shared<charts::LongSeries>();
    for (int i = 0; i < 100; ++i)
        samples->append(moment(i), i == 70 ? 90.0F : 5.0F);
    auto& plot = show(samples, 0, 60);
    QVERIFY(plot.ceiling() < 20);
    plot.setRange({.start = moment(20), .end = moment(80)});
    plot.refreshSamples();
    QVERIFY(plot.ceiling() >= 90);
}

QTEST_MAIN(TestLongSeries)
#include "tst_longseries.moc"
