// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <QJsonObject>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace room {

// Who sits where. The account is the identity that is told; what proves it is the login of the
// store, see RoomEntry::login.
struct ConsoleIdentity
{
    std::string console; // random UUID, lower-case; of one journal
    std::string person = {}; // what they call themselves; may be empty
    std::string account = {};
    std::string host = {};

    std::string text() const; // "Ada (ada) on db1", for people
};

inline constexpr std::size_t kMostEntryBytes = 256UL * 1024; // of all its texts
inline constexpr std::size_t kMostViewBytes = 16UL * 1024;

// One entry of the timeline as consoles share it. The author's console numbers and chains what it
// says; the store gives the total order. Times inside are the author's clock.
struct RoomEntry
{
    std::string uuid;
    std::string console; // of the author
    std::int64_t authorSequence = 0; // 1, 2, 3 ... of that console
    std::string previousHash; // of that console's entry before; 64 zeros for its first
    std::string hash;
    std::int64_t seen = 0; // the newest of the room that the author had read when it was said
    std::string account; // of the author
    telemetry::TimelineEntry entry; // time, kind, actor, subject, text, payload; the rest is unused

    // The store adds:
    std::int64_t sequence = 0; // of the room: 1, 2, 3 ... without holes; 0: not there yet
    std::string login; // the database's user, which is proven; empty: the store proves nobody
    std::string person; // of the console
    std::string host;
    telemetry::Timestamp recorded; // by the store's clock

    std::string author() const; // for people: "Ada (ada)", the login where it says something else
};

inline const std::string kNoHash(64, '0');

// SHA-256, lower-case hex, over each field behind its length in bytes and a colon: previous hash,
// uuid, room, console, author's sequence, seen, time in ns, kind, actor, account, subject, text,
// payload. resources/room/schema.sql computes the same.
std::string entryHash(const RoomEntry& entry, const std::string& room);

// An incident's number is its recording's own: INC-0001 of two recordings are two incidents. So an
// entry about one says of which recording it is (its id; empty: it does not), and without that it
// is of its console alone.
telemetry::TimelineEntry ofRecording(telemetry::TimelineEntry entry, const std::string& recording);
std::string incidentOf(const RoomEntry& entry, const QJsonObject& payload);

// Whether entries of this kind are for the room: what people and levers do, never telemetry.
bool isShared(std::string_view kind);

// As it can be kept by every store: kind of a-z and "_", well-formed UTF-8 without NUL, a payload
// that is a JSON object. Usage error where it has no such kind. What is longer than kMostEntryBytes
// loses the ends of its long texts, and says so ("cut": true); whatever else is made fit.
telemetry::Result<telemetry::TimelineEntry> fitForRoom(telemetry::TimelineEntry entry);

} // namespace room
