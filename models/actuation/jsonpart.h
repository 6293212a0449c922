// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actuation {

// A value in JSON text, by its bytes: nothing is converted, so that numbers keep all their digits
// and objects their order. A view: the text must outlive it. All of it takes linear time, at any
// depth.
class JsonPart
{
public:
    enum class Kind
    {
        Object,
        Array,
        String,
        Number,
        Boolean,
        Null,
    };
    // The text as one value (RFC 8259, UTF-8); nullopt when it is none.
    static std::optional<JsonPart> of(std::string_view text);

    Kind kind() const;
    bool isStructured() const { return kind() == Kind::Object || kind() == Kind::Array; }
    std::string_view bytes() const { return m_bytes; } // as written, no white space around it
    // A string without its quotes; all others as written, but for white space between tokens.
    std::string text() const;
    // nullopt when it is not there. Of members with one name the first.
    std::optional<JsonPart> at(std::string_view pointer) const;

    // Elements, or members with their names as written, in quotes, until `visit` returns false.
    using Visit = std::function<bool(std::string_view name, const JsonPart& value)>;
    void forEach(const Visit& visit) const;

private:
    explicit JsonPart(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    std::string_view m_bytes;
};

// The names of a JSON Pointer (RFC 6901); nullopt when it is none.
std::optional<std::vector<std::string>> pointerNames(std::string_view pointer);

// The index that a name of a pointer is in an array; nullopt when it is none ("-", "01").
std::optional<std::size_t> arrayIndex(std::string_view name);

// A JSON string with its quotes, decoded.
std::string unquoted(std::string_view quoted);

} // namespace actuation
