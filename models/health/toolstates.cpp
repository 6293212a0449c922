// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/oneof.h"
#include "models/health/toolreading.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

namespace {

// Words for the states that a thing is in one of. Two that share a bit can be said of the same.
struct State
{
    std::string_view word;
    unsigned bits;
};
using Group = std::vector<State>;

const std::array<Group, 7>& groups()
{
    static const std::array<Group, 7> groups{
        Group{{"pending", 131},
              {"processing", 129},
              {"on backorder", 128},
              {"backordered", 128},
              {"packed", 1},
              {"waiting for payment", 2},
              {"shipped", 4},
              {"in transit", 4},
              {"out for delivery", 4},
              {"delayed", 135}, // on its way or not yet
              {"delivered", 8},
              {"cancelled", 16},
              {"canceled", 16},
              {"returned", 32},
              {"lost", 64}},
        Group{{"succeeded", 1}, {"successful", 1}, {"completed", 1}, {"failed", 2}, {"aborted", 2}},
        Group{{"active", 1}, {"inactive", 6}, {"suspended", 2}, {"deactivated", 2}, {"expired", 4}},
        Group{{"open", 1}, {"reopened", 1}, {"closed", 2}},
        Group{{"approved", 1}, {"rejected", 2}, {"denied", 2}, {"declined", 2}},
        Group{{"paid", 1}, {"unpaid", 2}, {"overdue", 2}},
        Group{{"available", 1},
              {"in stock", 1},
              {"unavailable", 2},
              {"out of stock", 2},
              {"sold out", 2}},
    };
    return groups;
}

unsigned bitsOf(const Group& group, std::string_view word)
{
    const auto found = std::ranges::find(group, word, &State::word);
    return found == group.end() ? 0 : found->bits;
}

// The part of the sentence before a place.
std::string_view clauseBefore(std::string_view lower, std::size_t at)
{
    constexpr std::size_t near = 64;
    const std::size_t from = at - std::min(at, near);
    std::string_view before = lower.substr(from, at - from);
    for (const std::string_view stop : {". ", "! ", "? ", "; ", "\n", ", and ", ", but ", ": "}) {
        if (const std::size_t end = before.rfind(stop); end != std::string_view::npos)
            before.remove_prefix(end + stop.size());
    }
    return before;
}

// "delivered on August 14", "on 3 May": once, unlike "on Sundays".
bool isOnDate(std::string_view after)
{
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    if (!after.starts_with(" on "))
        return false;
    after.remove_prefix(4);
    return !after.empty()
        && ((after.front() >= '0' && after.front() <= '9')
            || std::ranges::any_of(
                months, [after](std::string_view month) { return after.starts_with(month); }));
}

// "has not been shipped", "once it is delivered", "the last one was": nothing is said to be so.
bool isAsserted(std::string_view lower, std::size_t at, std::size_t end)
{
    const std::string before = " " + std::string(clauseBefore(lower, at));
    if (holdsAny(before,
                 {" not ",    "n't ",      "n\xE2\x80\x99t ", " never ",   " no ",      " will ",
                  " once ",   " when ",    " until ",         " before ",  " if ",      " can ",
                  " to be ",  " may ",     " might ",         " should ",  " would ",   " could ",
                  " cannot ", " after ",   " as soon as ",    " unless ",  " whether ", " yet ",
                  " longer ", " were ",    " previously ",    " or ",      " must ",    " nothing ",
                  " last ",   " earlier ", " previous ",      " another ", " other ",   " nobody ",
                  " first ",  " none ",    " usually ",       " always ",  " every ",   " any ",
                  " only ",   " while "}))
        return false;
    // "are suspended only after", "is closed on Sundays".
    const std::string_view after = lower.substr(end, 12);
    for (const std::string_view word :
         {" only", " if ", " when", " once ", " after ", " unless", " until", " within ", " on "}) {
        if (after.starts_with(word) && !isOnDate(after))
            return false;
    }
    return true;
}

struct Word
{
    std::string_view text;
    bool isStop = false;
};

std::vector<Word> resultWords(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size()
               && (isWordByte(text[end]) || text[end] == '-' || text[end] == '\''))
            ++end;
        if (end > at) {
            const std::string_view word = text.substr(at, end - at);
            words.push_back({word, wordKind(word, hashOf(word)).isStop});
        }
        at = std::max(end, at + 1);
    }
    return words;
}

// Whether the words speak of the thing the results are of: "it", "your order", or what they name.
bool isOfThing(const ToolReading& reading, std::span<const Word> words)
{
    constexpr std::array<std::string_view, 11> pointers{
        "it", "it's", "this", "that", "your", "yours", "status", "state", "both", "these", "they"};
    return std::ranges::any_of(words, [&](const Word& word) {
        if (isOneOf(word.text, pointers))
            return true;
        if (word.isStop || word.text.size() < 2)
            return false;
        return std::ranges::any_of(reading.facts, [&word](const ToolFact& fact) {
            return holdsWord(fact.key, word.text) || holdsWord(lowered(fact.value), word.text);
        });
    });
}

