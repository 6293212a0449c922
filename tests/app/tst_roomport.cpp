// SPDX-License-Identifier: GPL-3.0-or-later

// The shared room of a window and of a command: what stops a firing, and what the room is told.

#include "app/commands/commandroom.h"
#include "app/commands/leverrecord.h"
#include "app/ports.h"
#include "app/roomdialog.h"
#include "app/roomport.h"
#include "models/items/roomentries.h"
#include "models/room/postgresstore.h"
#include "models/room/sqlconnection.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "tests/app/leverfixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QTest>
#include <QTextCursor>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

class RoomGateway final : public levertest::FakeGateway
{
public:
    RoomGateway() { planned = levertest::testPin(); }
    telemetry::Result<runbook::FireResult> fire(const runbook::LeverPlan&,
                                                const std::atomic<bool>*) override
    {
        ++fired;
        if (onFire)
            onFire();
        runbook::FireResult result;
        result.outcome = runbook::FireOutcome::Verified;
        result.wasSent = true;
        return result;
    }
    std::function<void()> onFire; // the thread that sends
};

// A server that takes connections and never says a word: whoever seeks a room there waits until it
// gives up.
class SilentServer
{
public:
    SilentServer()
    {
        sockaddr_in here = {};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(here);
        auto* const address = reinterpret_cast<sockaddr*>(&here);
        if (::bind(m_listener, address, size) == 0 && ::listen(m_listener, 16) == 0
            && ::getsockname(m_listener, address, &size) == 0)
            m_port = ntohs(here.sin_port);
    }
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;
    ~SilentServer()
    {
        for (const int each : m_taken)
            ::close(each);
        ::close(m_listener);
    }

    int port() const { return m_port; } // 0: there is none
    int sought() // so far
    {
        for (;;) {
            const int taken = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (taken < 0)
                return static_cast<int>(m_taken.size());
            m_taken.push_back(taken);
        }
    }
    int givenUp() // of these
    {
        (void)sought();
        return static_cast<int>(std::ranges::count_if(m_taken, [](int each) {
            pollfd state{each, POLLRDHUP, 0};
            return ::poll(&state, 1, 0) == 1;
        }));
    }

private:
    const int m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int m_port = 0;
    std::vector<int> m_taken;
};

} // namespace

class TestRoomPort : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aRoomThatCannotBeHadBlocksTheFiring();
    void aLockThatWasLostBlocksTheSend();
    void aFiringLetsItsLockGo();
    void aTripWaitsForNoRoom();
    void anIncidentIsToldWithItsRecording();
    void aDecisionThatIsNotKeptIsNoDecision();
    void decisionsAreOfWhomTheRoomKnows();
    void theRoomIsToldOfWhatIsCommittedAlone();
    void theTimelineIsToldWhatOthersSayAndDo();
    void theIncidentOfAnotherIsTold();
    void theRoomsWindowSaysAndCloses();
    void timesOfTheHandoverAreRead();

private:
    room::RoomUrl url() const
    {
        return *room::roomUrlFromText("sqlite:" + m_folder->filePath(u"room.db"_s).toStdString());
    }
    room::RoomOptions options(const QString& account) const
    {
        const QString journals = m_folder->filePath(account);
        QDir().mkpath(journals);
        return {
            .url = url(),
            .password = {},
            .who = {.console = {}, .person = {}, .account = account.toStdString(), .host = "here"},
            .journals = journals};
    }
    void join()
    {
        m_room = std::make_unique<RoomPort>(options(u"ada"_s), m_recording,
                                            commands::Operator{.account = "ada"}, nullptr);
        m_port->setRoom(m_room.get());
    }
    std::string fire(const runbook::LeverPlan& plan); // why not; empty: it was
    std::unique_ptr<room::RoomSession> other(const QString& account) const
    {
        auto session = room::RoomSession::open(options(account));
        return session ? std::move(*session) : nullptr;
    }
    bool hold(const QString& statement) // of the room's file
    {
        room::SqlConnection raw(u"QSQLITE"_s);
        return room::openSqlite(raw, m_folder->filePath(u"room.db"_s), false) && raw.run(statement);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<RoomGateway> m_gateway;
    std::unique_ptr<RoomPort> m_room;
    std::unique_ptr<LeverPort> m_port;
    quint64 m_request = 0;
};

void TestRoomPort::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(u"data"_s)));
    QVERIFY(room::initRoom(url(), {}, nullptr));
    m_recording = m_folder->filePath(u"room.plumb"_s).toStdString();
    auto pipeline = ingest::Pipeline::start(m_recording);
    QVERIFY(pipeline);
    m_pipeline = std::move(*pipeline);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
    m_gateway = std::make_unique<RoomGateway>();
    m_port = std::make_unique<LeverPort>(*m_gateway, *m_pipeline, *m_queries,
                                         commands::Operator{.account = "ada"});
}

