// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/attribution/rows.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace attribution;

namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class ContrastTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValueThatSuspectsShare();
    void aRangeOfNumbers_data();
    void aRangeOfNumbers();
    void aMissingValueIsAValue();
    void oneOfManyDocuments();
    void sameRowsAreOneFinding();
    void aConfoundedPropertyIsExplained();
    void aSymptomExplainsNothing();
    void twoCausesBothStand();
    void nothingWithoutSuspects();
    void fewRowsAreNoPattern();
    void whatIsNotSureIsToldApart();
    void whatIsNotSureIsOnlyToldWhereNothingIsSure();
    void distributionsAddUp();
    void rowsWithAgreesWithTheCounts();
};

void ContrastTest::aValueThatSuspectsShare()
{
    Rows rows(4000);
    Dice dice(1);
    rows.category("region", [&](std::size_t) { return dice.chance(0.5) ? "eu" : "us"; });
    rows.category("model", [](std::size_t row) { return row % 4 == 0 ? "new" : "old"; });
    rows.suspect([&](std::size_t row) { return dice.chance(row % 4 == 0 ? 0.2 : 0.02); });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{1});
    const Finding& finding = result.findings[0];
    QCOMPARE(rows.columnOf(finding.property).name, std::string("model"));
    QCOMPARE(rows.valueOf(finding.property), std::string("new"));
    QCOMPARE(finding.counts.suspects, rows.suspects.count());
    QCOMPARE(finding.counts.rest, 4000 - rows.suspects.count());
    QCOMPARE(result.tries, std::int64_t{4});
    // 200 of 260 against 800 of 3740.
    QVERIFY(finding.difference.low > 0.4 && finding.difference.low < 0.55);
    QVERIFY(finding.difference.high > 0.55 && finding.difference.high < 0.7);
}

void ContrastTest::aRangeOfNumbers_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("above") << 8000.0 << 10000.0;
    QTest::newRow("below") << 0.0 << 1500.0;
    QTest::newRow("between") << 3000.0 << 4500.0;
}

void ContrastTest::aRangeOfNumbers()
{
    QFETCH(double, low);
    QFETCH(double, high);
    Rows rows(20000);
    Dice dice(2);
    std::vector<double> tokens;
    rows.number("tokens", [&](std::size_t) { return tokens.emplace_back(dice.below(10000)); });
    rows.suspect([&](std::size_t row) {
        return dice.chance(tokens[row] >= low && tokens[row] < high ? 0.3 : 0.01);
    });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{1});
    const Property& property = result.findings[0].property;
    const Column& column = rows.columnOf(property);
    QVERIFY2(std::abs(column.lows[property.first - 1] - low) < 250,
             qPrintable(QString::number(column.lows[property.first - 1])));
    QVERIFY2(std::abs(column.highs[property.last - 1] - high) < 250,
             qPrintable(QString::number(column.highs[property.last - 1])));
    QCOMPARE(property.first == 1, low == 0.0);
    QCOMPARE(property.last + 1 == column.codeCount(), high == 10000.0);
}

void ContrastTest::aMissingValueIsAValue()
{
    Rows rows(5000);
    Dice dice(3);
    std::vector<bool> lacks;
    rows.category("adapter", [&](std::size_t) -> std::string {
        lacks.push_back(dice.chance(0.1));
        return lacks.back() ? "" : "tuned";
    });
    rows.number("window", [&](std::size_t row) { return lacks[row] ? kNoNumber : dice.below(8); });
    rows.suspect([&](std::size_t row) { return dice.chance(lacks[row] ? 0.5 : 0.02); });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{1}); // the other is the same rows
    QVERIFY(result.findings[0].property.isMissing());
    QCOMPARE(result.findings[0].sameRows.size(), std::size_t{1});
    QVERIFY(result.findings[0].sameRows[0].isMissing());
}

void ContrastTest::oneOfManyDocuments()
{
    Rows rows(6000);
    Dice dice(4);
    std::vector<bool> poisoned;
    rows.set("documents", [&](std::size_t) {
        std::vector<std::string> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back("doc-" + std::to_string(dice.below(200)));
        poisoned.push_back(dice.chance(0.05));
        if (poisoned.back())
            ids.insert(ids.begin() + 2, "doc-poison");
        return ids;
    });
    rows.suspect([&](std::size_t row) { return dice.chance(poisoned[row] ? 0.8 : 0.01); });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{1});
    QCOMPARE(rows.valueOf(result.findings[0].property), std::string("doc-poison"));
}

