// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/application.h"
#include "app/commands/commands.h"
#include "app/commands/guardfacts.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/roomoptions.h"
#include "app/commands/terminal.h"
#include "models/room/postgresstore.h"
#include "models/room/roomhandover.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

using namespace Qt::StringLiterals;
using room::RoomSession;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr auto kRoomPoll = std::chrono::milliseconds(500);
constexpr auto kBeat = std::chrono::seconds(room::kHeartbeatSeconds);

struct RoomCommand
{
    RoomWords words;
    std::string roles; // init: a file
    std::string text;
    std::string view = "{}";
    std::string seconds; // watch
    bool isJson = false;
};

Result<room::RoomUrl> urlOf(const RoomCommand& command)
{
    auto url = roomUrlOf(command.words);
    if (!url)
        return tl::make_unexpected(url.error());
    if (!*url)
        return failure(ErrorKind::Usage,
                       "No room is set: name one with --room, in PLUMBLINE_ROOM, or as room/url of "
                       "the settings.");
    return **url;
}

// A file that is no room is found out before a journal is made for it: what would be kept there is
// for nobody.
Result<std::unique_ptr<RoomSession>> sessionOf(const RoomCommand& command)
{
    const auto url = urlOf(command);
    if (!url)
        return tl::make_unexpected(url.error());
    if (url->store == room::RoomUrl::Store::Embedded) {
        const auto store = room::openSqliteStore(*url);
        if (!store && store.error().kind == ErrorKind::Unreadable)
            return tl::make_unexpected(store.error());
    }
    return openRoom(command.words);
}

// Connected, and all read.
Result<std::unique_ptr<RoomSession>> enter(const RoomCommand& command)
{
    auto session = sessionOf(command);
    if (!session)
        return session;
    if (const auto synced = (*session)->sync(); !synced)
        return tl::make_unexpected(synced.error());
    return session;
}

Result<int> init(const RoomCommand& command)
{
    const auto url = urlOf(command);
    if (!url)
        return tl::make_unexpected(url.error());
    const auto password = roomPassword(command.words, *url);
    if (!password)
        return tl::make_unexpected(password.error());
    std::optional<runbook::Roles> roles;
    if (!command.roles.empty()) {
        auto read = readRoles(command.roles);
        if (!read)
            return tl::make_unexpected(read.error());
        roles = std::move(*read);
    }
    const auto done = room::initRoom(*url, *password, roles ? &*roles : nullptr);
    if (!done)
        return tl::make_unexpected(done.error());
    QJsonArray lines;
    for (const std::string& line : *done) {
        lines += displayText(line);
        if (!command.isJson)
            print(stdout, "%s\n", line.c_str());
    }
    if (command.isJson)
        printJson({{u"room"_s, displayText(url->text())}, {u"done"_s, lines}});
    return 0;
}

Result<int> checkWay(const RoomCommand& command)
{
    const auto url = urlOf(command);
    if (!url)
        return tl::make_unexpected(url.error());
    const auto password = roomPassword(command.words, *url);
    if (!password)
        return tl::make_unexpected(password.error());
    bool isGood = true;
    QJsonArray rows;
    for (const room::RoomFinding& finding : room::checkRoom(*url, *password)) {
        isGood = isGood && finding.isGood;
        rows += QJsonObject{{u"what"_s, displayText(finding.what)},
                            {u"good"_s, finding.isGood},
                            {u"sentence"_s, displayText(finding.sentence)}};
        if (!command.isJson)
            print(stdout, "%-10s %-5s %s\n", finding.what.c_str(),
                  finding.isGood ? "good" : "WRONG", finding.sentence.c_str());
    }
    if (command.isJson)
        printJson(
            {{u"room"_s, displayText(url->text())}, {u"good"_s, isGood}, {u"findings"_s, rows}});
    return isGood ? 0 : 1;
}

QJsonArray openConflicts(const RoomSession& session, bool isText)
{
    QJsonArray rows;
    for (const room::Conflict& conflict : session.conflicts()) {
        rows += toJson(conflict);
        if (isText && !conflict.isSettled)
            print(stdout, "Conflict (%s): %s\n", room::toString(conflict.kind),
                  conflict.text.c_str());
    }
    return rows;
}

void printWaiting(const RoomSession& room)
{
    for (const room::Waiting& each : room.waiting())
        print(stdout, "%lld not sent yet, of %s, kept in %s\n", static_cast<long long>(each.count),
              each.isOwn ? "this console" : "a console of yours that ended",
              each.journal.toStdString().c_str());
}

QJsonArray waitingJson(const RoomSession& room)
{
    QJsonArray rows;
    for (const room::Waiting& each : room.waiting())
        rows += toJson(each);
    return rows;
}

