// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/calibration.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using suspects::Calibration;
using suspects::Labelled;

namespace {

unsigned below(std::mt19937& random, std::size_t limit)
{
    return static_cast<unsigned>(random() % limit);
}

std::vector<Labelled> verdicts(std::size_t count, double probability, double wrong,
                               const std::string& check = "fabrication")
{
    return std::vector<Labelled>(
        count, {.probability = probability, .check = check, .wrong = wrong, .weight = 1});
}

double logistic(double value)
{
    return 1 / (1 + std::exp(-value));
}

// Answers of two checks, one of which claims far too much, and what is true of them.
struct World
{
    std::vector<double> said;
    std::vector<std::string> checks;
    std::vector<bool> wrong;
};

World world(std::mt19937& random, std::size_t count)
{
    std::normal_distribution<double> spread(0.3, 1.6);
    std::uniform_real_distribution<double> chance(0, 1);
    World made;
    for (std::size_t i = 0; i < count; ++i) {
        const double score = spread(random);
        const bool isLoud = i % 2 == 0;
        made.said.push_back(logistic(score));
        made.checks.emplace_back(isLoud ? "citations" : "groundedness");
        made.wrong.push_back(chance(random) < logistic(isLoud ? score - 1.5 : score));
    }
    return made;
}

World above(const World& made, double least)
{
    World some;
    for (std::size_t i = 0; i < made.said.size(); ++i) {
        if (made.said[i] < least)
            continue;
        some.said.push_back(made.said[i]);
        some.checks.push_back(made.checks[i]);
        some.wrong.push_back(made.wrong[i]);
    }
    return some;
}

std::vector<double> correctedOf(const World& made, const Calibration& calibration)
{
    std::vector<double> corrected;
    for (std::size_t i = 0; i < made.said.size(); ++i)
        corrected.push_back(calibration.corrected(made.said[i], made.checks[i]));
    return corrected;
}

} // namespace

class TestCalibration : public QObject
{
    Q_OBJECT

private slots:
    void withoutVerdictsNothingChanges();
    void fewVerdictsHardlyMoveAndManyDo();
    void whatWasNeverLookedAtStays();
    void otherChecksAreMovedLess();
    void theOrderWithinACheckIsKeptWherePeopleJudged();
    void verdictsAgainstTheTopDoNotTurnTheOrder();
    void theOrderIsKeptWhateverIsSaid();
    void rareChecksAreOne();
    void theLeastThatComesToIsFound();
    void heldOutAnswersAreBetterCalibrated();
    void noLabelsMakeItFail();
    void theBookTeachesWhatStands();
    void whatIsCalibratedStaysSoInBothSettings();
    void oneClickOnAGroupIsNotAsManyWitnesses();
    void anErrorOfWhatIsKnownOnly();
};

void TestCalibration::withoutVerdictsNothingChanges()
{
    for (const double p : {0.0, 0.3, 1.0})
        QCOMPARE(Calibration().corrected(p, "x"), p);
    QVERIFY(Calibration(std::vector<Labelled>{}).isIdentity());
}

void TestCalibration::fewVerdictsHardlyMoveAndManyDo()
{
    const auto after = [](std::size_t count, double wrong) {
        return Calibration(verdicts(count, 0.9, wrong)).corrected(0.9, "fabrication");
    };
    QVERIFY(after(1, 0) > 0.8);
    QVERIFY(after(14, 0) < 0.6);
    QVERIFY(after(14, 0) > 0.3);
    QVERIFY(after(200, 0) < 0.1);
    QVERIFY(after(14, 1) > 0.92);
    double last = 0.9;
    for (const std::size_t count : {1U, 2U, 5U, 10U, 30U, 100U}) {
        QVERIFY(after(count, 0) < last);
        last = after(count, 0);
    }
}

