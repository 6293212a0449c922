// SPDX-License-Identifier: GPL-3.0-or-later

// What a console says is kept before anybody is told, whatever the store does meanwhile, and what
// becomes of it where the store was away, busy, or set back.

#include "models/room/room.h"
#include "models/room/sqlconnection.h"
#include "tests/models/room/roomfixture.h"

#include <QFileInfo>
#include <QSqlError>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

std::string commander(const std::string& who)
{
    return R"({"what":"commander","recording":"r","commander":")" + who + "\"}";
}

bool holds(const std::vector<room::Conflict>& conflicts, room::Conflict::Kind kind)
{
    return std::ranges::any_of(conflicts, [&](const auto& each) { return each.kind == kind; });
}

} // namespace

class TestRoomJournal : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<RoomFolder>(); }
    void keepsWhatIsSaidWhileTheStoreHoldsUp();
    void keepsWhatIsSaidWhenTheRoomIsGone();
    void tellsWhatCannotBeKept();
    void tellsWhatWaitsAndFromWhere();
    void connectsAgainToAStoreThatWasSetBack();
    void readsNothingOfAStoreThatWasSetBack();
    void seesThatAStoreWentOnFromABackup();
    void looksAgainAtAStoreThatItCouldNotTake();
    void asksForTheSameFiringOnce();
    void readsBesideWhoeverWrites();
    void takesABusyFileForUnreachable_data();
    void takesABusyFileForUnreachable();
    void makesAWideJournalItsAccountsAlone();
    void namesAPlaceByItsWholePath();
    void tellsTheNamesOfOneAccountApart();
    void sendsWhatAnotherNameLeftAsOfThatName();
    void makesNoRoomOfAMistypedName_data();
    void makesNoRoomOfAMistypedName();

private:
    std::unique_ptr<room::RoomSession> as(const std::string& name) const // of one account
    {
        room::RoomOptions options = m_folder->options("root");
        options.who.person = name;
        auto session = room::RoomSession::open(std::move(options));
        return session ? std::move(*session) : nullptr;
    }

    std::unique_ptr<RoomFolder> m_folder;
};

// The journal as somebody would find it who came after kill -9.
static int keptRows(const QString& journal, const QString& copy)
{
    for (const QString& each : RoomFolder::filesOf(copy))
        QFile::remove(each);
    QFile::copy(journal, copy);
    QFile::copy(journal + u"-wal"_s, copy + u"-wal"_s);
    room::SqlConnection raw(u"QSQLITE"_s);
    if (!room::openSqlite(raw, copy, false))
        return -1;
    auto rows = raw.run(u"SELECT count(*) FROM own"_s);
    return rows && rows->next() ? rows->value(0).toInt() : -1;
}

static QString journalIn(const QString& folder)
{
    const QStringList files = QDir(folder).entryList({u"room-*-????????"_s}, QDir::Files);
    return files.isEmpty() ? QString() : folder + u'/' + files.front();
}

void TestRoomJournal::keepsWhatIsSaidWhileTheStoreHoldsUp()
{
    QVERIFY(m_folder->open("maker")->sync());
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, m_folder->file(), false));
    QVERIFY(raw.run(u"BEGIN IMMEDIATE"_s)); // whoever wants to send waits
    {
        room::Room ada(m_folder->options("ada"));
        QVERIFY(ada.publish(said("one")).get());
        const auto held = ada.sync(); // is under way now
        QVERIFY(ada.publish(said("two")).get());
        const QString journal = journalIn(m_folder->path(u"ada"_s));
        QCOMPARE(keptRows(journal, m_folder->path(u"copy"_s)), 2);
        QVERIFY(raw.run(u"ROLLBACK"_s));
    }
    const auto next = m_folder->open("ada");
    QVERIFY(next->sync());
    QCOMPARE(next->entries().size(), std::size_t(2));
}

