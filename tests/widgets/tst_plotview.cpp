// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/items/fleetfixture.h"
#include "widgets/charts/axes.h"
#include "widgets/charts/chartheader.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"

#include <QAreaSeries>
#include <QGraphicsLineItem>
#include <QGraphicsScene>
#include <QImage>
#include <QLineSeries>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QValueAxis>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using charts::ChartData;

namespace {

// One line with one point a second, without those of `missing`.
ChartData lineData(int seconds, double value, const QSet<int>& missing = {}, bool hasBand = true)
{
    ChartData data;
    data.step = 1s;
    charts::Line line;
    line.name = u"failed"_s;
    line.hasBand = hasBand;
    for (int i = 0; i < seconds; ++i) {
        if (!missing.contains(i))
            line.points.push_back({.start = fleettest::at(i),
                                   .time = fleettest::at(i + 0.5),
                                   .value = value,
                                   .low = value / 2,
                                   .high = value * 2,
                                   .count = 9,
                                   .width = 1s});
    }
    data.lines = {line};
    data.lastEvent = fleettest::at(seconds);
    data.emptyText = u"nothing here"_s;
    return data;
}

QList<QLineSeries*> visibleLines(const charts::PlotView& plot)
{
    QList<QLineSeries*> lines;
    for (QAbstractSeries* series : plot.chart()->series()) {
        auto* line = qobject_cast<QLineSeries*>(series);
        if (line != nullptr && line->isVisible())
            lines << line;
    }
    return lines;
}

int visibleAreas(const charts::PlotView& plot)
{
    int count = 0;
    for (QAbstractSeries* series : plot.chart()->series())
        count += qobject_cast<QAreaSeries*>(series) != nullptr && series->isVisible() ? 1 : 0;
    return count;
}

} // namespace

class TestPlotView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void gapsAreSeriesOfTheirOwn();
    void oneReplaceASeriesAFrame();
    void aSlideReplacesNothing();
    void slidesLessThanAPixelAreSkipped();
    void seriesAreUsedAgain();
    void manyGapsStillShowEveryStretch();
    void ratesStartAtZero();
    void stacksAddUp();
    void theCrosshairIsShared();
    void aDragIsABrush();
    void escapeGivesABrushUp();
    void aClickPicksABucket();
    void keysMoveAndPick();
    void theHeaderSaysWhatItRestsOn();
    void aBucketThatRunsIsNamedByWhatItHolds();
    void theAxisForgetsWhatIsYetToCome();
    void incompleteBucketsAreNotTheValue();
    void whatChangedAtOnceIsOneFlag();
    void chartsLineUp();
    void theGridFollowsASmallerPlot();
    void drawsAtTwice();

private:
    charts::PlotView* plot() const { return m_panel->plot(); }
    QPoint pointAt(double second) const
    {
        return {int(std::lround(plot()->xOf(fleettest::at(second)))), 60};
    }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<charts::ChartLink> m_link;
    std::unique_ptr<charts::ChartPanel> m_panel;
};

void TestPlotView::initTestCase()
{
    m_theme.apply(*qApp);
}

void TestPlotView::init()
{
    m_panel.reset();
    m_link = std::make_unique<charts::ChartLink>();
    m_panel = std::make_unique<charts::ChartPanel>(u"Groundedness"_s, m_theme, *m_link);
    m_panel->resize(600, 220);
    m_panel->show();
    m_panel->setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
}

void TestPlotView::gapsAreSeriesOfTheirOwn()
{
    m_panel->setData(lineData(60, 10, {20, 21, 22, 40}));
    const auto lines = visibleLines(*plot());
    QCOMPARE(lines.size(), 3);
    QCOMPARE(visibleAreas(*plot()), 3);
    for (const auto* line : lines) {
        const auto points = line->points();
        for (qsizetype i = 1; i < points.size(); ++i)
            QVERIFY(points[i].x() - points[i - 1].x() <= 1001);
    }
    m_panel->setData(lineData(60, 10));
    QCOMPARE(visibleLines(*plot()).size(), 1);
}