// People judge the top: that all of it was sound says nothing of the bottom.
void TestCalibration::whatWasNeverLookedAtStays()
{
    const Calibration calibration(verdicts(30, 0.95, 0));
    QVERIFY(calibration.corrected(0.95, "fabrication") < 0.5);
    QVERIFY(std::abs(calibration.corrected(0.15, "fabrication") - 0.15) < 0.005);
    QVERIFY(std::abs(calibration.corrected(0.1, "fabrication") - 0.1) < 0.001);
}

// What was said .3 is no likelier to be wrong than what was said .95, and by no more than that.
void TestCalibration::verdictsAgainstTheTopDoNotTurnTheOrder()
{
    const Calibration calibration(verdicts(30, 0.95, 0));
    const double top = calibration.corrected(0.95, "fabrication");
    for (const double p : {0.3, 0.5, 0.8, 0.9}) {
        QVERIFY(calibration.corrected(p, "fabrication") <= top);
        QVERIFY(calibration.corrected(p, "fabrication") > std::min(p, top) - 0.05);
    }
    QVERIFY(calibration.corrected(0.99, "fabrication") >= top);
}

void TestCalibration::theOrderIsKeptWhateverIsSaid()
{
    std::mt19937 random(5);
    std::uniform_real_distribution<double> chance(0, 1);
    for (int i = 0; i < 100; ++i) {
        std::vector<Labelled> labelled;
        for (unsigned j = below(random, 60); j > 0; --j)
            labelled.push_back({.probability = chance(random),
                                .check = std::string(1, static_cast<char>('a' + below(random, 3))),
                                .wrong = static_cast<double>(below(random, 2)),
                                .weight = 1});
        const Calibration calibration(labelled);
        for (const char* check : {"a", "b", "other"}) {
            double last = 0;
            for (double p = 0; p <= 1; p += 0.003) {
                const double now = calibration.corrected(p, check);
                QVERIFY(now >= last);
                last = now;
            }
        }
    }
}

// A check is named by whoever sends it: there may be any number of names.
void TestCalibration::rareChecksAreOne()
{
    std::vector<Labelled> labelled = verdicts(40, 0.8, 0, "often");
    for (int i = 0; i < 300; ++i)
        labelled.push_back(
            {.probability = 0.8, .check = "rare " + std::to_string(i), .wrong = 1, .weight = 0.5});
    const Calibration calibration(labelled);
    QCOMPARE(calibration.count(), 340U);
    QVERIFY(calibration.corrected(0.8, "often") < 0.5);
    const double other = calibration.corrected(0.8, "never seen");
    QVERIFY(other > 0.85);
    int differing = 0;
    for (int i = 0; i < 300; ++i)
        differing += calibration.corrected(0.8, "rare " + std::to_string(i)) != other ? 1 : 0;
    QVERIFY(differing > 0 && differing < 32);
}

void TestCalibration::theLeastThatComesToIsFound()
{
    QCOMPARE(Calibration().leastThatComesTo(0.4), 0.4);
    const Calibration calibration(verdicts(40, 0.19, 1));
    QVERIFY(calibration.corrected(0.19, "fabrication") > 0.6);
    const double least = calibration.leastThatComesTo(0.4);
    QVERIFY(least < 0.19);
    QVERIFY(calibration.corrected(least, "fabrication") <= 0.4);
    QVERIFY(calibration.corrected(least + 0.03, "fabrication") > 0.4);
    // Never above what is asked for.
    QCOMPARE(Calibration(verdicts(40, 0.8, 0)).leastThatComesTo(0.4), 0.4);
    QCOMPARE(calibration.leastThatComesTo(0), 0.0);
}

void TestCalibration::otherChecksAreMovedLess()
{
    const Calibration calibration(verdicts(20, 0.9, 0));
    const double same = calibration.corrected(0.9, "fabrication");
    const double other = calibration.corrected(0.9, "truncation");
    QVERIFY(other - same > 0.15);
    QVERIFY(other < 0.9);
}

