// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/contrast.h"

#include <QTest>

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace attribution;

namespace {

constexpr int kSeeds = 200;
constexpr int kConversationSeeds = 60; // their tables are larger

struct Null
{
    Table table;
    RowSet suspects;
    RowSet rest;
};

// Attributes of all kinds that have nothing to do with who is a suspect; rare values among them,
// where normal approximations fail first.
Null nullTable(std::uint32_t seed, std::size_t rows, double suspectShare)
{
    std::mt19937 engine(seed);
    std::uniform_real_distribution<double> share(0, 1);
    Null null{
        .table = {.rows = rows, .columns = {}}, .suspects = RowSet(rows), .rest = RowSet(rows)};
    for (int column = 0; column < 20; ++column) {
        Values values;
        std::vector<std::uint32_t> codes;
        for (std::size_t row = 0; row < rows; ++row) {
            // Zipf-like: many rare values.
            const int value = static_cast<int>(std::pow(200.0, share(engine)));
            codes.push_back(share(engine) < 0.02 ? kMissing : values.codeOf(std::to_string(value)));
        }
        null.table.columns.push_back(categoryColumn("c", codes, values.all()));
    }
    for (int column = 0; column < 10; ++column) {
        std::vector<double> numbers;
        for (std::size_t row = 0; row < rows; ++row)
            numbers.push_back(std::exp(8 * share(engine)));
        null.table.columns.push_back(numberColumn("n", numbers));
    }
    for (std::size_t row = 0; row < rows; ++row)
        (share(engine) < suspectShare ? null.suspects : null.rest).insert(row);
    return null;
}

// Conversations of `length` answers of which few go bad and then fail nearly always. What is known
// of an answer is that of its conversation, and has nothing to do with it.
Null conversations(std::uint32_t seed, std::size_t count, std::size_t length, int values)
{
    std::mt19937 engine(seed);
    std::uniform_real_distribution<double> share(0, 1);
    const std::size_t rows = count * length;
    Null null{
        .table = {.rows = rows, .columns = {}}, .suspects = RowSet(rows), .rest = RowSet(rows)};
    for (int column = 0; column < 12; ++column) {
        Values known;
        std::vector<std::uint32_t> codes;
        for (std::size_t i = 0; i < count; ++i)
            codes.insert(codes.end(), length,
                         known.codeOf(std::to_string(static_cast<int>(share(engine) * values))));
        null.table.columns.push_back(categoryColumn("c", codes, known.all()));
    }
    std::vector<double> numbers;
    for (std::size_t i = 0; i < count; ++i) {
        const double base = 1000 * share(engine);
        for (std::size_t answer = 0; answer < length; ++answer)
            numbers.push_back(base + 100 * share(engine));
    }
    null.table.columns.push_back(numberColumn("n", numbers));
    for (std::size_t i = 0; i < count; ++i) {
        const bool isBad = share(engine) < 0.05;
        for (std::size_t answer = 0; answer < length; ++answer) {
            const std::size_t row = i * length + answer;
            (share(engine) < (isBad ? 0.8 : 0.01) ? null.suspects : null.rest).insert(row);
            null.table.clusters.push_back(i * 7919);
        }
    }
    return null;
}

} // namespace

class ChanceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsFoundWhereNothingIs_data();
    void nothingIsFoundWhereNothingIs();
    void badConversationsAreNoCause_data();
    void badConversationsAreNoCause();
};

void ChanceTest::nothingIsFoundWhereNothingIs_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("suspects");
    QTest::newRow("thirty of many") << 1500 << 0.02;
    QTest::newRow("a fifth") << 1500 << 0.2;
    QTest::newRow("half") << 600 << 0.5;
}

// At most one in twenty tables may give any finding: 10 of 200 are expected at most, and more than
// 20 have a chance below one in five hundred.
void ChanceTest::nothingIsFoundWhereNothingIs()
{
    QFETCH(int, rows);
    QFETCH(double, suspects);
    int withFindings = 0;
    for (int seed = 1; seed <= kSeeds; ++seed) {
        const Null null =
            nullTable(static_cast<std::uint32_t>(seed), static_cast<std::size_t>(rows), suspects);
        withFindings += contrast(null.table, null.suspects, null.rest).findings.empty() ? 0 : 1;
    }
    qInfo("%d of %d tables without any difference gave a finding", withFindings, kSeeds);
    QVERIFY(withFindings <= 20);
}

void ChanceTest::badConversationsAreNoCause_data()
{
    QTest::addColumn<int>("conversations");
    QTest::addColumn<int>("answers");
    QTest::addColumn<int>("values");
    QTest::newRow("long ones") << 300 << 20 << 5;
    QTest::newRow("long ones, many values") << 300 << 20 << 40;
    QTest::newRow("short ones") << 1000 << 5 << 5;
}

// Were each answer taken for itself, all, all and half of the tables would give a finding. Three of
// 60 are expected at most, and more than 8 have a chance below one in two hundred.
void ChanceTest::badConversationsAreNoCause()
{
    QFETCH(int, conversations);
    QFETCH(int, answers);
    QFETCH(int, values);
    int withFindings = 0;
    for (int seed = 1; seed <= kConversationSeeds; ++seed) {
        const Null null = ::conversations(static_cast<std::uint32_t>(seed),
                                          static_cast<std::size_t>(conversations),
                                          static_cast<std::size_t>(answers), values);
        withFindings += contrast(null.table, null.suspects, null.rest).findings.empty() ? 0 : 1;
    }
    qInfo("%d of %d tables without any difference gave a finding", withFindings,
          kConversationSeeds);
    QVERIFY(withFindings <= 8);
}

QTEST_GUILESS_MAIN(ChanceTest)
#include "tst_chance.moc"
