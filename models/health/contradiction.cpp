// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/measures.h"
#include "models/health/sentencewords.h"
#include "models/health/toolreading.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kLookedAtForFigures = std::size_t{16} << 10U; // bytes of an answer
constexpr std::size_t kNearField = 48; // bytes between a field's name and its value in a sentence
constexpr double kSmallest = 10; // smaller numbers count, order and address too much
constexpr double kFarOff = 100; // times: a value of another size is of another thing or unit

bool isFigureGiven(const Subject& subject, const Figure& figure)
{
    const auto holds = [&figure](const std::string& text) { return holdsWord(text, figure.text); };
    return (subject.context && holds(*subject.context))
        || (subject.prompt && holds(*subject.prompt))
        || std::ranges::any_of(subject.toolResults, holds);
}

bool isApproximate(std::string_view lower, const Figure& figure)
{
    const std::size_t from = figure.start - std::min<std::size_t>(figure.start, 20);
    return holdsAny(lower.substr(from, figure.start - from),
                    {"about", "around", "approx", "nearly", "almost", "over", "under", "roughly",
                     "more than", "less than", "at least", "up to", "some ", "~"});
}

// One digit another, or two that changed places: 549.90 for 594.90.
bool isSlip(std::string_view said, std::string_view known)
{
    constexpr std::size_t fewestDigits = 4;
    if (said.size() != known.size())
        return false;
    std::vector<std::size_t> different;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        digits += said[i] >= '0' && said[i] <= '9' ? 1 : 0;
        if (said[i] != known[i])
            different.push_back(i);
    }
    if (digits < fewestDigits)
        return false;
    return different.size() == 1
        || (different.size() == 2 && said[different[0]] == known[different[1]]
            && said[different[1]] == known[different[0]]);
}

bool isYearFigure(const Figure& figure)
{
    return figure.number && figure.shape == "9" && *figure.number >= 1900 && *figure.number <= 2100;
}

// "A-" of A-23724.
std::string_view prefixOf(std::string_view text)
{
    return text.substr(0, text.find_first_of("0123456789"));
}

// Holds the figures of an answer against those of the results. What is needed of a fact is worked
// out once, and only when it is asked for.
class FigureCheck
{
public:
    explicit FigureCheck(ToolReading& reading)
        : m_reading(reading)
        , m_said(figuresOf(reading.answer))
    {
        m_units.reserve(m_said.size());
        for (const Figure& figure : m_said)
            m_units.push_back(unitAfter(reading.lower, figure.end));
        for (const ToolFact& fact : reading.facts) {
            std::vector<Figure> own = figuresOf(fact.value);
            for (const Figure& figure : own) {
                if (figure.number)
                    m_known.push_back(*figure.number);
            }
            if (own.size() == 1)
                m_facts.push_back({.fact = &fact, .figure = std::move(own[0]), .isSaid = {}});
        }
    }

    void run()
    {
        for (std::size_t i = 0; i < m_said.size(); ++i) {
            const Figure& figure = m_said[i];
            if ((figure.number && *figure.number < kSmallest && figure.shape == "9")
                || isFigureGiven(m_reading.subject, figure)
                || (figure.number
                    && (isApproximate(m_reading.lower, figure) || isKnown(figure, m_units[i]))))
                continue;
            bool isNamed = false;
            const KnownFigure* replaced = replacedBy(figure, isNamed);
            if (replaced == nullptr)
                continue;
            const double probability = weightOf(figure, isNamed);
            m_reading.complain(probability,
                               "it says " + cited(figure.text) + ", the tool's result has "
                                   + cited(replaced->fact->value) + " as "
                                   + cited(replaced->fact->key),
                               figure.start, figure.end, *replaced->fact);
        }
    }

private:
    struct KnownFigure
    {
        const ToolFact* fact = nullptr;
        Figure figure;
        std::optional<bool> isSaid;
    };

