// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/casefacts.h"
#include "tests/models/causes/casefixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace casetest;
using causes::AnswerOutcome;
using causes::CaseAnswer;
using causes::ChangeStanding;
using causes::Counts;
using causes::Trait;

namespace {

const causes::RankedChange* changeTo(const causes::CaseFacts& facts, Trait trait,
                                     const std::string& value)
{
    const auto found = std::ranges::find_if(facts.changes, [&](const causes::RankedChange& change) {
        return change.change.trait == trait && change.change.value == value;
    });
    return found == facts.changes.end() ? nullptr : &*found;
}

} // namespace

class TestChanges : public QObject
{
    Q_OBJECT

private slots:
    void likelihoodIsThatOfBernoulli()
    {
        // 10 of 20 over 0 of 20, by hand: 20 ln 0.5 - (10 ln 0.25 + 30 ln 0.75).
        const double expected = 20 * std::log(0.5) - (10 * std::log(0.25) + 30 * std::log(0.75));
        const Counts half{.bad = 10, .count = 20};
        const Counts none{.bad = 0, .count = 20};
        QVERIFY(std::abs(causes::riseLikelihood(half, none) - expected) < 1e-9);
        QCOMPARE(causes::riseLikelihood(none, half), 0.0); // a fall
        QCOMPARE(causes::riseLikelihood(half, {}), 0.0);
    }

    void aStepIsFoundWhereItIs()
    {
        std::vector<AnswerOutcome> outcomes(300, AnswerOutcome::Good);
        for (std::size_t i = 200; i < 300; i += 2)
            outcomes[i] = AnswerOutcome::Bad;
        outcomes[10] = AnswerOutcome::Unknown;
        const auto step = causes::bestStep(outcomes);
        QVERIFY(step);
        QCOMPARE(step->at, std::size_t{200});
        QVERIFY(step->low <= 200 && step->high >= 200 && step->high < 220);
        QCOMPARE(step->before.count, 199);
        QVERIFY(!causes::bestStep(std::vector<AnswerOutcome>(50, AnswerOutcome::Good)));
    }

    void changesAreFoundWithTheirTimes()
    {
        Fleet fleet(1);
        addRedHerring(fleet, "prompt", 100, 1);
        fleet.each([](CaseAnswer& row, double second) {
            row.trait(Trait::Model) = second < 60 || second >= 220 ? "m-1" : "m-2";
            row.load = second < 200 ? 2 : 8;
        });
        const auto changes = causes::changesOf(fleet.rows());
        QCOMPARE(changes.size(), std::size_t{4});
        QCOMPARE(changes[0].value, std::string("m-2"));
        QCOMPARE(changes[0].previous, std::string("m-1"));
        QVERIFY(!changes[0].isReturn);
        QVERIFY(std::abs((changes[0].time - at(60)).count()) < 300'000'000);
        QCOMPARE(changes[1].value, std::string("harmless"));
        QVERIFY(!changes[2].trait); // load
        QCOMPARE(changes[3].value, std::string("m-1"));
        QVERIFY(changes[3].isReturn);
        QVERIFY(std::abs((changes[3].time - at(220)).count()) < 300'000'000);
    }

    // An answer that is bad as some always are, just before the change, moves the onset before it.
    void anOnsetToldEarlyLeavesTheChange()
    {
        Fleet fleet(2);
        addFault(fleet, "prompt_regression");
        const auto first = std::ranges::find_if(
            fleet.rows().answers, [](const auto& row) { return row.start >= at(kChange - 1); });
        fleet.rows().question.onset = first->start;
        fleet.rows().question.onsetLow = first->start;
        fleet.rows().question.onsetHigh = first->start;
        fleet.setFailed(*first, "groundedness", true);
        fleet.setFailed(*std::next(first, 2), "groundedness", true);
        const auto facts = causes::factsOf(fleet.rows());
        QVERIFY(facts.onset);
        QVERIFY(facts.onset->high < at(kChange));
        QCOMPARE(facts.changes.front().change.value, std::string("8"));
        QCOMPARE(facts.changes.front().standing, ChangeStanding::Explains);
    }