void TestCalibration::theOrderWithinACheckIsKeptWherePeopleJudged()
{
    std::vector<Labelled> labelled;
    for (int i = 0; i < 40; ++i)
        labelled.push_back({.probability = 0.5 + 0.012 * i,
                            .check = "fabrication",
                            .wrong = i % 3 == 0 ? 1.0 : 0.0,
                            .weight = 1});
    const Calibration calibration(labelled);
    double last = 0;
    for (double p = 0.5; p < 0.97; p += 0.01) {
        const double now = calibration.corrected(p, "fabrication");
        QVERIFY(now > last);
        last = now;
    }
}

void TestCalibration::heldOutAnswersAreBetterCalibrated()
{
    constexpr std::size_t kVerdicts = 60;
    struct Errors
    {
        double before = 0;
        double after = 0;
    };
    Errors all; // after verdicts on the top alone
    Errors top;
    Errors spread; // after verdicts on answers of any probability
    constexpr unsigned kSeeds = 20;
    for (unsigned seed = 1; seed <= kSeeds; ++seed) {
        std::mt19937 random(seed);
        const World judged = world(random, 1000);
        std::vector<std::size_t> order(judged.said.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto labelled = [&] {
            std::vector<Labelled> chosen;
            for (std::size_t i = 0; i < kVerdicts; ++i)
                chosen.push_back({.probability = judged.said[order[i]],
                                  .check = judged.checks[order[i]],
                                  .wrong = judged.wrong[order[i]] ? 1.0 : 0.0,
                                  .weight = 1});
            return chosen;
        };
        const World other = world(random, 4000);
        const auto add = [&](Errors& errors, const World& of, const Calibration& calibration) {
            errors.before += suspects::expectedCalibrationError(of.said, of.wrong) / kSeeds;
            errors.after +=
                suspects::expectedCalibrationError(correctedOf(of, calibration), of.wrong) / kSeeds;
        };
        const Calibration ofAny(labelled());
        std::ranges::sort(order, [&](auto a, auto b) { return judged.said[a] > judged.said[b]; });
        const Calibration ofTop(labelled());
        add(spread, other, ofAny);
        add(all, other, ofTop);
        add(top, above(other, judged.said[order[kVerdicts]]), ofTop);
    }
    qInfo("expected calibration error on held-out answers, before and after 60 verdicts: on any "
          "answers %.3f %.3f; on the top %.3f %.3f, of these %.3f %.3f",
          spread.before, spread.after, all.before, all.after, top.before, top.after);
    QVERIFY(spread.after < 0.6 * spread.before);
    QVERIFY(all.after < all.before);
    QVERIFY(top.after < 0.85 * top.before);
}

void TestCalibration::noLabelsMakeItFail()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> chance(0, 1);
    for (int i = 0; i < 200; ++i) {
        std::vector<Labelled> labelled;
        for (unsigned j = below(random, 40); j > 0; --j)
            labelled.push_back(
                {.probability =
                     below(random, 4) == 0 ? static_cast<double>(below(random, 2)) : chance(random),
                 .check = std::string(1, static_cast<char>('a' + below(random, 9))),
                 .wrong = below(random, 5) == 0 ? 0.5 : static_cast<double>(below(random, 2)),
                 .weight = below(random, 2) == 0 ? 1 : 0.5});
        const Calibration calibration(labelled);
        for (const double p : {0.0, 0.01, 0.5, 0.99, 1.0}) {
            const double now = calibration.corrected(p, "a");
            QVERIFY(now >= 0 && now <= 1);
        }
    }
}

