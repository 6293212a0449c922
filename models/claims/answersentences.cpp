// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/answersentences.h"

#include "models/claims/asciicharacters.h"

#include <algorithm>
#include <array>
#include <string>

namespace claims {

namespace {

constexpr std::size_t kLongestSentence = 4096; // bytes; longer ones are cut at a blank
constexpr std::size_t kLongestCourtesy = 160; // bytes
constexpr std::size_t kLongestLead = 120; // bytes of "The rules are:"

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool hasDigit(std::string_view text)
{
    return std::ranges::any_of(text, isDigit);
}

std::string lowerHead(std::string_view text)
{
    std::string lower(text.substr(0, 64));
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return isUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return lower;
}

// Behind these a point ends no sentence.
bool isAbbreviation(std::string_view before)
{
    static constexpr std::array<std::string_view, 22> words{
        "mr",  "mrs", "ms", "dr", "prof", "st", "no",  "vs",     "e.g", "i.e",  "etc",
        "inc", "ltd", "co", "jr", "sr",   "ca", "fig", "approx", "art", "dept", "u.s"};
    std::size_t start = before.size();
    while (start > 0 && (isLetter(before[start - 1]) || before[start - 1] == '.')
           && before.size() - start < 8)
        --start;
    const std::string word = lowerHead(before.substr(start));
    if (word.size() == 1 && isUpper(before.back())) // an initial, not "82 W."
        return start < 2 || !isDigit(before[start - 2]);
    return std::ranges::find(words, word) != words.end();
}

class Splitter
{
public:
    explicit Splitter(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<AnswerSentence> run()
    {
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t feed = std::min(m_text.find('\n', at), m_text.size());
            line(at, feed);
            at = feed + 1;
        }
        if (m_isFenced)
            add(m_fence, m_text.size(), SentenceRole::Code);
        return std::move(m_sentences);
    }

private:
    void line(std::size_t start, std::size_t end)
    {
        std::size_t first = start;
        while (first < end && isBlank(m_text[first]))
            ++first;
        const std::string_view rest = m_text.substr(first, end - first);
        if (rest.starts_with("```") || rest.starts_with("~~~")) {
            if (m_isFenced)
                add(m_fence, end, SentenceRole::Code);
            m_isFenced = !m_isFenced;
            m_fence = first;
            return;
        }
        if (m_isFenced || rest.empty())
            return;
        if (rest.front() == '#' && rest.find_first_not_of('#') < 7) {
            addLine(first, end, SentenceRole::Heading);
            return;
        }
        if (rest.find_first_not_of("-=|:+*_ \t\r") == std::string_view::npos)
            return; // a ruler
        if (rest.front() == '|') {
            addLine(first, end, SentenceRole::Statement);
            return;
        }
        const std::size_t body = first + markerLength(rest);
        if (isBoldLine(m_text.substr(body, end - body)))
            add(body, end, SentenceRole::Heading);
        else
            sentences(body, end);
    }

    // A line is one sentence, but for very long ones.
    void addLine(std::size_t start, std::size_t end, SentenceRole role)
    {
        while (end - start > kLongestSentence) {
            const std::size_t cut = m_text.substr(0, start + kLongestSentence).find_last_of(" |\t");
            if (cut == std::string_view::npos || cut <= start)
                break;
            add(start, cut + 1, role);
            start = cut + 1;
        }
        add(start, end, role);
    }

    // "- ", "* ", "12. ", "> ", "a) "
    static std::size_t markerLength(std::string_view line)
    {
        std::size_t length = 0;
        while (length < line.size() && line[length] == '>')
            ++length;
        while (length < line.size() && isBlank(line[length]))
            ++length;
        const std::string_view rest = line.substr(length);
        for (const std::string_view mark : {"- ", "* ", "+ ", "\xE2\x80\xA2 "}) {
            if (rest.starts_with(mark))
                return length + mark.size();
        }
        std::size_t digits = 0;
        while (digits < rest.size() && isDigit(rest[digits]) && digits < 3)
            ++digits;
        if (digits > 0 && digits + 1 < rest.size() && (rest[digits] == '.' || rest[digits] == ')')
            && rest[digits + 1] == ' ')
            return length + digits + 2;
        const std::size_t letter = rest.starts_with('(') ? 1 : 0;
        if (rest.size() > letter + 2 && rest[letter] >= 'a' && rest[letter] <= 'z'
            && (rest[letter + 1] == ')' || (letter == 0 && rest[1] == '.'))
            && rest[letter + 2] == ' ')
            return length + letter + 3;
        return length;
    }

    // "**Refunds**" or "**Refunds:**" alone on its line
    static bool isBoldLine(std::string_view line)
    {
        while (!line.empty() && isBlank(line.back()))
            line.remove_suffix(1);
        if (line.ends_with(':'))
            line.remove_suffix(1);
        return line.size() > 4 && line.starts_with("**") && line.ends_with("**")
            && line.find("**", 2) == line.size() - 2 && !hasDigit(line);
    }

