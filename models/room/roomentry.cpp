// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomentry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using telemetry::TimelineEntry;

namespace {

constexpr std::size_t kLongestKind = 32;
constexpr std::array<std::string_view, 16> kShared{
    "action", "approval", "arm",  "disarm", "incident", "lever",  "message", "note",
    "reask",  "rung",     "step", "undo",   "verdict",  "screen", "view",    "lock"};

constexpr auto kRecording = "recording"_L1; // of an incident's entry
constexpr qsizetype kLongestText = qsizetype{16} * 1024; // UTF-16 units
// What is read at all: a reply that a recording keeps may have 4 MiB.
constexpr std::size_t kLargestPayload = std::size_t{32} * 1024 * 1024;

// UTF-8 as QString takes it, which makes U+FFFD of what is ill-formed, without NUL, and without
// what a store takes for a mark of the order of bytes: it would be gone, and the hash be another's.
std::string fitText(const std::string& text)
{
    QString result = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar& each : result) {
        const char16_t unit = each.unicode();
        if (unit == 0 || unit == 0xfeff || unit >= 0xfffe)
            each = QChar(QChar::ReplacementCharacter);
    }
    if (result.size() > kLongestText) {
        qsizetype end = kLongestText;
        if (result[end - 1].isHighSurrogate())
            --end;
        result = result.left(end) + QChar(0x2026);
    }
    return result.toStdString();
}

// Strings of at most so many units; whether any was longer.
bool cutStrings(QJsonValue& value, qsizetype most)
{
    bool isCut = false;
    if (value.isString() && value.toString().size() > most) {
        value = value.toString().left(most);
        return true;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            QJsonValue each = *it;
            if (cutStrings(each, most)) {
                *it = each;
                isCut = true;
            }
        }
        if (isCut)
            value = object;
    } else if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            QJsonValue each = array[i];
            if (cutStrings(each, most)) {
                array[i] = each;
                isCut = true;
            }
        }
        if (isCut)
            value = array;
    }
    return isCut;
}

// At most `most` bytes. What is longer loses the ends of its long texts first (documents, replies,
// a runbook's text), which its recording has whole, and says so: who reads it learns what was done.
std::string fitPayload(const std::string& text, std::size_t most)
{
    QJsonObject object;
    if (text.size() <= kLargestPayload)
        object =
            QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
                .object();
    QByteArray compact = QJsonDocument(object).toJson(QJsonDocument::Compact);
    for (const qsizetype longest : {16'384, 2'048, 256, 32}) {
        if (static_cast<std::size_t>(compact.size()) <= most)
            break;
        QJsonValue value(object);
        cutStrings(value, longest);
        object = value.toObject();
        object[QStringLiteral("cut")] = true;
        compact = QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    if (static_cast<std::size_t>(compact.size()) > most || text.size() > kLargestPayload)
        compact = R"({"cut":true})";
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

std::string named(const std::string& person, const std::string& account)
{
    return person.empty() || person == account ? account : person + " (" + account + ")";
}

} // namespace

std::string ConsoleIdentity::text() const
{
    const std::string who = named(person, account);
    return host.empty() ? who : who + " on " + host;
}

std::string RoomEntry::author() const
{
    const std::string who = named(person, account);
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

TimelineEntry ofRecording(TimelineEntry entry, const std::string& recording)
{
    if (entry.kind != "incident" || recording.empty())
        return entry;
    QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    payload[kRecording] = QString::fromStdString(recording);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

std::string incidentOf(const RoomEntry& entry, const QJsonObject& payload)
{
    const QString recording = payload[kRecording].toString();
    return (recording.isEmpty() ? entry.console : recording.toStdString()) + '\n'
        + entry.entry.subject;
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
    std::size_t bytes = 320; // the account, which the store counts too, has at most so many
    for (std::string* text : {&entry.actor, &entry.subject, &entry.text}) {
        *text = fitText(*text);
        bytes += text->size();
    }
    entry.payload = fitPayload(entry.payload, kMostEntryBytes - bytes);
    return entry;
}

} // namespace room
