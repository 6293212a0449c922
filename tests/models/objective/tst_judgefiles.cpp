// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/objective/goldenfile.h"
#include "models/objective/judgerules.h"

#include <QTest>

#include <tuple>

using namespace objective;

// What people say of judges: how their scores are read, and of which answers they know the truth.
class TestJudgeFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSaidOfJudgesIsRead()
    {
        const auto good = parseJudgeRules(
            "judges:\n  - {name: tone, scale: [1, 5], direction: high_is_bad, threshold: 2}\n"
            "  - {name: tone, evaluator: strict, scale: [0, 100], direction: high_is_good}\n");
        QVERIFY(good.problems.empty());
        QCOMPARE(good.rules.size(), std::size_t{2});
        QVERIFY(!good.rules[0].isHighGood && good.rules[0].threshold == 2.0);
        QVERIFY(good.rules[1].evaluator == "strict" && !good.rules[1].threshold);
        for (const char* bad : {"judges: [{name: tone, direction: high_is_good}]",
                                "judges: [{name: tone, scale: [5, 1], direction: high_is_good}]",
                                "judges: [{name: tone, scale: [1, 5], direction: up}]",
                                "judges: [{name: tone, scale: [1, 5], direction: high_is_good, "
                                "threshold: 9}]",
                                "judges: [{scale: [1, 5], direction: high_is_good}]", "judges: 3",
                                "rules: []", "- 1"})
            QVERIFY2(!parseJudgeRules(bad).problems.empty(), bad);
    }

    void aGoldenSetIsRead()
    {
        const auto good = parseGoldenSet(
            "golden:\n  - answer: Refunds take five days.\n    question: How long?\n    check: "
            "tone\n"
            "    service: shop\n    verdict: sound\n  - {response: r-1, verdict: wrong}\n"
            "  - {trace: 4bf92f3577b34da6a3ce929d0e0e4736, span: 00f067aa0ba902b7, verdict: "
            "wrong}\n");
        QVERIFY2(good.problems.empty(),
                 good.problems.empty() ? "" : good.problems.front().message.c_str());
        QCOMPARE(good.set.items().size(), std::size_t{3});
        QVERIFY(!good.set.items()[0].isWrong && good.set.items()[1].isWrong);
        QCOMPARE(good.set.items()[0].check, std::string("tone"));
        QVERIFY(good.set.items()[2].span.has_value());
        for (const auto& [bad, what, line] :
             {std::tuple("golden:\n  - {verdict: wrong}", "which answer", 2),
              std::tuple("golden:\n  - {answer: a, response: b, verdict: wrong}", "in one way", 2),
              std::tuple("golden:\n  - {answer: a, verdict: bad}", "wrong or sound", 2),
              std::tuple("golden:\n  - {answer: a}", "verdict", 2),
              std::tuple("golden:\n  - {answer: ' ', verdict: wrong}", "blank", 2),
              std::tuple("golden:\n  - {trace: 12, span: 00f067aa0ba902b7, verdict: wrong}",
                         "32 hexadecimal", 2),
              std::tuple("golden:\n  - {response: r, question: q, verdict: wrong}", "goes with", 2),
              std::tuple(
                  "golden:\n  - {answer: a, verdict: wrong}\n  - {answer: ' a', verdict: sound}",
                  "line 2 says the opposite", 3),
              std::tuple("golden: []", "one entry at least", 1)}) {
            const auto parsed = parseGoldenSet(bad);
            QVERIFY2(!parsed.problems.empty(), bad);
            QVERIFY2(parsed.problems.front().message.find(what) != std::string::npos,
                     parsed.problems.front().message.c_str());
            QCOMPARE(parsed.problems.front().line, line);
        }
    }

    // The figures of the SRE workbook: 30 days, 14.4 over 1 h and 5 min, and so on.
};

QTEST_GUILESS_MAIN(TestJudgeFiles)
#include "tst_judgefiles.moc"