    void sentences(std::size_t start, std::size_t end)
    {
        std::size_t from = start;
        for (std::size_t at = start; at < end; ++at) {
            const std::size_t length = endLength(at, end);
            const bool isTooLong = at - from >= kLongestSentence && isBlank(m_text[at]);
            if (length == 0 && !isTooLong)
                continue;
            std::size_t stop = at + std::max<std::size_t>(length, 1);
            stop = withTail(stop, end);
            add(from, stop, roleOf(m_text.substr(from, stop - from), stop >= end));
            from = stop;
            at = stop - 1;
        }
        if (from < end)
            add(from, end, roleOf(m_text.substr(from, end - from), true));
    }

    // Bytes of the mark that ends a sentence at `at`; 0: none does.
    std::size_t endLength(std::size_t at, std::size_t end) const
    {
        const char c = m_text[at];
        for (const std::string_view mark : {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"}) {
            if (m_text.substr(at, 3) == mark)
                return 3;
        }
        if (c != '.' && c != '!' && c != '?')
            return 0;
        std::size_t next = at + 1;
        while (next < end
               && std::string_view("\"')*_.!?").find(m_text[next]) != std::string_view::npos)
            ++next;
        if (next < end && !isBlank(m_text[next]) && m_text[next] != '[')
            return 0;
        if (c == '.' && next < end
            && (isAbbreviation(m_text.substr(0, at)) || isInside(at, next, end)))
            return 0;
        return next - at;
    }

    // "5 p.m. on Monday": points within the word, and it goes on in lower case.
    bool isInside(std::size_t at, std::size_t next, std::size_t end) const
    {
        while (next < end && isBlank(m_text[next]))
            ++next;
        return next < end && m_text[next] >= 'a' && m_text[next] <= 'z' && at >= 2
            && m_text[at - 2] == '.';
    }

    // "... 30 days. [1][2]" names its sources behind the mark.
    std::size_t withTail(std::size_t stop, std::size_t end) const
    {
        for (;;) {
            std::size_t at = stop;
            while (at < end && m_text[at] == ' ')
                ++at;
            if (at >= end || m_text[at] != '[')
                return stop;
            std::size_t close = at + 1;
            while (close < end && close - at < 24 && m_text[close] != ']' && m_text[close] != ' ')
                ++close;
            if (close >= end || m_text[close] != ']' || !hasDigit(m_text.substr(at, close - at)))
                return stop;
            stop = close + 1;
            if (stop < end && m_text[stop] == '.')
                ++stop;
        }
    }

    static SentenceRole roleOf(std::string_view sentence, bool endsLine)
    {
        while (!sentence.empty() && isBlank(sentence.back()))
            sentence.remove_suffix(1);
        while (!sentence.empty() && isBlank(sentence.front()))
            sentence.remove_prefix(1);
        std::string_view bare = sentence;
        while (!bare.empty()
               && std::string_view("\"')*_").find(bare.back()) != std::string_view::npos)
            bare.remove_suffix(1);
        if (bare.ends_with('?') || bare.ends_with("\xEF\xBC\x9F"))
            return SentenceRole::Question;
        if (endsLine && bare.ends_with(':') && bare.size() < kLongestLead && !hasDigit(bare))
            return SentenceRole::Heading;
        return isCourtesy(sentence) ? SentenceRole::Courtesy : SentenceRole::Statement;
    }

    static bool isCourtesy(std::string_view sentence)
    {
        static constexpr std::array<std::string_view, 24> openings{"hi",
                                                                   "hello",
                                                                   "dear ",
                                                                   "sure",
                                                                   "certainly",
                                                                   "of course",
                                                                   "thank",
                                                                   "you're welcome",
                                                                   "you are welcome",
                                                                   "please let me",
                                                                   "let me know",
                                                                   "feel free",
                                                                   "i hope this",
                                                                   "i'm happy to",
                                                                   "i am happy to",
                                                                   "happy to",
                                                                   "good question",
                                                                   "great question",
                                                                   "glad to",
                                                                   "welcome",
                                                                   "i'd be happy",
                                                                   "best regards",
                                                                   "kind regards",
                                                                   "if you have any"};
        if (sentence.size() > kLongestCourtesy || hasDigit(sentence))
            return false;
        const std::string head = lowerHead(sentence);
        return std::ranges::any_of(openings, [&](std::string_view opening) {
            return head.starts_with(opening)
                && (head.size() == opening.size() || !isLetter(head[opening.size()])
                    || opening.back() == ' ' || opening == "thank");
        });
    }

    void add(std::size_t start, std::size_t end, SentenceRole role)
    {
        while (end > start && (isBlank(m_text[end - 1]) || m_text[end - 1] == '\n'))
            --end;
        while (start < end && isBlank(m_text[start]))
            ++start;
        if (end > start)
            m_sentences.push_back({.start = start, .end = end, .role = role});
    }

    std::string_view m_text;
    std::vector<AnswerSentence> m_sentences;
    bool m_isFenced = false;
    std::size_t m_fence = 0;
};

} // namespace

std::vector<AnswerSentence> answerSentencesOf(std::string_view text)
{
    return Splitter(text).run();
}

} // namespace claims
