// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/relationgeometry.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace explore;

namespace {

drivers::Density evenDensity(double low, double high, bool isLogarithmic = false)
{
    drivers::Density density;
    density.low = low;
    density.high = high;
    density.isLogarithmic = isLogarithmic;
    return density;
}

} // namespace

class TestRelationGeometry : public QObject
{
    Q_OBJECT

private slots:
    void placesAreFoundAgain()
    {
        const RelationFrame frame = frameOf({760, 420});
        QVERIFY(frame.columns.bottom() < frame.rates.top());
        QVERIFY(frame.rates.bottom() < frame.scores.top());
        QVERIFY(frame.scores.bottom() < 420);
        QVERIFY(frame.rows.right() <= 760);
        // Larger labels have the room they need.
        const RelationFrame large = frameOf({760, 420}, 1.5);
        QCOMPARE(large.rates.left(), frame.rates.left() * 1.5);
        QCOMPARE(420 - large.scores.bottom(), (420 - frame.scores.bottom()) * 1.5);
        QVERIFY(large.rows.right() <= 760);
        for (const drivers::Density& density :
             {evenDensity(5, 65), evenDensity(20, 90'000, true)}) {
            for (const double share : {0.0, 0.3, 1.0}) {
                const double driver = density.driverAt(share);
                const double x = xOf(density, driver, frame.rates);
                QVERIFY(std::abs(driverAt(density, x, frame.rates) - driver) < 1e-6 * driver);
            }
            QCOMPARE(driverAt(density, -100, frame.rates), density.low);
            const std::vector<double> ticks = driverTicks(density, 8);
            QVERIFY(ticks.size() >= 3 && ticks.size() <= 12);
            QVERIFY(ticks.front() >= density.low && ticks.back() <= density.high * 1.000001);
        }
        QCOMPARE(yOf(0, 0.2, frame.rates), frame.rates.bottom());
        QCOMPARE(yOf(0.2, 0.2, frame.rates), frame.rates.top());
    }
};

QTEST_MAIN(TestRelationGeometry)
#include "tst_relationgeometry.moc"