void TestPlotView::oneReplaceASeriesAFrame()
{
    m_panel->setData(lineData(60, 10, {20}));
    std::vector<std::unique_ptr<QSignalSpy>> replaced;
    std::vector<std::unique_ptr<QSignalSpy>> added;
    for (auto* line : plot()->findChildren<QLineSeries*>() + visibleLines(*plot())) {
        replaced.push_back(std::make_unique<QSignalSpy>(line, &QXYSeries::pointsReplaced));
        added.push_back(std::make_unique<QSignalSpy>(line, &QXYSeries::pointAdded));
    }
    QVERIFY(replaced.size() >= 2);
    m_panel->setData(lineData(60, 12, {20}));
    for (const auto& spy : replaced)
        QCOMPARE(spy->count(), 1);
    for (const auto& spy : added)
        QCOMPARE(spy->count(), 0);
}

void TestPlotView::aSlideReplacesNothing()
{
    m_panel->setData(lineData(60, 10));
    QSignalSpy replaced(visibleLines(*plot())[0], &QXYSeries::pointsReplaced);
    m_panel->setRange({.start = fleettest::at(5), .end = fleettest::at(65)});
    QCOMPARE(replaced.count(), 0);
    QVERIFY(plot()->range().start >= fleettest::at(4.8));
}

void TestPlotView::slidesLessThanAPixelAreSkipped()
{
    m_panel->setData(lineData(60, 10));
    m_panel->setRange({.start = fleettest::at(10), .end = fleettest::at(70)});
    auto* time = qobject_cast<QValueAxis*>(plot()->chart()->axes(Qt::Horizontal).front());
    QSignalSpy moved(time, &QValueAxis::rangeChanged);
    // 60 s on more than 500 pixels: 10 steps of 10 ms are at most one pixel.
    for (int i = 1; i <= 10; ++i)
        m_panel->setRange(
            {.start = fleettest::at(10 + i * 0.01), .end = fleettest::at(70 + i * 0.01)});
    QVERIFY(moved.count() <= 1);
    m_panel->setRange({.start = fleettest::at(11), .end = fleettest::at(71)});
    QVERIFY(moved.count() >= 1);
}

void TestPlotView::seriesAreUsedAgain()
{
    m_panel->setData(lineData(60, 10, {20, 40}));
    const auto count = plot()->chart()->series().size();
    for (int i = 0; i < 20; ++i)
        m_panel->setData(lineData(60, 10 + i, {20, 40}));
    QCOMPARE(plot()->chart()->series().size(), count);
}

void TestPlotView::manyGapsStillShowEveryStretch()
{
    // Every third second is missing: 40 stretches, more than there are series.
    QSet<int> missing;
    for (int i = 2; i < 120; i += 3)
        missing.insert(i);
    m_panel->setRange({.start = fleettest::at(0), .end = fleettest::at(120)});
    auto data = lineData(120, 50, missing, false);
    m_panel->setData(data);
    QVERIFY(visibleLines(*plot()).size() <= 24);
    const QImage image = plot()->grab().toImage();
    const QColor ink = m_theme.color(common::ColorRole::Series1);
    const double ratio = image.devicePixelRatio();
    const auto hasInk = [&](double second) {
        const int x = int(plot()->xOf(fleettest::at(second)) * ratio);
        for (int y = 0; y < image.height(); ++y) {
            const QColor found = image.pixelColor(x, y);
            if (std::abs(found.red() - ink.red()) + std::abs(found.green() - ink.green())
                    + std::abs(found.blue() - ink.blue())
                < 90)
                return true;
        }
        return false;
    };
    QVERIFY(hasInk(1.0)); // drawn by Qt Charts
    QVERIFY(hasInk(100.0)); // drawn by the overlay: 99.5 and 100.5 are there
    QVERIFY(!hasInk(98.5)); // missing: 2, 5, ... 98
}

void TestPlotView::ratesStartAtZero()
{
    auto* value = qobject_cast<QValueAxis*>(plot()->chart()->axes(Qt::Vertical).front());
    m_panel->setData(lineData(60, 14));
    QCOMPARE(value->min(), 0.0);
    QCOMPARE(value->max(), 50.0); // the band reaches 28 as a rule
    m_panel->setData(lineData(60, 14.4));
    QCOMPARE(value->max(), 50.0); // does not jump
    m_panel->setData(lineData(60, 90));
    QCOMPARE(value->max(), 100.0); // a share is never more
    m_panel->setData(lineData(60, 1));
    QCOMPARE(value->max(), 2.0);
}

