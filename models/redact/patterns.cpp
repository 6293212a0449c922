// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/patterns.h"

#include "models/redact/patternsyntax.h"
#include "models/telemetry/redaction.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <re2/re2.h>

namespace redact {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::int64_t kPatternBytes = 64 * 1024 * 1024; // RE2's programs and the states it keeps

// JSON text may spell any character as an escape; such text is looked into. What a hint is about is
// spelt so only to hide it; what other patterns are about (line ends, quotes, letters beyond ASCII)
// always is.
constexpr const char* kHidingEscapes = R"(\\u00[2-7]|\\/)";
constexpr const char* kJsonEscapes = R"(\\["\\/bfnrtu])";

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

RE2::Options options(bool isCaseSensitive)
{
    RE2::Options chosen;
    chosen.set_log_errors(false);
    chosen.set_max_mem(kPatternBytes);
    chosen.set_case_sensitive(isCaseSensitive);
    return chosen;
}

// '-' and '_' are one in names.
std::string nameText(std::string_view name)
{
    std::string quoted;
    for (const char c : name) {
        if (c == '-' || c == '_')
            quoted += "[-_]";
        else
            quoted += RE2::QuoteMeta(std::string(1, c));
    }
    return quoted;
}

std::vector<std::string_view> pieces(std::string_view glob)
{
    std::vector<std::string_view> list;
    for (std::size_t at = 0; at <= glob.size();) {
        const std::size_t end = std::min(glob.find('*', at), glob.size());
        list.push_back(glob.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

std::string namePattern(std::string_view glob)
{
    std::string pattern;
    bool isFirst = true;
    for (const std::string_view piece : pieces(glob))
        pattern += (std::exchange(isFirst, false) ? "" : R"(\C*)") + nameText(piece);
    return pattern;
}

std::string nameHint(std::string_view glob)
{
    const auto list = pieces(glob);
    return nameText(*std::max_element(list.begin(), list.end(), [](const auto& a, const auto& b) {
        return a.size() < b.size();
    }));
}

void addChoice(std::string& choices, const std::string& choice)
{
    choices += (choices.empty() ? "(?:" : "|(?:") + choice + ')';
}

// Issuers by their first digits, with the lengths that they give out.
bool isCardShape(std::string_view digits)
{
    const std::size_t n = digits.size();
    const int two = (digits[0] - '0') * 10 + (digits[1] - '0');
    const int four = two * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
    if (digits[0] == '4')
        return n == 13 || n == 16 || n == 19;
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720))
        return n == 16;
    if (two == 34 || two == 37)
        return n == 15;
    if (two == 36 || two == 38 || (four >= 3000 && four <= 3059))
        return n >= 14 && n <= 19;
    if (two == 35 || two == 62 || two == 65 || four == 6011 || (four >= 6440 && four <= 6499))
        return n >= 16 && n <= 19;
    return false;
}

bool hasCheckDigit(std::string_view digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

// Whether a number could start or end at `at`: not within a group of digits.
bool isEdge(std::string_view run, std::size_t at)
{
    return at == 0 || at == run.size() || !isDigit(run[at - 1]) || !isDigit(run[at]);
}

// The text with "\n" and its like as a backslash and a space, so that a word begins behind it; ""
// when it has none.
std::string withSpacesForEscapes(std::string_view text)
{
    constexpr std::string_view kLetters = "nrtbf";
    std::string spaced;
    if (text.empty())
        return spaced;
    for (std::size_t at = text.find('\\'); at < text.size() - 1; at = text.find('\\', at + 1)) {
        if (kLetters.find(text[at + 1]) == std::string_view::npos)
            continue;
        if (spaced.empty())
            spaced = text;
        spaced[at + 1] = ' ';
    }
    return spaced;
}

} // namespace

std::vector<std::pair<std::size_t, std::size_t>> cardNumbers(std::string_view run)
{
    constexpr std::size_t kLeast = 13;
    constexpr std::size_t kMost = 19;
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t start = 0; start < run.size(); ++start) {
        if (!isDigit(run[start]) || !isEdge(run, start))
            continue;
        std::string digits;
        std::size_t end = 0;
        for (std::size_t at = start; at < run.size() && digits.size() < kMost; ++at) {
            if (!isDigit(run[at]))
                continue;
            digits += run[at];
            if (digits.size() >= kLeast && isEdge(run, at + 1) && isCardShape(digits)
                && hasCheckDigit(digits))
                end = at + 1;
        }
        if (end > 0) {
            found.emplace_back(start, end);
            start = end - 1;
        }
    }
    return found;
}