// What waits is told also where the store is away: that is when it matters.
Result<int> showStatus(const RoomCommand& command)
{
    const auto session = sessionOf(command);
    if (!session)
        return tl::make_unexpected(session.error());
    RoomSession& room = **session;
    const auto synced = room.sync();
    const auto present = synced
        ? room.presences()
        : Result<std::vector<room::Presence>>(tl::make_unexpected(synced.error()));
    const auto locks = present
        ? room.locks()
        : Result<std::vector<room::LockState>>(tl::make_unexpected(present.error()));
    if (!locks) {
        if (command.isJson)
            printJson({{u"room"_s, displayText(room.url().text())},
                       {u"connected"_s, false},
                       {u"waiting"_s, waitingJson(room)}});
        else
            printWaiting(room);
        return tl::make_unexpected(locks.error());
    }
    const std::int64_t last = room.entries().empty() ? 0 : room.entries().back().sequence;
    if (!command.isJson) {
        print(stdout, "%s\n%lld entries, %d present, %d locks held.\n", room.url().text().c_str(),
              static_cast<long long>(last), static_cast<int>(present->size()),
              static_cast<int>(locks->size()));
        printWaiting(room);
        if (!room.provesLogins())
            print(stdout, "The room proves nobody's account: it is a file.\n");
        for (const room::LockState& lock : *locks)
            print(stdout, "Lock %s: %s, %d s left, fence %lld\n", lock.name.c_str(),
                  lock.holder.text().c_str(), static_cast<int>(lock.secondsLeft),
                  static_cast<long long>(lock.fence));
    }
    const QJsonArray conflicts = openConflicts(room, !command.isJson);
    if (command.isJson) {
        QJsonArray lockRows;
        std::transform(locks->begin(), locks->end(), std::back_inserter(lockRows),
                       [](const auto& lock) { return toJson(lock); });
        printJson({{u"room"_s, displayText(room.url().text())},
                   {u"connected"_s, true},
                   {u"entries"_s, static_cast<qint64>(last)},
                   {u"present"_s, static_cast<int>(present->size())},
                   {u"waiting"_s, waitingJson(room)},
                   {u"proves_logins"_s, room.provesLogins()},
                   {u"locks"_s, lockRows},
                   {u"conflicts"_s, conflicts}});
    }
    return 0;
}

Result<int> who(const RoomCommand& command)
{
    const auto session = enter(command);
    if (!session)
        return tl::make_unexpected(session.error());
    const auto present = (*session)->presences();
    if (!present)
        return tl::make_unexpected(present.error());
    QJsonArray rows;
    for (const room::Presence& each : *present) {
        rows += toJson(each);
        if (!command.isJson)
            print(stdout, "%s%s, %s %d s ago%s\n", each.who.text().c_str(),
                  each.login.empty() || each.login == each.who.account
                      ? ""
                      : (", login " + each.login).c_str(),
                  each.isStale() ? "not heard of, last" : "seen", static_cast<int>(each.ageSeconds),
                  each.page.empty() ? "" : (", looks at " + each.page).c_str());
    }
    if (command.isJson)
        printJson({{u"present"_s, rows}});
    else if (present->empty())
        print(stdout, "Nobody is in the room.\n");
    return 0;
}

Result<int> handover(const RoomCommand& command)
{
    const auto session = enter(command);
    if (!session)
        return tl::make_unexpected(session.error());
    RoomSession& room = **session;
    const auto present = room.presences();
    const auto locks = room.locks();
    if (!present || !locks)
        return tl::make_unexpected(present ? locks.error() : present.error());
    const bool isWhole = room.entries().empty() || room.entries().front().sequence == 1;
    const room::Handover summary =
        room::handoverOf(room.entries(), *present, *locks, room.conflicts(), isWhole);
    if (!command.isJson) {
        printProse(stdout, room::toText(summary));
        return 0;
    }
    QJsonObject json;
    for (const room::Handover::Section& section : summary.sections) {
        QJsonArray lines;
        for (const std::string& line : section.lines)
            lines += displayText(line);
        json[displayText(section.title)] = lines;
    }
    printJson({{u"handover"_s, json}});
    return 0;
}

// Kept in the journal whatever the server does; the status tells whether it arrived.
Result<int> say(const RoomCommand& command)
{
    auto session = sessionOf(command);
    if (!session)
        return tl::make_unexpected(session.error());
    const auto synced = (*session)->sync(); // so that it has read what others said
    if (!synced && synced.error().kind == ErrorKind::Unreadable) // no such room: nobody would hear
        return tl::make_unexpected(synced.error());
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "message";
    entry.actor = currentOperator().text();
    entry.text = command.text;
    entry.payload = "{}";
    const auto said = (*session)->publish(std::move(entry));
    if (!said)
        return tl::make_unexpected(said.error());
    const auto sent = synced ? (*session)->sync() : synced;
    if (command.isJson)
        printJson({{u"uuid"_s, displayText(said->uuid)},
                   {u"sent"_s, sent.has_value()},
                   {u"pending"_s, static_cast<qint64>((*session)->pending())}});
    if (!sent)
        return failure(sent.error().kind,
                       "It is kept in " + (*session)->journalPath().toStdString()
                           + " and sent when the room is back: " + sent.error().message);
    if (!command.isJson)
        print(stdout, "Said.\n");
    return 0;
}

