// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/digits.h"
#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kMostCitations = 64; // of each kind, of an answer
constexpr std::size_t kLookedAtForCitations = std::size_t{64} << 10U; // bytes of an answer
constexpr std::size_t kMostPassages = 999;
constexpr std::size_t kNearby = 9; // passages beyond the last one that may be meant
constexpr std::size_t kQuotedWords = 6; // fewer are a term, not a quotation
constexpr double kSmoothed = 0.6; // share of a quotation that is there word by word
constexpr std::size_t kLongestQuotation = 600; // bytes

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// JSON may write "/" as "\/".
std::string withoutEscapes(std::string text)
{
    for (std::size_t at = text.find("\\/"); at != std::string::npos; at = text.find("\\/", at))
        text.erase(at, 1);
    return text;
}

// All that was given, once in lower case: what may be cited.
class Given
{
public:
    explicit Given(const Subject& subject)
        : m_subject(subject)
    {
    }

    // Whether there is anything to cite from but what the user wrote.
    bool hasSources() const
    {
        return (m_subject.context && !isBlank(*m_subject.context))
            || !m_subject.toolResults.empty();
    }
    std::string_view text()
    {
        if (!m_text) {
            m_text = lowered(m_subject.context.value_or("") + "\n" + m_subject.prompt.value_or(""));
            *m_text += "\n" + lowered(m_subject.instructions.value_or(""));
            for (const std::string& earlier : m_subject.earlierAnswers)
                *m_text += "\n" + lowered(earlier);
            for (const std::string& result : m_subject.toolResults)
                *m_text += "\n" + withoutEscapes(lowered(result));
        }
        return *m_text;
    }
    bool holds(std::string_view part) { return text().find(part) != std::string_view::npos; }

    // An address: "x.io/v2" is not in "x.io/v20", nor "x.io" in "fax.io".
    bool holdsPage(std::string_view page)
    {
        const std::string_view all = text();
        const auto isOfName = [](char c) { return isWordByte(c) || c == '-'; };
        for (std::size_t at = all.find(page); at != std::string_view::npos;
             at = all.find(page, at + 1)) {
            const std::size_t end = at + page.size();
            if ((at == 0 || !isOfName(all[at - 1])) && (end == all.size() || !isOfName(all[end])))
                return true;
        }
        return false;
    }

    // Letters and digits only, single blanks between: what survives line breaks and typography.
    bool holdsWords(const std::string& words)
    {
        if (!m_words)
            m_words = " " + plainWords(text()) + " ";
        return m_words->find(" " + words + " ") != std::string::npos;
    }

    // How much of it is there, by runs of three words.
    double shareOf(const std::string& words)
    {
        if (!m_words)
            m_words = " " + plainWords(text()) + " ";
        std::vector<std::size_t> starts{0};
        for (std::size_t at = words.find(' '); at != std::string::npos;
             at = words.find(' ', at + 1))
            starts.push_back(at + 1);
        starts.push_back(words.size() + 1);
        if (starts.size() < 4)
            return holdsWords(words) ? 1 : 0;
        std::size_t found = 0;
        for (std::size_t i = 0; i + 3 < starts.size(); ++i)
            found += holdsWords(words.substr(starts[i], starts[i + 3] - 1 - starts[i])) ? 1 : 0;
        return static_cast<double>(found) / static_cast<double>(starts.size() - 3);
    }

    static std::string plainWords(std::string_view text)
    {
        std::string words;
        bool isOpen = false;
        for (std::size_t at = 0; at < text.size(); ++at) {
            // Typographic marks are E2 and two more; letters beyond ASCII stay as they are.
            const bool isMark = static_cast<unsigned char>(text[at]) == 0xE2;
            const bool isWord = !isMark && isWordByte(text[at]) && text[at] != '_';
            if (isWord && !isOpen && !words.empty())
                words += ' ';
            if (isWord)
                words += text[at];
            isOpen = isWord;
            at += isMark ? 2 : 0;
        }
        return words;
    }

private:
    const Subject& m_subject;
    std::optional<std::string> m_text;
    std::optional<std::string> m_words;
};

struct Style
{
    std::string_view before;
    std::string_view after;
    const char* name;
};

// A number in the style of a citation.
struct Numbered
{
    std::size_t start = 0; // bytes
    std::size_t end = 0;
    std::size_t number = 0;
    bool isAttached = false; // to a word: "red[4]", or "items[4]"
};