// "your parcel has been delivered", "the run failed", "status: open"; not "items returned within",
// "a failed run", "accounts are suspended", which are of no thing or of all.
bool isPredicated(const ToolReading& reading, std::size_t at, std::size_t end)
{
    const std::string_view lower = reading.lower;
    const std::string_view clause = clauseBefore(lower, at);
    const std::vector<Word> words = resultWords(clause);
    if (words.empty()) {
        // "Status: open", "Delivered."
        const std::size_t line = at == 0 ? std::string_view::npos : lower.rfind('\n', at - 1);
        const std::size_t from = std::max(line == std::string_view::npos ? 0 : line + 1,
                                          at - std::min<std::size_t>(at, 64));
        const std::vector<Word> label = resultWords(lower.substr(from, at - from));
        return isOfThing(reading, label);
    }
    constexpr std::array<std::string_view, 8> adverbs{
        "already", "now", "currently", "successfully", "just", "recently", "since", "marked"};
    constexpr std::array<std::string_view, 7> singular{"is",  "has",  "was", "been",
                                                       "got", "it's", "as"};
    constexpr std::array<std::string_view, 2> plural{"are", "have"};
    std::size_t last = words.size();
    while (last > 0 && isOneOf(words[last - 1].text, adverbs))
        --last;
    if (last == 0)
        return false;
    const std::string_view verb = words[last - 1].text;
    const std::span<const Word> subject = std::span(words).first(last - 1);
    if (isOneOf(verb, singular))
        return verb == "it's" || subject.empty() || isOfThing(reading, subject);
    if (isOneOf(verb, plural)) {
        constexpr std::array<std::string_view, 6> definite{"the",   "both", "your",
                                                           "these", "they", "all"};
        return !subject.empty() && isOneOf(subject.front().text, definite)
            && isOfThing(reading, subject);
    }
    // "The payment failed": a noun before it, no noun behind it.
    constexpr std::array<std::string_view, 5> intransitive{"succeeded", "failed", "completed",
                                                           "expired", "aborted"};
    const std::vector<Word> after = resultWords(lower.substr(end, 24));
    const bool isEnd = after.empty() || after.front().isStop || after.front().text.ends_with("ly")
        || lower.substr(end, 1) != " ";
    return isOneOf(lower.substr(at, end - at), intransitive) && isEnd && !words[last - 1].isStop
        && words.size() > 1 && isOfThing(reading, words);
}

std::string stateText(std::string_view value)
{
    std::string state = lowered(value);
    std::ranges::replace(state, '_', ' ');
    std::ranges::replace(state, '-', ' ');
    return state;
}

// Spelled otherwise, of another language, or an abbreviation ("DE", "Germany").
bool canBeSameName(std::string_view said, std::string_view known)
{
    const auto isCode = [](std::string_view name) {
        return name.size() <= 4
            && std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    if (isCode(said) != isCode(known))
        return said.front() == known.front() || known.size() <= 3;
    const auto isPlain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    const bool isForeign =
        !std::ranges::all_of(known, isPlain) || !std::ranges::all_of(said, isPlain);
    const std::string one = lowered(said);
    const std::string other = lowered(known);
    return (isForeign && one[0] == other[0]) || one.substr(0, 3) == other.substr(0, 3);
}

} // namespace

void checkStates(ToolReading& reading)
{
    for (const Group& group : groups()) {
        unsigned bits = 0;
        bool isOne = true;
        const ToolFact* source = nullptr;
        for (const ToolFact& fact : reading.facts) {
            const unsigned own = fact.isText ? bitsOf(group, stateText(fact.value)) : 0;
            if (own == 0)
                continue;
            isOne =
                isOne && (source == nullptr || stateText(source->value) == stateText(fact.value));
            bits |= own;
            source = &fact;
        }
        // Of several things in several states, which is meant is not known.
        if (source == nullptr || !isOne || holdsWord(reading.lower, stateText(source->value)))
            continue;
        for (const auto& [word, own] : group) {
            if ((own & bits) != 0)
                continue;
            std::size_t at = findWord(reading.lower, word);
            while (at != std::string_view::npos
                   && !(isAsserted(reading.lower, at, at + word.size())
                        && isPredicated(reading, at, at + word.size())))
                at = findWord(reading.lower, word, at + 1);
            if (at == std::string_view::npos)
                continue;
            reading.complain(0.85,
                             "it says “" + std::string(word) + "”, the tool's result has “"
                                 + cited(source->value) + "” as " + cited(source->key),
                             at, at + word.size(), *source);
            break;
        }
    }
}

// {"refundable": false}, "is refundable".
void checkFlags(ToolReading& reading)
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
            if (at == std::string_view::npos || !isAsserted(reading.lower, at, at + said.size())
                || !isPredicated(reading, at + verb.size(), at + said.size()))
                continue;
            reading.complain(0.85,
                             "it says “" + said + "”, the tool's result has " + cited(fact.value)
                                 + " as " + cited(fact.key),
                             at, at + said.size(), fact);
            break;
        }
    }
}

// "the carrier is UPS" where the field carrier holds another name, which is said nowhere.
void checkNames(ToolReading& reading)
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
                || fact.value.find(name) != std::string::npos || canBeSameName(name, fact.value))
                continue;
            reading.complain(0.8,
                             "it says that the " + cited(fact.key) + " is " + cited(name)
                                 + ", the tool's result has " + cited(fact.value),
                             start, end, fact);
            break;
        }
    }
}

} // namespace health
