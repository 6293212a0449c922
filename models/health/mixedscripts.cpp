// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/mixedscripts.h"

#include "models/health/scripts.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kFewestMainLetters = 20; // of the main script, to be one
constexpr std::size_t kFewestGreek = 6; // fewer are symbols of formulas
constexpr std::size_t kMostForeignStretches = 256; // looked at of an answer
constexpr std::size_t kLongestSymbol = 4; // bytes: "Δx", "Iω", "ΔΣ"
constexpr std::size_t kLongestNamedStretch = 80; // bytes

// Who asks about a language or for a translation gets its letters.
bool speaksOfLanguages(std::string_view text)
{
    return holdsAny(lowered(text),
                    {"translat", "language", "chinese", "mandarin",  "cantonese", "japanese",
                     "korean",   "thai",     "russian", "ukrainian", "bulgarian", "serbian",
                     "greek",    "arabic",   "persian", "farsi",     "urdu",      "hebrew",
                     "hindi",    "tamil",    "bengali", "kanji",     "hiragana",  "katakana",
                     "hangul",   "cyrillic", "unicode", "alphabet",  "bilingual", "multilingual",
                     "i18n",     "locali",   "pinyin",  "romaji"});
}

struct ForeignStretch
{
    std::size_t start = 0; // bytes
    std::size_t end = 0;
    bool isInsideWord = false; // touches a letter of the main script
};

// Marks that join words of a name or a sentence in another script: blanks, commas, and the marks of
// Chinese and Japanese. A line's end, brackets and quotes do not.
bool joinsWords(char32_t c)
{
    return c == U' ' || c == U',' || c == U'-' || c == U'\'' || c == U'.' || c == 0x00B7
        || c == 0x2019 || (c >= 0x3001 && c <= 0x3007) || c == 0xFF0C || c == 0x200D || c == 0x30FB
        || (c >= U'0' && c <= U'9');
}

// The stretches of letters of `foreign`, words of one sentence together.
std::vector<ForeignStretch> foreignStretches(std::string_view text, Script main, Script foreign)
{
    std::vector<ForeignStretch> found;
    Script before = Script::None;
    bool isJoined = false; // only joining marks since the last one
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const Script script = scriptOf(point.value);
        if (script == foreign) {
            if (!isJoined)
                found.push_back({at, at, before == main});
            found.back().end = at + point.length;
            isJoined = true;
        } else if (!found.empty() && script == main && found.back().end == at) {
            found.back().isInsideWord = true;
            isJoined = false;
        } else if (!joinsWords(point.value)) {
            isJoined = false;
        }
        before = script;
        at += point.length;
        if (found.size() > kMostForeignStretches)
            break;
    }
    return found;
}

// The sentence around it, as far as it stands on its line.
std::string sentenceAround(std::string_view text, const ForeignStretch& stretch)
{
    const std::size_t open = text.substr(0, stretch.start).find_last_of("\n.!?");
    const std::size_t close = text.find_first_of("\n.!?", stretch.end);
    const std::size_t start = open == std::string_view::npos ? 0 : open + 1;
    return lowered(text.substr(start, std::min(close, text.size()) - start));
}

bool opensMention(std::string_view before)
{
    constexpr std::array<std::string_view, 17> marks{"(",
                                                     "[",
                                                     "{",
                                                     "\"",
                                                     "'",
                                                     "*",
                                                     "_",
                                                     "`",
                                                     "|",
                                                     "/",
                                                     ">",
                                                     ":",
                                                     "=",
                                                     "\xE2\x80\x9C",
                                                     "\xE2\x80\x98",
                                                     "\xC2\xAB",
                                                     "\xE2\x80\x9E"};
    constexpr std::array<std::string_view, 8> spacedMarks{"-",
                                                          "\xE2\x80\x93",
                                                          "\xE2\x80\x94",
                                                          "\xE2\x86\x92",
                                                          "\xE2\x80\xA2",
                                                          "\xE3\x80\x8C",
                                                          "\xE3\x80\x8A",
                                                          "\xEF\xBC\x88"};
    const auto ends = [before](std::string_view mark) { return before.ends_with(mark); };
    return std::ranges::any_of(marks, ends) || std::ranges::any_of(spacedMarks, ends);
}