void ContrastTest::sameRowsAreOneFinding()
{
    Rows rows(3000);
    Dice dice(5);
    const auto isNew = [](std::size_t row) { return row % 3 == 0; };
    rows.category("model", [&](std::size_t row) { return isNew(row) ? "m2" : "m1"; });
    rows.category("version", [&](std::size_t row) { return isNew(row) ? "v2" : "v1"; });
    rows.suspect([&](std::size_t row) { return dice.chance(isNew(row) ? 0.3 : 0.03); });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{1});
    QCOMPARE(rows.valueOf(result.findings[0].property), std::string("m2"));
    QCOMPARE(result.findings[0].sameRows.size(), std::size_t{1});
    QCOMPARE(rows.valueOf(result.findings[0].sameRows[0]), std::string("v2"));
    QCOMPARE(result.sure, std::size_t{2});
}

// Simpson: a tenant has mostly the bad model, and no part of its own in it.
void ContrastTest::aConfoundedPropertyIsExplained()
{
    Rows rows(20000);
    Dice dice(6);
    std::vector<bool> isNew;
    rows.category("tenant", [&](std::size_t row) { return row % 5 == 0 ? "acme" : "others"; });
    rows.category("model", [&](std::size_t row) {
        isNew.push_back(dice.chance(row % 5 == 0 ? 0.8 : 0.1));
        return isNew.back() ? "new" : "old";
    });
    rows.suspect([&](std::size_t row) { return dice.chance(isNew[row] ? 0.25 : 0.01); });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{2});
    QCOMPARE(rows.valueOf(result.findings[0].property), std::string("new"));
    QVERIFY(!result.findings[0].explainedBy);
    QCOMPARE(rows.valueOf(result.findings[1].property), std::string("acme"));
    QVERIFY(result.findings[1].explainedBy.has_value());
    QCOMPARE(*result.findings[1].explainedBy, std::size_t{0});
}

// Wrong answers are short, whatever made them wrong.
void ContrastTest::aSymptomExplainsNothing()
{
    for (const bool canExplain : {true, false}) {
        Rows rows(20000);
        Dice dice(10);
        std::vector<bool> isWrong;
        std::vector<bool> isNew;
        for (std::size_t row = 0; row < 20000; ++row) {
            isNew.push_back(dice.chance(0.2));
            isWrong.push_back(dice.chance(isNew[row] ? 0.4 : 0.1));
        }
        rows.category("length", [&](std::size_t row) {
            return isWrong[row] || dice.chance(0.0005) ? "short" : "long";
        });
        rows.table.columns.back().stage =
            canExplain ? Column::Stage::Setup : Column::Stage::Outcome;
        rows.category("model", [&](std::size_t row) { return isNew[row] ? "new" : "old"; });
        rows.table.columns.back().stage = Column::Stage::Setup;
        rows.suspect([&](std::size_t row) { return isWrong[row] && dice.chance(0.95); });
        const Contrast result = rows.contrasted();
        QCOMPARE(result.findings.size(), std::size_t{2});
        QCOMPARE(rows.valueOf(result.findings[0].property), std::string("short"));
        QCOMPARE(rows.valueOf(result.findings[1].property), std::string("new"));
        QCOMPARE(result.findings[1].explainedBy.has_value(), canExplain);
    }
}

void ContrastTest::twoCausesBothStand()
{
    Rows rows(20000);
    Dice dice(8);
    std::vector<bool> isNew;
    std::vector<bool> isLong;
    rows.category("model", [&](std::size_t) {
        isNew.push_back(dice.chance(0.2));
        return isNew.back() ? "new" : "old";
    });
    rows.number("tokens", [&](std::size_t) {
        const int tokens = dice.below(1000);
        isLong.push_back(tokens >= 900);
        return tokens;
    });
    rows.suspect([&](std::size_t row) {
        return dice.chance((isNew[row] ? 0.2 : 0.005) + (isLong[row] ? 0.3 : 0.0));
    });
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{2});
    QVERIFY(!result.findings[0].explainedBy && !result.findings[1].explainedBy);
}

void ContrastTest::nothingWithoutSuspects()
{
    Rows rows(100);
    rows.category("model", [](std::size_t row) { return row % 2 == 0 ? "a" : "b"; });
    QVERIFY(rows.contrasted().findings.empty());
    rows.suspect([](std::size_t) { return true; }); // and no rest
    QVERIFY(rows.contrasted().findings.empty());
    QVERIFY(contrast({}, RowSet(), RowSet()).findings.empty());
}

void ContrastTest::fewRowsAreNoPattern()
{
    Rows rows(100000);
    rows.category("user", [](std::size_t row) { return row < 4 ? "one" : "all"; });
    rows.suspect([](std::size_t row) { return row < 4; });
    QVERIFY(rows.contrasted().findings.empty());
}

