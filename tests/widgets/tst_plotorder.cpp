// SPDX-License-Identifier: GPL-3.0-or-later

// Which of the lines of a chart lies on top: the same live and in replay, and at any time.

#include "tests/models/items/fleetfixture.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"

#include <QImage>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using charts::ChartData;

namespace {

// Two lines of the same values, one with a band, without the seconds of `missing`.
ChartData equalLines(const QSet<int>& missing)
{
    ChartData data;
    data.step = 1s;
    charts::Line line;
    line.name = u"failed"_s;
    line.role = common::ColorRole::Series1;
    line.hasBand = true;
    for (int i = 0; i < 60; ++i) {
        if (!missing.contains(i))
            line.points.push_back({.start = fleettest::at(i),
                                   .time = fleettest::at(i + 0.5),
                                   .value = 10,
                                   .low = 5,
                                   .high = 20,
                                   .count = 9,
                                   .width = 1s});
    }
    charts::Line other = line;
    other.name = u"mean"_s;
    other.role = common::ColorRole::Series2;
    other.hasBand = false;
    data.lines = {line, other};
    data.lastEvent = fleettest::at(60);
    return data;
}

} // namespace

class TestPlotOrder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.apply(*qApp); }

    void equalLinesLieAsWhenNew_data();
    void equalLinesLieAsWhenNew();

private:
    // What is seen once each of these was shown.
    QImage shown(const QList<QSet<int>>& each)
    {
        charts::ChartLink link;
        charts::PlotView plot(m_theme, link);
        plot.resize(600, 160);
        plot.setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
        plot.show();
        for (const QSet<int>& missing : each)
            plot.setData(equalLines(missing));
        QTest::qWait(20);
        return plot.grab().toImage();
    }

    common::Theme m_theme{u"dark"_s};
};

void TestPlotOrder::equalLinesLieAsWhenNew_data()
{
    QTest::addColumn<QList<QSet<int>>>("before");
    QTest::newRow("nothing") << QList<QSet<int>>{};
    QTest::newRow("one stretch") << QList<QSet<int>>{{}};
    QTest::newRow("two stretches") << QList<QSet<int>>{{20}};
    QTest::newRow("more stretches") << QList<QSet<int>>{{10, 20, 30, 40}};
    QTest::newRow("less and more") << QList<QSet<int>>{{}, {20}, {10, 20, 30}, {}};
}

void TestPlotOrder::equalLinesLieAsWhenNew()
{
    QFETCH(QList<QSet<int>>, before);
    const QSet<int> now{20, 40};
    const QImage fresh = shown({now});
    QVERIFY(shown(before + QList<QSet<int>>{now}) == fresh);
    QVERIFY(shown({{}}) != fresh);
}

QTEST_MAIN(TestPlotOrder)
#include "tst_plotorder.moc"
