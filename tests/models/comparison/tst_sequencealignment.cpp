// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/messagepairs.h"
#include "models/comparison/sequencealignment.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>

using comparison::Edit;
using comparison::EditKind;

namespace {

using Words = std::vector<std::uint32_t>;

// What the script makes of `there`; `changed`: how many it removes and adds.
Words applied(const std::vector<Edit>& edits, const Words& here, const Words& there,
              std::size_t& changed)
{
    Words made;
    std::size_t atHere = 0;
    std::size_t atThere = 0;
    changed = 0;
    for (const Edit& edit : edits) {
        if (edit.here != atHere || edit.there != atThere)
            return {}; // a hole
        for (std::size_t i = 0; i < edit.count; ++i) {
            if (edit.kind == EditKind::Same && here[atHere + i] != there[atThere + i])
                return {};
            if (edit.kind != EditKind::Removed)
                made.push_back(here[atHere + i]);
        }
        changed += edit.kind == EditKind::Same ? 0 : edit.count;
        atHere += edit.kind == EditKind::Removed ? 0 : edit.count;
        atThere += edit.kind == EditKind::Added ? 0 : edit.count;
    }
    return atThere == there.size() ? made : Words{};
}

// By the table of all pairs, the slow and certain way.
std::size_t shortest(const Words& here, const Words& there)
{
    std::vector<std::vector<std::size_t>> table(here.size() + 1,
                                                std::vector<std::size_t>(there.size() + 1, 0));
    for (std::size_t i = 0; i <= here.size(); ++i)
        for (std::size_t j = 0; j <= there.size(); ++j) {
            if (i == 0 || j == 0)
                table[i][j] = i + j;
            else if (here[i - 1] == there[j - 1])
                table[i][j] = table[i - 1][j - 1];
            else
                table[i][j] = 1 + std::min(table[i - 1][j], table[i][j - 1]);
        }
    return table[here.size()][there.size()];
}

std::string marked(std::string_view text, const std::vector<comparison::WordRun>& runs)
{
    std::string all;
    for (const auto& run : runs) {
        const std::string part(text.substr(run.start, run.end - run.start));
        all += run.isOther ? "[" + part + "]" : part;
    }
    return all;
}

} // namespace

class TestSequenceAlignment : public QObject
{
    Q_OBJECT

private slots:
    void scriptsAreRightAndShortest()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            const auto words = [&] {
                Words all(random() % 14);
                for (auto& word : all)
                    word = random() % 4;
                return all;
            };
            const Words here = words();
            const Words there = words();
            const auto edits = comparison::editsBetween(here, there);
            std::size_t changed = 0;
            QCOMPARE(applied(edits.edits, here, there, changed), here);
            QCOMPARE(changed, shortest(here, there));
            QVERIFY(!edits.isCut);
        }
    }

    void tooDifferentIsToldAsAWhole()
    {
        Words here(3000);
        Words there(3000);
        for (std::uint32_t i = 0; i < 3000; ++i) {
            here[i] = i;
            there[i] = i + 10'000;
        }
        here.front() = there.front();
        const auto edits = comparison::editsBetween(here, there, 100);
        QVERIFY(edits.isCut);
        QCOMPARE(edits.edits.size(), std::size_t(3));
        std::size_t changed = 0;
        QCOMPARE(applied(edits.edits, here, there, changed), here);
    }

    void ofEqualWaysTheEarliestPairs()
    {
        const std::string here = "abab";
        const std::string there = "ab";
        const auto pairs = comparison::align(
            here.size(), there.size(), [&](std::size_t i, std::size_t j) -> std::optional<double> {
                if (here[i] != there[j])
                    return std::nullopt;
                return 0;
            });
        QVERIFY(pairs.has_value());
        QCOMPARE(pairs->size(), std::size_t(4));
        QVERIFY(pairs->at(0).second == 0U);
        QVERIFY(pairs->at(1).second == 1U);
        QVERIFY(!pairs->at(2).second);
        QVERIFY(!comparison::align(5000, 5000, [](auto, auto) { return 0.0; }));
    }

    void longSequencesByTheirKeys()
    {
        const std::vector<std::uint64_t> here{1, 2, 9, 3, 4};
        const std::vector<std::uint64_t> there{1, 2, 3, 8, 4};
        const auto pairs = comparison::alignByKeys(here, there);
        std::size_t matched = 0;
        for (const auto& [i, j] : pairs)
            matched += i && j ? 1 : 0;
        QCOMPARE(matched, std::size_t(4));
        QCOMPARE(pairs.size(), std::size_t(6));
    }

    void wordsOfTexts()
    {
        const std::string here = "You have 45 days, not more.";
        const std::string there = "You have 30 days.";
        const auto diff = comparison::wordDiff(here, there);
        QCOMPARE(marked(here, diff.here), std::string("You have [45] days, [not more]."));
        QCOMPARE(marked(there, diff.there), std::string("You have [30] days."));
        QVERIFY(!diff.isCut);
    }

    void wordsOfHugeOrBrokenTexts()
    {
        const std::string huge(10'000'000, 'x');
        auto diff = comparison::wordDiff(huge, "y " + huge);
        QVERIFY(diff.isCut);
        QCOMPARE(diff.here.back().end, huge.size());
        const std::string broken("\xff\xfe 45 \xe2\x80");
        diff = comparison::wordDiff(broken, "30");
        QCOMPARE(diff.here.back().end, broken.size());
        QVERIFY(comparison::wordDiff("", "").here.empty());
    }
};

QTEST_GUILESS_MAIN(TestSequenceAlignment)
#include "tst_sequencealignment.moc"