// Whether the words are spoken of, not spoken: in brackets or quotes, behind a colon or a dash, as
// an item of a list, with their meaning behind them, as a name, or where the sentence says of which
// language they are or what they are called.
bool isMentioned(std::string_view text, const ForeignStretch& stretch)
{
    std::string_view before = text.substr(0, stretch.start);
    before = before.substr(0, before.find_last_not_of(" \t") + 1);
    const std::string_view rest = text.substr(stretch.end);
    const std::string_view after =
        rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (opensMention(before) || after.starts_with('(') || after.starts_with('='))
        return true;
    // Letters of scripts that have capitals: a name or a title begins with one.
    const char32_t first = codePointAt(text, stretch.start).value;
    const bool isShort = stretch.end - stretch.start <= kLongestNamedStretch;
    if (isShort && folded(first) != first && !before.empty() && before.back() != '\n')
        return true;
    const std::string sentence = sentenceAround(text, stretch);
    return speaksOfLanguages(sentence)
        || holdsAny(sentence,
                    {" say ",    " says ",     "said ",     "called",  " name",   " means",
                     "meaning",  " word",      "phrase",    "spelled", "spelt",   "written",
                     " write",   "pronounce",  "character", " term ",  "titled",  "title",
                     "known as", "stands for", "greet",     "letter ", "letters "});
}

bool belongTogether(Script one, Script other)
{
    const auto isJapanese = [](Script script) {
        return script == Script::Han || script == Script::Kana;
    };
    return one == other || (isJapanese(one) && isJapanese(other))
        || (one == Script::Hangul && other == Script::Han);
}

// Whether anything given holds letters of it, or what was asked speaks of languages.
bool isScriptGiven(const Subject& subject, Script script)
{
    const auto holds = [script](std::string_view text) {
        // JSON may spell it "\\u4efb".
        return text.find("\\u") != std::string_view::npos
            || (!isLatinOnly(text) && scriptCounts(text).of(script) > 0);
    };
    const auto isIn = [&holds](const std::optional<std::string>& text) {
        return text && holds(*text);
    };
    const auto asks = [](const std::optional<std::string>& text) {
        return text && speaksOfLanguages(*text);
    };
    return isIn(subject.prompt) || isIn(subject.context) || isIn(subject.instructions)
        || asks(subject.prompt) || asks(subject.context)
        || std::ranges::any_of(subject.earlierAnswers, holds)
        || std::ranges::any_of(subject.toolResults, holds);
}

} // namespace

void addMixedScripts(const Subject& subject, const CleanText& output,
                     std::vector<Complaint>& complaints)
{
    if (isLatinOnly(output.view()))
        return;
    const ScriptCounts counts = scriptCounts(output.view());
    const Script main = counts.main();
    if (counts.of(main) < kFewestMainLetters)
        return;
    for (std::size_t i = 1; i < kScripts; ++i) {
        const auto script = static_cast<Script>(i);
        const std::size_t letters = counts.letters[i];
        // Names and terms are written in Latin letters everywhere.
        if (letters == 0 || script == Script::Latin || belongTogether(main, script)
            || (script == Script::Greek && letters < kFewestGreek))
            continue;
        if (isScriptGiven(subject, script))
            continue;
        std::vector<ForeignStretch> stretches = foreignStretches(output.view(), main, script);
        // Where words are not parted by blanks, another script always touches them.
        const bool hasBlanks = main != Script::Han && main != Script::Kana && main != Script::Thai;
        for (ForeignStretch& stretch : stretches)
            stretch.isInsideWord = stretch.isInsideWord && hasBlanks;
        std::erase_if(stretches, [&output, script](const ForeignStretch& stretch) {
            const bool isSymbol =
                script == Script::Greek && stretch.end - stretch.start <= kLongestSymbol;
            return isSymbol || (!stretch.isInsideWord && isMentioned(output.view(), stretch));
        });
        if (stretches.empty())
            continue;
        const auto inside = std::ranges::find_if(stretches, &ForeignStretch::isInsideWord);
        const ForeignStretch& worst = inside == stretches.end() ? stretches.front() : *inside;
        // What was asked is not known: it may have been for just that.
        const bool isAsked = subject.prompt || subject.context;
        const double probability = !isAsked ? 0.35
            : worst.isInsideWord            ? 0.95
            : letters >= 2                  ? 0.85
                                            : 0.6;
        complaints.push_back(
            {.probability = probability,
             .reason = std::string(scriptName(script)) + " in an answer of " + scriptName(main)
                 + ", “" + cited(output.view().substr(worst.start, worst.end - worst.start))
                 + "”, which nothing given holds",
             .finding = output.finding(worst.start, worst.end, "mixed_script", 1 - probability)});
    }
}

} // namespace health
