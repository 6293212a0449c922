// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/languages.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kFewestPromptLetters = 4; // of a script, in the question
constexpr std::size_t kPasted = 40; // bytes that are quoted or pasted, to be most of a question

// Who speaks of languages may want another one than he writes in.
bool namesLanguage(std::string_view text)
{
    return holdsAny(lowered(text.substr(0, std::size_t{16} << 10U)),
                    {"translat", "language", "english", "german",   "deutsch",      "french",
                     "français", "spanish",  "español", "italian",  "portugu",      "dutch",
                     "swedish",  "polish",   "chinese", "japanese", "korean",       "russian",
                     "arabic",   "hindi",    "thai",    "greek",    "hebrew",       "multilingual",
                     "übersetz", "traduc",   "tradui",  "sprache",  "langue",       "idioma",
                     "翻译",     "翻譯",     "英語",    "英语",     "英文",         "中文",
                     "訳",       "번역",     "영어",    "перевед",  "по-английски", "ترجم"});
}

bool isTold(const Written& written)
{
    return written.language != Language::Unknown
        || (written.script != Script::None && written.script != Script::Latin);
}

// Chinese may be asked in Han and answered in Kana and Han: that is Japanese, another language.
bool areSame(const Written& one, const Written& other)
{
    return one.script == other.script && one.language == other.language;
}

// The paragraph that asks about the others: a short first or last one that ends as a question does.
std::string_view askingParagraph(std::string_view prompt)
{
    const auto asks = [&prompt](std::string_view paragraph) {
        paragraph = paragraph.substr(0, paragraph.find_last_not_of(" \t\r\n") + 1);
        return paragraph.size() * 3 <= prompt.size()
            && (paragraph.ends_with('?') || paragraph.ends_with("？"));
    };
    const std::size_t first = prompt.find("\n\n");
    if (first == std::string_view::npos)
        return prompt;
    const std::string_view last = prompt.substr(prompt.rfind("\n\n") + 2);
    return asks(prompt.substr(0, first)) ? prompt.substr(0, first) : asks(last) ? last : prompt;
}

// What was asked in the prompt, without what is quoted or pasted: blocks of code, lines that quote,
// words in quotation marks, and all behind a line that ends with a colon.
std::string askedIn(std::string_view prompt)
{
    prompt = askingParagraph(prompt);
    std::string asked;
    bool isBlock = false;
    while (!prompt.empty()) {
        const std::size_t feed = std::min(prompt.find('\n'), prompt.size());
        std::string_view line = prompt.substr(0, feed);
        prompt.remove_prefix(std::min(feed + 1, prompt.size()));
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos)
            continue;
        const bool isFence = line.substr(first).starts_with("```");
        isBlock = isBlock != isFence;
        if (isBlock || isFence || line[first] == '>')
            continue;
        asked += line;
        asked += '\n';
        if (line.ends_with(':') || line.ends_with("：")) {
            if (prompt.find_first_not_of(" \t\r\n") != std::string_view::npos)
                break;
        }
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> marks{
        {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}}};
    for (const auto& [open, close] : marks) {
        for (std::size_t at = asked.find(open); at != std::string::npos;
             at = asked.find(open, at)) {
            const std::size_t end = asked.find(close, at + open.size());
            if (end == std::string::npos)
                break;
            asked.replace(at, end + close.size() - at, " ");
        }
    }
    return asked;
}

// Whether a part of the prompt is in the answer's language and not in the one expected: who mixes
// them may be answered in either.
bool speaksLanguageOf(const Written& answer, const Written& expected, std::string_view prompt)
{
    if (answer.script != Script::Latin)
        return scriptCounts(prompt).of(answer.script) >= kFewestPromptLetters;
    while (!prompt.empty()) {
        const std::size_t end = std::min(prompt.find_first_of(".?!:;\n\""), prompt.size());
        const std::string_view part = prompt.substr(0, end);
        prompt.remove_prefix(std::min(end + 1, prompt.size()));
        if (commonWords(part, answer.language) > 0
            && (expected.script != Script::Latin || commonWords(part, expected.language) == 0))
            return true;
    }
    return false;
}

std::string nameOf(const Written& written)
{
    return written.script == Script::Latin ? languageName(written.language)
                                           : scriptName(written.script);
}

} // namespace

Judgement judgeLanguage(const Subject& subject)
{
    if (!subject.output)
        return withoutAnswer(subject);
    if (subject.task == "code")
        return doesNotApply("what language code should be in is another matter");
    const Written answer = writtenIn(*subject.output);
    if (!isTold(answer))
        return doesNotApply("the answer is too short to tell its language");
    Written expected;
    const char* whose = "the question";
    const std::string asked = askedIn(subject.prompt.value_or(""));
    expected = writtenIn(asked);
    // A short question above a long text says little, and the text nothing.
    const bool isPasted = subject.prompt && asked.size() + kPasted < subject.prompt->size();
    if (!isTold(expected) && !isPasted && !subject.earlierAnswers.empty()) {
        expected = writtenIn(subject.earlierAnswers.back());
        whose = "the answer before";
    }
    if (!isTold(expected))
        return doesNotApply("the question is too short to tell its language, or not known");
    if (areSame(answer, expected))
        return judgementOf({}, "it is in the language of the question");
    const auto namesOne = [](const std::optional<std::string>& text) {
        return text && namesLanguage(*text);
    };
    if (namesOne(subject.prompt) || namesOne(subject.instructions) || namesOne(subject.context))
        return doesNotApply("another language may have been asked for");
    if (subject.prompt && speaksLanguageOf(answer, expected, *subject.prompt))
        return doesNotApply("the question is in two languages");
    if (subject.instructions && areSame(answer, writtenIn(*subject.instructions)))
        return doesNotApply("it is in the language of its instructions");
    const CleanText output(*subject.output);
    const bool isOtherScript = answer.script != expected.script;
    const double probability = isOtherScript || answer.hits >= 6 ? 0.93 : 0.75;
    const std::size_t end = output.view().find('\n');
    return judgementOf(
        {{.probability = probability,
          .reason = "it is in " + nameOf(answer) + ", " + whose + " in " + nameOf(expected),
          .finding = output.finding(0, std::min(end, output.view().size()), "other_language",
                                    1 - probability)}},
        "");
}

} // namespace health
