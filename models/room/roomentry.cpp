// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomentry.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace room {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using telemetry::TimelineEntry;

namespace {

constexpr std::size_t kLongestKind = 32;
constexpr std::array<std::string_view, 16> kShared{
    "action", "approval", "arm",  "disarm", "incident", "lever",  "message", "note",
    "reask",  "rung",     "step", "undo",   "verdict",  "screen", "view",    "lock"};

// UTF-8 as QString takes it, which makes U+FFFD of what is ill-formed, without NUL.
std::string fitText(const std::string& text)
{
    QString result = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    result.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return result.toStdString();
}

std::string fitPayload(const std::string& text)
{
    const QJsonDocument parsed =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (!parsed.isObject())
        return "{}";
    QByteArray compact = parsed.toJson(QJsonDocument::Compact);
    // PostgreSQL reads no JSON with this in it. A backslash before it would be an escaped one.
    qsizetype at = 0;
    while ((at = compact.indexOf("\\u0000", at)) >= 0) {
        qsizetype slashes = 0;
        while (at - slashes > 0 && compact[at - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            compact.replace(at, 6, "\\ufffd");
        at += 6;
    }
    return compact.toStdString();
}

} // namespace

std::string ConsoleIdentity::text() const
{
    std::string who = person.empty() || person == account ? account : person + " (" + account + ")";
    return host.empty() ? who : who + " on " + host;
}

std::string RoomEntry::author() const
{
    std::string who = person.empty() || person == account ? account : person + " (" + account + ")";
    return login.empty() || login == account ? who : who + ", login " + login;
}

std::string entryHash(const RoomEntry& entry, const std::string& room)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const std::string& field) {
        const std::string length = std::to_string(field.size()) + ':';
        hash.addData(QByteArrayView(length.data(), static_cast<qsizetype>(length.size())));
        hash.addData(QByteArrayView(field.data(), static_cast<qsizetype>(field.size())));
    };
    const TimelineEntry& said = entry.entry;
    const std::array<std::string, 3> numbers{std::to_string(entry.authorSequence),
                                             std::to_string(entry.seen),
                                             std::to_string(telemetry::toUnixNanos(said.time))};
    for (const std::string* field : {&entry.previousHash, &entry.uuid, &room, &entry.console,
                                     &numbers[0], &numbers[1], &numbers[2], &said.kind, &said.actor,
                                     &entry.account, &said.subject, &said.text, &said.payload})
        add(*field);
    return hash.result().toHex().toStdString();
}

bool isShared(std::string_view kind)
{
    return std::find(kShared.begin(), kShared.end(), kind) != kShared.end();
}

Result<TimelineEntry> fitForRoom(TimelineEntry entry)
{
    const std::string& kind = entry.kind;
    if (kind.empty() || kind.size() > kLongestKind
        || !std::all_of(kind.begin(), kind.end(),
                        [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }))
        return failure(ErrorKind::Usage, "The kind of an entry is of small letters and \"_\".");
    std::size_t bytes = 0;
    for (std::string* text : {&entry.actor, &entry.subject, &entry.text}) {
        *text = fitText(*text);
        bytes += text->size();
    }
    if (entry.payload.size() > kMostEntryBytes) // before it is read
        return failure(ErrorKind::Usage, "An entry of a room has at most 256 KiB.");
    entry.payload = fitPayload(entry.payload);
    bytes += entry.payload.size();
    // The account, which the store counts too, has at most 320.
    if (bytes + 320 > kMostEntryBytes)
        return failure(ErrorKind::Usage, "An entry of a room has at most 256 KiB.");
    return entry;
}

} // namespace room