    void theChangeOfThoseThatFailExplains()
    {
        Fleet fleet(2);
        addFault(fleet, "prompt_regression");
        addRedHerring(fleet, "model", kChange - 6, 0.3);
        addRedHerring(fleet, "index", kChange + 40, 1);
        const auto facts = causes::factsOf(fleet.rows());
        QVERIFY(facts.onset);
        QVERIFY(facts.onset->low <= at(kChange + 0.5) && facts.onset->high >= at(kChange - 0.5));
        const auto& best = facts.changes.front();
        QCOMPARE(best.change.value, std::string("8"));
        QCOMPARE(best.standing, ChangeStanding::Explains);
        QVERIFY(best.reach() > 0.6 && best.reach() < 0.7);
        QVERIFY(best.differenceLow > 0.4 && best.differenceHigh < 0.6);
        const auto* model = changeTo(facts, Trait::Model, "harmless");
        QVERIFY(model != nullptr && !model->isCandidate());
        const auto* index = changeTo(facts, Trait::Index, "harmless");
        QVERIFY(index != nullptr);
        QCOMPARE(index->standing, ChangeStanding::AfterOnset);
    }

    // What fails as often without the change is not explained by it.
    void unexposedThatFailRefute()
    {
        Fleet fleet(3);
        fleet.each([&](CaseAnswer& row, double second) {
            if (second >= kChange && fleet.chance(0.5))
                row.trait(Trait::Model) = "m-2";
            if (second >= kChange)
                fleet.setFailed(row, "groundedness", fleet.chance(0.4));
        });
        const auto facts = causes::factsOf(fleet.rows());
        const auto* model = changeTo(facts, Trait::Model, "m-2");
        QVERIFY(model != nullptr);
        QCOMPARE(model->standing, ChangeStanding::EquallyBad);
    }

    void changesOfTheSameAnswersAreSaidToBe()
    {
        Fleet fleet(4);
        addFault(fleet, "bad_model_version");
        fleet.each([](CaseAnswer& row, double second) {
            if (second >= kChange)
                row.trait(Trait::Version) = "1.1";
        });
        const auto facts = causes::factsOf(fleet.rows());
        const auto* model = changeTo(facts, Trait::Model, "m-2");
        const auto* version = changeTo(facts, Trait::Version, "1.1");
        QVERIFY(model != nullptr && version != nullptr);
        QVERIFY(model->isCandidate() && version->isCandidate());
        QVERIFY((model->standing == ChangeStanding::SameAnswers)
                != (version->standing == ChangeStanding::SameAnswers));
    }

    // A deploy of another service counts for those answers that passed through it.
    void otherServicesReachByTraces()
    {
        Fleet fleet(5);
        auto& rows = fleet.rows();
        for (std::size_t i = 0; i < rows.answers.size(); ++i) {
            CaseAnswer& other = rows.others[i];
            if (other.start < at(kChange))
                continue;
            const bool isNew = fleet.chance(0.5);
            other.trait(Trait::Model) = isNew ? "m-9" : "m-1";
            rows.answers[i].key.trace = other.key.trace;
            if (isNew)
                fleet.setFailed(rows.answers[i], "groundedness", fleet.chance(0.6));
        }
        const auto facts = causes::factsOf(rows);
        QCOMPARE(facts.changes.front().change.service, std::string("agent"));
        QCOMPARE(facts.changes.front().standing, ChangeStanding::Explains);
    }

    void whatTouchesNothingIsNotExposed()
    {
        Fleet fleet(6);
        addFault(fleet, "bad_model_version");
        for (CaseAnswer& row : fleet.rows().others)
            row.trait(Trait::Version) = row.start < at(kChange - 2) ? "1.0" : "2.0";
        const auto facts = causes::factsOf(fleet.rows());
        const auto* version = changeTo(facts, Trait::Version, "2.0");
        QVERIFY(version != nullptr);
        QCOMPARE(version->standing, ChangeStanding::NotExposed);
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