void TestRoomPort::cleanup()
{
    m_port.reset();
    m_room.reset();
    m_queries.reset();
    m_pipeline.reset();
}

std::string TestRoomPort::fire(const runbook::LeverPlan& plan)
{
    std::optional<std::string> why;
    const auto connection =
        connect(m_port.get(), &LeverPort::fireFinished, this,
                [&why](quint64, const runbookview::FireAnswer& answer) {
                    why = answer.result ? std::string() : answer.result.error().message;
                });
    m_port->fire(++m_request, plan, false);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(why.has_value(), 60000); }();
    disconnect(connection);
    m_pipeline->drain();
    return why.value_or("no answer");
}

void TestRoomPort::aRoomThatCannotBeHadBlocksTheFiring()
{
    m_port->setRoomProblem("The file of its password cannot be read.");
    const std::string why = fire(levertest::testPin());
    QVERIFY2(why.find("A shared room is set and cannot be had") != std::string::npos, why.c_str());
    QVERIFY2(why.find("The file of its password cannot be read.") != std::string::npos,
             why.c_str());
    QCOMPARE(m_gateway->fired.load(), 0);
    runbook::LeverPlan trip = levertest::testPin();
    trip.lever.safeValue = trip.to; // nothing holds that up
    QCOMPARE(fire(trip), std::string());
    m_port->setConsent({.typed = {}, .breakGlass = "answers are wrong", .author = {}});
    QCOMPARE(fire(levertest::testPin()), std::string());
    QCOMPARE(m_gateway->fired.load(), 2);
}

// The file itself gives the lock to somebody else as soon as it is taken.
void TestRoomPort::aLockThatWasLostBlocksTheSend()
{
    const auto bob = other(u"bob"_s);
    QVERIFY(bob->sync());
    QVERIFY(bob->beat("{}"));
    QVERIFY(hold(u"CREATE TRIGGER stolen AFTER INSERT ON lever_lock BEGIN UPDATE lever_lock SET "
                 "console = '%1', fence = NEW.fence + 1 WHERE name = NEW.name; END"_s.arg(
                     QString::fromStdString(bob->identity().console))));
    join();
    const std::string why = fire(levertest::testPin());
    QVERIFY2(why.find("was lost before anything was sent; bob on here holds it now")
                 != std::string::npos,
             why.c_str());
    QCOMPARE(m_gateway->fired.load(), 0);
}

void TestRoomPort::aFiringLetsItsLockGo()
{
    join();
    QCOMPARE(fire(levertest::testPin()), std::string());
    const auto bob = other(u"bob"_s);
    QVERIFY(bob->sync());
    QTRY_VERIFY(bob->takeLock("test/bot/pin:bot"));
    const std::string why = fire(levertest::testPin());
    QVERIFY2(why.find("bob on here holds the lock") != std::string::npos, why.c_str());
    QCOMPARE(m_gateway->fired.load(), 1);
}

// The room's thread is in its first attempt to connect; asking it would wait for that and for one
// of its own.
void TestRoomPort::aTripWaitsForNoRoom()
{
    if (!QSqlDatabase::isDriverAvailable(u"QPSQL"_s))
        QSKIP("Qt's driver of PostgreSQL is not installed.");
    SilentServer server;
    QVERIFY(server.port() != 0);
    room::RoomOptions away = options(u"ada"_s);
    const auto url = room::roomUrlFromText(
        "postgresql://ada@127.0.0.1:" + std::to_string(server.port()) + "/incidents");
    QVERIFY(url);
    away.url = *url;
    m_room = std::make_unique<RoomPort>(std::move(away), m_recording,
                                        commands::Operator{.account = "ada"}, nullptr);
    m_port->setRoom(m_room.get());
    int givenUp = -1;
    m_gateway->onFire = [&server, &givenUp] { givenUp = server.givenUp(); };
    runbook::LeverPlan trip = levertest::testPin();
    trip.lever.safeValue = trip.to;
    QCOMPARE(fire(trip), std::string());
    m_gateway->onFire = {};
    QCOMPARE(m_gateway->fired.load(), 1);
    QVERIFY2(givenUp >= 0 && givenUp < 2, std::to_string(givenUp).c_str());
    QTRY_VERIFY(server.sought() > 0); // the room was sought there
}