    bool isKnown(const Figure& figure, const std::string& unit)
    {
        return std::ranges::any_of(m_known,
                                   [&](double known) { return canSay(figure, unit, known); })
            || isDerived(figure);
    }

    // Whether it can be reckoned from what the results hold: a sum, a difference, a product, a
    // ratio, a count.
    bool isDerived(const Figure& figure)
    {
        constexpr std::size_t most = 60;
        if (m_derived.empty()) {
            double sum = 0;
            for (const double value : m_known)
                sum += value;
            m_derived = {sum, static_cast<double>(m_known.size())};
            const std::size_t count = std::min(m_known.size(), most);
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t j = 0; j < count; ++j) {
                    const double a = m_known[i];
                    const double b = m_known[j];
                    const double ratio = b != 0 ? a / b : a;
                    m_derived.insert(m_derived.end(), {a + b, a - b, a * b, ratio});
                    if (i != j && ratio < 10)
                        m_ratios.push_back(ratio * 100);
                }
            }
            std::ranges::sort(m_derived);
            std::ranges::sort(m_ratios);
        }
        const auto holds = [said = *figure.number](const std::vector<double>& values,
                                                   double reach) {
            const auto next = std::ranges::lower_bound(values, said - reach);
            return next != values.end() && *next < said + reach;
        };
        return holds(m_derived, 0.006) || holds(m_ratios, 0.51 * lastPlace(figure));
    }

    bool isSaid(KnownFigure& known) const
    {
        if (!known.isSaid) {
            known.isSaid = holdsWord(m_reading.answer, known.figure.text);
            for (std::size_t i = 0; i < m_said.size() && known.figure.number && !*known.isSaid; ++i)
                known.isSaid = m_said[i].number && *m_said[i].number >= kSmallest
                    && canSay(m_said[i], m_units[i], *known.figure.number);
        }
        return *known.isSaid;
    }

    // The sentence around a figure, as far as a name in it can be that of the figure.
    std::string_view nearOf(const Figure& figure) const
    {
        const std::string_view lower = m_reading.lower;
        const std::size_t from = figure.start - std::min(figure.start, kNearField);
        std::string_view before = lower.substr(from, figure.start - from);
        std::string_view after = lower.substr(figure.end, kNearField);
        for (const std::string_view stop : {". ", "! ", "? ", "; ", "\n"}) {
            if (const std::size_t end = before.rfind(stop); end != std::string_view::npos)
                before.remove_prefix(end + stop.size());
            after = after.substr(0, after.find(stop));
        }
        return lower.substr(figure.start - before.size(),
                            before.size() + (figure.end - figure.start) + after.size());
    }

    // Whether the name of the field stands there: all of its words that are no unit, or of a long
    // one all but one.
    static bool isNamed(const std::string& key, std::string_view near)
    {
        std::size_t words = 0;
        std::size_t found = 0;
        for (std::string_view rest = key; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            const std::string_view word = rest.substr(0, end);
            if (end > 2 && !isUnitOfMeasure(word)) {
                ++words;
                found += near.find(word) != std::string_view::npos ? 1 : 0;
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return found > 0 && (found == words || (words > 2 && found + 1 == words));
    }

    // "HTTP 404", "page 120": it has a name already, the word before it. Empty when it has none.
    std::string_view ownName(const Figure& figure) const
    {
        const std::string_view lower = m_reading.lower;
        std::size_t end = figure.start;
        if (end == 0 || lower[end - 1] != ' ')
            return {};
        --end;
        std::size_t start = end;
        while (start > 0 && isWordByte(lower[start - 1]))
            --start;
        const std::string_view word = lower.substr(start, end - start);
        const bool isVerbLike = word.ends_with('s') || word.ends_with("ed");
        return word.empty() || isVerbLike || isUnitOfMeasure(word)
                || wordKind(word, hashOf(word)).isStop
            ? std::string_view()
            : word;
    }

    static bool isOfSameSize(const Figure& figure, const Figure& known)
    {
        if (!figure.number || !known.number)
            return true;
        const double larger = std::max(*figure.number, *known.number);
        const double smaller = std::min(*figure.number, *known.number);
        return larger <= smaller * kFarOff || larger < kFarOff;
    }

    // The fact that this figure stands in the place of: of the same shape, and said nowhere.
    // Without its name beside it only when it looks like it.
    const KnownFigure* replacedBy(const Figure& figure, bool& isNamedOne)
    {
        const std::string_view near = nearOf(figure);
        const std::string_view own = ownName(figure);
        const KnownFigure* found = nullptr;
        for (KnownFigure& known : m_facts) {
            if (known.figure.shape != figure.shape || !isOfSameSize(figure, known.figure))
                continue;
            const std::string& key = known.fact->key;
            const bool isNamedHere = isNamed(key, near)
                && (own.empty() || key.find(own) != std::string::npos || !figure.number);
            const bool isAlike = figure.number
                ? !isYearFigure(figure) && isSlip(figure.text, known.figure.text)
                : !prefixOf(figure.text).empty() && figure.text.size() > 4
                    && prefixOf(figure.text) == prefixOf(known.figure.text)
                    && std::ranges::count_if(figure.text, isDigit) > 3;
            if ((!isNamedHere && !isAlike) || isSaid(known))
                continue;
            if (found == nullptr || (isNamedHere && !isNamedOne)) {
                found = &known;
                isNamedOne = isNamedHere;
            }
        }
        return found;
    }

    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    static double weightOf(const Figure& figure, bool isNamed)
    {
        if (!figure.number)
            return isNamed ? 0.92 : 0.85; // an identifier or a date
        return isNamed && figure.shape == "9.9" ? 0.88 : 0.75;
    }

    ToolReading& m_reading;
    std::vector<Figure> m_said;
    std::vector<std::string> m_units; // of each
    std::vector<KnownFigure> m_facts; // those with one figure
    std::vector<double> m_known;
    std::vector<double> m_derived; // sorted; empty: not reckoned yet
    std::vector<double> m_ratios; // in percent, sorted
};

std::vector<ToolClash> clashesOf(const Subject& subject, const CleanText& output,
                                 std::vector<ToolFact> facts)
{
    const std::string_view answer = output.view().substr(0, kLookedAtForFigures);
    ToolReading reading{.subject = subject,
                        .output = output,
                        .answer = answer,
                        .lower = lowered(answer),
                        .facts = std::move(facts),
                        .clashes = {}};
    FigureCheck(reading).run();
    checkStates(reading);
    checkFlags(reading);
    checkNames(reading);
    return std::move(reading.clashes);
}

} // namespace

