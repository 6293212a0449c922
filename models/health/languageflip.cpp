// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/languages.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace health {

namespace {

// Who speaks of languages may want another one than he writes in.
bool namesLanguage(std::string_view text)
{
    return holdsAny(lowered(text.substr(0, std::size_t{16} << 10U)),
                    {"translat", "language", "english", "german",   "deutsch", "french",
                     "français", "spanish",  "español", "italian",  "portugu", "dutch",
                     "swedish",  "polish",   "chinese", "japanese", "korean",  "russian",
                     "arabic",   "hindi",    "thai",    "greek",    "hebrew",  "multilingual",
                     "übersetz", "traduc",   "tradui",  "sprache",  "langue",  "idioma"});
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
    if (subject.prompt)
        expected = writtenIn(*subject.prompt);
    if (!isTold(expected) && !subject.earlierAnswers.empty()) {
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