// All five share a document that every other of the rest has: beside so much that is compared this
// is not sure, and still what differs most.
void ContrastTest::whatIsNotSureIsToldApart()
{
    Rows rows(300);
    Dice dice(5);
    const auto isFew = [](std::size_t row) { return row < 5; };
    rows.category("noise", [&](std::size_t) { return std::to_string(dice.below(40)); });
    rows.number("tokens", [&](std::size_t) { return dice.below(1000); });
    rows.category("document",
                  [&](std::size_t row) { return isFew(row) || row % 2 == 0 ? "kb-290" : "kb-1"; });
    rows.category("same", [&](std::size_t row) { return isFew(row) || row % 2 == 0 ? "x" : "y"; });
    rows.suspect(isFew);
    const Contrast result = rows.contrasted();
    QVERIFY(result.findings.empty());
    QCOMPARE(result.sure, std::size_t{0});
    QVERIFY(!result.unsure.empty() && result.unsure.size() <= 5);
    const Finding& first = result.unsure[0];
    QCOMPARE(rows.valueOf(first.property), std::string("kb-290"));
    QCOMPARE(first.counts.suspectsWith, std::int64_t{5});
    QCOMPARE(first.sameRows.size(), std::size_t{1});
    for (const Finding& finding : result.unsure) {
        QVERIFY(finding.difference.value > 0);
        QVERIFY(finding.difference.low < finding.difference.value);
        QVERIFY(finding.difference.value < finding.difference.high);
        QVERIFY(finding.counts.suspectsWith >= 2);
        QVERIFY(!finding.explainedBy && !finding.remainder && !finding.goesThrough);
    }
}

void ContrastTest::whatIsNotSureIsOnlyToldWhereNothingIsSure()
{
    Rows rows(300);
    rows.category("document", [](std::size_t row) { return row < 30 ? "kb-290" : "kb-1"; });
    rows.category("noise", [](std::size_t row) { return row % 3 == 0 ? "a" : "b"; });
    rows.suspect([](std::size_t row) { return row < 30; });
    QCOMPARE(rows.contrasted().findings.size(), std::size_t{1});
    QVERIFY(rows.contrasted().unsure.empty());
    // Where no property is more frequent, nothing is told either.
    Rows same(100);
    same.category("model", [](std::size_t) { return "one"; });
    same.suspect([](std::size_t row) { return row < 50; });
    QVERIFY(same.contrasted().unsure.empty());
}

void ContrastTest::distributionsAddUp()
{
    Rows rows(1000);
    rows.number("n", [](std::size_t row) {
        return row % 10 == 0 ? kNoNumber : static_cast<double>(row % 7);
    });
    rows.set("s", [](std::size_t row) {
        return row % 2 == 0 ? std::vector<std::string>{"a", "b", "a"} : std::vector<std::string>{};
    });
    rows.suspect([](std::size_t row) { return row % 4 == 0; });
    const Distributions numbers = distributions(rows.table.columns[0], rows.suspects, rows.rest);
    QCOMPARE(numbers.suspectRows, std::int64_t{250});
    QCOMPARE(numbers.restRows, std::int64_t{750});
    std::int64_t sum = 0;
    for (const std::int64_t count : numbers.suspects)
        sum += count;
    QCOMPARE(sum, std::int64_t{250});
    QCOMPARE(numbers.suspects[0] + numbers.rest[0], std::int64_t{100});
    QCOMPARE(rows.table.columns[0].lows, (std::vector<double>{0, 1, 2, 3, 4, 5, 6}));
    const Distributions sets = distributions(rows.table.columns[1], rows.suspects, rows.rest);
    QCOMPARE(sets.suspects, (std::vector<std::int64_t>{0, 250, 250}));
    QCOMPARE(sets.rest, (std::vector<std::int64_t>{500, 250, 250}));
}

void ContrastTest::rowsWithAgreesWithTheCounts()
{
    Rows rows(1337); // no multiple of 64
    Dice dice(9);
    rows.number("n", [&](std::size_t) { return dice.chance(0.1) ? kNoNumber : dice.below(3000); });
    rows.category("c", [&](std::size_t) { return "v" + std::to_string(dice.below(700)); });
    rows.set("s", [&](std::size_t) {
        return std::vector<std::string>{std::to_string(dice.below(9)),
                                        std::to_string(dice.below(9))};
    });
    rows.suspect([&](std::size_t) { return dice.chance(0.3); });
    for (std::size_t i = 0; i < rows.table.columns.size(); ++i) {
        const Column& column = rows.table.columns[i];
        const Distributions counts = distributions(column, rows.suspects, rows.rest);
        for (std::uint32_t code = 0; code < column.codeCount(); ++code) {
            const RowSet with = rowsWith(rows.table, {.column = i, .first = code, .last = code});
            QCOMPARE(with.count(), counts.suspects[code] + counts.rest[code]);
        }
    }
    const auto last = static_cast<std::uint32_t>(rows.table.columns[0].codeCount()) - 1;
    QCOMPARE(rowsWith(rows.table, {.column = 0, .first = 1, .last = last}).count()
                 + rowsWith(rows.table, {}).count(),
             std::int64_t{1337});
}

QTEST_GUILESS_MAIN(ContrastTest)
#include "tst_contrast.moc"