std::size_t findWord(std::string_view text, std::string_view word, std::size_t from)
{
    for (std::size_t at = text.find(word, from); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isWordByte(text[at - 1]))
            && (end == text.size() || !isWordByte(text[end])))
            return at;
    }
    return std::string_view::npos;
}

bool holdsWord(std::string_view text, std::string_view word)
{
    return findWord(text, word) != std::string_view::npos;
}

std::vector<ToolClash> toolClashesOf(const Subject& subject)
{
    if (subject.toolResults.empty() || !subject.output)
        return {};
    const CleanText output(*subject.output);
    return clashesOf(subject, output, toolFactsOf(subject.toolResults));
}

Judgement judgeContradiction(const Subject& subject)
{
    if (subject.toolResults.empty())
        return doesNotApply("no tool gave it a result");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    std::vector<ToolFact> facts = toolFactsOf(subject.toolResults);
    if (facts.empty())
        return doesNotApply("the results of its tools name no values");
    std::vector<Complaint> complaints;
    for (ToolClash& clash : clashesOf(subject, output, std::move(facts)))
        complaints.push_back({.probability = clash.probability,
                              .reason = std::move(clash.reason),
                              .finding = std::move(clash.finding)});
    return judgementOf(std::move(complaints),
                       "it says nothing that the results of its tools have otherwise");
}

} // namespace health