// Within `code`, which one or three backticks open on the same line.
bool isInCode(std::string_view text, std::size_t at)
{
    const std::size_t feed = text.rfind('\n', at);
    const std::string_view line = text.substr(feed == std::string_view::npos ? 0 : feed,
                                              at - (feed == std::string_view::npos ? 0 : feed));
    return std::ranges::count(line, '`') % 2 == 1;
}

std::vector<Numbered> numbersOf(std::string_view text, const Style& style, std::size_t most)
{
    std::vector<Numbered> numbers;
    for (std::size_t at = text.find(style.before);
         at != std::string_view::npos && numbers.size() < most;
         at = text.find(style.before, at + 1)) {
        Numbered found{.start = at, .end = at + style.before.size()};
        const std::size_t first = found.end;
        while (found.end < text.size() && isDigit(text[found.end]) && found.end - first < 4)
            found.number = found.number * 10 + static_cast<std::size_t>(text[found.end++] - '0');
        const bool isNumber = found.end > first && found.end - first < 4;
        if (!isNumber || !text.substr(found.end).starts_with(style.after) || isInCode(text, at))
            continue;
        found.end += style.after.size();
        const bool isWord = at > 0 && isWordByte(text[at - 1]);
        if (isWord && style.before != "[")
            continue; // "resource 3"
        found.isAttached = isWord
            || (at > 0 && text[at - 1] == ']' && !numbers.empty() && numbers.back().end == at
                && numbers.back().isAttached);
        numbers.push_back(found);
    }
    return numbers;
}

// How many passages there are when they are counted: "[1]" or "passage 1" and so on, without a gap.
// 0: nobody counts them; one that is spoken of is no count.
std::size_t passagesOf(std::string_view given, const Style& style)
{
    std::size_t most = 0;
    std::vector<bool> isThere(kMostPassages + 1);
    for (const Numbered& found : numbersOf(given, style, kMostPassages)) {
        if (found.number == 0 || found.number > kMostPassages)
            continue;
        isThere[found.number] = true;
        most = std::max(most, found.number);
        const bool opensLine = found.start == 0 || given[found.start - 1] == '\n';
        isThere[0] = isThere[0] || found.number > 1 || opensLine;
    }
    const bool isCounted =
        std::all_of(isThere.begin(), isThere.begin() + static_cast<std::ptrdiff_t>(most + 1),
                    [](bool is) { return is; });
    return most > 0 && isCounted ? most : 0;
}

struct Check
{
    const CleanText& output;
    std::string_view answer; // what is looked at of it
    std::string lower;
    Given given;
    std::size_t citations = 0; // that could be checked
    std::vector<Complaint> complaints;

    void complain(double probability, std::string reason, std::size_t start, std::size_t end)
    {
        complaints.push_back({.probability = probability,
                              .reason = std::move(reason),
                              .finding = output.finding(start, end, "citation", 1 - probability)});
    }
};

// Whether the answer sets its citations right behind words: at least two words have one that is
// there. A list that is indexed is one word.
bool citesAttached(std::string_view answer, const std::vector<Numbered>& numbers, std::size_t most)
{
    std::vector<std::string_view> words;
    for (const Numbered& found : numbers) {
        std::size_t begin = found.start;
        while (begin > 0 && isWordByte(answer[begin - 1]))
            --begin;
        const std::string_view word = answer.substr(begin, found.start - begin);
        if (!word.empty() && found.number > 0 && found.number <= most
            && std::ranges::find(words, word) == words.end())
            words.push_back(word);
    }
    return words.size() >= 2;
}

// "[4]" and "(passage 4)" of three. Far higher ones are years, ports and numbers of other things.
void checkNumbers(Check& check, std::size_t documents)
{
    constexpr std::array<Style, 4> styles{
        Style{"[", "]", "source"}, Style{"passage ", "", "passage"},
        Style{"document ", "", "document"}, Style{"source ", "", "source"}};
    for (const Style& style : styles) {
        const std::vector<Numbered> numbers = numbersOf(check.lower, style, kMostCitations);
        if (numbers.empty())
            continue;
        const bool isBracket = style.before == "[";
        const std::size_t most =
            std::max(passagesOf(check.given.text(), style), isBracket ? documents : 0);
        if (most == 0)
            continue; // nothing that was given is counted
        const bool isAttachedStyle = citesAttached(check.lower, numbers, most);
        for (const Numbered& found : numbers) {
            const bool isIndex = found.isAttached && !isAttachedStyle;
            if (isIndex || found.number > most + kNearby || (found.number == 0 && isBracket))
                continue;
            ++check.citations;
            if (found.number > most || found.number == 0)
                check.complain(0.9,
                               std::string("it cites ") + style.name + " "
                                   + std::to_string(found.number) + " of " + std::to_string(most),
                               found.start, found.end);
        }
    }
}

