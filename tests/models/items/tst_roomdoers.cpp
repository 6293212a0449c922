// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/roomentries.h"
#include "models/runbook/levercredit.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/actors.h"

#include <QTest>

#include <map>
#include <string>
#include <vector>

using runbook::FireOutcome;
using telemetry::TimelineEntry;
using Entries = std::vector<TimelineEntry>;

namespace {

const std::string kNobody = runbook::kControlPlaneActor;

telemetry::Timestamp doneAt(int seconds)
{
    return telemetry::fromUnixNanos(1'795'488'660'000'000'000 + seconds * 1'000'000'000LL);
}

runbook::LeverDescription lever()
{
    runbook::LeverDescription description;
    description.id = "shed:bot";
    description.kind = "breaker";
    description.target = "bot";
    return description;
}

struct Done
{
    int second = 0;
    std::string value = "on";
    std::string version = {}; // that was written; empty: the control plane does not say
    FireOutcome outcome = FireOutcome::Verified;
    bool isAccepted = true;
    std::string readBack = {}; // the version
};

TimelineEntry actOf(const Done& done)
{
    runbook::LeverPlan plan;
    plan.lever = lever();
    plan.to = plan.rawAfter = done.value;
    runbook::FireResult result;
    result.outcome = done.outcome;
    result.wasSent = true;
    result.writtenVersion = done.version;
    result.rungs = {
        {.kind = runbook::RungKind::Accepted,
         .state = done.isAccepted ? runbook::RungState::Reached : runbook::RungState::Failed,
         .time = doneAt(done.second),
         .detail = {}}};
    if (!done.readBack.empty()) {
        result.wasReadBack = true;
        result.after.value = result.after.raw = done.value;
        result.after.version = done.readBack;
        result.after.exists = true;
    }
    return runbook::outcomeEntry(plan, result, false, doneAt(done.second));
}

TimelineEntry told(std::int64_t sequence, const std::string& person, const Done& done)
{
    TimelineEntry act = actOf(done);
    act.sequence = items::roomNumber(sequence);
    act.actor = person + items::kOfRoom;
    act.recorded = act.time;
    return act;
}

TimelineEntry own(std::int64_t sequence, const Done& done)
{
    TimelineEntry act = actOf(done);
    act.sequence = sequence;
    act.actor = "Me";
    return act;
}

TimelineEntry moved(std::int64_t sequence, int second, const std::string& version = {},
                    const std::string& value = "on")
{
    runbook::LeverState after;
    after.value = after.raw = value;
    after.version = version;
    after.exists = true;
    TimelineEntry entry = runbook::leverMovedEntry(lever(), {}, after, doneAt(second));
    entry.sequence = sequence;
    entry.actor = runbook::kControlPlaneActor;
    return entry;
}

// Who is written down for each move, by its sequence; what is shown says the same.
std::map<std::int64_t, std::string> doers(const Entries& recorded, const Entries& room,
                                          int now = 100'000)
{
    std::map<std::int64_t, std::string> found;
    for (const TimelineEntry& entry : items::missingCredits(recorded, room, doneAt(now))) {
        const auto credit = runbook::creditIn(entry);
        if (!credit || !found.emplace(credit->entry, credit->person).second)
            found[-1] = "twice or unreadable";
    }
    if (now == 100'000) {
        for (const TimelineEntry& entry : items::withRoom(recorded, room, {})) {
            const auto credit = found.find(entry.sequence);
            if (entry.kind == "lever"
                && entry.actor
                    != (credit == found.end() ? kNobody : credit->second + items::kOfRoom))
                found[-2] = "shown as " + entry.actor;
        }
    }
    return found;
}

using Doers = std::map<std::int64_t, std::string>;

} // namespace

// Whom the recording credits with what the control plane shows, by what the room tells.
class TestRoomDoers : public QObject
{
    Q_OBJECT

private slots:
    void whoWroteNothingMovedNothing_data()
    {
        QTest::addColumn<Entries>("recorded");
        QTest::addColumn<Entries>("room");
        QTest::addColumn<QString>("doer"); // of entry 3; empty: nobody
        const Done lost{.second = 12, .outcome = FireOutcome::Conflict, .isAccepted = false};
        Done refused = lost;
        refused.outcome = FireOutcome::Refused;
        Done unknown = lost;
        unknown.outcome = FireOutcome::Unknown;
        Done unsure = lost; // it stands there, whoever put it there
        unsure.outcome = FireOutcome::Verified;
        Done half = unknown; // its first step wrote it
        half.version = "4";
        const Done won{.second = 10, .version = "4"};
        const TimelineEntry seen = moved(3, 13, "4");
        QTest::newRow("the loser is told last")
            << Entries{seen} << Entries{told(1, "Ann", won), told(2, "Bob", lost)}
            << QStringLiteral("Ann");
        QTest::newRow("the loser of an own act")
            << Entries{own(2, won), seen} << Entries{told(2, "Bob", lost)} << QString();
        QTest::newRow("the loser of a hand elsewhere")
            << Entries{seen} << Entries{told(2, "Bob", refused)} << QString();
        QTest::newRow("a conflict with a hand elsewhere")
            << Entries{seen} << Entries{told(2, "Bob", lost)} << QString();
        QTest::newRow("nobody knows what became of it")
            << Entries{seen} << Entries{told(2, "Bob", unknown)} << QString();
        QTest::newRow("it stands there, never accepted")
            << Entries{seen} << Entries{told(2, "Bob", unsure)} << QString();
        QTest::newRow("unknown, with the version")
            << Entries{seen} << Entries{told(2, "Bob", half)} << QStringLiteral("Bob");
        QTest::newRow("a version goes before the same value, nearer")
            << Entries{seen} << Entries{told(1, "Ann", won), told(2, "Bob", {.second = 13})}
            << QStringLiteral("Ann");
        QTest::newRow("an own act of the same value")
            << Entries{own(2, {.second = 10}), moved(3, 13)}
            << Entries{told(2, "Bob", {.second = 12})} << QString();
        QTest::newRow("an own act that may have been it")
            << Entries{own(2, unknown), moved(3, 13)} << Entries{told(2, "Bob", {.second = 12})}
            << QString();
        QTest::newRow("an own act that lost")
            << Entries{own(2, lost), seen} << Entries{told(1, "Ann", won)} << QStringLiteral("Ann");
        QTest::newRow("read back as another version")
            << Entries{seen} << Entries{told(1, "Ann", {.second = 10, .readBack = "3"})}
            << QString();
        QTest::newRow("read back as this one")
            << Entries{seen} << Entries{told(1, "Ann", {.second = 10, .readBack = "4"})}
            << QStringLiteral("Ann");
        QTest::newRow("two persons wrote the same version")
            << Entries{seen} << Entries{told(1, "Ann", won), told(2, "Bob", won)} << QString();
    }
    void whoWroteNothingMovedNothing()
    {
        QFETCH(Entries, recorded);
        QFETCH(Entries, room);
        QFETCH(QString, doer);
        const Doers expected = doer.isEmpty() ? Doers{} : Doers{{3, doer.toStdString()}};
        QCOMPARE(doers(recorded, room), expected);
    }

    // However late it is told, or read.
    void theNearestDidItWhereNoVersionIsTold()
    {
        const Entries room{told(1, "Ann", {.second = 0}),
                           told(2, "Bob", {.second = 30, .value = "off"}),
                           told(3, "Cara", {.second = 60})};
        const Entries all{moved(3, 2), moved(4, 32, {}, "off"), moved(5, 62)};
        const Doers expected{{3, "Ann"}, {4, "Bob"}, {5, "Cara"}};
        QCOMPARE(doers(all, room), expected);
        QCOMPARE(doers({all[2], all[0], all[1]}, {room[2], room[1], room[0]}), expected);
        QCOMPARE(doers({all[0]}, room), (Doers{{3, "Ann"}}));
    }

    void oneActMovesItOnce()
    {
        const Entries room{told(1, "Ann", {.second = 0})};
        const TimelineEntry first = moved(3, 2);
        const TimelineEntry undo = own(4, {.second = 30, .value = "off"});
        const TimelineEntry byHand = moved(5, 80);
        QCOMPARE(doers({first, undo, byHand}, room), (Doers{{3, "Ann"}}));
        // Also where it was recorded before, and the other move was seen since.
        TimelineEntry credit = items::missingCredits({first}, room, doneAt(1000)).front();
        credit.sequence = 4;
        credit.actor = telemetry::actors::kConsole;
        QVERIFY(items::missingCredits({first, credit, byHand}, room, doneAt(1000)).empty());
        // A hand elsewhere went before.
        QCOMPARE(doers({moved(3, 2), moved(5, 42)}, {told(1, "Ann", {.second = 40})}),
                 (Doers{{5, "Ann"}}));
    }

    void whatIsInDoubtIsNobodys()
    {
        const TimelineEntry seen = moved(3, 10);
        const TimelineEntry ann = told(1, "Ann", {.second = 4});
        QCOMPARE(doers({seen}, {ann, told(2, "Bob", {.second = 16})}), Doers{}); // equally near
        QCOMPARE(doers({seen}, {ann, told(2, "Bob", {.second = 9})}), Doers{}); // or nearly
        QCOMPARE(doers({seen}, {ann, told(2, "Ann", {.second = 16})}), (Doers{{3, "Ann"}}));
        QCOMPARE(doers({seen, moved(4, 0)}, {ann}), Doers{}); // either move may be hers
    }

    // Who is nearer may not be told yet; a version needs not wait.
    void aValueAloneWaitsForWhatMayBeNearer()
    {
        const TimelineEntry ann = told(1, "Ann", {.second = 0});
        QCOMPARE(doers({moved(3, 2)}, {ann}, 100), Doers{});
        QCOMPARE(doers({moved(3, 2)}, {ann}, 200), (Doers{{3, "Ann"}}));
        QCOMPARE(doers({moved(3, 2, "4")}, {told(1, "Ann", {.second = 0, .version = "4"})}, 3),
                 (Doers{{3, "Ann"}}));
    }

    void onlyTheConsolesOwnCreditCounts()
    {
        const TimelineEntry seen = moved(7, 2);
        TimelineEntry credit = runbook::creditEntry({.entry = 7,
                                                     .lever = "shed:bot",
                                                     .target = "bot",
                                                     .environment = {},
                                                     .person = "ann",
                                                     .roomEntry = 3},
                                                    seen.time);
        credit.sequence = 9;
        credit.actor = telemetry::actors::kConsole;
        const auto person = [&seen](const Entries& entries) {
            const runbook::LeverCredits credits(entries);
            const runbook::LeverCredit* found = credits.of(seen);
            return found == nullptr ? std::string() : found->person;
        };
        QCOMPARE(person({seen, credit}), std::string("ann"));
        TimelineEntry forged = credit;
        forged.sequence = 8;
        forged.actor = "bob";
        QCOMPARE(person({seen, forged}), std::string());
        forged = credit;
        forged.sequence = 8;
        forged.subject = "shed:other";
        QCOMPARE(person({seen, forged}), std::string());
        forged = runbook::creditEntry({.entry = 7,
                                       .lever = "shed:other",
                                       .target = "bot",
                                       .environment = {},
                                       .person = "bob",
                                       .roomEntry = 3},
                                      seen.time);
        forged.sequence = 8;
        forged.actor = telemetry::actors::kConsole;
        QCOMPARE(person({seen, forged}), std::string());
        QCOMPARE(person({seen, forged, credit}), std::string("ann")); // it takes nobody's place
        forged.subject = "shed:bot";
        QCOMPARE(person({seen, forged}), std::string());
        forged = credit;
        forged.sequence = 8;
        forged.actor = "bob";
        forged.payload = R"({"entry":7,"person":"bob"})";
        QCOMPARE(person({forged, seen, credit}), std::string("ann"));
    }
};

QTEST_GUILESS_MAIN(TestRoomDoers)
#include "tst_roomdoers.moc"
