// SPDX-License-Identifier: GPL-3.0-or-later

// The session, its journal and the embedded store, as several consoles of one machine use them.

#include "models/room/sqlconnection.h"
#include "tests/models/room/roomfixture.h"

#include <QFileInfo>

#include <atomic>
#include <random>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;

class TestRoomSession : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sharesInOneOrder();
    void keepsWhatTheStoreMisses();
    void sendsNothingTwice();
    void goesOnWithItsChain();
    void takesOverWhatOthersLeft();
    void givesAStoreThatWasSetBackAllAgain();
    void keepsTheJournalToItself();
    void locksOneAtATime();
    void tellsWhoTookOver();
    void losesNoLockUnseen();
    void spendsApprovalsOnce();
    void blocksWhileTheRoomIsAway();
    void letsTheSafeDirectionPass();
    void sendsNothingWithoutItsLock();
    void letsNoGlassLiftALiveLock();
    void holdsSpendingToRoles();
    void refusesChangedEntries();
    void numbersWithoutHolesUnderLoad();

private:
    std::unique_ptr<room::RoomSession> open(const std::string& account) const
    {
        return m_folder->open(account);
    }
    QString file() const { return m_folder->file(); }
    void cut() const { m_folder->cut(); }
    void mend() const { m_folder->mend(); }

    std::unique_ptr<RoomFolder> m_folder;
};

void TestRoomSession::init()
{
    m_folder = std::make_unique<RoomFolder>();
}

void TestRoomSession::sharesInOneOrder()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    QVERIFY(ada->publish(said("one")));
    QVERIFY(ada->sync());
    QVERIFY(bob->sync());
    QVERIFY(bob->publish(said("two")));
    QVERIFY(bob->sync());
    QVERIFY(ada->sync());
    QCOMPARE(ada->entries().size(), std::size_t(2));
    QCOMPARE(bob->entries().size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(ada->entries()[i].hash, bob->entries()[i].hash);
        QCOMPARE(ada->entries()[i].sequence, static_cast<std::int64_t>(i) + 1);
    }
    QCOMPARE(ada->entries()[1].seen, std::int64_t(1));
    QCOMPARE(ada->entries()[1].account, std::string("bob"));
    QVERIFY(ada->conflicts().empty());
    QVERIFY(ada->beat(R"({"page":"trace"})"));
    const auto present = bob->presences();
    QVERIFY(present);
    QCOMPARE(present->size(), std::size_t(1));
    QCOMPARE((*present)[0].view, std::string(R"({"page":"trace"})"));
    QVERIFY(!(*present)[0].isStale());
    ada->leave();
    QVERIFY(bob->presences()->empty());
}

