// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/relationsnapshot.h"
#include "models/drivers/relationtext.h"
#include "models/drivers/stepmeans.h"
#include "tests/models/relation/planted.h"

#include <QTest>

#include <chrono>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

using namespace drivers;
using namespace std::chrono_literals;
using relationtest::Dice;

namespace {

telemetry::Timestamp answeredAt(std::int64_t seconds)
{
    return telemetry::Timestamp(std::chrono::seconds(1'790'000'000 + seconds));
}

// 4,000 independent answers, one each second or so.
AnswerTable failures(std::uint64_t seed, const std::function<double(double)>& rate)
{
    constexpr std::size_t kCount = 4000;
    Dice dice(seed);
    std::vector<AnswerRow> rows(kCount);
    telemetry::Timestamp time = answeredAt(0);
    for (std::size_t i = 0; i < kCount; ++i) {
        time += std::chrono::milliseconds(std::llround(-1000 * std::log(dice.uniform())));
        const double place = static_cast<double>(i) / kCount;
        rows[i].start = time;
        rows[i].trace = (i + 1) << (seed % 2 == 0 ? 0U : 48U); // as ids are counted up
        rows[i].scores = {
            {.check = 0, .isFailed = dice.uniform() < rate(place), .badness = kUnknown}};
    }
    return {std::move(rows), {"format"}, {.start = answeredAt(0), .end = time + 1s}};
}

RelationRequest failing(const AnswerTable& table, const Outcome& outcome)
{
    return {.view = {.range = table.covered()},
            .service = "shop",
            .driver = {.kind = DriverKind::Failing, .check = "format"},
            .outcome = outcome};
}

} // namespace

class TestStepMeans : public QObject
{
    Q_OBJECT

private slots:
    // What an answer itself comes to must not stand for what drove it: failures that have nothing
    // to do with each other show no relation, and none at no lag.
    void ownFailuresDriveNothing()
    {
        constexpr int kTries = 40;
        int told = 0;
        int followed = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            const AnswerTable table = failures(seed, [](double) { return 0.05; });
            const RelationSnapshot snapshot = relationOf(table, {}, failing(table, {}));
            QVERIFY(snapshot.used > 3900);
            told += snapshot.relation.isRelated() ? 1 : 0;
            followed += snapshot.lag.peak ? 1 : 0;
            QVERIFY(!snapshot.lag.points.empty() && snapshot.lag.points.front().lag == 1);
        }
        qInfo("told in %d, followed in %d of %d", told, followed, kTries);
        QVERIFY(told <= 2);
        QVERIFY(followed <= 4);
    }

    // What fails while others do is seen without its own failure.
    void failuresOfOthersAreSeen()
    {
        const AnswerTable table =
            failures(1, [](double place) { return place > 0.4 && place < 0.6 ? 0.5 : 0.02; });
        const RelationSnapshot snapshot = relationOf(table, {}, failing(table, {}));
        QVERIFY(snapshot.relation.isRelated() && snapshot.relation.isRising);
    }

    // Of one check and without a lag there is nothing to tell.
    void aCheckDoesNotDriveItself()
    {
        const AnswerTable table = failures(1, [](double) { return 0.05; });
        const Outcome itself{.kind = OutcomeKind::Check, .check = "format"};
        const RelationSnapshot snapshot = relationOf(table, {}, failing(table, itself));
        QVERIFY(snapshot.isItself && !snapshot.relation.isRelated());
        QVERIFY(snapshot.used > 0 && !snapshot.density.columns.empty()); // it can be looked at
        QVERIFY(QString::fromStdString(shapeSentence(snapshot)).contains(u"choose a lag"));
        RelationRequest later = failing(table, itself);
        later.lag = 10min;
        QVERIFY(!relationOf(table, {}, later).isItself);
    }

    // Whatever comes of a trace, what drove it stays the same; and all have the means of some.
    void ownTracesAreLeftOut()
    {
        std::vector<AnswerRow> rows(60);
        std::vector<float> column;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].start = answeredAt(100 + static_cast<std::int64_t>(i) / 6);
            rows[i].trace = i < 50 ? i % 20 + 1 : 0; // of the last it is not known
            column.push_back(i % 3 == 0 ? 1.0F : 0.0F);
        }
        const AnswerTable table(rows, {}, {.start = answeredAt(100), .end = answeredAt(110)});
        const StepRange steps{.range = table.covered(), .step = 10s};
        const std::vector<float> means = meansBefore(table, column, steps, {});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QVERIFY(means[i] > 0.1F && means[i] < 0.6F);
            std::vector<float> other = column;
            for (std::size_t j = 0; j < rows.size(); ++j) {
                if (j == i || (rows[i].trace != 0 && rows[j].trace == rows[i].trace))
                    other[j] = 1 - other[j];
            }
            QCOMPARE(meansBefore(table, other, steps, {})[i], means[i]);
        }
        QCOMPARE(stepMeans(table, column, steps).size(), std::size_t{1});
        QVERIFY(std::abs(stepMeans(table, column, steps).front() - 1.0 / 3) < 1e-9);
    }

    void earlierStepsStandForLater()
    {
        std::vector<AnswerRow> rows(4);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].start = answeredAt(100 + static_cast<std::int64_t>(i));
        const AnswerTable table(rows, {}, {.start = answeredAt(100), .end = answeredAt(104)});
        const auto means =
            meansBefore(table, {1, 0, kUnknown, 0.5F}, {.range = table.covered(), .step = 2s}, 2s);
        QVERIFY(std::isnan(means[0]) && std::isnan(means[1]));
        QCOMPARE(means[2], 0.5F);
        QCOMPARE(means[3], 0.5F);
        QCOMPARE(stepMeans(table, {1, 0, kUnknown, 0.5F}, {.range = table.covered(), .step = 2s}),
                 (std::vector<double>{0.5, 0.5}));
    }
};

QTEST_GUILESS_MAIN(TestStepMeans)
#include "tst_stepmeans.moc"
