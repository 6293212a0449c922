// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/words.h"

#include "models/health/wordset.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

namespace health {

namespace {

const Words& stopWords()
{
    static const Words words{
        "a",        "about",   "above",   "after",   "again",     "all",        "also",
        "although", "am",      "an",      "and",     "any",       "are",        "as",
        "at",       "be",      "because", "been",    "before",    "being",      "below",
        "between",  "both",    "but",     "by",      "can",       "could",      "did",
        "do",       "does",    "doing",   "down",    "during",    "each",       "either",
        "else",     "etc",     "even",    "ever",    "every",     "few",        "for",
        "from",     "further", "had",     "has",     "have",      "having",     "he",
        "her",      "here",    "hers",    "herself", "him",       "himself",    "his",
        "how",      "however", "i",       "if",      "in",        "into",       "is",
        "it",       "its",     "itself",  "just",    "like",      "may",        "me",
        "might",    "more",    "most",    "much",    "must",      "my",         "myself",
        "neither",  "of",      "off",     "on",      "once",      "only",       "or",
        "other",    "our",     "ours",    "out",     "over",      "own",        "per",
        "same",     "she",     "should",  "so",      "some",      "such",       "than",
        "that",     "the",     "their",   "theirs",  "them",      "themselves", "then",
        "there",    "these",   "they",    "this",    "those",     "though",     "through",
        "thus",     "to",      "too",     "under",   "until",     "up",         "upon",
        "us",       "very",    "via",     "was",     "we",        "were",       "what",
        "when",     "where",   "whether", "which",   "while",     "who",        "whom",
        "whose",    "why",     "will",    "with",    "within",    "would",      "yes",
        "yet",      "you",     "your",    "yours",   "yourself",  "i'm",        "it's",
        "that's",   "there's", "you're",  "they're", "we're",     "i've",       "you've",
        "we've",    "they've", "i'll",    "you'll",  "don",       "one",        "using",
        "use",      "used",    "based",   "given",   "following", "according",  "several",
        "various",  "many",    "well",    "please",  "let",       "let's",      "okay",
        "ok",
    };
    return words;
}

const Words& negations()
{
    static const Words words{
        "no",      "not",    "never",    "none",     "nor",       "nothing", "nobody",  "without",
        "cannot",  "can't",  "don't",    "doesn't",  "didn't",    "isn't",   "aren't",  "wasn't",
        "weren't", "won't",  "wouldn't", "couldn't", "shouldn't", "hasn't",  "haven't", "hadn't",
        "neither", "unable", "fail",     "failed",   "fails",     "lack",    "lacks",
    };
    return words;
}

const Words& commonIdentifiers()
{
    static const Words words{
        "print",     "len",      "range",    "append",   "extend",   "join",      "split",
        "strip",     "format",   "replace",  "get",      "set",      "keys",      "values",
        "items",     "map",      "filter",   "reduce",   "sorted",   "sort",      "sum",
        "min",       "max",      "abs",      "round",    "open",     "read",      "write",
        "close",     "str",      "int",      "float",    "bool",     "list",      "dict",
        "tuple",     "self",     "this",     "super",    "main",     "init",      "console",
        "log",       "error",    "push",     "pop",      "slice",    "length",    "size",
        "foreach",   "then",     "catch",    "json",     "parse",    "stringify", "import",
        "from",      "return",   "def",      "class",    "function", "const",     "var",
        "let",       "if",       "else",     "elif",     "for",      "while",     "try",
        "except",    "finally",  "raise",    "throw",    "new",      "none",      "null",
        "true",      "false",    "async",    "await",    "with",     "lambda",    "yield",
        "in",        "is",       "and",      "or",       "not",      "assert",    "isinstance",
        "enumerate", "zip",      "type",     "input",    "exit",     "println",   "printf",
        "string",    "number",   "object",   "array",    "switch",   "case",      "void",
        "public",    "private",  "static",   "tostring", "equals",   "add",       "remove",
        "contains",  "__init__", "__name__", "__main__", "os.path",  "e.g",       "i.e",
        "pip",       "node.js",  "std",      "vector",   "cout",     "endl",      "fmt",
        "nil",       "func",
    };
    return words;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 29> kNumbers{{
    {"zero", "0"},        {"two", "2"},       {"three", "3"},     {"four", "4"},
    {"five", "5"},        {"six", "6"},       {"seven", "7"},     {"eight", "8"},
    {"nine", "9"},        {"ten", "10"},      {"eleven", "11"},   {"twelve", "12"},
    {"thirteen", "13"},   {"fourteen", "14"}, {"fifteen", "15"},  {"sixteen", "16"},
    {"seventeen", "17"},  {"eighteen", "18"}, {"nineteen", "19"}, {"twenty", "20"},
    {"thirty", "30"},     {"forty", "40"},    {"fifty", "50"},    {"sixty", "60"},
    {"seventy", "70"},    {"eighty", "80"},   {"ninety", "90"},   {"hundred", "100"},
    {"thousand", "1000"},
}};

constexpr std::array<std::string_view, 11> kDefiners{
    "def", "class", "function", "const", "let", "var", "fn", "func", "struct", "interface", "enum"};

// All of these, by their hash, with open addressing.
class WordTable
{
public:
    WordTable()
    {
        for (const std::string_view word : stopWords())
            slotOf(word).kind.isStop = true;
        for (const std::string_view word : negations()) {
            slotOf(word).kind.isStop = true;
            slotOf(word).kind.isNegation = true;
        }
        for (const auto& [word, number] : kNumbers)
            slotOf(word).kind.number = number;
        for (const std::string_view word : kDefiners)
            slotOf(word).kind.isDefiner = true;
    }

    WordKind find(std::string_view word, std::uint64_t hash) const
    {
        std::size_t at = hash % kSlots;
        while (!m_slots[at].word.empty()) {
            if (m_slots[at].hash == hash && m_slots[at].word == word)
                return m_slots[at].kind;
            at = (at + 1) % kSlots;
        }
        return {};
    }

private:
    struct Slot
    {
        std::uint64_t hash = 0;
        std::string_view word; // empty: free
        WordKind kind;
    };
    static constexpr std::size_t kSlots = 1024; // some four times the words

    Slot& slotOf(std::string_view word)
    {
        const std::uint64_t hash = hashOf(word);
        std::size_t at = hash % kSlots;
        while (!m_slots[at].word.empty() && m_slots[at].word != word)
            at = (at + 1) % kSlots;
        m_slots[at].hash = hash;
        m_slots[at].word = word;
        return m_slots[at];
    }

    std::array<Slot, kSlots> m_slots;
};

bool endsWith(const std::string& word, std::string_view ending, std::size_t rest)
{
    return word.size() >= ending.size() + rest && word.ends_with(ending);
}

struct Range
{
    char32_t first;
    char32_t last;
};

bool isWithin(char32_t c, const Range* begin, const Range* end)
{
    return std::any_of(begin, end,
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

} // namespace

namespace {

template<typename T>
std::uint64_t loaded(const char* from)
{
    T value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
}

// The first `count` bytes (1 to 8) as one number, without a call of memcpy: most words are that
// short.
std::uint64_t loadedUpTo8(const char* from, std::size_t count)
{
    if (count == 8)
        return loaded<std::uint64_t>(from);
    if (count >= 4) {
        const std::uint64_t last = loaded<std::uint32_t>(from + count - 4) >> (8 * (8 - count));
        return loaded<std::uint32_t>(from) | (last << 32U);
    }
    const std::size_t middle = count / 2;
    return loaded<std::uint8_t>(from) | (loaded<std::uint8_t>(from + middle) << (8 * middle))
        | (loaded<std::uint8_t>(from + count - 1) << (8 * (count - 1)));
}

} // namespace

// Eight bytes a step: most words are one step long, and this is asked for every word of a text.
std::uint64_t hashOf(std::string_view text)
{
    constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
    std::uint64_t hash = text.size() * kFactor;
    while (!text.empty()) {
        const std::size_t bytes = std::min<std::size_t>(text.size(), 8);
        hash = (hash ^ loadedUpTo8(text.data(), bytes)) * 0xd6e8feb86659fd93ULL;
        hash ^= hash >> 32U;
        text.remove_prefix(bytes);
    }
    hash *= kFactor;
    return hash ^ (hash >> 29U);
}

WordKind wordKind(std::string_view word, std::uint64_t hash)
{
    static const WordTable table;
    return table.find(word, hash);
}

bool isCommonIdentifier(std::string_view word)
{
    return commonIdentifiers().contains(word);
}

void stem(std::string& word)
{
    if (word.ends_with("'s"))
        word.resize(word.size() - 2);
    if (endsWith(word, "ies", 3)) {
        word.resize(word.size() - 3);
        word += 'y';
    } else if (endsWith(word, "sses", 2) || endsWith(word, "shes", 2) || endsWith(word, "ches", 2)
               || endsWith(word, "xes", 2)) {
        word.resize(word.size() - 2);
    } else if (endsWith(word, "s", 3) && !word.ends_with("ss") && !word.ends_with("us")
               && !word.ends_with("is")) {
        word.pop_back();
    }
    if (endsWith(word, "ing", 4) || endsWith(word, "ion", 4))
        word.resize(word.size() - 3);
    else if (endsWith(word, "ed", 4) || endsWith(word, "ly", 4))
        word.resize(word.size() - 2);
    if (word.size() >= 4 && word.back() == word[word.size() - 2] && word.back() != 's'
        && word.back() != 'l')
        word.pop_back();
    if (word.size() >= 5 && word.back() == 'e')
        word.pop_back();
    else if (word.size() >= 5 && word.back() == 'y')
        word.back() = 'i';
}

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned lead = byte(at);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4)
        return {0xFFFD, 1};
    char32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U)
            return {0xFFFD, 1};
        value = (value << 6U) | (byte(at + i) & 0x3FU);
    }
    return {value, length};
}