void TestPlotView::stacksAddUp()
{
    ChartData data = lineData(60, 3, {}, false);
    data.isStacked = true;
    data.kind = charts::ValueKind::PerSecond;
    data.lines.push_back(data.lines[0]);
    data.lines[1].role = common::ColorRole::Series2;
    m_panel->setData(data);
    QCOMPARE(visibleAreas(*plot()), 2);
    auto* value = qobject_cast<QValueAxis*>(plot()->chart()->axes(Qt::Vertical).front());
    QVERIFY(value->max() >= 6);
    auto* top = qobject_cast<QAreaSeries*>(plot()->chart()->series()[1]);
    QCOMPARE(top->lowerSeries()->at(10).y(), 3.0);
    QCOMPARE(top->upperSeries()->at(10).y(), 6.0);
}

void TestPlotView::theCrosshairIsShared()
{
    charts::ChartPanel other(u"Truncation"_s, m_theme, *m_link);
    other.resize(600, 220);
    other.show();
    other.setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
    other.setData(lineData(60, 20));
    m_panel->setData(lineData(60, 10));
    QTest::mouseMove(plot()->viewport(), pointAt(30.4));
    QVERIFY(m_link->hovered());
    QVERIFY(std::chrono::abs(*m_link->hovered() - fleettest::at(30.4)) < 200ms);
    QVERIFY2(other.header()->basis().contains(u"n 9 in 1 s to 02:51:31"_s),
             qPrintable(other.header()->basis()));
    QTest::mouseMove(plot()->viewport(), QPoint(5, 60)); // left of the plot
    QVERIFY(!m_link->hovered());
}

void TestPlotView::aDragIsABrush()
{
    m_panel->setData(lineData(60, 10));
    QSignalSpy brushed(m_link.get(), &charts::ChartLink::brushed);
    QSignalSpy picked(m_panel.get(), &charts::ChartPanel::picked);
    QTest::mousePress(plot()->viewport(), Qt::LeftButton, {}, pointAt(40));
    QTest::mouseMove(plot()->viewport(), pointAt(25));
    QVERIFY(plot()->isBrushing());
    QTest::mouseMove(plot()->viewport(), pointAt(10));
    QTest::mouseRelease(plot()->viewport(), Qt::LeftButton, {}, pointAt(10));
    QCOMPARE(brushed.count(), 1);
    const auto range = brushed[0][0].value<telemetry::TimeRange>();
    QVERIFY(std::chrono::abs(range.start - fleettest::at(10)) < 200ms); // although drawn backwards
    QVERIFY(std::chrono::abs(range.end - fleettest::at(40)) < 200ms);
    QCOMPARE(picked.count(), 0);
}

void TestPlotView::escapeGivesABrushUp()
{
    m_panel->setData(lineData(60, 10));
    QSignalSpy brushed(m_link.get(), &charts::ChartLink::brushed);
    QTest::mousePress(plot()->viewport(), Qt::LeftButton, {}, pointAt(10));
    QTest::mouseMove(plot()->viewport(), pointAt(25));
    QTest::keyClick(plot(), Qt::Key_Escape);
    QTest::mouseRelease(plot()->viewport(), Qt::LeftButton, {}, pointAt(40));
    QCOMPARE(brushed.count(), 0);
}

void TestPlotView::aClickPicksABucket()
{
    m_panel->setData(lineData(60, 10));
    QSignalSpy picked(m_panel.get(), &charts::ChartPanel::picked);
    QTest::mouseClick(plot()->viewport(), Qt::LeftButton, {}, pointAt(30.5));
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked[0][0].value<telemetry::TimeRange>(),
             (telemetry::TimeRange{.start = fleettest::at(30), .end = fleettest::at(31)}));
    QTest::mouseClick(plot()->viewport(), Qt::LeftButton, {}, QPoint(5, 60));
    QCOMPARE(picked.count(), 1); // the axis is no bucket
}

