// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/mixedscripts.h"

#include "models/health/scripts.h"
#include "models/health/words.h"

#include <algorithm>
#include <optional>

namespace health {

namespace {

constexpr std::size_t kFewestLetters = 20; // of the main script, to be one
constexpr std::size_t kFewestGreek = 6; // fewer are symbols of formulas

// Who asks about a language or for a translation gets its letters.
bool speaksOfLanguages(const std::optional<std::string>& text)
{
    return text
        && holdsAny(lowered(*text),
                    {"translat", "language", "chinese", "mandarin",  "cantonese", "japanese",
                     "korean",   "thai",     "russian", "ukrainian", "bulgarian", "serbian",
                     "greek",    "arabic",   "persian", "farsi",     "urdu",      "hebrew",
                     "hindi",    "tamil",    "bengali", "kanji",     "hiragana",  "katakana",
                     "hangul",   "cyrillic", "unicode", "alphabet",  "bilingual", "multilingual",
                     "i18n",     "locali"});
}

struct Stretch
{
    std::size_t start = 0; // bytes
    std::size_t end = 0;
    Script script = Script::None;
    bool isInsideWord = false; // touches a letter of the main script
};

// The first stretch of letters of `scripts` other than the main one.
std::optional<Stretch> firstForeign(std::string_view text, Script main, Script foreign)
{
    std::optional<Stretch> found;
    Script before = Script::None;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const Script script = scriptOf(point.value);
        if (script == foreign) {
            if (!found)
                found = Stretch{at, at, script, before == main};
            found->end = at + point.length;
        } else if (found) {
            found->isInsideWord = found->isInsideWord || (script == main && found->end == at);
            return found;
        }
        before = script;
        at += point.length;
    }
    return found;
}

bool belongTogether(Script one, Script other)
{
    const auto isJapanese = [](Script script) {
        return script == Script::Han || script == Script::Kana;
    };
    return one == other || (isJapanese(one) && isJapanese(other))
        || (one == Script::Hangul && other == Script::Han);
}

} // namespace

void addMixedScripts(const Subject& subject, const CleanText& output,
                     std::vector<Complaint>& complaints)
{
    if (isLatinOnly(output.view()))
        return;
    const ScriptCounts counts = scriptCounts(output.view());
    const Script main = counts.main();
    if (counts.of(main) < kFewestLetters)
        return;
    for (std::size_t i = 1; i < kScripts; ++i) {
        const auto script = static_cast<Script>(i);
        const std::size_t letters = counts.letters[i];
        // Names and terms are written in Latin letters everywhere.
        if (letters == 0 || script == Script::Latin || belongTogether(main, script)
            || (script == Script::Greek && letters < kFewestGreek))
            continue;
        const auto holds = [script](const std::optional<std::string>& text) {
            return text && !isLatinOnly(*text) && scriptCounts(*text).of(script) > 0;
        };
        if (holds(subject.prompt) || holds(subject.context) || speaksOfLanguages(subject.prompt)
            || speaksOfLanguages(subject.context))
            continue;
        const auto stretch = firstForeign(output.view(), main, script);
        if (!stretch)
            continue;
        // What was asked is not known: it may have been for just that.
        const bool isAsked = subject.prompt || subject.context;
        const double probability = !isAsked ? 0.35
            : stretch->isInsideWord         ? 0.95
            : letters >= 2                  ? 0.85
                                            : 0.6;
        complaints.push_back(
            {.probability = probability,
             .reason = std::string(scriptName(script)) + " in an answer of " + scriptName(main)
                 + ", “"
                 + cited(output.view().substr(stretch->start, stretch->end - stretch->start))
                 + "”, which nothing given holds",
             .finding =
                 output.finding(stretch->start, stretch->end, "mixed_script", 1 - probability)});
    }
}

} // namespace health
