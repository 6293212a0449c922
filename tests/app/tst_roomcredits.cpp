// SPDX-License-Identifier: GPL-3.0-or-later

// Who in the shared room moved a lever, in the recording of whoever saw it move.

#include "app/commands/incidentjson.h"
#include "app/commands/incidenttext.h"
#include "app/roomcredits.h"
#include "app/roomport.h"
#include "models/items/roomentries.h"
#include "models/room/postgresstore.h"
#include "models/room/room.h"
#include "models/room/roomsession.h"
#include "models/room/sqlconnection.h"
#include "models/runbook/levercredit.h"
#include "models/runbook/leverentries.h"
#include "models/store/reader.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"
#include "tests/app/entryfixture.h"
#include "tests/app/leverfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using entrytest::entriesOf;

namespace {

// As RoomPort::others() tells it.
telemetry::TimelineEntry toldOf(std::int64_t number, const std::string& version)
{
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    result.wasSent = true;
    result.writtenVersion = version;
    auto act =
        runbook::outcomeEntry(levertest::testPin(), result, false, telemetry::SystemClock().now());
    act.sequence = items::roomNumber(number);
    act.actor = std::string("bob") + items::kOfRoom;
    act.recorded = act.time;
    act.hash = "of " + std::to_string(number);
    return act;
}

void see(ingest::Pipeline& pipeline, const std::string& version)
{
    const runbook::LeverState after{
        .value = "v6", .raw = "v6", .version = version, .exists = true, .readAt = {}};
    auto moved = runbook::leverMovedEntry(levertest::testPin().lever, levertest::testPin().before,
                                          after, telemetry::SystemClock().now());
    moved.actor = runbook::kControlPlaneActor;
    pipeline.record(moved);
    pipeline.drain();
}

} // namespace

class TestRoomCredits : public QObject
{
    Q_OBJECT

private slots:
    void whoMovedItIsRecordedOnce();
    void aWriteThatFailsIsTriedAgain();
    void itIsReadAgainWhereSomethingWasDone();
};

void TestRoomCredits::whoMovedItIsRecordedOnce()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder.filePath(u"data"_s)));
    const auto url = room::roomUrlFromText("sqlite:" + folder.filePath(u"room.db"_s).toStdString());
    QVERIFY(url);
    QVERIFY(room::initRoom(*url, {}, nullptr));
    const auto options = [&](const QString& account) {
        const QString journals = folder.filePath(account);
        QDir().mkpath(journals);
        return room::RoomOptions{
            .url = *url,
            .password = {},
            .who = {.console = {}, .person = {}, .account = account.toStdString(), .host = "here"},
            .journals = journals};
    };
    const std::string recording = folder.filePath(u"room.plumb"_s).toStdString();
    const auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    items::RecordingQueries queries(recording);
    RoomPort room(options(u"ada"_s), recording, commands::Operator{.account = "ada"}, nullptr);
    RoomCredits credits(**pipeline, queries, std::chrono::milliseconds(50));
    auto* const context = &credits;
    connect(&room, &RoomPort::othersChanged, context, [&] { credits.look(room.others()); });

    // Bob's console tells before the levers are read here.
    const auto bob = room::RoomSession::open(options(u"bob"_s));
    QVERIFY(bob);
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Verified;
    result.wasSent = true;
    result.writtenVersion = "4";
    const auto now = telemetry::SystemClock().now();
    QVERIFY((*bob)->publish(runbook::outcomeEntry(levertest::testPin(), result, false, now)));
    QVERIFY((*bob)->sync());
    QTRY_COMPARE(room.others().size(), std::size_t(1));
    see(**pipeline, "5"); // a hand of whom nobody tells
    see(**pipeline, "4");
    QTRY_COMPARE(entriesOf(recording, {"credit"}).size(), std::size_t(1));
    const auto seen = entriesOf(recording, {"lever"});
    QCOMPARE(seen.size(), std::size_t(2));
    const auto credit = entriesOf(recording, {"credit"}).front();
    QCOMPARE(credit.actor, std::string(telemetry::actors::kConsole));
    QVERIFY(credit.time == seen[1].time);
    const auto told = runbook::creditIn(credit);
    QVERIFY(told);
    QCOMPARE(told->entry, seen[1].sequence);
    QCOMPARE(told->person, std::string("bob"));
    QCOMPARE(told->lever, std::string("pin:bot"));
    QCOMPARE(told->target, std::string("bot"));
    QCOMPARE(told->environment, std::string("test"));
    QVERIFY(told->roomEntry > 0);

    // Once, however often it is told, and by a window that knows of no other.
    RoomCredits next(**pipeline, queries, std::chrono::milliseconds(50));
    for (int i = 0; i < 3; ++i) {
        emit room.othersChanged();
        next.look(room.others());
        QTest::qWait(150);
    }
    (*pipeline)->drain();
    QCOMPARE(entriesOf(recording, {"credit"}).size(), std::size_t(1));
    const auto reader = store::Reader::open(recording);
    QVERIFY(reader);
    QVERIFY(!(*reader)->verify()->firstBroken);
    // What `incident show` tells; its entry itself says what was seen, and where.
    incident::IncidentRecord record;
    record.timeline = {seen[0], seen[1], credit};
    const QJsonArray timeline = commands::toJson(record)[u"timeline"_s].toArray();
    QVERIFY(timeline[0][u"credit"_s].isNull());
    QCOMPARE(timeline[1][u"credit"_s][u"person"_s].toString(), u"bob"_s);
    QCOMPARE(timeline[1][u"credit"_s][u"source"_s].toString(), u"as told by the room"_s);
    QCOMPARE(timeline[1][u"actor"_s].toString(), u"control plane"_s);
    QVERIFY(std::ranges::any_of(commands::incidentText(record), [](const std::string& line) {
        return line.ends_with("[bob, as told by the room]");
    }));
    // The room has it from whoever did it.
    QVERIFY(!room::isShared(credit.kind));
    QVERIFY((*bob)->sync());
    QCOMPARE((*bob)->entries().size(), std::size_t(1));
}