void TestRoomJournal::keepsWhatIsSaidWhenTheRoomIsGone()
{
    std::shared_ptr<room::RoomPublisher> publisher;
    {
        room::Room ada(m_folder->options("ada"));
        publisher = ada.publisher();
        QVERIFY(ada.publish(said("one")).get());
    }
    QVERIFY(publisher->publish(said("two")).get());
    publisher.reset();
    const auto next = m_folder->open("ada");
    QVERIFY(next->sync());
    QCOMPARE(next->entries().size(), std::size_t(2));
}

void TestRoomJournal::tellsWhatCannotBeKept()
{
    auto options = m_folder->options("ada");
    options.journals = u"/nowhere"_s;
    room::Room ada(std::move(options));
    const auto kept = ada.publish(said("one")).get();
    QVERIFY(!kept);
    QVERIFY2(kept.error().message.find("/nowhere") != std::string::npos,
             kept.error().message.c_str());
    room::Room eve(m_folder->options("eve"));
    QVERIFY(!eve.publish(said("no such kind", "A kind")).get());
}

void TestRoomJournal::tellsWhatWaitsAndFromWhere()
{
    {
        const auto first = m_folder->open("ada");
        const auto second = m_folder->open("ada");
        QVERIFY(second->publish(said("left behind")));
    }
    const auto ada = m_folder->open("ada");
    QVERIFY(ada->publish(said("one")));
    QVERIFY(ada->publish(said("two")));
    const auto waiting = ada->waiting();
    QCOMPARE(waiting.size(), std::size_t(2));
    QVERIFY(waiting[0].isOwn);
    QCOMPARE(waiting[0].count, std::int64_t(2));
    QCOMPARE(waiting[0].journal, ada->journalPath());
    QVERIFY(!waiting[1].isOwn);
    QCOMPARE(waiting[1].count, std::int64_t(1));
    QVERIFY(waiting[1].journal != ada->journalPath());
    QVERIFY(ada->sync());
    QVERIFY(ada->waiting().empty());
}

// Nothing twice, and with what another console of the operator left meanwhile.
void TestRoomJournal::connectsAgainToAStoreThatWasSetBack()
{
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->publish(said("before")));
        QVERIFY(ada->sync());
    }
    m_folder->keepBackup();
    auto ends = m_folder->open("ada");
    const auto ada = m_folder->open("ada");
    std::vector<room::RoomEntry> shown; // as a window keeps them
    ada->setOnEntries([&shown](const std::vector<room::RoomEntry>& page) {
        shown.insert(shown.end(), page.begin(), page.end());
    });
    ada->setOnReset([&shown] { shown.clear(); });
    for (int i = 0; i < 3; ++i)
        QVERIFY(ada->publish(said(std::to_string(i))));
    QVERIFY(ada->sync());
    QCOMPARE(shown.size(), std::size_t(4));
    QVERIFY(ends->publish(said("left behind")));
    ends.reset();
    {
        room::SqlConnection raw(u"QSQLITE"_s);
        QVERIFY(room::openSqlite(raw, m_folder->file(), false));
        QVERIFY(raw.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(ada->publish(said("while it is busy")));
        QVERIFY(!ada->sync()); // waits as long as a store may take
        QVERIFY(!ada->isConnected());
        QVERIFY(raw.run(u"ROLLBACK"_s));
    }
    m_folder->setBack();
    const auto again = ada->sync();
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again->sent, 5);
    QCOMPARE(shown.size(), std::size_t(6));
    std::set<std::string> uuids;
    for (const room::RoomEntry& entry : shown)
        uuids.insert(entry.uuid);
    QCOMPARE(uuids.size(), std::size_t(6));
    QVERIFY(ada->waiting().empty());
    QVERIFY(holds(ada->conflicts(), room::Conflict::Kind::StoreBehind));
    QVERIFY(!holds(ada->conflicts(), room::Conflict::Kind::Altered));
    QCOMPARE(ada->sync()->sent, 0);
}

