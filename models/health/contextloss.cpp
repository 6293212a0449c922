// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/contextloss.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace health {

namespace {

constexpr std::size_t kLongestNote = 120; // bytes; notes are short
constexpr std::size_t kSearched = 4096; // of a message or an answer: both come at its beginning

constexpr std::array<std::string_view, 9> kWhat{"earlier", "previous", "prior",
                                                "older",   "history",  "conversation",
                                                "message", "turns",    "context"};
constexpr std::array<std::string_view, 10> kGone{"omitted", "truncated", "removed",    "dropped",
                                                 "trimmed", "elided",    "summarized", "summarised",
                                                 "deleted", "compacted"};
constexpr std::array<std::string_view, 14> kUnknownPhrases{"don't have any record",
                                                           "do not have any record",
                                                           "have no record",
                                                           "no record of",
                                                           "don't recall",
                                                           "do not recall",
                                                           "can't recall",
                                                           "cannot recall",
                                                           "no memory of",
                                                           "don't have any memory",
                                                           "don't remember",
                                                           "do not remember",
                                                           "don't have access to our",
                                                           "don't have access to previous"};

// Lower case, with typographic apostrophes as plain ones.
std::string plain(std::string_view text)
{
    std::string lower(text.substr(0, kSearched));
    for (std::size_t at = lower.find("\xE2\x80\x99"); at != std::string::npos;
         at = lower.find("\xE2\x80\x99", at))
        lower.replace(at, 3, "'");
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return lower;
}

template<class Words>
bool holdsOneOf(std::string_view text, const Words& words)
{
    return std::ranges::any_of(
        words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

} // namespace

bool tellsOmission(std::string_view message)
{
    const std::string text = plain(message);
    for (std::size_t open = text.find_first_of("([<{"); open != std::string::npos;
         open = text.find_first_of("([<{", open + 1)) {
        const std::size_t close = text.find_first_of(")]>}", open);
        if (close == std::string::npos)
            return false;
        const std::string_view note = std::string_view(text).substr(open, close - open);
        if (note.size() <= kLongestNote && holdsOneOf(note, kWhat) && holdsOneOf(note, kGone))
            return true;
    }
    return false;
}

bool claimsNoMemory(std::string_view answer)
{
    return holdsOneOf(plain(answer), kUnknownPhrases);
}

} // namespace health
