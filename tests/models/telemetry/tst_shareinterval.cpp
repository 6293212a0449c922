// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/shareinterval.h"

#include <QTest>

#include <cmath>

using namespace telemetry;

namespace {

bool isNear(const ShareInterval& found, double low, double high)
{
    return std::abs(found.low - low) < 6e-5 && std::abs(found.high - high) < 6e-5;
}

} // namespace

class TestShareInterval : public QObject
{
    Q_OBJECT

private slots:
    // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
    void wilsonAsPublished()
    {
        QVERIFY(isNear(wilsonInterval({.with = 81, .count = 263}), 0.2553, 0.3662));
        QVERIFY(isNear(wilsonInterval({.with = 15, .count = 148}), 0.0624, 0.1605));
        QVERIFY(isNear(wilsonInterval({.with = 0, .count = 20}), 0.0, 0.1611));
        QVERIFY(isNear(wilsonInterval({.with = 1, .count = 29}), 0.0061, 0.1718));
    }

    void endsAreExact()
    {
        for (double count = 1; count < 1e9; count *= 3.7) {
            QCOMPARE(wilsonInterval({.with = 0, .count = count}).low, 0.0);
            QCOMPARE(wilsonInterval({.with = count, .count = count}).high, 1.0);
        }
    }

    void nothingIsKnownOfNone()
    {
        QVERIFY(isNear(wilsonInterval({.with = 0, .count = 0}), 0, 1));
        QVERIFY(isNear(wilsonInterval({.with = 1, .count = -1}), 0, 1));
        QVERIFY(isNear(newcombeInterval({.with = 1, .count = 2}, {}), -1, 1));
    }

    // Table II of the paper on page 873, method 10.
    void newcombeAsPublished()
    {
        QVERIFY(isNear(newcombeInterval({.with = 56, .count = 70}, {.with = 48, .count = 80}),
                       0.0524, 0.3339));
        QVERIFY(isNear(newcombeInterval({.with = 5, .count = 56}, {.with = 0, .count = 29}),
                       -0.0381, 0.1926));
        QVERIFY(isNear(newcombeInterval({.with = 10, .count = 10}, {.with = 0, .count = 20}),
                       0.6791, 1));
    }
};

QTEST_GUILESS_MAIN(TestShareInterval)
#include "tst_shareinterval.moc"
