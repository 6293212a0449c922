// SPDX-License-Identifier: GPL-3.0-or-later

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
constexpr std::size_t kLookedAt = std::size_t{64} << 10U; // bytes of an answer
constexpr std::size_t kQuotedWords = 6; // fewer are a term, not a quotation
constexpr std::size_t kLongestQuotation = 600; // bytes

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// All that was given, once in lower case: what may be cited.
class Given
{
public:
    explicit Given(const Subject& subject)
        : m_subject(subject)
    {
    }

    bool hasContext() const { return m_subject.context.has_value(); }
    std::string_view text()
    {
        if (!m_text) {
            m_text = lowered(m_subject.context.value_or("") + "\n" + m_subject.prompt.value_or(""));
            for (const std::string& earlier : m_subject.earlierAnswers)
                *m_text += "\n" + lowered(earlier);
        }
        return *m_text;
    }
    bool holds(std::string_view part) { return text().find(part) != std::string_view::npos; }

    // Letters and digits only, single blanks between: what survives line breaks and typography.
    bool holdsWords(const std::string& words)
    {
        if (!m_words)
            m_words = " " + plainWords(text()) + " ";
        return m_words->find(" " + words + " ") != std::string::npos;
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

// How many passages there are when they are counted: by documents, "[3]" or "passage 3". 0: nobody
// counts them.
std::size_t passagesOf(std::string_view given, std::string_view before, std::string_view after)
{
    std::size_t most = 0;
    for (std::size_t at = given.find(before); at != std::string_view::npos;
         at = given.find(before, at + 1)) {
        std::size_t number = 0;
        std::size_t end = at + before.size();
        const std::size_t first = end;
        while (end < given.size() && isDigit(given[end]) && end - first < 4)
            number = number * 10 + static_cast<std::size_t>(given[end++] - '0');
        if (end > first && given.substr(end).starts_with(after))
            most = std::max(most, number);
    }
    return most;
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

// "[4]" and "(passage 4)" of three.
void checkNumbers(Check& check, std::size_t documents)
{
    struct Style
    {
        std::string_view before;
        std::string_view after;
        const char* name;
    };
    constexpr std::array<Style, 4> styles{
        Style{"[", "]", "source"}, Style{"passage ", "", "passage"},
        Style{"document ", "", "document"}, Style{"source ", "", "source"}};
    for (const Style& style : styles) {
        std::size_t most = 0;
        std::size_t found = 0;
        for (std::size_t at = check.lower.find(style.before);
             at != std::string::npos && found < kMostCitations;
             at = check.lower.find(style.before, at + 1)) {
            std::size_t end = at + style.before.size();
            std::size_t number = 0;
            const std::size_t first = end;
            while (end < check.lower.size() && isDigit(check.lower[end]) && end - first < 4)
                number = number * 10 + static_cast<std::size_t>(check.lower[end++] - '0');
            if (end == first || !std::string_view(check.lower).substr(end).starts_with(style.after))
                continue;
            if (found++ == 0)
                most = std::max(passagesOf(check.given.text(), style.before, style.after),
                                style.before == "[" ? documents : 0);
            if (most == 0)
                break; // nothing that was given is counted
            ++check.citations;
            if (number > most || number == 0)
                check.complain(0.9,
                               std::string("it cites ") + style.name + " " + std::to_string(number)
                                   + " of " + std::to_string(most),
                               at, end + style.after.size());
        }
    }
}

// "[kb-102]" where passages are named like that.
void checkNames(Check& check)
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

// Addresses and DOIs: exact, save the scheme, "www." and a slash at the end.
void checkLinks(Check& check)
{
    if (!check.given.hasContext())
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
            const std::string_view host = link.substr(0, link.find('/'));
            // Addresses of examples belong to nobody.
            if (link.size() < 4 || host.find("example.") != std::string_view::npos
                || host.starts_with("localhost") || host.starts_with("127.0.0.1"))
                continue;
            ++found;
            ++check.citations;
            if (!check.given.holds(link))
                check.complain(check.given.holds(host) ? 0.75 : 0.88,
                               std::string(isDoi ? "it gives the DOI " : "it links to ")
                                   + cited(link) + ", which nothing given holds",
                               at, end);
        }
    }
}

// Who quotes says whom: without that, quotation marks hold examples, titles and irony.
bool isAttributed(std::string_view before)
{
    const std::string_view near =
        before.substr(before.size() - std::min<std::size_t>(before.size(), 60));
    return holdsAny(near,
                    {"said", "says", "state", "stating", "according", "wrote", "writes", "quote",
                     "noted", "notes", "reads", "passage", "document", "source", "article",
                     "mention", "explains", "describ", "as follows"});
}

void checkQuotation(Check& check, std::size_t start, std::size_t end)
{
    const std::string_view quoted = std::string_view(check.lower).substr(start, end - start);
    if (quoted.size() > kLongestQuotation
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
    if (!isThere)
        check.complain(0.72, "it quotes “" + cited(quoted) + "”, which nothing given says so",
                       start, end);
}

void checkQuotations(Check& check)
{
    if (!check.given.hasContext())
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
    if (!subject.context && subject.documentCount == 0)
        return doesNotApply("there is nothing given that it could cite");
    const CleanText output(*subject.output);
    const std::string_view answer = output.view().substr(0, kLookedAt);
    Check check{.output = output,
                .answer = answer,
                .lower = lowered(answer),
                .given = Given(subject),
                .complaints = {}};
    checkNumbers(check, subject.documentCount);
    checkNames(check);
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