void TestCalibration::theBookTeachesWhatStands()
{
    using suspects::Opinion;
    const auto answer = [](unsigned number) {
        return telemetry::SpanKey{.trace = {{1}}, .span = telemetry::SpanId{number}};
    };
    const auto said = [](const char* who, Opinion opinion, std::optional<double> suspicion) {
        return suspects::Said{.who = who,
                              .opinion = opinion,
                              .note = {},
                              .time = {},
                              .suspicion = suspicion,
                              .check = "c"};
    };
    suspects::VerdictBook book(2);
    book.add(answer(1), said("ada", Opinion::Wrong, 0.9));
    book.add(answer(1), said("bob", Opinion::Wrong, 0.9));
    book.add(answer(2), said("ada", Opinion::Wrong, 0.8));
    book.add(answer(3), said("ada", Opinion::Sound, 0.7));
    book.add(answer(4), said("ada", Opinion::Wrong, 0.6));
    book.add(answer(4), said("bob", Opinion::Sound, 0.6));
    book.add(answer(5), said("ada", Opinion::Unsure, 0.5));
    book.add(answer(6), said("ada", Opinion::Wrong, {}));
    book.add(answer(7), said("ada", Opinion::Withdrawn, 0.4));
    const std::vector<Labelled> expected{
        {.probability = 0.9, .check = "c", .wrong = 1, .weight = 1},
        {.probability = 0.8, .check = "c", .wrong = 1, .weight = 0.5},
        {.probability = 0.7, .check = "c", .wrong = 0, .weight = 0.5},
        {.probability = 0.6, .check = "c", .wrong = 0.5, .weight = 1}};
    QVERIFY(suspects::labelledBy(book) == expected);
}

// One reviewer, who says what is true of answers that are as likely wrong as was said.
void TestCalibration::whatIsCalibratedStaysSoInBothSettings()
{
    using suspects::Opinion;
    for (const int people : {1, 2}) {
        for (const double p : {0.5, 0.8}) {
            suspects::VerdictBook book(people);
            for (unsigned i = 0; i < 1000; ++i) {
                const bool isWrong = i % 10 < std::lround(p * 10);
                book.add({.trace = {{1}}, .span = telemetry::SpanId{i}},
                         {.who = "ada",
                          .opinion = isWrong ? Opinion::Wrong : Opinion::Sound,
                          .note = {},
                          .time = {},
                          .suspicion = p,
                          .check = "c"});
            }
            const double now = Calibration(suspects::labelledBy(book)).corrected(p, "c");
            QVERIFY2(std::abs(now - p) < 0.01, qPrintable(QString::number(now)));
        }
    }
}

void TestCalibration::oneClickOnAGroupIsNotAsManyWitnesses()
{
    using suspects::Opinion;
    const auto after = [](std::size_t together) {
        suspects::VerdictBook book;
        for (unsigned i = 0; i < 37; ++i) {
            auto entry =
                suspects::verdictEntry({.answer = {.trace = {{1}}, .span = telemetry::SpanId{i}},
                                        .suspicion = 0.9,
                                        .reasons = "fabrication: no such name",
                                        .together = together},
                                       Opinion::Sound, {}, {});
            entry.actor = "ada";
            book.add(entry);
        }
        const auto labelled = suspects::labelledBy(book);
        const double weight =
            std::accumulate(labelled.begin(), labelled.end(), 0.0,
                            [](double sum, const Labelled& one) { return sum + one.weight; });
        return std::pair(weight, Calibration(labelled).corrected(0.9, "fabrication"));
    };
    QVERIFY(std::abs(after(1).first - 37) < 1e-9);
    QVERIFY(std::abs(after(37).first - (1 + std::log(37.0))) < 1e-9);
    QVERIFY(after(1).second < 0.4);
    QVERIFY(after(37).second > 0.6);
}

void TestCalibration::anErrorOfWhatIsKnownOnly()
{
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(suspects::expectedCalibrationError({0.75, unknown, 0.75}, {true, true, true}), 0.25);
    QCOMPARE(suspects::expectedCalibrationError({unknown}, {true}), 0.0);
    QCOMPARE(Calibration({{.probability = unknown, .check = "c", .wrong = 1, .weight = 1}})
                 .corrected(0.5, "c"),
             0.5);
}

QTEST_GUILESS_MAIN(TestCalibration)

#include "tst_calibration.moc"
