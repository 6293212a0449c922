// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/attribution/rows.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace attribution;

namespace {

using Stage = Column::Stage;

const Finding* findingOf(const Contrast& result, std::size_t column)
{
    const auto found = std::ranges::find_if(
        result.findings, [&](const Finding& finding) { return finding.property.column == column; });
    return found == result.findings.end() ? nullptr : &*found;
}

} // namespace

// What is told of causes that stand in each other's way.
class CausesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCauseGoesThroughItsEffect();
    void aNumberExplainsByAllOfItsRange();
    void aWeakerCauseStandsBesideAStronger_data();
    void aWeakerCauseStandsBesideAStronger();
    void unrelatedNumbersTakeNoPower();
    void aCauseOfConversationsIsFound();
    void conversationsAreCounted();
};

// The new version cuts answers short, and cut answers fail: the version is what can be changed.
void CausesTest::aCauseGoesThroughItsEffect()
{
    Rows rows(20000);
    Dice dice(5);
    std::vector<bool> isCut;
    std::vector<bool> isNew;
    rows.category("version", [&](std::size_t) {
        isNew.push_back(dice.chance(0.2));
        return isNew.back() ? "new" : "old";
    });
    rows.category("finish", [&](std::size_t row) {
        isCut.push_back(dice.chance(isNew[row] ? 0.6 : 0.03));
        return isCut.back() ? "length" : "stop";
    });
    rows.suspect([&](std::size_t row) { return dice.chance(isCut[row] ? 0.7 : 0.01); });
    rows.table.columns[0].stage = Stage::Setup;
    rows.table.columns[1].stage = Stage::Outcome;
    const Contrast result = rows.contrasted();
    QCOMPARE(result.findings.size(), std::size_t{2});
    QCOMPARE(rows.valueOf(result.findings[0].property), std::string("length"));
    QCOMPARE(rows.valueOf(result.findings[1].property), std::string("new"));
    QVERIFY(!result.findings[1].explainedBy);
    QVERIFY(result.findings[1].goesThrough.has_value());
    QCOMPARE(*result.findings[1].goesThrough, std::size_t{0});

    rows.table.columns[1].stage = Stage::Setup; // were it settled before, it would explain
    QVERIFY(rows.contrasted().findings[1].explainedBy.has_value());
}

// A tenant has longer prompts and nothing else; the longer, the worse. Cut in two, the prompts'
// length leaves a good part of that to the tenant.
void CausesTest::aNumberExplainsByAllOfItsRange()
{
    int explained = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        Rows rows(20000);
        Dice dice(seed);
        std::vector<bool> isAcme;
        std::vector<double> tokens;
        rows.category("tenant", [&](std::size_t) {
            isAcme.push_back(dice.chance(0.2));
            return isAcme.back() ? "acme" : "others";
        });
        rows.number("tokens", [&](std::size_t row) {
            return tokens.emplace_back(isAcme[row] ? 4000 + 6000 * dice.share()
                                                   : 7000 * dice.share());
        });
        rows.suspect(
            [&](std::size_t row) { return dice.chance(0.3 * tokens[row] * tokens[row] / 1e8); });
        const Contrast result = rows.contrasted();
        const Finding* const tenant = findingOf(result, 0);
        QVERIFY(tenant != nullptr);
        QVERIFY(tenant->remainder.has_value());
        explained += tenant->explainedBy ? 1 : 0;
    }
    QVERIFY2(explained >= 18, qPrintable(QString::number(explained)));
}

void CausesTest::aWeakerCauseStandsBesideAStronger_data()
{
    QTest::addColumn<int>("unrelated");
    QTest::newRow("alone") << 0;
    QTest::newRow("with ten columns that say nothing") << 10;
}

