// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/terminal.h"

#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace commands {

namespace {

// One conversion of a format: "%-28s", "%lld", "%.1f".
struct Conversion
{
    std::string text; // whole, from the per cent sign on
    std::size_t longs = 0; // how many l
    bool isSize = false; // z
    char kind = 0;

    bool isLeft() const { return text.find('-') != std::string::npos; }
    std::size_t width() const
    {
        const std::size_t at = text.find_first_of("123456789.");
        return at == std::string::npos || text[at] == '.'
            ? 0
            : std::strtoul(text.c_str() + at, nullptr, 10);
    }
};

Conversion conversionAt(std::string_view format, std::size_t at)
{
    Conversion conversion;
    const std::size_t end =
        std::min(format.find_first_of("dusfg%", at + 1), format.size() - 1); // ours: it is there
    conversion.text = format.substr(at, end - at + 1);
    conversion.longs = static_cast<std::size_t>(std::ranges::count(conversion.text, 'l'));
    conversion.isSize = conversion.text.find('z') != std::string::npos;
    conversion.kind = format[end];
    return conversion;
}

std::string padded(const Conversion& conversion, std::string text)
{
    const auto length = static_cast<std::size_t>(telemetry::codePointCount(text));
    if (length >= conversion.width())
        return text;
    text.insert(conversion.isLeft() ? text.size() : 0, conversion.width() - length, ' ');
    return text;
}

template<class Value>
std::string formatted(const Conversion& conversion, Value value)
{
    std::array<char, 512> text{};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" // the caller's own, checked where it stands
    const int length = std::snprintf(text.data(), text.size(), conversion.text.c_str(), value);
#pragma GCC diagnostic pop
    return {text.data(),
            static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(text.size()) - 1))};
}

std::string numberFrom(const Conversion& conversion, std::va_list& arguments)
{
    if (conversion.kind == 'f' || conversion.kind == 'g')
        return formatted(conversion, va_arg(arguments, double));
    if (conversion.isSize)
        return formatted(conversion, va_arg(arguments, std::size_t));
    if (conversion.longs == 2)
        return formatted(conversion, va_arg(arguments, long long));
    if (conversion.longs == 1)
        return formatted(conversion, va_arg(arguments, long));
    return formatted(conversion, va_arg(arguments, int));
}

void write(std::FILE* stream, std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
}

} // namespace

void print(std::FILE* stream, const char* format, ...)
{
    const std::string_view whole = format;
    std::string line;
    std::va_list arguments;
    va_start(arguments, format);
    for (std::size_t at = 0; at < whole.size();) {
        if (whole[at] != '%') {
            const std::size_t end = std::min(whole.find('%', at), whole.size());
            line.append(whole, at, end - at);
            at = end;
            continue;
        }
        const Conversion conversion = conversionAt(whole, at);
        if (conversion.kind == '%')
            line += '%';
        else if (conversion.kind == 's')
            line += padded(conversion, telemetry::visibleLine(va_arg(arguments, const char*)));
        else
            line += numberFrom(conversion, arguments);
        at += conversion.text.size();
    }
    va_end(arguments);
    write(stream, line);
}

void printProse(std::FILE* stream, std::string_view utf8)
{
    write(stream, telemetry::visibleText(utf8));
}

} // namespace commands