struct Patterns::Compiled
{
    struct Pattern
    {
        std::unique_ptr<RE2> expression;
        std::size_t rule = 0;
        std::unique_ptr<RE2> anywhere = {}; // without assertions; null when it has none
    };
    std::vector<Rule> rules;
    std::unique_ptr<RE2> any; // matches wherever a rule may
    std::vector<Pattern> names;
    std::vector<Pattern> texts;
    std::vector<std::unique_ptr<RE2>> hints; // by rule; null when it has none

    void addRule(const Rule& rule, std::string& gate);
    bool isGood() const;
    void find(const RE2& expression, std::size_t rule, std::string_view text,
              std::vector<Hit>& hits) const;
};

void Patterns::Compiled::find(const RE2& expression, std::size_t rule, std::string_view text,
                              std::vector<Hit>& hits) const
{
    const bool hasGroup = expression.NumberOfCapturingGroups() > 0;
    re2::StringPiece groups[2];
    std::size_t at = 0;
    while (at <= text.size()
           && expression.Match(text, at, text.size(), RE2::UNANCHORED, groups, hasGroup ? 2 : 1)) {
        const re2::StringPiece& whole = groups[0];
        const bool isGroup = hasGroup && groups[1].data() != nullptr;
        const re2::StringPiece& part = isGroup ? groups[1] : whole;
        const auto start = static_cast<std::size_t>(part.data() - text.data());
        const auto wholeEnd = static_cast<std::size_t>(whole.data() - text.data()) + whole.size();
        at = std::max(wholeEnd, at + 1);
        const std::string_view matched = text.substr(start, part.size());
        switch (rules[rule].check) {
        case Check::Luhn:
            for (const auto& [first, end] : cardNumbers(matched))
                hits.push_back({start + first, start + end, rule});
            break;
        case Check::Digit:
            if (std::none_of(matched.begin(), matched.end(), isDigit))
                break;
            [[fallthrough]];
        case Check::None:
            if (!matched.empty())
                hits.push_back({start, start + matched.size(), rule});
            break;
        }
    }
}

Patterns::Patterns(std::unique_ptr<Compiled> compiled)
    : m_rules(compiled->rules)
    , m_compiled(std::move(compiled))
    , m_hasNumberChecks(std::any_of(m_rules.begin(), m_rules.end(),
                                    [](const Rule& rule) { return rule.check == Check::Luhn; }))
{
}

Patterns::~Patterns() = default;

std::string Patterns::markerOf(const Rule& rule)
{
    return std::string(telemetry::kRedactionMark) + rule.id + ']';
}

// A gate is tried on more than the text that the pattern is about: on a whole message, where what
// stands before a text is its length, and on JSON, where "\n" is two letters. So it has no
// assertion.
void Patterns::Compiled::addRule(const Rule& rule, std::string& gate)
{
    const std::size_t index = rules.size();
    rules.push_back(rule);
    std::string choices;
    for (const std::string& name : rule.names) {
        addChoice(choices, namePattern(name));
        addChoice(gate, "(?i)" + nameHint(name));
    }
    if (!choices.empty())
        names.push_back({std::make_unique<RE2>(choices, options(false)), index});
    for (const std::string& pattern : rule.patterns) {
        const std::string anywhere = withoutAssertions(pattern);
        texts.push_back(
            {std::make_unique<RE2>(pattern, options(true)), index,
             anywhere == pattern ? nullptr : std::make_unique<RE2>(anywhere, options(true))});
        if (rule.hint.empty())
            addChoice(gate, anywhere);
    }
    const std::string hint = withoutAssertions(rule.hint);
    hints.push_back(hint.empty() ? nullptr : std::make_unique<RE2>(hint, options(true)));
    if (!hint.empty())
        addChoice(gate, hint);
}

bool Patterns::Compiled::isGood() const
{
    const auto isPatternGood = [](const Pattern& pattern) {
        return pattern.expression->ok() && (!pattern.anywhere || pattern.anywhere->ok());
    };
    return any->ok() && std::all_of(names.begin(), names.end(), isPatternGood)
        && std::all_of(texts.begin(), texts.end(), isPatternGood);
}

