// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/debrief.h"
#include "models/practice/training.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace std::chrono_literals;
using practice::DebriefMoment;
using practice::Training;
using practice::TrainingSetup;
using telemetry::TimelineEntry;

namespace {

const telemetry::Timestamp kBegin = telemetry::Timestamp{} + 1'790'000'000s;

telemetry::Timestamp at(int second)
{
    return kBegin + std::chrono::seconds(second);
}

// Digits that a number of JSON would not hold.
const TrainingSetup kSetup{.scenario = "fabricated-apis",
                           .seed = 18'446'744'073'709'551'557U,
                           .speed = 2.5,
                           .isMixed = true};

class Told
{
public:
    Told& tell(TimelineEntry entry, const char* who = "ada")
    {
        entry.actor = who;
        entries.push_back(std::move(entry));
        return *this;
    }

    std::vector<TimelineEntry> entries;
};

std::vector<DebriefMoment::Kind> kindsOf(const std::vector<DebriefMoment>& moments)
{
    std::vector<DebriefMoment::Kind> kinds;
    for (const DebriefMoment& moment : moments)
        kinds.push_back(moment.kind);
    return kinds;
}

} // namespace

class TestTraining : public QObject
{
    Q_OBJECT

private slots:
    void whatWasWrittenIsRead()
    {
        Told told;
        told.tell(practice::trainingStarted(at(1)))
            .tell(practice::hintTaken(1, at(20)))
            .tell(practice::hintTaken(2, at(30)), "bo")
            .tell(practice::trainingEnded(kSetup, at(12), at(90)));
        for (const TimelineEntry& entry : told.entries)
            QCOMPARE(entry.kind, std::string(practice::kTrainingKind));
        const auto training = practice::trainingOf(told.entries);
        QVERIFY(training);
        QVERIFY(training->setup == kSetup);
        QCOMPARE(training->who, std::string("ada"));
        QVERIFY(training->started == at(1));
        QVERIFY(training->ended == at(90));
        QVERIFY(training->faultTime == at(12));
        QCOMPARE(training->hints.size(), std::size_t{2});
        QCOMPARE(training->hints[1].number, 2);
        QCOMPARE(training->hints[1].who, std::string("bo"));
        QVERIFY(training->hints[1].time == at(30));
    }

    // Until it is over nobody may read them in the timeline.
    void causeAndFaultAreToldWithTheEndOnly()
    {
        for (const TimelineEntry& entry :
             {practice::trainingStarted(at(1)), practice::hintTaken(1, at(2))}) {
            for (const char* word : {"fault", "scenario", "fabricated"})
                QVERIFY2((entry.payload + entry.subject + entry.text).find(word)
                             == std::string::npos,
                         entry.payload.c_str());
        }
        Told told;
        told.tell(practice::trainingStarted(at(1))).tell(practice::hintTaken(1, at(20)));
        const auto training = practice::trainingOf(told.entries);
        QVERIFY(training);
        QVERIFY(training->setup.scenario.empty());
        QCOMPARE(training->hints.size(), std::size_t{1});
    }

    void nobodyTookItOn()
    {
        QVERIFY(!practice::trainingOf({}));
        Told told;
        told.tell(practice::hintTaken(1, at(20)));
        TimelineEntry broken = practice::trainingStarted(at(1));
        broken.payload = "{\"event\":";
        TimelineEntry other = practice::trainingStarted(at(2));
        other.kind = "note";
        told.tell(broken).tell(other);
        QVERIFY(!practice::trainingOf(told.entries));
    }

    void aHintIsTakenOnce()
    {
        Told told;
        told.tell(practice::trainingStarted(at(1)))
            .tell(practice::hintTaken(1, at(20)))
            .tell(practice::hintTaken(1, at(21)))
            .tell(practice::hintTaken(4, at(22)))
            .tell(practice::hintTaken(0, at(23)));
        const auto training = practice::trainingOf(told.entries);
        QVERIFY(training);
        QCOMPARE(training->hints.size(), std::size_t{1});
        QVERIFY(training->hints.front().time == at(20));
        QVERIFY(!training->ended);
        QVERIFY(!training->faultTime);
    }

    void theNewestCounts()
    {
        Told told;
        told.tell(practice::trainingStarted(at(1)))
            .tell(practice::hintTaken(1, at(20)))
            .tell(practice::trainingEnded(kSetup, at(12), at(30)))
            .tell(practice::hintTaken(2, at(31))); // when it was over
        auto training = practice::trainingOf(told.entries);
        QVERIFY(training);
        QCOMPARE(training->hints.size(), std::size_t{1});
        told.tell(practice::trainingStarted(at(40)));
        training = practice::trainingOf(told.entries);
        QVERIFY(training);
        QVERIFY(training->started == at(40));
        QVERIFY(training->hints.empty());
        QVERIFY(!training->ended);
        TimelineEntry broken = practice::trainingEnded(kSetup, at(12), at(50));
        broken.payload = "{\"event\":\"ended\"}"; // of which nobody knows what it was
        told.tell(broken);
        QVERIFY(!practice::trainingOf(told.entries)->ended);
    }