// Numbers of the room are others after it was set back: who had read number 2 has not read the one
// that is number 2 now.
void TestRoomJournal::readsNothingOfAStoreThatWasSetBack()
{
    QVERIFY(m_folder->open("maker")->sync());
    m_folder->keepBackup();
    {
        const auto eve = m_folder->open("eve");
        QVERIFY(eve->publish(said("one")));
        QVERIFY(eve->publish(said("two")));
        QVERIFY(eve->sync());
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->sync()); // has read two
        QVERIFY(ada->publish(said("hers", "incident", "INC-0001", commander("ada"))));
        QVERIFY(ada->sync());
        QCOMPARE(ada->entries().back().seen, std::int64_t(2));
        // Not sent before the store is set back.
        QVERIFY(ada->publish(said("hers", "incident", "INC-0001", commander("ada, still"))));
    }
    m_folder->setBack();
    const auto bob = m_folder->open("bob");
    QVERIFY(bob->sync());
    QVERIFY(bob->publish(said("his", "incident", "INC-0001", commander("bob"))));
    QVERIFY(bob->publish(said("his", "note")));
    QVERIFY(bob->sync());
    const auto ada = m_folder->open("ada");
    QCOMPARE(ada->sync()->sent, 2);
    const auto& all = ada->entries();
    QCOMPARE(all.size(), std::size_t(4));
    QCOMPARE(all[2].seen, std::int64_t(0));
    QCOMPARE(all[3].seen, std::int64_t(0));
    QVERIFY(holds(ada->conflicts(), room::Conflict::Kind::Incident)); // neither had read the other
    QVERIFY(!holds(ada->conflicts(), room::Conflict::Kind::Altered));
    QVERIFY(bob->sync());
    QVERIFY(holds(bob->conflicts(), room::Conflict::Kind::Incident));
    QVERIFY(ada->publish(said("next")));
    QVERIFY(ada->sync());
    QCOMPARE(ada->entries().back().seen, std::int64_t(4)); // from now on it has read them
}

void TestRoomJournal::seesThatAStoreWentOnFromABackup()
{
    QVERIFY(m_folder->open("maker")->sync());
    m_folder->keepBackup();
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->publish(said("one")));
        QVERIFY(ada->sync());
    }
    m_folder->setBack();
    const auto bob = m_folder->open("bob");
    for (int i = 0; i < 5; ++i) // more than there were
        QVERIFY(bob->publish(said("his")));
    QVERIFY(bob->sync());
    const auto ada = m_folder->open("ada");
    QVERIFY(ada->sync());
    QVERIFY(holds(ada->conflicts(), room::Conflict::Kind::StoreBehind));
    QCOMPARE(ada->entries().size(), std::size_t(6));
}

// It was set back, and says no to what finds out how far it has come.
void TestRoomJournal::looksAgainAtAStoreThatItCouldNotTake()
{
    QVERIFY(m_folder->open("maker")->sync());
    m_folder->keepBackup();
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->publish(said("one")));
        QVERIFY(ada->sync());
    }
    m_folder->setBack();
    const auto bob = m_folder->open("bob");
    for (int i = 0; i < 3; ++i)
        QVERIFY(bob->publish(said("his")));
    QVERIFY(bob->sync());
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, m_folder->file(), false));
    QVERIFY(raw.run(u"CREATE TRIGGER shut BEFORE INSERT ON console BEGIN SELECT RAISE(ABORT, "
                    "'not now'); END"_s));
    const auto ada = m_folder->open("ada");
    for (int i = 0; i < 2; ++i) {
        const auto refused = ada->sync();
        QVERIFY(!refused);
        QVERIFY(!ada->isConnected());
        QCOMPARE(ada->trouble(), refused.error().message);
        QVERIFY(ada->entries().empty());
    }
    QVERIFY(raw.run(u"DROP TRIGGER shut"_s));
    const auto again = ada->sync();
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again->sent, 1);
    QCOMPARE(ada->entries().size(), std::size_t(4));
    QVERIFY(holds(ada->conflicts(), room::Conflict::Kind::StoreBehind));
}