Result<std::shared_ptr<const Patterns>> Patterns::compile(const std::vector<Rule>& rules)
{
    auto compiled = std::make_unique<Compiled>();
    std::string gate;
    bool mayBeEscaped = false;
    for (const Rule& rule : rules) {
        if (!rule.isEnabled)
            continue;
        compiled->addRule(rule, gate);
        mayBeEscaped =
            mayBeEscaped || (!rule.patterns.empty() && (rule.hint.empty() || !isAscii(rule.hint)));
    }
    const bool isEmpty = compiled->rules.empty();
    addChoice(gate, mayBeEscaped ? kJsonEscapes : kHidingEscapes);
    compiled->any = std::make_unique<RE2>(isEmpty ? R"(\z.)" : gate, options(true));
    if (!compiled->isGood())
        return failure(ErrorKind::Unreadable,
                       "The redaction rules are too large together: " + compiled->any->error());
    return std::shared_ptr<const Patterns>(new Patterns(std::move(compiled)));
}

bool Patterns::mayMatch(std::string_view bytes) const
{
    return m_compiled->any->Match(bytes, 0, bytes.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<std::size_t> Patterns::ruleForName(std::string_view name) const
{
    for (const Compiled::Pattern& pattern : m_compiled->names) {
        if (RE2::FullMatch(name, *pattern.expression))
            return pattern.rule;
    }
    return std::nullopt;
}

// Text that came with our markers in it is not taken apart again.
bool Patterns::isWithinMarker(std::string_view text, const Hit& hit) const
{
    constexpr std::size_t kLongest = 64; // of a marker
    const std::size_t from = hit.start > kLongest ? hit.start - kLongest : 0;
    const std::string_view near = text.substr(from, 2 * kLongest);
    const std::size_t opened = near.rfind(telemetry::kRedactionMark, hit.start - from);
    if (opened == std::string_view::npos)
        return false;
    const std::size_t closed = near.find(']', opened);
    if (closed == std::string_view::npos || hit.end > from + closed + 1)
        return false;
    return std::any_of(m_rules.begin(), m_rules.end(), [&](const Rule& rule) {
        return markerOf(rule) == near.substr(opened, closed + 1 - opened);
    });
}

bool Patterns::isAssignment(std::string_view name) const
{
    const std::string assigned = std::string(name) + ':';
    for (const Compiled::Pattern& pattern : m_compiled->texts) {
        if (m_compiled->hints[pattern.rule] && isHinted(pattern.rule, assigned))
            return true;
    }
    return false;
}

bool Patterns::isHinted(std::size_t rule, std::string_view text) const
{
    return !m_compiled->hints[rule] || RE2::PartialMatch(text, *m_compiled->hints[rule]);
}

std::optional<std::size_t> Patterns::ruleForBytes(std::string_view bytes) const
{
    if (!mayMatch(bytes))
        return std::nullopt;
    std::vector<Hit> hits;
    for (const Compiled::Pattern& pattern : m_compiled->texts) {
        if (isHinted(pattern.rule, bytes))
            m_compiled->find(pattern.anywhere ? *pattern.anywhere : *pattern.expression,
                             pattern.rule, bytes, hits);
        std::erase_if(hits, [&](const Hit& hit) { return isWithinMarker(bytes, hit); });
        if (!hits.empty())
            return hits.front().rule;
    }
    return std::nullopt;
}

std::vector<Hit> Patterns::find(std::string_view text) const
{
    std::vector<Hit> hits;
    const std::string spaced = withSpacesForEscapes(text);
    std::vector<bool> hinted(m_rules.size());
    for (std::size_t i = 0; i < m_rules.size(); ++i)
        hinted[i] = isHinted(i, text) || (!spaced.empty() && isHinted(i, spaced));
    for (const Compiled::Pattern& pattern : m_compiled->texts) {
        if (!hinted[pattern.rule])
            continue;
        m_compiled->find(*pattern.expression, pattern.rule, text, hits);
        if (!spaced.empty())
            m_compiled->find(*pattern.expression, pattern.rule, spaced, hits);
    }
    std::erase_if(hits, [&](const Hit& hit) { return isWithinMarker(text, hit); });
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::tuple(a.start, b.end, a.rule) < std::tuple(b.start, a.end, b.rule);
    });
    std::vector<Hit> apart;
    for (const Hit& hit : hits) {
        if (!apart.empty() && hit.start < apart.back().end)
            apart.back().end = std::max(apart.back().end, hit.end);
        else
            apart.push_back(hit);
    }
    return apart;
}

} // namespace redact
