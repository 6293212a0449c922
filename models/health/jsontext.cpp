// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/jsontext.h"

#include "models/health/digits.h"

#include <string>

namespace health {

namespace {

// Long integers as floating-point numbers: 123456789012345678901 becomes 123456789012345678901e0.
std::string withoutLongIntegers(std::string_view text)
{
    constexpr std::size_t longest = 18; // digits that always fit
    constexpr std::size_t finite = 300; // digits of what is still finite
    std::string plain;
    plain.reserve(text.size() + 64);
    bool isQuoted = false;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"')
            isQuoted = !isQuoted;
        if (isQuoted && text[at] == '\\' && at + 1 < text.size()) {
            plain += text.substr(at, 2);
            at += 2;
            continue;
        }
        std::size_t end = at;
        while (!isQuoted && end < text.size() && isDigit(text[end]))
            ++end;
        if (end == at) {
            plain += text[at++];
            continue;
        }
        const bool isStart = at == 0 || (text[at - 1] != '.' && (text[at - 1] | 0x20) != 'e');
        const bool isWhole =
            isStart && (end == text.size() || (text[end] != '.' && (text[end] | 0x20) != 'e'));
        if (isWhole && end - at > finite && text[at] != '0')
            plain += "1e308";
        else
            plain += text.substr(at, end - at);
        if (isWhole && end - at > longest && end - at <= finite)
            plain += "e0";
        at = end;
    }
    return plain;
}

} // namespace

simdjson::error_code parseJson(simdjson::dom::parser& parser, std::string_view text,
                               simdjson::dom::element& value)
{
    const auto error = parser.parse(text.data(), text.size()).get(value);
    // That is what this parser calls an integer beyond 64 bits.
    if (error != simdjson::NUMBER_ERROR)
        return error;
    return parser.parse(withoutLongIntegers(text)).get(value);
}

} // namespace health
