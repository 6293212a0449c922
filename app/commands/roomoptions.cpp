// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/roomoptions.h"

#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/settingsfile.h"
#include "models/net/secrets.h"
#include "models/telemetry/timerange.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QSysInfo>
#include <QVariant>

#include <cstdlib>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

// One folder for all recordings: what a console says is its operator's, and what could not be sent
// is not lost with a recording that is thrown away.
QString ownJournals()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + "/plumbline/rooms"_L1;
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return folder;
}

QJsonObject identityJson(const room::ConsoleIdentity& who)
{
    return {{u"console"_s, displayText(who.console)},
            {u"person"_s, displayText(who.person)},
            {u"account"_s, displayText(who.account)},
            {u"host"_s, displayText(who.host)}};
}

} // namespace

void addRoomOptions(CLI::App& app, RoomWords& words)
{
    app.add_option(
           "--room", words.url,
           "The shared room: postgresql://USER@HOST/DATABASE?room=NAME or sqlite:FILE; else "
           "PLUMBLINE_ROOM, else room/url of the settings. Never with a password in it")
        ->type_name("URL");
    app.add_option("--room-token-file", words.tokenFile,
                   "File whose first line is the password of the room; else PLUMBLINE_TOKEN_ROOM, "
                   "else the keyring (plumbline secret set ROOM)");
}

Result<std::optional<room::RoomUrl>> roomUrlOf(const RoomWords& words)
{
    std::string text = words.url;
    if (text.empty()) {
        const char* set = std::getenv("PLUMBLINE_ROOM");
        text = set != nullptr ? set : "";
    }
    if (text.empty())
        text = roomUrlSetting(currentLayers());
    if (text.empty())
        return std::optional<room::RoomUrl>();
    auto url = room::roomUrlFromText(text);
    if (!url)
        return tl::make_unexpected(url.error());
    return std::optional(std::move(*url));
}

Result<std::string> roomPassword(const RoomWords& words, const room::RoomUrl& url)
{
    if (url.store == room::RoomUrl::Store::Embedded)
        return std::string();
    return net::resolveSecret({.name = "ROOM", .namedFile = words.tokenFile, .profileFile = {}});
}

room::ConsoleIdentity roomIdentity()
{
    const Operator who = currentOperator();
    return {.console = {},
            .person = who.name,
            .account = who.account,
            .host = QSysInfo::machineHostName().toStdString()};
}

Result<std::optional<room::RoomOptions>> roomOptionsOf(const RoomWords& words)
{
    auto url = roomUrlOf(words);
    if (!url)
        return tl::make_unexpected(url.error());
    if (!*url)
        return std::optional<room::RoomOptions>();
    auto password = roomPassword(words, **url);
    if (!password)
        return tl::make_unexpected(password.error());
    return std::optional(room::RoomOptions{.url = **url,
                                           .password = std::move(*password),
                                           .who = roomIdentity(),
                                           .journals = ownJournals()});
}

Result<std::unique_ptr<room::RoomSession>> openRoom(const RoomWords& words)
{
    auto options = roomOptionsOf(words);
    if (!options)
        return tl::make_unexpected(options.error());
    if (!*options)
        return std::unique_ptr<room::RoomSession>();
    return room::RoomSession::open(std::move(**options));
}

QJsonObject toJson(const room::RoomEntry& entry)
{
    return {{u"sequence"_s, static_cast<qint64>(entry.sequence)},
            {u"uuid"_s, displayText(entry.uuid)},
            {u"console"_s, displayText(entry.console)},
            {u"author_sequence"_s, static_cast<qint64>(entry.authorSequence)},
            {u"seen"_s, static_cast<qint64>(entry.seen)},
            {u"login"_s, entry.login.empty() ? QJsonValue() : QJsonValue(displayText(entry.login))},
            {u"person"_s, displayText(entry.person)},
            {u"account"_s, displayText(entry.account)},
            {u"host"_s, displayText(entry.host)},
            {u"time"_s, static_cast<qint64>(telemetry::toUnixNanos(entry.entry.time))},
            {u"recorded"_s, static_cast<qint64>(telemetry::toUnixNanos(entry.recorded))},
            {u"kind"_s, displayText(entry.entry.kind)},
            {u"actor"_s, displayText(entry.entry.actor)},
            {u"subject"_s, displayText(entry.entry.subject)},
            {u"text"_s, displayText(entry.entry.text)},
            {u"payload"_s,
             QJsonDocument::fromJson(QByteArray::fromStdString(entry.entry.payload)).object()},
            {u"hash"_s, displayText(entry.hash)}};
}

QJsonObject toJson(const room::Presence& presence)
{
    QJsonObject result = identityJson(presence.who);
    result[u"login"_s] =
        presence.login.empty() ? QJsonValue() : QJsonValue(displayText(presence.login));
    result[u"view"_s] = QJsonDocument::fromJson(QByteArray::fromStdString(presence.view)).object();
    result[u"age_s"_s] = presence.ageSeconds;
    result[u"stale"_s] = presence.isStale();
    return result;
}

QJsonObject toJson(const room::LockState& lock)
{
    return {{u"lock"_s, displayText(lock.name)},
            {u"holder"_s, identityJson(lock.holder)},
            {u"fence"_s, static_cast<qint64>(lock.fence)},
            {u"seconds_left"_s, lock.secondsLeft}};
}

QJsonObject toJson(const room::Waiting& waiting)
{
    return {{u"journal"_s, displayText(waiting.journal.toStdString())},
            {u"console"_s, displayText(waiting.console.console)},
            {u"count"_s, static_cast<qint64>(waiting.count)},
            {u"own"_s, waiting.isOwn}};
}

QJsonObject toJson(const room::Conflict& conflict)
{
    QJsonArray entries;
    for (const std::int64_t entry : conflict.entries)
        entries += static_cast<qint64>(entry);
    return {{u"kind"_s, QLatin1String(room::toString(conflict.kind))},
            {u"subject"_s, displayText(conflict.subject)},
            {u"text"_s, displayText(conflict.text)},
            {u"entries"_s, entries},
            {u"settled"_s, conflict.isSettled}};
}

} // namespace commands