void TestRoomSession::keepsWhatTheStoreMisses()
{
    {
        const auto ada = open("ada");
        QVERIFY(ada->sync());
    }
    cut();
    {
        const auto ada = open("ada");
        QVERIFY(!ada->sync());
        QVERIFY(!ada->trouble().empty());
        for (int i = 0; i < 3; ++i)
            QVERIFY(ada->publish(said(std::to_string(i))));
        QCOMPARE(ada->pending(), std::int64_t(3));
    } // the console ends, too
    mend();
    const auto ada = open("ada");
    QCOMPARE(ada->pending(), std::int64_t(3));
    const auto report = ada->sync();
    QVERIFY(report);
    QCOMPARE(report->sent, 3);
    QCOMPARE(ada->pending(), std::int64_t(0));
    QCOMPARE(ada->entries().size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(ada->entries()[i].entry.text, std::to_string(i));
}

void TestRoomSession::sendsNothingTwice()
{
    const auto ada = open("ada");
    const auto one = ada->publish(said("one"));
    QVERIFY(one);
    QVERIFY(ada->sync());
    // As if the answer had been lost: the same entry again.
    const auto store = room::openStore(ada->url(), {});
    QVERIFY(store);
    QCOMPARE(*(*store)->publish(*one), std::int64_t(1));
    QCOMPARE(*(*store)->lastSequence(), std::int64_t(1));
    auto other = *one;
    other.hash = room::kNoHash;
    QVERIFY(!(*store)->publish(other));
    QCOMPARE(ada->sync()->sent, 0);
}

void TestRoomSession::goesOnWithItsChain()
{
    std::string console;
    {
        const auto ada = open("ada");
        console = ada->identity().console;
        QVERIFY(ada->publish(said("one")));
        QVERIFY(ada->sync());
    }
    const auto again = open("ada");
    QCOMPARE(again->identity().console, console);
    QVERIFY(again->publish(said("two")));
    QVERIFY(again->sync());
    QCOMPARE(again->entries().size(), std::size_t(2));
    QCOMPARE(again->entries()[1].previousHash, again->entries()[0].hash);
    const auto beside = open("ada"); // while the other is open
    QVERIFY(beside);
    QVERIFY(beside->identity().console != console);
    QVERIFY(beside->journalPath() != again->journalPath());
}

void TestRoomSession::takesOverWhatOthersLeft()
{
    {
        const auto first = open("ada");
        const auto second = open("ada");
        QVERIFY(second->publish(said("left behind")));
    }
    const auto ada = open("ada");
    QCOMPARE(ada->pending(), std::int64_t(0));
    QVERIFY(ada->sync());
    QCOMPARE(ada->entries().size(), std::size_t(1));
    QCOMPARE(ada->entries()[0].entry.text, std::string("left behind"));
    QVERIFY(ada->entries()[0].console != ada->identity().console);
}

void TestRoomSession::givesAStoreThatWasSetBackAllAgain()
{
    auto ada = open("ada");
    for (int i = 0; i < 5; ++i)
        QVERIFY(ada->publish(said(std::to_string(i))));
    QVERIFY(ada->sync());
    QCOMPARE(ada->entries().size(), std::size_t(5));
    ada.reset();
    for (const QString& each : RoomFolder::filesOf(file()))
        QFile::remove(each);
    QVERIFY(room::initRoom(m_folder->url(), {}, nullptr)); // nothing else makes it anew
    ada = open("ada");
    QCOMPARE(ada->pending(), std::int64_t(0)); // as the journal believes
    QCOMPARE(ada->sync()->sent, 5);
    QCOMPARE(ada->entries().size(), std::size_t(5));
    QCOMPARE(ada->sync()->sent, 0);
}

void TestRoomSession::keepsTheJournalToItself()
{
    const auto ada = open("ada");
    const auto rights = QFileInfo(ada->journalPath()).permissions();
    QVERIFY(
        !(rights & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    QVERIFY(rights & QFile::ReadOwner);
    const QString target = m_folder->path(u"elsewhere"_s);
    const QString path = m_folder->path(u"link"_s);
    QVERIFY(QFile::link(target, path));
    const auto through = room::RoomJournal::open(
        std::make_shared<room::JournalThread>(), path, "p", "main", {});
    QVERIFY(!through);
    QVERIFY(!QFile::exists(target));
}

void TestRoomSession::locksOneAtATime()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    QVERIFY(ada->sync());
    QVERIFY(bob->sync());
    const auto first = ada->takeLock("prod/kv/kv");
    QVERIFY(first);
    const auto second = bob->takeLock("prod/kv/kv");
    QVERIFY(!second);
    QVERIFY(second.error().message.find("ada on here holds the lock") != std::string::npos);
    QVERIFY(bob->takeLock("prod/kv/other"));
    const auto again = ada->takeLock("prod/kv/kv");
    QCOMPARE(again->fence, first->fence);
    QVERIFY(ada->releaseLock("prod/kv/kv"));
    const auto third = bob->takeLock("prod/kv/kv");
    QVERIFY(third);
    QVERIFY(third->fence > first->fence);
    bob->leave(); // lets go of all
    QVERIFY(ada->takeLock("prod/kv/kv"));
    QVERIFY(ada->takeLock("prod/kv/other"));
}

void TestRoomSession::tellsWhoTookOver()
{
    const auto store = room::openStore(
        *room::roomUrlFromText("sqlite:" + file().toStdString() + "?room=main"), {});
    QVERIFY(store);
    const room::ConsoleIdentity dead{
        .console = "dead", .person = "Eve", .account = "eve", .host = "there"};
    QVERIFY((*store)->introduce(dead));
    const auto held = (*store)->takeLock(dead, "kv", 1);
    QVERIFY(held && held->isTaken);
    const auto ada = open("ada");
    QVERIFY(ada->sync());
    QVERIFY(!ada->takeLock("kv"));
    QTest::qSleep(1100); // the lease runs out: the console is not heard of
    const auto taken = ada->takeLock("kv");
    QVERIFY(taken);
    QCOMPARE(taken->fence, held->lock.fence + 1);
    QVERIFY(ada->sync());
    QCOMPARE(ada->entries().size(), std::size_t(1));
    QCOMPARE(ada->entries()[0].entry.kind, std::string("lock"));
    QVERIFY(ada->entries()[0].entry.text.find("Eve (eve) on there") != std::string::npos);
    QCOMPARE(*(*store)->renewLock(dead, "kv", held->lock.fence, 30), false);
}

void TestRoomSession::losesNoLockUnseen()
{
    const auto ada = open("ada");
    QVERIFY(ada->sync());
    const auto lock = ada->takeLock("kv");
    QVERIFY(lock);
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, file(), false));
    QVERIFY(raw.run(u"UPDATE lever_lock SET until_ns = 1"_s)); // as if the lease had run out
    const auto bob = open("bob");
    QVERIFY(bob->sync());
    QVERIFY(bob->takeLock("kv"));
    QVERIFY(ada->beat("{}"));
    const auto conflicts = ada->conflicts();
    QCOMPARE(conflicts.size(), std::size_t(1));
    QVERIFY(conflicts[0].kind == room::Conflict::Kind::LockLost);
    QVERIFY(conflicts[0].text.find("bob on here holds it now") != std::string::npos);
    QVERIFY(ada->heldLocks().empty());
}