// "[kb-102]" where passages are named like that.
void checkCitedNames(Check& check)
{
    for (std::size_t at = check.lower.find('['); at != std::string::npos;
         at = check.lower.find('[', at + 1)) {
        const std::size_t close = check.lower.find(']', at);
        if (close == std::string::npos || close - at > 40)
            continue;
        const std::string_view name = std::string_view(check.lower).substr(at + 1, close - at - 1);
        const std::size_t digit = name.find_first_of("0123456789");
        const bool isName = digit != std::string_view::npos && digit > 0
            && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.")
                == std::string_view::npos;
        if (!isName || !check.given.holds("[" + std::string(name.substr(0, digit))))
            continue;
        ++check.citations;
        if (!check.given.holds("[" + std::string(name) + "]"))
            check.complain(0.92, "it cites " + cited(name) + ", which was not given", at,
                           close + 1);
        if (check.citations >= kMostCitations)
            return;
    }
}

std::size_t linkEnd(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' '
           && std::string_view("<>\"'`)]}|\\").find(text[end]) == std::string_view::npos
           && static_cast<unsigned char>(text[end]) != 0xE2)
        ++end;
    while (end > at && std::string_view(".,;:!?*_").find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

std::string_view trimmedPage(std::string_view link)
{
    link = link.substr(0, link.find_first_of("?#"));
    while (link.ends_with('/'))
        link.remove_suffix(1);
    return link;
}

// Addresses and DOIs: exact, save the scheme, "www." and a slash at the end.
void checkLinks(Check& check)
{
    if (!check.given.hasSources())
        return;
    for (const std::string_view opening : {"http://", "https://", "doi.org/10.", "doi:10."}) {
        std::size_t found = 0;
        for (std::size_t at = check.lower.find(opening);
             at != std::string::npos && found < kMostCitations;
             at = check.lower.find(opening, at + opening.size())) {
            const std::size_t end = linkEnd(check.lower, at);
            std::string_view link = std::string_view(check.lower).substr(at, end - at);
            const bool isDoi = opening.starts_with("doi");
            link.remove_prefix(isDoi ? link.find("10.") : opening.size());
            if (link.starts_with("www."))
                link.remove_prefix(4);
            while (link.ends_with('/'))
                link.remove_suffix(1);
            const std::string_view host = link.substr(0, link.find_first_of("/?#"));
            // Addresses of examples belong to nobody.
            if (link.size() < 4 || host.find("example.") != std::string_view::npos
                || host.starts_with("localhost") || host.starts_with("127.0.0.1"))
                continue;
            ++found;
            ++check.citations;
            // Where in a page, and how it is shown, is not another page.
            const std::string_view page = trimmedPage(link);
            const bool isHome = page == host;
            if (!check.given.holdsPage(page))
                check.complain(isHome && !isDoi                  ? 0.4
                                   : check.given.holdsPage(host) ? 0.75
                                                                 : 0.88,
                               std::string(isDoi ? "it gives the DOI " : "it links to ")
                                   + cited(link) + ", which nothing given holds",
                               at, end);
        }
    }
}

// Who quotes says whom, in the same sentence and right before: without that, quotation marks hold
// examples, titles and irony. What is asked is quoted to be answered.
bool isAttributed(std::string_view before)
{
    std::string_view near = before.substr(before.size() - std::min<std::size_t>(before.size(), 60));
    if (const std::size_t end = near.find_last_of(".!?\n"); end != std::string_view::npos)
        near.remove_prefix(end + 1);
    if (holdsAny(near,
                 {"question", "query", "asked", "ask ", "could be", "example", "such as",
                  "like this", "for instance", "you can", "you could", "search"}))
        return false;
    const std::string_view last = near.substr(near.size() - std::min<std::size_t>(near.size(), 24));
    const std::string_view trimmed = last.substr(0, last.find_last_not_of(' ') + 1);
    const bool isOpen = trimmed.ends_with(',') || trimmed.ends_with(':');
    return holdsAny(isOpen ? near : last,
                    {"said", "says", "state", "stating", "according", "wrote", "writes", "quote",
                     "noted", "notes", "reads", "passage", "document", "source", "article",
                     "mention", "explains", "describ", "as follows"});
}

bool hasFigure(std::string_view text)
{
    return std::ranges::any_of(text, isDigit) || holdsAny(text, {" not ", " no ", " never "});
}

void checkQuotation(Check& check, std::size_t start, std::size_t end)
{
    const std::string_view quoted = std::string_view(check.lower).substr(start, end - start);
    const std::string_view shown = quoted.substr(0, quoted.find_last_not_of(" ,.;") + 1);
    if (quoted.size() > kLongestQuotation || shown.ends_with('?')
        || !isAttributed(std::string_view(check.lower).substr(0, start)))
        return;
    // An ellipsis leaves something out: each part must be there.
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= quoted.size();) {
        const std::size_t dots = std::min(quoted.find("...", at), quoted.find("\xE2\x80\xA6", at));
        parts.push_back(Given::plainWords(
            quoted.substr(at, dots == std::string_view::npos ? dots : dots - at)));
        at = dots == std::string_view::npos ? quoted.size() + 1 : dots + 3;
    }
    const auto words = [](const std::string& part) {
        return static_cast<std::size_t>(std::ranges::count(part, ' ')) + 1;
    };
    std::size_t all = 0;
    for (const std::string& part : parts)
        all += part.empty() ? 0 : words(part);
    if (all < kQuotedWords)
        return;
    ++check.citations;
    const bool isThere = std::ranges::all_of(parts, [&check](const std::string& part) {
        return part.empty() || check.given.holdsWords(part);
    });
    if (isThere)
        return;
    // Nearly so: the wording was smoothed, which matters where a figure or a negation was.
    const bool isNear = std::ranges::all_of(parts, [&check](const std::string& part) {
        return part.empty() || check.given.shareOf(part) >= kSmoothed;
    });
    check.complain(isNear && !hasFigure(quoted) ? 0.4 : 0.72,
                   "it quotes “" + cited(quoted) + "”, which nothing given says so", start, end);
}