    // Nobody is said to have ended what ended by itself.
    void whoEndedItIsTold()
    {
        for (const bool isByItself : {false, true}) {
            Told told;
            told.tell(practice::trainingStarted(at(1)))
                .tell(practice::trainingEnded(kSetup, at(12), at(90), isByItself));
            QCOMPARE(told.entries.back().text.find("by itself") != std::string::npos, isByItself);
            const auto training = practice::trainingOf(told.entries);
            QVERIFY(training && training->ended);
            QCOMPARE(training->hasEndedByItself, isByItself);
            const auto moments = practice::debriefMoments({}, *training, {});
            QVERIFY(moments.back().kind == DebriefMoment::Kind::Ended);
            QCOMPARE(moments.back().isAct(), !isByItself);
            QVERIFY(practice::knownAtEnd(*training) == at(90));
        }
    }

    void theSpreadIsLookedAtFromTheFaultOn()
    {
        Training training;
        training.started = at(1);
        training.faultTime = at(12);
        training.ended = at(90);
        const auto lookedAt = [&](const std::vector<std::pair<int, const char*>>& looked) {
            std::vector<TimelineEntry> views;
            for (const auto& [second, page] : looked) {
                TimelineEntry& view = views.emplace_back();
                view.kind = "view";
                view.subject = page;
                view.time = at(second);
                view.actor = "ada";
            }
            return practice::spreadLookedAt(views, training);
        };
        QVERIFY(lookedAt({{5, "spread"},
                          {8, "health"},
                          {20, "suspects"},
                          {95, "spread"},
                          {60, "spread"},
                          {40, "spread"}})
                    .time
                == at(40));
        // What was opened before the fault, and stood there as it came.
        QVERIFY(lookedAt({{3, "health"}, {5, "spread"}}).time == at(12));
        QVERIFY(lookedAt({{5, "spread"}, {20, "suspects"}}).time == at(12));
        const auto none = lookedAt({{5, "spread"}, {8, "health"}, {20, "suspects"}});
        QVERIFY(!none.time);
        QVERIFY2(none.why.starts_with("nobody looked"), none.why.c_str());
        // Nothing was kept: unknown is no "no".
        for (const auto& unknown :
             {lookedAt({}), lookedAt({{95, "spread"}}), lookedAt({{5, "health"}})}) {
            QVERIFY(!unknown.time);
            QVERIFY2(unknown.why.starts_with("whether anybody"), unknown.why.c_str());
        }
    }

    void momentsAreInOrder()
    {
        Training training;
        training.setup = kSetup;
        training.who = "ada";
        training.started = at(1);
        training.hints = {{.number = 1, .time = at(30), .who = "ada"}};
        training.ended = at(90);
        practice::Scorecard card;
        card.start = {.time = at(12), .why = "as it was told"};
        card.detected = {.time = at(25), .why = "A-0001 was raised"};
        card.recovered = {.time = std::nullopt, .why = "not shown"};
        practice::NamedCause named{.time = at(40), .who = "ada", .said = "the model"};
        named.naming = practice::Naming::Right;
        card.names = {named};
        practice::ScoredLever lever;
        lever.move.lever = "pin:x";
        lever.move.to = "m1";
        lever.move.time = at(50);
        lever.move.inEffect = at(52);
        lever.worth = practice::LeverWorth::Cure;
        card.levers = {lever};
        const auto moments = practice::debriefMoments(card, training, at(13));
        using Kind = DebriefMoment::Kind;
        const std::vector<Kind> wanted{Kind::Started,   Kind::Fault,         Kind::FirstWrong,
                                       Kind::Detected,  Kind::Hint,          Kind::Named,
                                       Kind::LeverSent, Kind::LeverInEffect, Kind::Ended};
        QVERIFY(kindsOf(moments) == wanted); // nothing of a recovery that nobody saw
        QVERIFY(std::ranges::is_sorted(moments, {}, &DebriefMoment::time));
        QVERIFY(moments[0].isAct());
        QVERIFY(!moments[1].isAct());
        QVERIFY(moments[6].isAct());
        QVERIFY(!moments[7].isAct());
        QCOMPARE(moments[6].worth, std::optional(practice::LeverWorth::Cure));
        QVERIFY(moments[6].detail.find("pin:x") != std::string::npos);
        const auto followed = practice::debriefMoments(card, training, at(13), at(70));
        QVERIFY(followed[8].kind == Kind::Spread && followed[8].isAct());
        const auto without = practice::debriefMoments(card, training, {});
        QCOMPARE(without.size(), moments.size() - 1); // unknown is not told
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
