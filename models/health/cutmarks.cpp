// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/cutmarks.h"

#include "models/health/scripts.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kShortestAnswer = 80; // bytes; shorter answers often carry no closing mark
constexpr std::size_t kShortestCut = 20; // bytes; where the end itself shows the cut
constexpr std::size_t kFence = 3; // marks at least
constexpr std::size_t kShortLine = 40; // bytes
constexpr std::size_t kDeepestBrackets =
    4096; // open brackets followed; deeper nesting is counted as open

std::string_view withoutEndBlanks(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(" \t\r\n\v\f");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

std::string_view lastLine(std::string_view text)
{
    const std::size_t feed = text.rfind('\n');
    return feed == std::string_view::npos ? text : text.substr(feed + 1);
}

// Whether a code block is open at the end: fences stand at the beginning of a line and close with
// as many marks at least. Those within a line are spoken of.
bool hasOpenFence(std::string_view text)
{
    char mark = '\0'; // of the open fence
    std::size_t length = 0;
    while (!text.empty()) {
        const std::size_t feed = std::min(text.find('\n'), text.size());
        const std::string_view line = withoutEndBlanks(text.substr(0, feed));
        text.remove_prefix(std::min(feed + 1, text.size()));
        const std::size_t first = line.find_first_not_of(" \t>");
        if (first == std::string_view::npos)
            continue;
        const char c = line[first];
        const std::size_t after = std::min(line.find_first_not_of(c, first), line.size());
        const bool isFence = (c == '`' || c == '~') && after - first >= kFence;
        if (mark == '\0' && isFence && line.find('`', after) == std::string_view::npos) {
            mark = c;
            length = after - first;
        } else if (mark != '\0') {
            // Some close it behind the last line of the block.
            const std::size_t last = line.find_last_not_of(mark);
            const std::size_t closing =
                line.size() - (last == std::string_view::npos ? 0 : last + 1);
            mark = closing >= length ? '\0' : mark;
        }
    }
    return mark != '\0';
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
            if (open.size() > kDeepestBrackets)
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

// A letter that a sentence cannot end with: signs that close one are letters of some scripts,
// others close none at all.
bool isOpenLetter(char32_t c)
{
    constexpr std::array<char32_t, 9> closing{0x0964, 0x0965, 0x06D4, 0x061F, 0x0E2F,
                                              0x1362, 0x104B, 0x17D4, 0x0589};
    const Script script = scriptOf(c);
    return isLetter(c) && !isIdeograph(c) && script != Script::Thai
        && std::ranges::find(closing, c) == closing.end();
}

// "Best regards," and a name below it: a comma ends the line of a letter's close.
bool isValediction(std::string_view body)
{
    const std::string_view line = lastLine(body);
    return line.size() < body.size() && line.size() <= kShortLine
        && std::ranges::count(line, ' ') <= 3;
}

// "result += price *", "a, b ||": an operator that waits for its other side.
bool endsInOperator(std::string_view body)
{
    const std::string_view line = lastLine(body);
    const std::size_t space = line.find_last_of(" \t");
    if (space == std::string_view::npos || space == 0)
        return false;
    constexpr std::array<std::string_view, 11> operators{
        "*", "+", "=", "+=", "-=", "==", "&&", "||", "&", "->", "<"};
    const bool isCode = line.front() == ' ' || line.front() == '\t'
        || line.substr(0, space).find_first_of("=(){};") != std::string_view::npos;
    return isCode && std::ranges::find(operators, line.substr(space + 1)) != operators.end();
}

// In running text: two sentences before it on its line are closed, so that this one should be.
bool isAmongClosed(std::string_view line)
{
    std::size_t closed = 0;
    for (std::size_t at = 1; at + 1 < line.size(); ++at)
        closed +=
            line[at] == '.' && line[at + 1] == ' ' && line[at - 1] >= 'a' && line[at - 1] <= 'z'
            ? 1
            : 0;
    return closed >= 2;
}

// "- The article is the": a word that is spoken of ends an item.
bool isNamedWord(std::string_view line, std::string_view word)
{
    const std::string_view before = withoutEndBlanks(line.substr(0, line.size() - word.size()));
    const std::size_t first = line.find_first_not_of(" \t");
    const bool isItem = first != std::string_view::npos
        && (line[first] == '-' || line[first] == '*' || (line[first] >= '0' && line[first] <= '9'));
    return isItem && (before.ends_with(" is") || before.ends_with(" are") || before.ends_with(':'));
}

} // namespace

bool endsOpen(std::string_view text)
{
    const std::string_view body = withoutEndBlanks(text);
    const char32_t last = body.empty() ? 0 : lastCodePoint(body);
    return isOpenLetter(last) || last == ',' || last == '(' || last == '[';
}

CutMark cutMarkOf(std::string_view text)
{
    const std::string_view body = withoutEndBlanks(text);
    if (body.empty())
        return {};
    if (looksLikeJson(body))
        return isOpenJson(body) ? CutMark{0.93, "the JSON in the output is cut off"} : CutMark{};
    if (hasOpenFence(body))
        return {0.88, "a code block is opened and never closed"};
    const char32_t last = lastCodePoint(body);
    if (body.size() < kShortestCut)
        return {};
    const bool isHyphen =
        last == '-' && body.size() > 1 && isLetter(lastCodePoint(body.substr(0, body.size() - 1)));
    if (isHyphen)
        return {0.8, "it ends in the middle of a word"};
    if (last == ':' || last == 0xFF1A)
        return {0.75, "it announces what does not come"};
    if (endsInOperator(body))
        return {0.8, "it ends in the middle of a line of code"};
    const bool isOpenMark = last == ',' || last == '(' || last == '[' || last == '{';
    if (isOpenMark && !(last == ',' && isValediction(body)))
        return {0.75, "it ends in the middle of a sentence"};
    const bool isOpenEnd = isOpenLetter(last);
    const std::string_view line = lastLine(body);
    if (isOpenEnd && body.size() >= kShortestAnswer && hasOpenBracket(body))
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
    const bool isDangling =
        std::ranges::find(dangling, std::string_view(lower)) != std::end(dangling);
    // In a few words: "What for", "Log in".
    const bool isSentence = std::ranges::count(line, ' ') >= 4;
    if (isOpenEnd && isDangling && isSentence && !isNamedWord(line, word))
        return {0.8, "it ends in the middle of a sentence"};
    if (body.size() < kShortestAnswer)
        return {};
    if (isOpenEnd && isAmongClosed(line))
        return {0.6, "the last of several sentences ends without a closing mark"};
    if (isOpenEnd && !isUnmarkedLine(line))
        return {0.3, "it ends without a closing mark"};
    return {};
}

} // namespace health