bool isLetter(char32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    // What is neither Latin-1 sign, general punctuation, symbol, private use nor emoji.
    static constexpr std::array<Range, 8> others{{{0x80, 0xBF},
                                                  {0x2000, 0x2BFF},
                                                  {0x3000, 0x303F},
                                                  {0xD800, 0xF8FF},
                                                  {0xFE00, 0xFE6F},
                                                  {0xFEFF, 0xFF20},
                                                  {0xFFE0, 0xFFFF},
                                                  {0x1F000, 0x1FAFF}}};
    return c != 0xD7 && c != 0xF7 && c < 0xE0000 && !isWithin(c, others.begin(), others.end());
}

bool isIdeograph(char32_t c)
{
    static constexpr std::array<Range, 5> ranges{{{0x0E00, 0x0EFF},
                                                  {0x3040, 0x30FF},
                                                  {0x3400, 0x9FFF},
                                                  {0xF900, 0xFAFF},
                                                  {0x20000, 0x3FFFF}}};
    return isWithin(c, ranges.begin(), ranges.end());
}

char32_t folded(char32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9)
        || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481))
        return c | 1U;
    return c;
}

void appendUtf8(std::string& text, char32_t c)
{
    if (c < 0x80) {
        text += static_cast<char>(c);
        return;
    }
    const int extra = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static constexpr std::array<unsigned, 4> leads{0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(leads[static_cast<std::size_t>(extra)] | (c >> (6 * extra)));
    for (int i = extra - 1; i >= 0; --i)
        text += static_cast<char>(0x80U | ((c >> (6 * i)) & 0x3FU));
}

} // namespace health