void TestPlotView::keysMoveAndPick()
{
    m_panel->setData(lineData(60, 10));
    QSignalSpy picked(m_panel.get(), &charts::ChartPanel::picked);
    QTest::keyClick(plot(), Qt::Key_Return);
    QCOMPARE(picked.count(), 0); // nothing is pointed at yet
    QTest::keyClick(plot(), Qt::Key_Left);
    QTest::keyClick(plot(), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(plot(), Qt::Key_Right);
    QTest::keyClick(plot(), Qt::Key_Return);
    QCOMPARE(picked.count(), 1);
    const auto bucket = picked[0][0].value<telemetry::TimeRange>();
    QVERIFY(bucket.start >= fleettest::at(49) && bucket.start <= fleettest::at(50));
    QVERIFY(!plot()->accessibleName().isEmpty());
    QVERIFY(plot()->accessibleDescription().contains(u"10 % (5–20)"_s));
}

void TestPlotView::theAxisForgetsWhatIsYetToCome()
{
    m_panel->setData(lineData(30, 20));
    const double before = plot()->ceiling();
    m_panel->setData(lineData(60, 90));
    QVERIFY(plot()->ceiling() > before);
    m_panel->setData(lineData(30, 20));
    QCOMPARE(plot()->ceiling(), before);
}

// Of a minute 12 s have run: neither its end nor what the minute before held is in the reading.
void TestPlotView::aBucketThatRunsIsNamedByWhatItHolds()
{
    items::SeriesSnapshot snapshot;
    snapshot.step = 60s;
    snapshot.range = {.start = fleettest::at(0), .end = fleettest::at(72)};
    const auto volume = [](const char* name, double start, std::int64_t count) {
        items::VolumeSeries series{.name = name, .points = {}};
        store::SeriesPoint point;
        point.start = fleettest::at(start);
        point.sum.count = count;
        series.points.push_back(point);
        return series;
    };
    snapshot.volumes = {volume("newest", 60, 40), volume("older", 0, 7)};
    m_panel->setRange(snapshot.range);
    m_panel->setData(charts::volumeChart(snapshot));
    QCOMPARE(m_panel->header()->basis(), u"n 40 in 12 s to 02:52:12"_s);
    QCOMPARE(m_panel->plot()->data().lastEvent, fleettest::at(72));
    m_link->setHovered(fleettest::at(61));
    QCOMPARE(m_panel->header()->basis(), u"n 40 in 12 s to 02:52:12"_s);
    m_link->setHovered(fleettest::at(59));
    QCOMPARE(m_panel->header()->basis(), u"n 7 in 1 min to 02:52:00"_s);
    m_link->setHovered({});
}

void TestPlotView::theHeaderSaysWhatItRestsOn()
{
    m_panel->setRange({.start = fleettest::at(3), .end = fleettest::at(63)});
    m_panel->setData(lineData(60, 10));
    QCOMPARE(m_panel->header()->entries()[0].value, u"10 % (5–20)"_s);
    QCOMPARE(m_panel->header()->basis(), u"n 9 in 1 s to 02:52:00"_s);
    QVERIFY(m_panel->header()->entries()[0].age.isEmpty());
    m_panel->setRange({.start = fleettest::at(40), .end = fleettest::at(100)});
    m_panel->setData(lineData(60, 10));
    QCOMPARE(m_panel->header()->entries()[0].value, u"10 % (5–20)"_s);
    QCOMPARE(m_panel->header()->entries()[0].age, u"n 9, 40 s ago"_s);
    QCOMPARE(m_panel->header()->basis(), u"n 0 · last 40 s ago"_s);
    // The same, whichever was told first: a value that was newest long before the end is told so.
    m_panel->setRange({.start = fleettest::at(3), .end = fleettest::at(63)});
    m_panel->setData(lineData(60, 10));
    m_panel->setRange({.start = fleettest::at(40), .end = fleettest::at(100)});
    QVERIFY2(m_panel->header()->entries()[0].age.contains(u"40 s ago"_s),
             qPrintable(m_panel->header()->entries()[0].age));
    QVERIFY2(m_panel->plot()->accessibleDescription().contains(u"40 s ago)"_s),
             qPrintable(m_panel->plot()->accessibleDescription()));
    ChartData empty = lineData(0, 0);
    empty.lastEvent = {};
    m_panel->setData(empty);
    QCOMPARE(m_panel->header()->entries()[0].value, u"–"_s); // not zero
    QCOMPARE(m_panel->header()->basis(), u"no data"_s);
}

void TestPlotView::incompleteBucketsAreNotTheValue()
{
    items::SeriesSnapshot snapshot;
    snapshot.service = "bot";
    snapshot.step = 60s;
    items::CheckSeries series;
    for (const int start : {0, 60}) {
        store::SeriesPoint point;
        point.start = fleettest::at(start);
        point.sum.add(start == 60 ? 1 : 0); // one answer so far, and it failed
        series.points.push_back(point);
    }
    const auto newest = [&](double now) {
        snapshot.range = {.start = fleettest::at(0), .end = fleettest::at(now)};
        const auto data = charts::checkChart(snapshot, series);
        return *charts::pointAt(data.lines[0], std::nullopt, data.step);
    };
    QCOMPARE(newest(63).value, 0.0); // hardly begun: not drawn
    // Begun well: drawn, up to now, and so much of it is what its figures are over.
    QCOMPARE(newest(80).value, 100.0);
    QCOMPARE(newest(80).width, telemetry::Duration(20s));
    QCOMPARE(newest(80).time, fleettest::at(70));
    QCOMPARE(newest(120).width, telemetry::Duration(60s));
    // A recording ends where it ends: the only bucket there is is shown, as the table counts it.
    series.points = {series.points.back()};
    QCOMPARE(newest(63).value, 100.0);
    const auto data = lineData(60, 10);
    QVERIFY(charts::pointAt(data.lines[0], fleettest::at(70), 1s) == nullptr);
}

void TestPlotView::whatChangedAtOnceIsOneFlag()
{
    using fleettest::at;
    items::SeriesSnapshot snapshot;
    snapshot.service = "bot";
    snapshot.step = 60s;
    snapshot.range = {.start = at(0), .end = at(600)};
    const auto change = [](const char* field, const char* value, double when) {
        return store::ChangeRow{.service = "bot",
                                .field = field,
                                .value = value,
                                .previous = "before",
                                .time = at(when),
                                .recorded = at(when)};
    };
    snapshot.changes = {change("version", "2.32.0", 100), change("prompt_version", "8", 100.2),
                        change("model", "glyph-large", 300)};
    snapshot.gaps = {{.source = "retention", .range = {at(0), at(60)}, .reason = "removed"},
                     {.source = "otlp-http", .range = {at(60), at(90)}, .reason = "silence"}};
    const auto check = charts::checkChart(snapshot, items::CheckSeries{});
    QCOMPARE(check.flags.size(), std::size_t{2});
    QCOMPARE(check.flags[0].text, u"version 2.32.0, prompt version 8"_s);
    QCOMPARE(check.flags[1].text, u"glyph-large"_s);
    // Counts outlive the answers they are of.
    items::CheckSeries series;
    series.check = "groundedness";
    QCOMPARE(charts::checkChart(snapshot, series).gaps.size(), std::size_t{1});
    QCOMPARE(charts::volumeChart(snapshot).gaps.size(), std::size_t{2});
}

void TestPlotView::chartsLineUp()
{
    charts::ChartPanel other(u"Volume"_s, m_theme, *m_link);
    other.resize(600, 300);
    other.show();
    other.setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
    other.setData(lineData(60, 100));
    m_panel->setData(lineData(60, 1));
    QCOMPARE(plot()->plotRect().left(), other.plot()->plotRect().left());
    QCOMPARE(plot()->plotRect().right(), other.plot()->plotRect().right());
    QCOMPARE(plot()->chart()->plotArea(), plot()->plotRect());
}

void TestPlotView::theGridFollowsASmallerPlot()
{
    QTest::qWait(20);
    m_panel->resize(600, 180);
    QTest::qWait(20);
    int lines = 0;
    for (const auto* item : plot()->scene()->items()) {
        const auto* line = qgraphicsitem_cast<const QGraphicsLineItem*>(item);
        if (line == nullptr || !line->isVisible())
            continue;
        ++lines;
        const QRectF shown = line->mapRectToScene(QRectF(line->line().p1(), line->line().p2()));
        QVERIFY2(shown.normalized().bottom() <= plot()->plotRect().bottom() + 1,
                 qPrintable(QString::number(shown.normalized().bottom())));
    }
    QVERIFY(lines > 3);
}

void TestPlotView::drawsAtTwice()
{
    m_panel->setData(lineData(60, 50));
    QImage image(m_panel->size() * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    m_panel->render(&image);
    const QColor ink = m_theme.color(common::ColorRole::Series1);
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QColor pixel = image.pixelColor(image.width() / 2, y);
        found += 2 * (pixel.blue() - pixel.red()) > ink.blue() - ink.red() ? 1 : 0;
    }
    QVERIFY2(found >= 3 && found <= 6, qPrintable(QString::number(found))); // 1.75 px at 2x
}

QTEST_MAIN(TestPlotView)
#include "tst_plotview.moc"