// The weaker goes together with the stronger; a third to a fourth of its difference is its own.
void CausesTest::aWeakerCauseStandsBesideAStronger()
{
    QFETCH(int, unrelated);
    int folded = 0;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        Rows rows(6000);
        Dice dice(seed);
        std::vector<bool> strong;
        std::vector<bool> weak;
        rows.category("strong", [&](std::size_t) {
            strong.push_back(dice.chance(0.3));
            return strong.back() ? "yes" : "no";
        });
        rows.category("weak", [&](std::size_t row) {
            weak.push_back(dice.chance(strong[row] ? 0.6 : 0.1));
            return weak.back() ? "yes" : "no";
        });
        for (int column = 0; column < unrelated; ++column)
            rows.number("n", [&](std::size_t) { return dice.share(); });
        rows.suspect([&](std::size_t row) {
            return dice.chance(0.004 + (strong[row] ? 0.05 : 0) + (weak[row] ? 0.03 : 0));
        });
        const Contrast result = rows.contrasted();
        const Finding* const found = findingOf(result, 1);
        QVERIFY(found != nullptr);
        folded += found->explainedBy ? 1 : 0;
    }
    QVERIFY2(folded <= 5, qPrintable(QString::number(folded)));
}

// Thirty suspects of three thousand, early in an incident.
void CausesTest::unrelatedNumbersTakeNoPower()
{
    int found = 0;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        Rows rows(3000);
        Dice dice(seed);
        std::vector<bool> isNew;
        rows.category("version", [&](std::size_t) {
            isNew.push_back(dice.chance(0.3));
            return isNew.back() ? "new" : "old";
        });
        for (int column = 0; column < 20; ++column)
            rows.number("n", [&](std::size_t) { return dice.share(); });
        rows.suspect([&](std::size_t row) { return dice.chance(isNew[row] ? 0.027 : 0.003); });
        found += findingOf(rows.contrasted(), 0) != nullptr ? 1 : 0;
    }
    QVERIFY2(found >= 45, qPrintable(QString::number(found)));
}

// Conversations go bad as a whole, twelve times as often with the new version.
void CausesTest::aCauseOfConversationsIsFound()
{
    constexpr std::size_t kLength = 20;
    int found = 0;
    int others = 0;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        Rows rows(300 * kLength);
        Dice dice(seed);
        std::vector<bool> isNew;
        std::vector<bool> isBad;
        std::vector<double> numbers;
        for (std::size_t i = 0; i < 300; ++i) {
            isNew.push_back(dice.chance(0.3));
            isBad.push_back(dice.chance(isNew.back() ? 0.3 : 0.025));
            numbers.push_back(dice.share());
            rows.table.clusters.insert(rows.table.clusters.end(), kLength, i);
        }
        rows.category("version",
                      [&](std::size_t row) { return isNew[row / kLength] ? "new" : "old"; });
        rows.number("number", [&](std::size_t row) { return numbers[row / kLength]; });
        rows.suspect(
            [&](std::size_t row) { return dice.chance(isBad[row / kLength] ? 0.8 : 0.01); });
        const Contrast result = rows.contrasted();
        found += findingOf(result, 0) != nullptr ? 1 : 0;
        others += findingOf(result, 1) != nullptr ? 1 : 0;
    }
    QVERIFY2(found >= 45, qPrintable(QString::number(found)));
    QVERIFY2(others <= 5, qPrintable(QString::number(others)));
}

void CausesTest::conversationsAreCounted()
{
    Rows rows(8000);
    rows.category("version", [](std::size_t row) { return row % 400 < 100 ? "new" : "old"; });
    Dice dice(1);
    rows.suspect([&](std::size_t row) { return dice.chance(row % 400 < 100 ? 0.8 : 0.01); });
    const Contrast each = rows.contrasted();
    QCOMPARE(each.findings.size(), std::size_t{1});
    QCOMPARE(each.findings[0].suspectClusters, each.findings[0].counts.suspectsWith);
    QCOMPARE(each.restClusters, each.rest);
    QCOMPARE(each.findings[0].weighed.suspects, static_cast<double>(each.suspects));

    for (std::size_t row = 0; row < 8000; ++row)
        rows.table.clusters.push_back(row / 50); // 160, of which 40 have the new version
    const Contrast together = rows.contrasted();
    QCOMPARE(together.findings.size(), std::size_t{1});
    QCOMPARE(together.findings[0].counts.suspectsWith, each.findings[0].counts.suspectsWith);
    QCOMPARE(together.findings[0].suspectClusters, std::int64_t{40});
    QCOMPARE(together.restClusters, std::int64_t{160});
    const Difference& less = each.findings[0].difference;
    const Difference& more = together.findings[0].difference;
    QVERIFY(more.high - more.low > 2 * (less.high - less.low));
}

QTEST_GUILESS_MAIN(CausesTest)
#include "tst_causes.moc"
