// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/languages.h"

#include "models/health/judging.h"
#include "models/health/unitkey.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace health {

namespace {

constexpr std::size_t kLookedAtForLanguage = 2000; // bytes
constexpr std::size_t kLanguages = 10;
constexpr std::size_t kFewestHits = 4;
constexpr std::size_t kFewestWrittenLetters = 12;

// The commonest words of each, those that several share included: they count for all of them. But
// not what is an English word too, as Portuguese "do" and "no" are.
constexpr std::array<std::string_view, kLanguages> kCommonOfLanguages{
    "",
    "the of and to in is you that it for on are with as at be this have from or by not "
    "but what your can will we an which their if do how when there our any all was were "
    "has",
    "der die das und ist nicht ein eine zu den dem mit von für auf sich ich sie es im "
    "auch als werden aus bei oder wie nach wir wird sind haben kann ihre einen einer wenn "
    "zum zur über noch mein meine ihr ihnen bitte wo warum",
    "le la les de des du et est un une que qui dans pour pas ce il elle vous nous sur "
    "avec au aux plus par sont être votre notre mon ma je ne se cette ces ou où mais "
    "comment bonjour en à",
    "el la los las de del y es un una que en para por con se su al lo como más pero sus "
    "le ya o este esta si cuando muy mi tu cómo qué está son puede gracias",
    "il lo la gli le di del della e è un una che per con non si su come più ma anche "
    "sono questo questa mi ti nel alla dei delle ho può quando grazie",
    "os de da dos das e é um uma que em para por com não se seu sua ao nas nos mais "
    "como mas foi são você eu meu minha isso pode está obrigado",
    "de het een en van dat op te voor niet met zijn er aan ook als bij maar om uit kan "
    "nog je ik u wij hebben wordt naar door heeft deze dit mijn uw hoe wat waar",
    "och att det en är som på för med av inte den om har de ett kan jag vi du från "
    "men så när hur vad din min mitt er",
    "w na z się nie jest że o jak ale po co czy dla za przez są być tak już tylko "
    "może mój moje proszę gdzie",
};

struct LanguageWord
{
    std::uint32_t key = 0;
    std::uint16_t languages = 0; // bits; 0 is free
};
constexpr std::size_t kLanguageSlots = 2048;

constexpr std::array<LanguageWord, kLanguageSlots> languageWords()
{
    std::array<LanguageWord, kLanguageSlots> slots{};
    for (std::size_t language = 1; language < kLanguages; ++language) {
        std::string_view words = kCommonOfLanguages[language];
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            const std::uint32_t key = unitKeyOf(words.substr(0, end));
            std::size_t at = key % kLanguageSlots;
            while (slots[at].languages != 0 && slots[at].key != key)
                at = (at + 1) % kLanguageSlots;
            slots[at].key = key;
            slots[at].languages =
                static_cast<std::uint16_t>(slots[at].languages | (1U << language));
            words.remove_prefix(std::min(end + 1, words.size()));
        }
    }
    return slots;
}

constexpr std::array<LanguageWord, kLanguageSlots> kLanguageWords = languageWords();

std::uint16_t languagesOf(std::uint32_t key)
{
    for (std::size_t at = key % kLanguageSlots; kLanguageWords[at].languages != 0;
         at = (at + 1) % kLanguageSlots) {
        if (kLanguageWords[at].key == key)
            return kLanguageWords[at].languages;
    }
    return 0;
}

bool isWordPart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || static_cast<unsigned char>(c) >= 0x80;
}

void count(std::string_view text, std::array<std::size_t, kLanguages>& hits, Written& written)
{
    for (std::size_t at = 0; at < text.size();) {
        if (!isWordPart(text[at])) {
            ++at;
            continue;
        }
        std::uint32_t key = 0x811C9DC5U;
        std::size_t length = 0;
        for (; at < text.size() && isWordPart(text[at]); ++at, ++length) {
            const char c = text[at];
            const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
            key = (key ^ static_cast<unsigned char>(lower)) * 0x01000193U;
        }
        ++written.words;
        const std::uint16_t languages = length <= 10 ? languagesOf(key) : 0;
        for (std::size_t i = 1; languages != 0 && i < kLanguages; ++i)
            hits[i] += (languages >> i) & 1U;
    }
}

} // namespace

Written writtenIn(std::string_view text)
{
    text = text.substr(0, kLookedAtForLanguage);
    Written written;
    if (!isLatinOnly(text)) {
        const ScriptCounts counts = scriptCounts(text);
        written.script = counts.main();
        if (counts.of(written.script) < kFewestWrittenLetters / 2)
            written.script = Script::None;
        if (written.script != Script::Latin)
            return written;
    }
    std::array<std::size_t, kLanguages> hits{};
    count(text, hits, written);
    if (written.words > 0)
        written.script = Script::Latin;
    const auto most = std::ranges::max_element(hits);
    std::size_t next = 0;
    for (auto it = hits.begin(); it != hits.end(); ++it)
        next = it == most ? next : std::max(next, *it);
    if (*most >= kFewestHits && *most * 2 >= next * 3 && *most * 8 >= written.words) {
        written.language = static_cast<Language>(most - hits.begin());
        written.hits = *most;
    }
    return written;
}

std::size_t commonWords(std::string_view text, Language language)
{
    std::array<std::size_t, kLanguages> hits{};
    Written written;
    count(text.substr(0, kLookedAtForLanguage), hits, written);
    return hits[static_cast<std::size_t>(language)];
}

const char* languageName(Language language)
{
    constexpr std::array<const char*, kLanguages> names{
        "an unknown language", "English", "German",  "French", "Spanish", "Italian",
        "Portuguese",          "Dutch",   "Swedish", "Polish"};
    return names[static_cast<std::size_t>(language)];
}

} // namespace health
