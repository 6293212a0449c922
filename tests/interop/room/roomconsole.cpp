// SPDX-License-Identifier: GPL-3.0-or-later

// One console of a room, driven by lines of standard input, for tests that need several processes.
// Each command is answered with one line of JSON.
//   roomconsole URL ACCOUNT JOURNALS      (a folder; password: PLUMBLINE_TOKEN_ROOM)

#include "models/room/roomsession.h"
#include "models/telemetry/clock.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <cstdlib>
#include <iostream>
#include <string>

using namespace Qt::StringLiterals;

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

void answer(const QJsonObject& json)
{
    std::cout << QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString() << std::endl;
}

QJsonObject failed(const telemetry::Error& error)
{
    return {{u"ok"_s, false},
            {u"unreachable"_s, error.kind == telemetry::ErrorKind::Unreachable},
            {u"error"_s, text(error.message)}};
}

QJsonObject sync(room::RoomSession& session)
{
    const auto done = session.sync();
    QJsonObject json = done
        ? QJsonObject{{u"ok"_s, true}, {u"sent"_s, done->sent}, {u"received"_s, done->received}}
        : failed(done.error());
    json[u"pending"_s] = static_cast<qint64>(session.pending());
    return json;
}

QJsonObject say(room::RoomSession& session, const QString& line)
{
    // KIND SUBJECT PAYLOAD
    const QStringList words = line.split(u' ');
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = words.value(0).toStdString();
    entry.actor = session.identity().account;
    entry.subject = words.value(1).toStdString();
    entry.text = "said";
    entry.payload = words.mid(2).join(u' ').toStdString();
    const auto said = session.publish(std::move(entry));
    return said ? QJsonObject{{u"ok"_s, true}, {u"uuid"_s, text(said->uuid)}}
                : failed(said.error());
}

QJsonObject entries(const room::RoomSession& session)
{
    QJsonArray rows;
    for (const room::RoomEntry& entry : session.entries()) {
        rows += QJsonObject{{u"sequence"_s, static_cast<qint64>(entry.sequence)},
                            {u"uuid"_s, text(entry.uuid)},
                            {u"console"_s, text(entry.console)},
                            {u"login"_s, text(entry.login)},
                            {u"kind"_s, text(entry.entry.kind)},
                            {u"subject"_s, text(entry.entry.subject)},
                            {u"payload"_s, text(entry.entry.payload)}};
    }
    QJsonArray conflicts;
    for (const room::Conflict& conflict : session.conflicts())
        conflicts += QJsonObject{{u"kind"_s, QLatin1String(room::toString(conflict.kind))},
                                 {u"text"_s, text(conflict.text)},
                                 {u"settled"_s, conflict.isSettled}};
    return {{u"ok"_s, true}, {u"entries"_s, rows}, {u"conflicts"_s, conflicts}};
}

QJsonObject ask(room::RoomSession& session, const QStringList& words)
{
    // fire LOCK PLAN APPROVALS [trip] [break REASON]
    const room::FiringAsk asked{.lever = words.value(1).toStdString(),
                                .plan = words.value(2).toStdString(),
                                .approvals = words.value(3).toInt(),
                                .isTrip = words.value(4) == "trip"_L1,
                                .breakGlass = words.value(4) == "break"_L1
                                    ? words.mid(5).join(u' ').toStdString()
                                    : std::string()};
    const auto leave = session.askToFire(asked);
    return {{u"ok"_s, leave.isAllowed},         {u"reason"_s, text(leave.reason)},
            {u"broken"_s, leave.isBroken},      {u"fence"_s, static_cast<qint64>(leave.fence)},
            {u"spent"_s, leave.spending.spent}, {u"people"_s, text(leave.spending.people)}};
}

QJsonObject carryOut(room::RoomSession& session, const QString& line)
{
    const QStringList words = line.split(u' ');
    const QString& verb = words[0];
    if (verb == "sync"_L1)
        return sync(session);
    if (verb == "say"_L1)
        return say(session, line.mid(4));
    if (verb == "entries"_L1)
        return entries(session);
    if (verb == "fire"_L1)
        return ask(session, words);
    if (verb == "take"_L1) {
        const auto lock = session.takeLock(words.value(1).toStdString());
        return lock ? QJsonObject{{u"ok"_s, true}, {u"fence"_s, static_cast<qint64>(lock->fence)}}
                    : failed(lock.error());
    }
    if (verb == "held"_L1) {
        room::FiringLeave leave;
        leave.isAllowed = true;
        leave.fence = words.value(2).toLongLong();
        const auto held = session.confirmFiring({.lever = words.value(1).toStdString(),
                                                 .plan = {},
                                                 .approvals = 0,
                                                 .isTrip = false,
                                                 .breakGlass = {}},
                                                leave);
        return {{u"ok"_s, held.isAllowed}, {u"reason"_s, text(held.reason)}};
    }
    if (verb == "release"_L1) {
        const auto done = session.releaseLock(words.value(1).toStdString());
        return done ? QJsonObject{{u"ok"_s, true}} : failed(done.error());
    }
    if (verb == "beat"_L1) {
        const auto done = session.beat(line.mid(5).toStdString());
        return done ? QJsonObject{{u"ok"_s, true}} : failed(done.error());
    }
    if (verb == "who"_L1) {
        const auto present = session.presences();
        if (!present)
            return failed(present.error());
        QJsonArray rows;
        for (const room::Presence& each : *present)
            rows += QJsonObject{{u"account"_s, text(each.who.account)},
                                {u"login"_s, text(each.login)},
                                {u"view"_s, text(each.view)}};
        return {{u"ok"_s, true}, {u"present"_s, rows}};
    }
    return {{u"ok"_s, false}, {u"error"_s, u"no such command"_s}};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    const auto url = room::roomUrlFromText(arguments[1].toStdString());
    if (!url) {
        answer(failed(url.error()));
        return 2;
    }
    const char* password = std::getenv("PLUMBLINE_TOKEN_ROOM");
    const std::string account = arguments[2].toStdString();
    const auto session = room::RoomSession::open(
        {.url = *url,
         .password = password != nullptr ? password : "",
         .who = {.console = {}, .person = account, .account = account, .host = "test"},
         .journals = arguments[3]});
    if (!session) {
        answer(failed(session.error()));
        return 1;
    }
    answer({{u"ok"_s, true}, {u"console"_s, text((*session)->identity().console)}});
    std::string line;
    while (std::getline(std::cin, line) && line != "quit")
        answer(carryOut(**session, text(line)));
    if (line == "quit")
        (*session)->leave();
    return 0;
}
