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
    std::function<std::optional<std::string>(std::string_view text)> text; // of a string, or a name
    std::function<std::optional<std::string>(std::string_view digits)> number;
};

enum class JsonOutcome
{
    NotJson, // nothing may be concluded: look at it as plain text
    Unchanged,
    Changed,
};

// Goes through JSON text string by string, without building it: text that was cut is handled up to
// its end, what stays is kept byte by byte. Strings are given unescaped.
JsonOutcome redactJson(std::string_view json, const JsonHandlers& handlers, std::string& result);

// Whether the text starts as a JSON object or array.
bool looksLikeJson(std::string_view text);

} // namespace redact