void TestRoomPort::anIncidentIsToldWithItsRecording()
{
    join();
    RecordingEntryPort entries(*m_pipeline, "Ada (ada)");
    entries.setShare(
        [share = m_room->share()](const telemetry::TimelineEntry& entry) { share->share(entry); });
    telemetry::TimelineEntry entry;
    entry.kind = "incident";
    entry.subject = "INC-0001";
    entry.text = "Opened";
    entry.payload = R"({"what":"opened"})";
    entries.append(entry);
    const auto bob = other(u"bob"_s);
    QTRY_VERIFY(bob->sync() && bob->entries().size() == 1);
    const auto reader = store::Reader::open(m_recording);
    QVERIFY(reader);
    const auto payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(bob->entries().front().entry.payload))
            .object();
    QCOMPARE(payload[u"recording"_s].toString().toStdString(), *(*reader)->recordingId());
    QCOMPARE(payload[u"what"_s].toString(), u"opened"_s);
}

void TestRoomPort::aDecisionThatIsNotKeptIsNoDecision()
{
    room::RoomOptions nowhere = options(u"ada"_s);
    nowhere.journals = u"/nowhere"_s;
    RoomPort port(std::move(nowhere), m_recording, commands::Operator{.account = "ada"}, nullptr);
    runbook::ApprovalRequest request;
    request.plan = "abc";
    const auto said = port.say(request, false, {});
    QVERIFY(!said);
    QVERIFY2(said.error().message.find("/nowhere") != std::string::npos,
             said.error().message.c_str());
    QTRY_COMPARE(port.line(), u"✕ no room"_s);
    // Where there is a room, what it is never told of is told here.
    RoomPort whole(options(u"eve"_s), m_recording, commands::Operator{.account = "eve"}, nullptr);
    QTRY_VERIFY(whole.line().contains(u"watching"_s));
    QVERIFY(whole.say(request, false, {}));
    const QString journal = m_folder->filePath(u"eve/"_s)
        + QDir(m_folder->filePath(u"eve"_s)).entryList({u"room-*-????????"_s}).value(0);
    QVERIFY(QFile::exists(journal));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit none{0, before.rlim_max}; // as a disk that is full
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);
    const auto lost = whole.say(request, true, "no");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!lost);
    QTRY_VERIFY2(whole.line().contains(u"✕ 1 never told"_s), qPrintable(whole.line()));
    QVERIFY(whole.isTroubled());
    QVERIFY(whole.whoText().contains(u"could not be kept"_s));
}

void TestRoomPort::decisionsAreOfWhomTheRoomKnows()
{
    const auto bob = other(u"bob"_s);
    telemetry::TimelineEntry yes;
    yes.time = telemetry::SystemClock().now();
    yes.kind = "approval";
    yes.subject = "pin:bot";
    yes.payload = R"({"approves":"abc"})";
    QVERIFY(bob->publish(yes));
    QVERIFY(bob->sync());
    room::Room room(options(u"ada"_s));
    QVERIFY(room.sync().get());
    QCOMPARE(room.approvalsOf("abc").size(), std::size_t(1));
    QCOMPARE(room.approvalsOf("abc").front().person, std::string("bob"));
    QVERIFY(room.approvalsOf("def").empty());
}

void TestRoomPort::theRoomIsToldOfWhatIsCommittedAlone()
{
    const std::string path = m_folder->filePath(u"own.plumb"_s).toStdString();
    std::signal(SIGXFSZ, SIG_IGN);
    {
        auto room = commands::CommandRoom::enter(
            {.url = "sqlite:/nowhere/room.db", .tokenFile = {}}); // away: all of it is kept
        QVERIFY(room);
        auto record = commands::LeverRecord::open(path);
        QVERIFY(record);
        QVERIFY(record->intent(levertest::testPin(), false));
        const QFileInfo log(QString::fromStdString(path) + u"-wal"_s);
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit full{static_cast<rlim_t>(log.size()), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
        telemetry::TimelineEntry note;
        note.time = telemetry::SystemClock().now();
        note.kind = "note";
        note.text = "never committed";
        note.payload = "{}";
        const auto noted = record->note(note);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!noted);
    }
    room::RoomOptions own = options(u"ada"_s);
    own.url = *room::roomUrlFromText("sqlite:/nowhere/room.db");
    own.who.account = commands::operatorAccount();
    own.journals = m_folder->filePath(u"data/plumbline/rooms"_s);
    const auto session = room::RoomSession::open(std::move(own));
    QVERIFY(session);
    QCOMPARE((*session)->pending(), std::int64_t(1)); // the intent
}

