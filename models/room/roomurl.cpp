// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomurl.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <string_view>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kPort = 5432;
constexpr std::size_t kLongestName = 64;
constexpr std::string_view kFull = "verify-full";
constexpr std::array<std::string_view, 4> kModes{"verify-full", "verify-ca", "require", "disable"};

// Of this machine: nobody stands between.
bool isLocal(const QString& host)
{
    static const QRegularExpression loopback(u"^127(\\.[0-9]{1,3}){3}$"_s);
    return host == "localhost"_L1 || host.startsWith(u'/') || host == "::1"_L1
        || loopback.match(host).hasMatch();
}

// What libpq reads as one value whatever stands in it; QPSQL makes a blank of each semicolon.
bool isPlain(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        return c == ';' || c == '\'' || c == '\\' || static_cast<unsigned char>(c) < ' ';
    });
}

Result<void> takeQuery(RoomUrl& url, const QUrlQuery& query)
{
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (name == "room"_L1)
            url.room = value.toStdString();
        else if (name == "sslmode"_L1 && url.store == RoomUrl::Store::Postgres)
            url.tlsMode = value.toStdString();
        else if (name == "sslrootcert"_L1 && url.store == RoomUrl::Store::Postgres)
            url.tlsRootFile = value.toStdString();
        else if (name.contains("pass"_L1, Qt::CaseInsensitive))
            return failure(ErrorKind::Usage,
                           "A room's URL holds no password: keep it with \"plumbline secret set "
                           "ROOM\", in PLUMBLINE_TOKEN_ROOM, or in a file named with "
                           "--room-token-file.");
        else
            return failure(ErrorKind::Usage,
                           "A room's URL knows no \"" + name.toStdString()
                               + "\": it takes room, and of PostgreSQL sslmode and sslrootcert.");
    }
    if (!isRoomName(url.room))
        return failure(ErrorKind::Usage,
                       "\"" + url.room
                           + "\" is no name of a room: letters, digits, \".\", \"_\" and \"-\", at "
                             "most 64.");
    return {};
}

} // namespace

bool isRoomName(const std::string& name)
{
    return !name.empty() && name.size() <= kLongestName
        && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                   || c == '.' || c == '_' || c == '-';
           });
}

std::string RoomUrl::place() const
{
    if (store == Store::Embedded) { // the same from whatever folder it is named
        const QString whole = QFileInfo(QString::fromStdString(file)).absoluteFilePath();
        return "sqlite:" + QDir::cleanPath(whole).toStdString() + "?room=" + room;
    }
    return "postgresql://" + user + "@" + host + ":" + std::to_string(port) + "/" + database
        + "?room=" + room;
}

std::string RoomUrl::text() const
{
    if (store == Store::Embedded)
        return "sqlite:" + file + "?room=" + room;
    std::string result = "postgresql://" + user + "@"
        + (host.find(':') != std::string::npos ? "[" + host + "]" : host);
    if (port != kPort)
        result += ":" + std::to_string(port);
    result += "/" + database + "?sslmode=" + tlsMode + "&room=" + room;
    return tlsRootFile.empty() ? result : result + "&sslrootcert=" + tlsRootFile;
}

Result<RoomUrl> roomUrlFromText(const std::string& text)
{
    RoomUrl url;
    const QString all = QString::fromStdString(text);
    if (all.startsWith("sqlite:"_L1)) {
        const qsizetype mark = all.indexOf(u'?');
        const qsizetype start = 7;
        QString file = all.mid(start, mark < 0 ? -1 : mark - start);
        if (file.startsWith("//"_L1)) // sqlite:///var/room.db
            file = file.mid(2);
        if (file.isEmpty())
            return failure(ErrorKind::Usage, "sqlite: names the file of the room.");
        url.file = file.toStdString();
        const auto taken = takeQuery(url, QUrlQuery(mark < 0 ? QString() : all.mid(mark + 1)));
        return taken ? Result<RoomUrl>(url) : tl::make_unexpected(taken.error());
    }
    const QUrl parsed(all, QUrl::StrictMode);
    if (!parsed.isValid()
        || (parsed.scheme() != "postgresql"_L1 && parsed.scheme() != "postgres"_L1))
        return failure(ErrorKind::Usage,
                       "A room is postgresql://USER@HOST/DATABASE?room=NAME or sqlite:FILE.");
    url.store = RoomUrl::Store::Postgres;
    if (parsed.authority(QUrl::FullyEncoded).section(u'@', 0, 0).contains(u':')
        && parsed.authority(QUrl::FullyEncoded).contains(u'@'))
        return failure(
            ErrorKind::Usage,
            "A room's URL holds no password: keep it with \"plumbline secret set ROOM\", "
            "in PLUMBLINE_TOKEN_ROOM, or in a file named with --room-token-file.");
    url.host = parsed.host(QUrl::FullyDecoded).toStdString();
    url.port = parsed.port(kPort);
    url.user = parsed.userName(QUrl::FullyDecoded).toStdString();
    url.database = parsed.path(QUrl::FullyDecoded).mid(1).toStdString();
    if (url.host.empty() || url.user.empty() || url.database.empty()
        || url.database.find('/') != std::string::npos)
        return failure(ErrorKind::Usage,
                       "A room's URL names a user, a host and a database: "
                       "postgresql://ada@db.example/incidents?room=main");
    if (const auto taken = takeQuery(url, QUrlQuery(parsed)); !taken)
        return tl::make_unexpected(taken.error());
    for (const std::string* part : {&url.host, &url.user, &url.database, &url.tlsRootFile}) {
        if (!isPlain(*part))
            return failure(ErrorKind::Usage,
                           "A room's URL has no quotes, backslashes, semicolons or control "
                           "characters in its parts.");
    }
    if (std::find(kModes.begin(), kModes.end(), url.tlsMode) == kModes.end())
        return failure(ErrorKind::Usage,
                       "sslmode is verify-full; verify-ca, require and disable only of a server on "
                       "this machine.");
    if (url.tlsMode != kFull && !isLocal(QString::fromStdString(url.host)))
        return failure(ErrorKind::Usage,
                       "sslmode=" + url.tlsMode
                           + " would take any server for the room's: only a server on this machine "
                             "goes without verify-full.");
    return url;
}

} // namespace room
