// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/toolfacts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kLookedAt = std::size_t{16} << 10U; // bytes of an answer
constexpr std::size_t kNear = 48; // bytes between a field's name and its value in a sentence
constexpr double kSmallest = 10; // smaller numbers count, order and address too much

// States that exclude each other: a thing is in one of a group.
using Group = std::array<std::string_view, 12>;
constexpr std::array<Group, 7> kStates{
    Group{"shipped", "delivered", "cancelled", "canceled", "pending", "processing", "packed",
          "returned", "lost", "in transit", "out for delivery", "waiting for payment"},
    Group{"succeeded", "successful", "completed", "failed", "aborted"},
    Group{"active", "inactive", "suspended", "expired", "deactivated"},
    Group{"open", "closed", "reopened"},
    Group{"approved", "rejected", "denied", "declined"},
    Group{"paid", "unpaid", "overdue"},
    Group{"available", "unavailable", "in stock", "out of stock", "sold out"},
};

bool isIn(const Group& group, std::string_view state)
{
    return !state.empty() && std::ranges::find(group, state) != group.end();
}

struct Reading
{
    const Subject& subject;
    const CleanText& output;
    std::string_view answer;
    std::string lower;
    std::vector<ToolFact> facts;
    std::vector<Complaint> complaints;

    void complain(double probability, std::string reason, std::size_t start, std::size_t end)
    {
        complaints.push_back(
            {.probability = probability,
             .reason = std::move(reason),
             .finding = output.finding(start, end, "contradicted", 1 - probability)});
    }
};

// As a word of its own, not as part of one.
std::size_t findWord(std::string_view text, std::string_view word, std::size_t from = 0)
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

// --- figures

bool isGiven(const Reading& reading, const Figure& figure)
{
    if (reading.subject.context && holdsWord(*reading.subject.context, figure.text))
        return true;
    return (reading.subject.prompt && holdsWord(*reading.subject.prompt, figure.text))
        || std::ranges::any_of(reading.subject.toolResults, [&figure](const std::string& result) {
               return holdsWord(result, figure.text);
           });
}

bool isRounded(double said, double known)
{
    // 595 for 594.90, 0.13 for 0.125, 12.5 % for 0.125.
    const double scale = said == std::floor(said) ? 1 : 0.1;
    return std::abs(said - known) < scale || std::abs(said - known * 100) < scale
        || std::abs(said - known / 100) < scale;
}

bool isApproximate(std::string_view lower, const Figure& figure)
{
    const std::size_t from = figure.start - std::min<std::size_t>(figure.start, 20);
    return holdsAny(lower.substr(from, figure.start - from),
                    {"about", "around", "approx", "nearly", "almost", "over", "under", "roughly",
                     "more than", "less than", "at least", "up to", "some ", "~"});
}

// Whether it can be reckoned from what the results hold: a sum, a difference, a product, a count.
bool isDerived(double said, const std::vector<double>& known)
{
    for (std::size_t i = 0; i < known.size() && i < 60; ++i) {
        for (std::size_t j = 0; j < known.size() && j < 60; ++j) {
            const double a = known[i];
            const double b = known[j];
            for (const double value : {a + b, a - b, a * b, b != 0 ? a / b : a})
                if (std::abs(said - value) < 0.006)
                    return true;
        }
    }
    double sum = 0;
    for (const double value : known)
        sum += value;
    return std::abs(said - sum) < 0.006 || said == static_cast<double>(known.size());
}

