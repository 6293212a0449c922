// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/spanmerge.h"

#include "models/otlp/wire.h"

#include <cstdint>
#include <set>

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
            hasParent = !cursor.bytes().empty();
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
            hasStatus = hasStatusCode(cursor.bytes());
            break;
        default:
            break;
        }
    }

    // Is there something in this field that this span lacks?
    bool lacks(const WireCursor& cursor) const
    {
        switch (cursor.field()) {
        case Parent:
            return !hasParent && !cursor.bytes().empty();
        case Attributes:
            return !keys.contains(keyOf(cursor.bytes()));
        case Events:
            return !events.contains(cursor.bytes());
        case Links:
            return !links.contains(cursor.bytes());
        case Status:
            return !hasStatus && hasStatusCode(cursor.bytes());
        default:
            return false;
        }
    }

    std::set<std::string_view> keys;
    std::set<std::string_view> events;
    std::set<std::string_view> links;
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    bool hasParent = false;
    bool hasStatus = false;
};

} // namespace

// Of a field that is no list the last one counts: what is appended to a message replaces.
std::optional<std::string> mergedSpan(std::string_view known, std::string_view other)
{
    const Contents knownContents(known);
    const Contents otherContents(other);
    const bool endsLater = otherContents.end > knownContents.end;
    const Contents& kept = endsLater ? otherContents : knownContents;
    std::string merged(endsLater ? other : known);
    const std::size_t size = merged.size();
    protozero::pbf_writer writer(merged);
    WireCursor cursor(endsLater ? known : other);
    while (cursor.next()) {
        if (kept.lacks(cursor))
            writer.add_bytes(cursor.field(), cursor.bytes().data(), cursor.bytes().size());
    }
    const std::uint64_t start =
        knownContents.start != 0 ? knownContents.start : otherContents.start;
    if (start != kept.start)
        writer.add_fixed64(Start, start);
    const bool isNews = endsLater || merged.size() > size;
    return isNews ? std::optional(std::move(merged)) : std::nullopt;
}

} // namespace otlp
