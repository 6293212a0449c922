// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// A value in the result of a tool, with the field it is of.
struct ToolFact
{
    std::string key; // lower case, "_" and "-" as blanks
    std::string value; // as it stands there
    bool isText = false; // a JSON string
    bool isBool = false;
    std::size_t result = 0; // of toolFactsOf(): which of them
    std::size_t at = kNowhere; // byte of it where the value begins; kNowhere: written otherwise

    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
};

// The scalars of results that are JSON, at most some hundred; the field of a list's items is that
// of the list.
std::vector<ToolFact> toolFactsOf(const std::vector<std::string>& results);

// A number, an identifier with a number in it, or a date, as it stands in a text.
struct Figure
{
    std::string_view text;
    std::size_t start = 0; // bytes
    std::size_t end = 0;
    // What kind it is, for two of one kind can stand for each other: letters as a, digits as 9, the
    // rest as it is; of numbers only "9" or "9.9".
    std::string shape;
    std::optional<double> number; // with separators of thousands taken out
};
std::vector<Figure> figuresOf(std::string_view text);

} // namespace health