// Whether the name of the field stands beside it.
bool isNamed(const Reading& reading, const ToolFact& fact, const Figure& figure)
{
    const std::size_t from = figure.start - std::min(figure.start, kNear);
    const std::string_view near =
        std::string_view(reading.lower).substr(from, figure.end - from + kNear);
    for (std::string_view rest = fact.key; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 2 && near.find(rest.substr(0, end)) != std::string_view::npos)
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

// The fact that this figure stands in the place of: of the same shape, and said nowhere.
const ToolFact* replacedBy(const Reading& reading, const Figure& figure, bool& isNamedOne)
{
    const ToolFact* found = nullptr;
    for (const ToolFact& fact : reading.facts) {
        const std::vector<Figure> own = figuresOf(fact.value);
        if (own.size() != 1 || own[0].shape != figure.shape
            || holdsWord(reading.answer, own[0].text))
            continue;
        const bool isNamedHere = isNamed(reading, fact, figure);
        if (found == nullptr || (isNamedHere && !isNamedOne)) {
            found = &fact;
            isNamedOne = isNamedHere;
        }
    }
    return found;
}

double weightOf(const Figure& figure, bool isNamedOne)
{
    if (!figure.number)
        return isNamedOne ? 0.92 : 0.85; // an identifier or a date
    if (figure.shape == "9.9")
        return isNamedOne ? 0.88 : 0.75;
    return isNamedOne ? 0.75 : 0.3;
}

void checkFigures(Reading& reading)
{
    std::vector<double> known;
    for (const ToolFact& fact : reading.facts) {
        for (const Figure& figure : figuresOf(fact.value)) {
            if (figure.number)
                known.push_back(*figure.number);
        }
    }
    for (const Figure& figure : figuresOf(reading.answer)) {
        if ((figure.number && *figure.number < kSmallest && figure.shape == "9")
            || isGiven(reading, figure))
            continue;
        if (figure.number
            && (std::ranges::any_of(known,
                                    [&figure](double value) {
                                        return value == *figure.number
                                            || isRounded(*figure.number, value);
                                    })
                || isApproximate(reading.lower, figure) || isDerived(*figure.number, known)))
            continue;
        bool isNamedOne = false;
        if (const ToolFact* fact = replacedBy(reading, figure, isNamedOne)) {
            const double probability = weightOf(figure, isNamedOne);
            if (probability >= 0.5)
                reading.complain(probability,
                                 "it says " + cited(figure.text) + ", the tool's result has "
                                     + cited(fact->value) + " as " + cited(fact->key),
                                 figure.start, figure.end);
        }
    }
}

// --- states

// "has not been shipped", "once it is delivered": nothing is said to be so.
bool isAsserted(std::string_view lower, std::size_t at)
{
    const std::size_t from = at - std::min<std::size_t>(at, 32);
    std::string_view before = lower.substr(from, at - from);
    const std::size_t stop = before.find_last_of(".!?;\n");
    before = stop == std::string_view::npos ? before : before.substr(stop + 1);
    return !holdsAny(before,
                     {"not ",    "n't ",   "n\xE2\x80\x99t ", "never ",  "no ",      "will ",
                      "once ",   "when ",  "until ",          "before ", "if ",      "can ",
                      "to be ",  "may ",   "might ",          "should ", "would ",   "could ",
                      "cannot ", "after ", "as soon as",      "unless ", "whether ", "yet ",
                      "longer ", "were ",  "previously ",     "or "});
}

std::string stateText(std::string_view value)
{
    std::string state = lowered(value);
    std::ranges::replace(state, '_', ' ');
    std::ranges::replace(state, '-', ' ');
    return state;
}

void checkStates(Reading& reading)
{
    for (const Group& group : kStates) {
        std::set<std::string> states;
        const ToolFact* source = nullptr;
        for (const ToolFact& fact : reading.facts) {
            const std::string state = fact.isText ? stateText(fact.value) : std::string();
            if (isIn(group, state)) {
                states.insert(state);
                source = &fact;
            }
        }
        if (states.size() != 1 || holdsWord(reading.lower, *states.begin()))
            continue;
        const bool isCancelled = states.contains("cancelled") || states.contains("canceled");
        for (const std::string_view other : group) {
            if (other.empty() || states.contains(std::string(other))
                || (isCancelled && other.starts_with("cancel")))
                continue;
            const std::size_t at = findWord(reading.lower, other);
            if (at == std::string_view::npos || !isAsserted(reading.lower, at))
                continue;
            reading.complain(0.85,
                             "it says “" + std::string(other) + "”, the tool's result has “"
                                 + cited(source->value) + "” as " + cited(source->key),
                             at, at + other.size());
            break;
        }
    }
}

// {"refundable": false}, "is refundable".
void checkFlags(Reading& reading)
{
    for (const ToolFact& fact : reading.facts) {
        std::string_view key = fact.key;
        if (!fact.isBool)
            continue;
        if (key.starts_with("is "))
            key.remove_prefix(3);
        if (key.size() < 4 || key.find(' ') != std::string_view::npos)
            continue;
        const bool isTrue = fact.value == "true";
        for (const std::string_view verb : {"is ", "are "}) {
            const std::string said = std::string(verb) + (isTrue ? "not " : "") + std::string(key);
            const std::size_t at = findWord(reading.lower, said);
            if (at == std::string_view::npos || !isAsserted(reading.lower, at))
                continue;
            reading.complain(0.85,
                             "it says “" + said + "”, the tool's result has " + cited(fact.value)
                                 + " as " + cited(fact.key),
                             at, at + said.size());
            break;
        }
    }
}

// --- names

// "the carrier is UPS" where the field carrier holds another name, which is said nowhere.
void checkNames(Reading& reading)
{
    for (const ToolFact& fact : reading.facts) {
        const bool isName = fact.isText && fact.value.size() > 1 && fact.value.size() < 60
            && fact.value.front() >= 'A' && fact.value.front() <= 'Z'
            && fact.value.find_first_of("0123456789") == std::string::npos;
        if (!isName || fact.key.size() < 3 || holdsWord(reading.lower, lowered(fact.value)))
            continue;
        for (const std::string_view verb : {" is ", " was ", ": "}) {
            const std::string opening = fact.key + std::string(verb);
            const std::size_t at =
                findWord(reading.lower, std::string_view(opening).substr(0, fact.key.size()));
            if (at == std::string_view::npos
                || !std::string_view(reading.lower).substr(at).starts_with(opening))
                continue;
            const std::size_t start = at + opening.size();
            std::size_t end = start;
            while (end < reading.answer.size() && isWordByte(reading.answer[end]))
                ++end;
            const std::string_view name = reading.answer.substr(start, end - start);
            if (name.size() < 2 || name.front() < 'A' || name.front() > 'Z'
                || fact.value.find(name) != std::string::npos)
                continue;
            reading.complain(0.8,
                             "it says that the " + cited(fact.key) + " is " + cited(name)
                                 + ", the tool's result has " + cited(fact.value),
                             start, end);
            break;
        }
    }
}

} // namespace

Judgement judgeContradiction(const Subject& subject)
{
    if (subject.toolResults.empty())
        return doesNotApply("no tool gave it a result");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    const std::string_view answer = output.view().substr(0, kLookedAt);
    Reading reading{.subject = subject,
                    .output = output,
                    .answer = answer,
                    .lower = lowered(answer),
                    .facts = toolFactsOf(subject.toolResults),
                    .complaints = {}};
    if (reading.facts.empty())
        return doesNotApply("the results of its tools name no values");
    checkFigures(reading);
    checkStates(reading);
    checkFlags(reading);
    checkNames(reading);
    return judgementOf(std::move(reading.complaints),
                       "it says nothing that the results of its tools have otherwise");
}

} // namespace health