void show(const room::RoomEntry& entry, bool isJson)
{
    if (isJson)
        return printJsonLine(toJson(entry));
    print(stdout, "%lld  %s  %s  %s  %s  %s\n", static_cast<long long>(entry.sequence),
          telemetry::toRfc3339(entry.entry.time).c_str(), entry.author().c_str(),
          entry.entry.kind.c_str(), entry.entry.subject.c_str(), entry.entry.text.c_str());
    std::fflush(stdout);
}

// Follows the room until interrupted, and is present meanwhile. A server that goes away is waited
// for, longer each time up to half a minute.
Result<int> watch(const RoomCommand& command)
{
    telemetry::Duration within = telemetry::Duration::max();
    if (!command.seconds.empty()) {
        const auto given = telemetry::durationFromText(command.seconds);
        if (!given)
            return tl::make_unexpected(given.error());
        within = *given;
    }
    auto session = sessionOf(command);
    if (!session)
        return tl::make_unexpected(session.error());
    RoomSession& room = **session;
    room.setOnEntries([&](const std::vector<room::RoomEntry>& page) {
        for (const room::RoomEntry& entry : page)
            show(entry, command.isJson);
    });
    if (const auto first = room.sync(); !first && first.error().kind != ErrorKind::Unreachable)
        return tl::make_unexpected(first.error());
    installSignalHandlers();
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto nextBeat = start;
    auto nextTry = start;
    auto pause = std::chrono::milliseconds(kRoomPoll);
    bool wasAway = false;
    std::size_t told = 0; // conflicts
    while (!isInterrupted() && Clock::now() - start < within) {
        if (Clock::now() >= nextTry) {
            const auto synced = room.sync();
            const bool isAway = !synced;
            if (isAway && !wasAway)
                print(stderr, "plumbline: %s\n", synced.error().message.c_str());
            if (!isAway && wasAway)
                print(stderr, "plumbline: the room is back.\n");
            wasAway = isAway;
            pause = isAway
                ? std::min<std::chrono::milliseconds>(pause * 2, std::chrono::seconds(30))
                : std::chrono::milliseconds(kRoomPoll);
            nextTry = Clock::now() + pause;
            if (!isAway && Clock::now() >= nextBeat) {
                (void)room.beat(command.view);
                nextBeat = Clock::now() + kBeat;
            }
            const auto conflicts = room.conflicts();
            for (; told < conflicts.size(); ++told)
                print(stderr, "plumbline: conflict (%s): %s\n",
                      room::toString(conflicts[told].kind), conflicts[told].text.c_str());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    room.leave();
    return 0;
}

} // namespace

void addRoom(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "room",
        "The room that several consoles share in an incident: what people and levers did, who is "
        "there, who holds what. Never telemetry.");
    command->require_subcommand(1);
    command->footer("Example: plumbline room check --room "
                    "'postgresql://ada@db.example/incidents?room=main'\n"
                    "The password is never in the URL: plumbline secret set ROOM.");
    const auto add = [&](const char* name, const char* description, auto work) {
        auto options = std::make_shared<RoomCommand>();
        CLI::App* sub = command->add_subcommand(name, description);
        addRoomOptions(*sub, options->words);
        sub->add_flag("--json", options->isJson, "As JSON");
        const std::string part = name;
        if (part != "init" && part != "check")
            addOperatorOption(*sub);
        if (part == "init")
            sub->add_option("--roles", options->roles,
                            "File of roles (resources/roles/README.md) that the room goes by from "
                            "now on: whose approvals count, and who may spend them");
        if (part == "say")
            sub->add_option("--text", options->text, "What is said")->required();
        if (part == "watch") {
            sub->add_option("--for", options->seconds, "Ends after this: 30s, 10m");
            sub->add_option("--view", options->view,
                            "What is looked at: a JSON object, whose \"page\" is told to others");
        }
        sub->footer("Example: plumbline room " + part
                    + " --room 'postgresql://ada@db.example/incidents?room=main'"
                    + (part == "say" ? " --text 'The index was rebuilt at noon'" : ""));
        sub->callback([options, work, &status] {
            if (options->isJson)
                setErrorsAsJson();
            const auto application = applicationIfNone();
            const Result<int> done = work(*options);
            status = done ? *done : report(done.error());
        });
    };
    add("init", "Makes the schema, the role of consoles and the room; as the database's owner",
        init);
    add("check", "Says in words what is wrong with the way to the room: 0 nothing, 1 something",
        checkWay);
    add("status", "What the room holds: entries, locks, conflicts", showStatus);
    add("who", "Who is there, and looks at what", who);
    add("watch", "Follows the room, present in it, until interrupted", watch);
    add("handover", "What is open, done and not known, for whoever comes next", handover);
    add("say", "Says something to all consoles", say);
}

} // namespace commands