void TestRoomSession::spendsApprovalsOnce()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    const auto eve = open("eve");
    const auto approve = [](room::RoomSession& who, const char* word) {
        QVERIFY(who.publish(said("yes", "approval", "kv",
                                 std::string("{\"") + word + "\":\"abc\",\"account\":\"x\"}")));
        QVERIFY(who.sync());
    };
    const room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 1, .isTrip = false, .breakGlass = {}};
    approve(*ada, "approves"); // oneself counts for nothing
    QVERIFY(!ada->askToFire(ask).isAllowed);
    QVERIFY(ada->heldLocks().empty());
    approve(*bob, "approves");
    approve(*bob, "declines"); // taken back
    QVERIFY(!ada->askToFire(ask).isAllowed);
    approve(*bob, "approves");
    const auto leave = ada->askToFire(ask);
    QVERIFY2(leave.isAllowed, leave.reason.c_str());
    QCOMPARE(leave.spending.spent, 1);
    QCOMPARE(leave.spending.people, std::string("bob"));
    QVERIFY(leave.fence > 0);
    QVERIFY(ada->askToFire(ask).isAllowed); // the same firing asks again
    QVERIFY(ada->confirmFiring(ask, leave).isAllowed); // and is sent
    QVERIFY(!ada->askToFire(ask).isAllowed); // spent
    QVERIFY(ada->releaseLock("kv"));
    const auto other = eve->askToFire(ask);
    QVERIFY(!other.isAllowed || other.spending.people == "ada"); // bob's is gone for everybody
    room::FiringAsk two = ask;
    two.approvals = 3;
    QVERIFY(!eve->askToFire(two).isAllowed);
}

void TestRoomSession::blocksWhileTheRoomIsAway()
{
    {
        const auto ada = open("ada");
        QVERIFY(ada->sync());
        QVERIFY(ada->takeLock("kv"));
    }
    cut();
    const auto ada = open("ada");
    room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 1, .isTrip = false, .breakGlass = {}};
    const auto blocked = ada->askToFire(ask);
    QVERIFY(!blocked.isAllowed);
    QVERIFY(blocked.reason.find("not to be had") != std::string::npos);
    ask.breakGlass = "the room is down and answers are wrong";
    const auto broken = ada->askToFire(ask);
    QVERIFY(broken.isAllowed);
    QVERIFY(broken.isBroken);
    QVERIFY(!broken.reason.empty());
    mend();
}

void TestRoomSession::letsTheSafeDirectionPass()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    QVERIFY(bob->sync());
    QVERIFY(bob->takeLock("kv"));
    room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 2, .isTrip = true, .breakGlass = {}};
    const auto leave = ada->askToFire(ask);
    QVERIFY(leave.isAllowed);
    QVERIFY(!leave.isBroken);
    ask.isTrip = false;
    QVERIFY(!ada->askToFire(ask).isAllowed);
}

void TestRoomSession::sendsNothingWithoutItsLock()
{
    const room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 0, .isTrip = false, .breakGlass = {}};
    const auto ada = open("ada");
    const auto leave = ada->askToFire(ask);
    QVERIFY(leave.isAllowed);
    QVERIFY(ada->confirmFiring(ask, leave).isAllowed);
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, file(), false));
    QVERIFY(raw.run(u"UPDATE lever_lock SET until_ns = 1"_s)); // as if the lease had run out
    const auto bob = open("bob");
    QVERIFY(bob->askToFire(ask).isAllowed);
    room::FiringAsk broken = ask;
    broken.breakGlass = "answers are wrong"; // lifts no lock that somebody else has now
    for (const room::FiringAsk& each : {ask, broken}) {
        const auto late = ada->confirmFiring(each, leave);
        QVERIFY(!late.isAllowed);
        QVERIFY2(late.reason.find("was lost before anything was sent; bob on here holds it now")
                     != std::string::npos,
                 late.reason.c_str());
    }
    room::FiringAsk trip = ask;
    trip.isTrip = true;
    QVERIFY(ada->confirmFiring(trip, leave).isAllowed);
}

