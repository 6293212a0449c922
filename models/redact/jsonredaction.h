// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redact {

// What is done to the pieces of JSON text. Each gives what stands in the place of the piece, and
// nothing when the piece stays.
struct JsonHandlers
{
    std::function<std::optional<std::string>(std::string_view name)> valueOf; // by a member's name
    // Of a string or a name; `member` is the name that the string is the value of, "" for others.
    std::function<std::optional<std::string>(std::string_view member, std::string_view text)> text;
    std::function<std::optional<std::string>(std::string_view digits)> number;
};

struct JsonOutcome
{
    bool isChanged = false; // then `result` is the text as it became
    bool isWhole = false; // nothing stands beside the JSON: no need to look at it as plain text
};

// Goes through the JSON in a text string by string, without building it: an object, an array or a
// string that is all of it, or stands in the middle of prose. Text that was cut is handled up to
// its end, what stays is kept byte by byte. Strings are given unescaped. Linear in the text.
JsonOutcome redactJson(std::string_view text, const JsonHandlers& handlers, std::string& result);

} // namespace redact
