// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/spanmerge.h"

#include "models/otlp/wire.h"

#include <cstdint>
#include <set>
#include <tuple>

#include <protozero/pbf_writer.hpp>

namespace otlp {

namespace {

// Of trace.proto, message Span.
enum Field : std::uint32_t
{
    Parent = 4,
    Start = 7,
    End = 8,
    Attributes = 9,
    Events = 11,
    Links = 13,
    Status = 15,
};

// The first string field of an entry: the key of a KeyValue.
std::string_view keyOf(std::string_view entry)
{
    WireCursor cursor(entry);
    while (cursor.next()) {
        if (cursor.field() == 1)
            return cursor.bytes();
    }
    return {};
}

bool hasStatusCode(std::string_view status)
{
    WireCursor cursor(status);
    bool isSet = false;
    while (cursor.next())
        isSet = cursor.field() == 3 ? cursor.number() != 0 : isSet;
    return isSet;
}

// What a span has; views into its bytes.
struct Contents
{
    explicit Contents(std::string_view span)
    {
        WireCursor cursor(span);
        while (cursor.next())
            note(cursor);
    }

    void note(const WireCursor& cursor)
    {
        switch (cursor.field()) {
        case Parent:
            parent = cursor.bytes();
            break;
        case Start:
            start = cursor.number();
            break;
        case End:
            end = cursor.number();
            break;
        case Attributes:
            keys.insert(keyOf(cursor.bytes()));
            break;
        case Events:
            events.insert(cursor.bytes());
            break;
        case Links:
            links.insert(cursor.bytes());
            break;
        case Status:
            status = hasStatusCode(cursor.bytes()) ? cursor.bytes() : status;
            break;
        default:
            break;
        }
    }

    // Is there an entry of a list in this field that this span lacks?
    bool lacks(const WireCursor& cursor) const
    {
        switch (cursor.field()) {
        case Attributes:
            return !keys.contains(keyOf(cursor.bytes()));
        case Events:
            return !events.contains(cursor.bytes());
        case Links:
            return !links.contains(cursor.bytes());
        default:
            return false;
        }
    }

    std::set<std::string_view> keys;
    std::set<std::string_view> events;
    std::set<std::string_view> links;
    std::string_view parent; // the last one, also where a damaged span has several
    std::string_view status; // the last one with a code
    std::uint64_t start = 0;
    std::uint64_t end = 0;
};

} // namespace

// Of a field that is no list the last one counts: what is appended to a message replaces.
std::optional<std::string> mergedSpan(std::string_view known, std::string_view other)
{
    const Contents knownContents(known);
    const Contents otherContents(other);
    const bool endsLater = otherContents.end > knownContents.end;
    const auto& [kept, added] =
        endsLater ? std::tie(otherContents, knownContents) : std::tie(knownContents, otherContents);
    std::string merged(endsLater ? other : known);
    const std::size_t size = merged.size();
    protozero::pbf_writer writer(merged);
    WireCursor cursor(endsLater ? known : other);
    while (cursor.next()) {
        if (kept.lacks(cursor))
            writer.add_bytes(cursor.field(), cursor.bytes().data(), cursor.bytes().size());
    }
    if (kept.parent.empty() && !added.parent.empty())
        writer.add_bytes(Parent, added.parent.data(), added.parent.size());
    if (kept.status.empty() && !added.status.empty())
        writer.add_bytes(Status, added.status.data(), added.status.size());
    const std::uint64_t start =
        knownContents.start != 0 ? knownContents.start : otherContents.start;
    if (start != kept.start)
        writer.add_fixed64(Start, start);
    const bool isNews = endsLater || merged.size() > size;
    return isNews ? std::optional(std::move(merged)) : std::nullopt;
}

} // namespace otlp