void TestRoomCredits::aWriteThatFailsIsTriedAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"room.plumb"_s);
    const std::string recording = path.toStdString();
    const auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    items::RecordingQueries queries(recording);
    RoomCredits credits(**pipeline, queries, std::chrono::milliseconds(50));
    see(**pipeline, "4");
    // On a connection of its own, as if the disk were full.
    const auto execute = [&path](const QString& text) {
        room::SqlConnection raw(u"QSQLITE"_s);
        return room::openSqlite(raw, path, false) && raw.run(text);
    };
    QVERIFY(execute(u"CREATE TRIGGER broken BEFORE INSERT ON timeline WHEN new.kind='credit' "
                    u"BEGIN SELECT raise(ABORT, 'no room'); END"_s));
    credits.look({toldOf(1, "4")});
    QTest::qWait(500);
    QVERIFY(entriesOf(recording, {"credit"}).empty());
    QVERIFY(execute(u"DROP TRIGGER broken"_s));
    QTRY_COMPARE(entriesOf(recording, {"credit"}).size(), std::size_t(1));
    QTest::qWait(200);
    QCOMPARE(entriesOf(recording, {"credit"}).size(), std::size_t(1));
}

void TestRoomCredits::itIsReadAgainWhereSomethingWasDone()
{
    const QTemporaryDir folder;
    const std::string recording = folder.filePath(u"room.plumb"_s).toStdString();
    const auto pipeline = ingest::Pipeline::start(recording);
    QVERIFY(pipeline);
    items::RecordingQueries queries(recording);
    RoomCredits credits(**pipeline, queries, std::chrono::hours(1));
    const auto first = toldOf(1, "4");
    credits.look({first});
    QTRY_VERIFY(queries.isCaughtUp());
    see(**pipeline, "4");
    // What people say moves nothing.
    telemetry::TimelineEntry message;
    message.sequence = items::roomNumber(2);
    message.kind = "message";
    message.time = message.recorded = telemetry::SystemClock().now();
    credits.look({first, message});
    QTest::qWait(300);
    QVERIFY(entriesOf(recording, {"credit"}).empty());
    credits.look({first, message, toldOf(3, "9")});
    QTRY_COMPARE(entriesOf(recording, {"credit"}).size(), std::size_t(1));
}

QTEST_MAIN(TestRoomCredits)
#include "tst_roomcredits.moc"
