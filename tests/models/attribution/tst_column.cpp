// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/column.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace attribution;

namespace {

constexpr std::size_t kRows = 1'000'000;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

class ColumnTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servicesThatWriteByTurns_data();
    void servicesThatWriteByTurns();
    void aFrequentNumberHasABinOfItsOwn();
    void binsAreNeverTooMany();
};

void ColumnTest::servicesThatWriteByTurns_data()
{
    QTest::addColumn<double>("first"); // what every sixteenth row has
    QTest::newRow("the first has no number") << kNone;
    QTest::newRow("the first has always the same") << 1.0;
}

// A million rows are sampled; the sample must not be those of one service.
void ColumnTest::servicesThatWriteByTurns()
{
    QFETCH(double, first);
    std::mt19937 engine(1);
    std::uniform_int_distribution<int> number(0, 7999);
    std::vector<double> numbers;
    for (std::size_t row = 0; row < kRows; ++row)
        numbers.push_back(row % 16 == 0 ? first : number(engine));
    const Column column = numberColumn("n", numbers);
    QVERIFY2(column.lows.size() > 200, qPrintable(QString::number(column.lows.size())));
    std::vector<std::size_t> rows(column.codeCount());
    for (std::size_t row = 0; row < kRows; ++row)
        ++rows[column.codeAt(row)];
    std::size_t most = 0; // of a bin of several numbers
    for (std::size_t bin = 0; bin < column.lows.size(); ++bin)
        if (column.lows[bin] < column.highs[bin])
            most = std::max(most, rows[bin + 1]);
    QVERIFY2(most < 3 * kRows / kMostBins, qPrintable(QString::number(most)));
    QCOMPARE(numberColumn("n", numbers).lows, column.lows);
}

void ColumnTest::aFrequentNumberHasABinOfItsOwn()
{
    std::mt19937 engine(2);
    std::uniform_int_distribution<int> number(0, 8191);
    std::vector<double> numbers;
    for (int row = 0; row < 20000; ++row)
        numbers.push_back(row % 10 < 3 ? 4096 : number(engine));
    const Column column = numberColumn("n", numbers);
    const auto bin = std::ranges::lower_bound(column.highs, 4096) - column.highs.begin();
    QCOMPARE(column.lows[static_cast<std::size_t>(bin)], 4096.0);
    QCOMPARE(column.highs[static_cast<std::size_t>(bin)], 4096.0);
}

// Every number that is frequent takes two edges: their codes must still fit.
void ColumnTest::binsAreNeverTooMany()
{
    for (int frequent = 1; frequent <= 300; frequent += 7) {
        std::mt19937 engine(3);
        std::uniform_int_distribution<int> number(0, 2 * frequent);
        std::vector<double> numbers;
        for (int row = 0; row < 5000; ++row) {
            const int drawn = number(engine);
            numbers.push_back(drawn % 2 == 0 ? drawn : drawn + row * 1e-5);
        }
        const Column column = numberColumn("n", numbers);
        QVERIFY(column.lows.size() <= kMostBins);
        QVERIFY(std::ranges::is_sorted(column.lows));
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            const std::uint32_t code = column.codeAt(row);
            QVERIFY(column.lows[code - 1] <= numbers[row]
                    && numbers[row] <= column.highs[code - 1]);
        }
    }
}

QTEST_GUILESS_MAIN(ColumnTest)
#include "tst_column.moc"