void TestRoomSession::letsNoGlassLiftALiveLock()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    QVERIFY(bob->sync());
    QVERIFY(bob->takeLock("kv"));
    const auto leave = ada->askToFire({.lever = "kv",
                                       .plan = "abc",
                                       .approvals = 0,
                                       .isTrip = false,
                                       .breakGlass = "answers are wrong"});
    QVERIFY(!leave.isAllowed);
    QVERIFY2(leave.reason.find("bob on here holds the lock") != std::string::npos,
             leave.reason.c_str());
}

void TestRoomSession::holdsSpendingToRoles()
{
    const auto ada = open("ada");
    const auto bob = open("bob");
    const auto eve = open("eve");
    for (room::RoomSession* each : {bob.get(), eve.get()}) {
        QVERIFY(each->publish(said("yes", "approval", "kv", R"({"approves":"abc"})")));
        QVERIFY(each->sync());
    }
    runbook::Roles roles;
    roles.people = {{"ada", runbook::Role::Responder}, {"Bob", runbook::Role::Commander}};
    roles.moves[runbook::Role::Responder] = {{.kinds = {}, .isOtherAllowed = true}};
    roles.approvers[runbook::Role::Commander] = true;
    const auto store = room::openStore(ada->url(), {});
    QVERIFY(store);
    QVERIFY((*store)->setRoles(room::roomRolesOf(roles)));
    room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 1, .isTrip = false, .breakGlass = {}};
    const auto observer = eve->askToFire(ask); // bob's would count for her
    QVERIFY(!observer.isAllowed);
    QVERIFY2(observer.reason.find("eve has no role that moves levers") != std::string::npos,
             observer.reason.c_str());
    QVERIFY(!bob->askToFire(ask).isAllowed); // approves, and fires not
    ask.approvals = 2;
    const auto two = ada->askToFire(ask); // eve's does not count
    QVERIFY(!two.isAllowed);
    QVERIFY2(two.reason.find("1 of 2 approvals") != std::string::npos, two.reason.c_str());
    ask.approvals = 1;
    const auto one = ada->askToFire(ask);
    QVERIFY2(one.isAllowed, one.reason.c_str());
    QCOMPARE(one.spending.people, std::string("bob"));
}

void TestRoomSession::refusesChangedEntries()
{
    const auto ada = open("ada");
    QVERIFY(ada->publish(said("one")));
    QVERIFY(ada->sync());
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, file(), false));
    QVERIFY(!raw.run(u"UPDATE entry SET body = 'never said'"_s));
    QVERIFY(!raw.run(u"DELETE FROM entry"_s));
    QVERIFY(raw.run(u"DROP TRIGGER entry_stays"_s)); // by somebody who may do all with the file
    QVERIFY(raw.run(u"UPDATE entry SET body = 'never said'"_s));
    const auto bob = open("bob");
    QVERIFY(bob->sync());
    QCOMPARE(bob->conflicts().size(), std::size_t(1));
    QVERIFY(bob->conflicts()[0].kind == room::Conflict::Kind::Altered);
}

void TestRoomSession::numbersWithoutHolesUnderLoad()
{
    constexpr int kConsoles = 4;
    constexpr int kEach = 25;
    {
        const auto first = open("maker");
        QVERIFY(first->sync());
    }
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int i = 0; i < kConsoles; ++i) {
        threads.emplace_back([&, i] {
            const auto session = open("c" + std::to_string(i));
            std::mt19937 random(static_cast<unsigned>(i));
            for (int n = 0; n < kEach; ++n) {
                if (!session || !session->publish(said(std::to_string(n))))
                    ++failed;
                if (random() % 3U == 0 && !session->sync())
                    ++failed;
            }
            if (!session->sync())
                ++failed;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);
    const auto reader = open("reader");
    QVERIFY(reader->sync());
    QCOMPARE(reader->entries().size(), std::size_t(kConsoles * kEach));
    std::set<std::string> uuids;
    std::int64_t next = 1;
    for (const room::RoomEntry& entry : reader->entries()) {
        QCOMPARE(entry.sequence, next++);
        uuids.insert(entry.uuid);
    }
    QCOMPARE(uuids.size(), std::size_t(kConsoles * kEach));
    QVERIFY(reader->conflicts().empty());
}

QTEST_GUILESS_MAIN(TestRoomSession)
#include "tst_roomsession.moc"