// An answer that was lost spends no approval for nothing; a firing that was sent is over.
void TestRoomJournal::asksForTheSameFiringOnce()
{
    const room::FiringAsk ask{
        .lever = "kv", .plan = "abc", .approvals = 1, .isTrip = false, .breakGlass = {}};
    const auto bob = m_folder->open("bob");
    QVERIFY(bob->publish(said("yes", "approval", "kv", R"({"approves":"abc"})")));
    QVERIFY(bob->sync());
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->askToFire(ask).isAllowed);
        ada->leave();
    } // killed before it heard of that, or before anything was sent
    const auto ada = m_folder->open("ada");
    const auto leave = ada->askToFire(ask);
    QVERIFY2(leave.isAllowed, leave.reason.c_str());
    QCOMPARE(leave.spending.people, std::string("bob"));
    QVERIFY(ada->confirmFiring(ask, leave).isAllowed);
    QVERIFY(!ada->askToFire(ask).isAllowed);
}

void TestRoomJournal::readsBesideWhoeverWrites()
{
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->publish(said("one")));
        QVERIFY(ada->sync());
    }
    room::SqlConnection raw(u"QSQLITE"_s);
    QVERIFY(room::openSqlite(raw, m_folder->file(), false));
    QVERIFY(raw.run(u"BEGIN IMMEDIATE"_s));
    const auto ada = m_folder->open("ada");
    const auto read = ada->sync(); // has nothing to say
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(ada->entries().size(), std::size_t(1));
    QVERIFY(raw.run(u"ROLLBACK"_s));
}

void TestRoomJournal::takesABusyFileForUnreachable_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isUnreachable");
    QTest::newRow("busy") << u"5"_s << true;
    QTest::newRow("locked") << u"6"_s << true;
    QTest::newRow("busy, of a snapshot") << u"517"_s << true;
    QTest::newRow("locked, of a shared cache") << u"262"_s << true;
    QTest::newRow("constraint") << u"19"_s << false;
    QTest::newRow("an SQLSTATE of five digits") << u"22005"_s << false;
}

void TestRoomJournal::takesABusyFileForUnreachable()
{
    QFETCH(QString, code);
    QFETCH(bool, isUnreachable);
    const auto error = room::sqlError(
        QSqlError(u"driver"_s, u"database is locked"_s, QSqlError::StatementError, code));
    QCOMPARE(error.kind == telemetry::ErrorKind::Unreachable, isUnreachable);
}

void TestRoomJournal::makesAWideJournalItsAccountsAlone()
{
    QString journal;
    {
        const auto ada = m_folder->open("ada");
        QVERIFY(ada->publish(said("one")));
        journal = ada->journalPath();
    }
    QCOMPARE(::chmod(QFile::encodeName(journal).constData(), 0664), 0);
    const auto ada = m_folder->open("ada");
    QCOMPARE(ada->journalPath(), journal);
    QVERIFY(ada->publish(said("two")));
    for (const QString& each : {journal, journal + u"-wal"_s}) {
        struct stat there = {};
        QCOMPARE(::stat(QFile::encodeName(each).constData(), &there), 0);
        QCOMPARE(there.st_mode & 0777U, 0600U);
    }
}

void TestRoomJournal::namesAPlaceByItsWholePath()
{
    const auto here = room::roomUrlFromText("sqlite:room.db");
    const auto there =
        room::roomUrlFromText("sqlite:" + QDir::current().filePath(u"room.db"_s).toStdString());
    QVERIFY(here && there);
    QCOMPARE(here->place(), there->place());
}

