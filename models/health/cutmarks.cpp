// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/cutmarks.h"

#include "models/health/words.h"

#include <algorithm>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kShortest = 80; // bytes; shorter answers often carry no closing mark
constexpr std::size_t kDeepest = 4096; // open brackets followed; deeper nesting is counted as open

std::string_view trimmed(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(" \t\r\n\v\f");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

std::string_view lastLine(std::string_view text)
{
    const std::size_t feed = text.rfind('\n');
    return feed == std::string_view::npos ? text : text.substr(feed + 1);
}

std::size_t fences(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = text.find("```"); at != std::string_view::npos;
         at = text.find("```", at + 3))
        count += at == 0 || text[at - 1] == '\n' || text[at - 1] == ' ' ? 1 : 0;
    return count;
}

// Is a text that starts as a JSON value cut before its end?
bool isOpenJson(std::string_view text)
{
    std::vector<char> open;
    bool isString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isString) {
            i += c == '\\' ? 1 : 0;
            isString = c != '"';
        } else if (c == '"') {
            isString = true;
        } else if (c == '{' || c == '[') {
            open.push_back(c);
            if (open.size() > kDeepest)
                return true;
        } else if (c == '}' || c == ']') {
            if (open.empty())
                return false;
            open.pop_back();
        }
    }
    return isString || !open.empty();
}

bool looksLikeJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '['))
        return false;
    const std::size_t next = text.find_first_not_of(" \t\r\n", first + 1);
    if (text[first] == '{')
        return next == std::string_view::npos || text[next] == '"' || text[next] == '}';
    return next != std::string_view::npos
        && (text[next] == '{' || text[next] == '"' || text[next] == '[');
}

// Brackets of the last paragraph that were opened and not closed.
bool hasOpenBracket(std::string_view text)
{
    const std::size_t gap = text.rfind("\n\n");
    const std::string_view paragraph = gap == std::string_view::npos ? text : text.substr(gap);
    const auto count = [paragraph](char c) { return std::ranges::count(paragraph, c); };
    // "a) b)" closes without opening; only the surplus of openings counts.
    return count('(') > count(')') || count('[') > count(']');
}

// The last code point before the end, variation selectors and joiners passed over.
char32_t lastCodePoint(std::string_view text)
{
    std::size_t at = text.size();
    while (at > 0) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
            --at;
        const char32_t c = codePointAt(text, at).value;
        if (c != 0xFE0F && c != 0x200D && c != 0x200B)
            return c;
    }
    return 0;
}

// Headings, list items, tables, links and signatures end without a mark.
bool isUnmarkedLine(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return true;
    const char c = line[first];
    const bool isItem = c == '-' || c == '*' || c == '#' || c == '|' || c == '+' || c == '>'
        || (c >= '0' && c <= '9');
    return isItem || line.find("://") != std::string_view::npos || line.size() - first < 40;
}

} // namespace

bool endsOpen(std::string_view text)
{
    const std::string_view body = trimmed(text);
    const char32_t last = body.empty() ? 0 : lastCodePoint(body);
    return (isLetter(last) && !isIdeograph(last)) || last == ',' || last == '(' || last == '[';
}

CutMark cutMarkOf(std::string_view text)
{
    const std::string_view body = trimmed(text);
    if (body.empty())
        return {};
    if (looksLikeJson(body))
        return isOpenJson(body) ? CutMark{0.93, "the JSON in the output is cut off"} : CutMark{};
    if (fences(body) % 2 == 1)
        return {0.88, "a code block is opened and never closed"};
    if (body.size() < kShortest)
        return {};
    const char32_t last = lastCodePoint(body);
    if (last == ',' || last == '(' || last == '[' || last == '{')
        return {0.75, "it ends in the middle of a sentence"};
    const bool isOpenEnd = isLetter(last) && !isIdeograph(last);
    const std::string_view line = lastLine(body);
    if (isOpenEnd && hasOpenBracket(body))
        return {0.8, "a bracket is opened and never closed"};
    const std::size_t space = line.find_last_of(' ');
    const std::string_view word = space == std::string_view::npos ? line : line.substr(space + 1);
    std::string lower(word.substr(0, 16));
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return static_cast<char>(
            folded(static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'.'));
    });
    static constexpr std::string_view dangling[] = {"the", "a",    "an",   "of",   "and", "or",
                                                    "to",  "with", "for",  "in",   "is",  "are",
                                                    "by",  "from", "that", "which"};
    if (isOpenEnd && std::ranges::find(dangling, std::string_view(lower)) != std::end(dangling))
        return {0.8, "it ends in the middle of a sentence"};
    if (isOpenEnd && !isUnmarkedLine(line))
        return {0.3, "it ends without a closing mark"};
    return {};
}

} // namespace health