void TestRoomPort::theTimelineIsToldWhatOthersSayAndDo()
{
    join();
    const auto bob = other(u"bob"_s);
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now() + std::chrono::hours(1); // a clock that is ahead
    entry.payload = "{}";
    for (const char* kind : {"message", "step", "action"}) {
        entry.kind = kind;
        entry.text = kind;
        QVERIFY(bob->publish(entry));
    }
    QVERIFY(bob->sync());
    entry.kind = "message"; // as a recording tells it: it is there already
    entry.text = "Told ops";
    m_room->share()->share(entry);
    QVERIFY(m_room->tell("I am on it"));
    QTRY_COMPARE(m_room->others().size(), std::size_t(3));
    const auto others = m_room->others();
    QCOMPARE(others[0].text, std::string("message"));
    QCOMPARE(others[0].actor, std::string("bob · room"));
    QCOMPARE(others[1].text, std::string("action"));
    QCOMPARE(others[2].text, std::string("I am on it"));
    for (const auto& each : others) {
        QVERIFY(items::isOfRoom(each));
        QVERIFY(each.time <= each.recorded);
    }
}

void TestRoomPort::theIncidentOfAnotherIsTold()
{
    join();
    const QSignalSpy handed(m_room.get(), &RoomPort::handedOver);
    const auto bob = other(u"bob"_s);
    telemetry::TimelineEntry entry;
    entry.kind = "incident";
    entry.subject = "INC-0001";
    const auto say = [&](const char* text, const char* payload) {
        entry.time = telemetry::SystemClock().now();
        entry.text = text;
        entry.payload = payload;
        return bob->publish(entry) && bob->sync();
    };
    QVERIFY(say("Opened INC-0001", R"({"what":"opened","severity":1,"recording":"b"})"));
    QVERIFY(say("Handed over to eve", R"({"what":"handover","to":"eve","recording":"b"})"));
    QVERIFY(say("Handed over to ADA",
                R"({"what":"handover","to":"ADA","summary":"all is well","recording":"b"})"));
    QTRY_COMPARE(m_room->others().size(), std::size_t(3));
    const auto others = m_room->others();
    QCOMPARE(others[0].text, std::string("INC-0001 of bob: Opened INC-0001"));
    QCOMPARE(others[0].subject, std::string("INC-0001 of bob")); // never this console's INC-0001
    QCOMPARE(others[2].text, std::string("INC-0001 of bob: Handed over to ADA: all is well"));
    QCOMPARE(m_room->openIncidents(),
             QStringList{u"INC-0001 of bob, SEV1, investigating, commanded by ADA"_s});
    QCOMPARE(handed.count(), 1); // not what went to eve
    QCOMPARE(handed[0][0].toString(), u"bob handed INC-0001 over to you"_s);
    // What this recording holds itself is not told twice.
    QCOMPARE(items::withRoom({others[0]}, others, {}).size(), std::size_t(3));
    QVERIFY(say("Closed INC-0001", R"({"what":"closed","recording":"b"})"));
    QTRY_VERIFY(m_room->openIncidents().isEmpty());
    QCOMPARE(m_room->others().size(), std::size_t(4));
}

void TestRoomPort::theRoomsWindowSaysAndCloses()
{
    join();
    const QPointer<RoomDialog> dialog = new RoomDialog(*m_room);
    dialog->setVisible(true);
    auto* line = dialog->findChild<QLineEdit*>();
    const auto* text = dialog->findChild<QPlainTextEdit*>();
    QTest::keyClicks(line, u"the index is rebuilt"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(line->text(), QString());
    QTRY_VERIFY(text->toPlainText().contains(u"the index is rebuilt"_s));
    for (const auto& [told, isHead] : {std::pair(u"Said"_s, true), {u"  none"_s, false}}) {
        const QTextCursor found = text->document()->find(told);
        QVERIFY2(!found.isNull(), qPrintable(text->toPlainText()));
        QCOMPARE(found.charFormat().fontWeight() == QFont::DemiBold, isHead);
    }
    const auto bob = other(u"bob"_s);
    QTRY_VERIFY(bob->sync() && bob->entries().size() == 1); // once
    QCOMPARE(bob->entries()[0].entry.kind, std::string("message"));
    QTest::keyClick(line, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
}

void TestRoomPort::timesOfTheHandoverAreRead()
{
    const QString told =
        u"Done\n"
        "  2026-11-29T11:58:09.372097714Z  Bo (root): until 2026-11-29T12:00:00Z\n"
        "  2026-11-28T23:59:59Z  Bo (root): x\n"
        "  fired, end not told: 2026-11-29T12:04:27.862335644Z  Cara (root): y\n"_s;
    QCOMPARE(RoomDialog::readable(told, QDate(2026, 11, 29)),
             u"Done\n"
             "  11:58:09  Bo (root): until 2026-11-29T12:00:00Z\n"
             "  2026-11-28 23:59:59  Bo (root): x\n"
             "  fired, end not told: 12:04:27  Cara (root): y\n"_s);
}

QTEST_MAIN(TestRoomPort)
#include "tst_roomport.moc"