void checkQuotations(Check& check)
{
    if (!check.given.hasSources())
        return;
    constexpr std::string_view openMark = "\xE2\x80\x9C";
    constexpr std::string_view closeMark = "\xE2\x80\x9D";
    std::size_t found = 0;
    for (std::size_t at = 0; at < check.lower.size() && found < kMostCitations; ++at) {
        const std::string_view rest = std::string_view(check.lower).substr(at);
        const bool isPlain = rest.front() == '"';
        if (!isPlain && !rest.starts_with(openMark))
            continue;
        const std::size_t start = at + (isPlain ? 1 : openMark.size());
        const std::size_t end =
            check.lower.find(isPlain ? std::string_view("\"") : closeMark, start);
        if (end == std::string::npos)
            return;
        checkQuotation(check, start, end);
        ++found;
        at = end + (isPlain ? 0 : closeMark.size() - 1);
    }
}

// Whether anything in it can be a citation: most answers are told by this alone.
bool canCite(std::string_view answer)
{
    return answer.find_first_of("[\"") != std::string_view::npos
        || holdsAny(answer, {"://", "\xE2\x80\x9C", "doi", "DOI", "assage ", "ocument ", "ource "});
}

} // namespace

Judgement judgeCitations(const Subject& subject)
{
    if (!subject.output)
        return doesNotApply("there is no answer that could cite anything");
    if (subject.task == "code" || !canCite(*subject.output))
        return doesNotApply("it cites nothing");
    if ((!subject.context || isBlank(*subject.context)) && subject.documentCount == 0
        && subject.toolResults.empty())
        return doesNotApply("there is nothing given that it could cite");
    const CleanText output(*subject.output);
    const std::string_view answer = output.view().substr(0, kLookedAtForCitations);
    Check check{.output = output,
                .answer = answer,
                .lower = lowered(answer),
                .given = Given(subject),
                .complaints = {}};
    checkNumbers(check, subject.documentCount);
    checkCitedNames(check);
    checkLinks(check);
    checkQuotations(check);
    if (check.citations == 0)
        return doesNotApply("it cites nothing that could be looked up");
    return judgementOf(std::move(check.complaints),
                       std::to_string(check.citations)
                           + (check.citations == 1 ? " citation is in what was given"
                                                   : " citations are in what was given"));
}

} // namespace health