// One after the other, and at the same time: an entry is of whoever did it, and who is there is
// whoever sits at that console.
void TestRoomJournal::tellsTheNamesOfOneAccountApart()
{
    std::string console;
    for (const std::string& name :
         {std::string("Xa"), std::string("Yb"), std::string(), std::string("Xa")}) {
        const auto session = as(name);
        QVERIFY(session->publish(said(name)));
        QVERIFY(session->sync());
        QCOMPARE(session->entries().back().person, name);
        if (console.empty())
            console = session->identity().console;
        QCOMPARE(session->identity().console == console, name == "Xa"); // it goes on with its own
    }
    const auto ada = as("Ada");
    const auto eve = as("Eve");
    const auto bo = as("Bo");
    for (room::RoomSession* each : {ada.get(), eve.get(), bo.get()}) {
        QVERIFY(each->sync());
        QVERIFY(each->beat("{}"));
    }
    QStringList here;
    const auto present = ada->presences();
    QVERIFY(present);
    for (const room::Presence& each : *present)
        here << QString::fromStdString(each.who.text());
    here.sort();
    QCOMPARE(here, QStringList({u"Ada (root) on here"_s, u"Bo (root) on here"_s,
                                u"Eve (root) on here"_s}));
    QVERIFY(bo->publish(said("Bo")));
    QVERIFY(bo->sync());
    QVERIFY(ada->sync());
    QStringList authors;
    for (const room::RoomEntry& entry : ada->entries())
        authors << QString::fromStdString(entry.author());
    QCOMPARE(authors, QStringList({u"Xa (root)"_s, u"Yb (root)"_s, u"root"_s, u"Xa (root)"_s,
                                   u"Bo (root)"_s}));
}

void TestRoomJournal::sendsWhatAnotherNameLeftAsOfThatName()
{
    QVERIFY(as("Xa")->publish(said("left behind")));
    const auto yb = as("Yb");
    const auto waiting = yb->waiting();
    QCOMPARE(waiting.size(), std::size_t(1));
    QVERIFY(!waiting[0].isOwn);
    QVERIFY(yb->sync());
    QVERIFY(yb->waiting().empty());
    QCOMPARE(yb->entries().size(), std::size_t(1));
    QCOMPARE(yb->entries()[0].author(), std::string("Xa (root)"));
}

void TestRoomJournal::makesNoRoomOfAMistypedName_data()
{
    QTest::addColumn<QString>("name"); // of the file, and of the room in it
    QTest::addColumn<QString>("says");
    QTest::newRow("no such file") << u"rom.db?room=main"_s << u"There is no "_s;
    QTest::newRow("no such room in it") << u"room.db?room=mian"_s << u"has no room \"mian\""_s;
    QTest::newRow("no room's file") << u"other.db?room=main"_s << u"has no room \"main\""_s;
}

void TestRoomJournal::makesNoRoomOfAMistypedName()
{
    QFETCH(QString, name);
    QFETCH(QString, says);
    QFile other(m_folder->path(u"other.db"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.close();
    room::RoomOptions options = m_folder->options("ada");
    const auto url = room::roomUrlFromText("sqlite:" + m_folder->path(name).toStdString());
    QVERIFY(url);
    options.url = *url;
    const auto session = room::RoomSession::open(std::move(options));
    QVERIFY(session);
    for (int again = 0; again < 2; ++again) { // the first has not made it either
        const auto synced = (*session)->sync();
        QVERIFY(!synced);
        QCOMPARE(synced.error().kind, telemetry::ErrorKind::Unreadable);
        const QString why = QString::fromStdString(synced.error().message);
        QVERIFY2(why.contains(says) && why.contains(u"plumbline room init"_s), qPrintable(why));
    }
    QVERIFY(!(*session)->isConnected());
    QVERIFY(!QFile::exists(m_folder->path(u"rom.db"_s)));
    QVERIFY(room::initRoom(*url, {}, nullptr));
    QVERIFY((*session)->sync()); // as soon as it is made
}

QTEST_GUILESS_MAIN(TestRoomJournal)
#include "tst_roomjournal.moc"
