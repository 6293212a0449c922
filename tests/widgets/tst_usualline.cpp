// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/items/fleetfixture.h"
#include "widgets/charts/chartlink.h"
#include "widgets/charts/chartpanel.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/theme.h"

#include <QImage>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kBegins = 30; // s, of 60 that are shown

charts::ChartData dataFrom(int second)
{
    charts::ChartData data;
    data.step = 1s;
    charts::Line line;
    line.name = u"failed"_s;
    for (int i = second; i < 60; ++i)
        line.points.push_back({.start = fleettest::at(i),
                               .time = fleettest::at(i + 0.5),
                               .value = 50,
                               .low = 50,
                               .high = 50,
                               .count = 9,
                               .width = 1s});
    data.lines = {line};
    data.baseline = 20;
    data.lastEvent = fleettest::at(60);
    return data;
}

} // namespace

// The dashed line of what was usual before an alarm.
class TestUsualLine final : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithTheData();

private:
    struct Dashes
    {
        int before = 0; // pixels before kBegins
        int after = 0;
    };
    // Of the line with most of them.
    Dashes dashes();

    common::Theme m_theme{u"dark"_s};
    charts::ChartLink m_link;
    std::unique_ptr<charts::ChartPanel> m_panel;
};

TestUsualLine::Dashes TestUsualLine::dashes()
{
    const charts::PlotView& plot = *m_panel->plot();
    const QImage image = m_panel->grab().toImage();
    const QRgb ink = m_theme.color(common::ColorRole::TextSecondary).rgb();
    const QPoint origin = plot.mapTo(m_panel.get(), QPoint());
    const double ratio = image.devicePixelRatio();
    const double middle = origin.x() + plot.xOf(fleettest::at(kBegins));
    Dashes most;
    for (int y = origin.y() + 20; y < origin.y() + plot.height() - 24; ++y) {
        Dashes found;
        for (double x = origin.x() + plot.xOf(fleettest::at(1));
             x < origin.x() + plot.xOf(fleettest::at(59)); ++x) {
            if (image.pixel((QPointF(x, y) * ratio).toPoint()) == ink)
                ++(x < middle - 2 ? found.before : found.after);
        }
        most = {.before = std::max(most.before, found.before),
                .after = std::max(most.after, found.after)};
    }
    return most;
}

void TestUsualLine::beginsWithTheData()
{
    m_theme.apply(*qApp);
    m_panel = std::make_unique<charts::ChartPanel>(u"Groundedness"_s, m_theme, m_link);
    m_panel->resize(600, 220);
    m_panel->show();
    m_panel->setRange({.start = fleettest::at(0), .end = fleettest::at(60)});
    m_panel->setData(dataFrom(0));
    QVERIFY2(dashes().before > 60, qPrintable(QString::number(dashes().before)));
    m_panel->setData(dataFrom(kBegins));
    QVERIFY2(dashes().before < 10, qPrintable(QString::number(dashes().before)));
    QVERIFY2(dashes().after > 60, qPrintable(QString::number(dashes().after)));
    // Of what nothing was seen nothing is told as usual.
    m_panel->setData(dataFrom(60));
    QVERIFY(dashes().after < 10);
}

QTEST_MAIN(TestUsualLine)
#include "tst_usualline.moc"
