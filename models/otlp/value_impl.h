// SPDX-License-Identifier: GPL-3.0-or-later

// The templates of value.h, which includes this file.
#pragma once

#include "models/otlp/value.h"
#include "models/otlp/wire.h"

#include <cstdint>
#include <string_view>

namespace otlp {

namespace detail {

struct KeyValueView
{
    std::string_view key;
    std::string_view value;
};

// False when the KeyValue message is malformed.
bool readKeyValue(std::string_view wire, KeyValueView& keyValue);
bool readEvent(std::string_view wire, EventView& event);
bool readLink(std::string_view wire, LinkView& link);

inline constexpr std::uint32_t kSpanEvents = 11;
inline constexpr std::uint32_t kSpanLinks = 13;

// Calls fn(std::string_view) for each length-delimited occurrence of `field`; fn returns false to
// stop.
template<class F>
bool forEachMessage(std::string_view wire, std::uint32_t field, F&& fn)
{
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == field && cursor.isBytes() && !fn(cursor.bytes()))
            return false;
    }
    return !cursor.hasFailed();
}

} // namespace detail

template<class F>
bool forEachAttribute(std::string_view wire, std::uint32_t field, F&& fn)
{
    return detail::forEachMessage(wire, field, [&fn](std::string_view message) {
        detail::KeyValueView keyValue;
        if (!detail::readKeyValue(message, keyValue))
            return false;
        fn(keyValue.key, AnyValueView(keyValue.value));
        return true;
    });
}

template<class F>
bool forEachElement(std::string_view arrayWire, F&& fn)
{
    return detail::forEachMessage(arrayWire, 1, [&fn](std::string_view message) {
        fn(AnyValueView(message));
        return true;
    });
}

template<class F>
bool forEachEvent(std::string_view spanWire, F&& fn)
{
    return detail::forEachMessage(spanWire, detail::kSpanEvents, [&fn](std::string_view message) {
        EventView event;
        if (!detail::readEvent(message, event))
            return false;
        fn(event);
        return true;
    });
}

template<class F>
bool forEachLink(std::string_view spanWire, F&& fn)
{
    return detail::forEachMessage(spanWire, detail::kSpanLinks, [&fn](std::string_view message) {
        LinkView link;
        if (!detail::readLink(message, link))
            return false;
        fn(link);
        return true;
    });
}

} // namespace otlp
