// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/redactedstretches.h"

#include "models/health/passages.h"
#include "models/health/tokens.h"
#include "models/telemetry/redaction.h"

#include <algorithm>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kMostSentences = 2000; // of the context that are compared
constexpr std::size_t kMostSentenceTokens = 400; // of a sentence
constexpr std::size_t kFewestShared = 2; // words; one alone says little

struct ContextSentence
{
    KeySet keys;
    bool isRedacted = false;
};

std::vector<ContextSentence> comparable(std::string_view context)
{
    std::vector<ContextSentence> sentences;
    for (const std::string_view text : sentencesAndLines(context)) {
        if (sentences.size() >= kMostSentences)
            break;
        ContextSentence one{.keys = KeySet(32), .isRedacted = telemetry::holdsRedaction(text)};
        for (const Token& token : tokenise(text, kMostSentenceTokens)) {
            if (token.isContent)
                one.keys.insert(token.key);
        }
        sentences.push_back(std::move(one));
    }
    return sentences;
}

bool mayRestOnRedacted(std::string_view text, const std::vector<ContextSentence>& context)
{
    const std::vector<Token> tokens = tokenise(text, kMostSentenceTokens);
    std::size_t redacted = 0;
    std::size_t other = 0;
    for (const ContextSentence& sentence : context) {
        const auto shared =
            static_cast<std::size_t>(std::ranges::count_if(tokens, [&](const Token& token) {
                return token.isContent && sentence.keys.contains(token.key);
            }));
        std::size_t& best = sentence.isRedacted ? redacted : other;
        best = std::max(best, shared);
    }
    return redacted >= kFewestShared && redacted >= other;
}

void addBlanks(std::string& to, std::string_view text)
{
    to.append(static_cast<std::size_t>(std::ranges::count_if(
                  text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; })),
              ' ');
}

} // namespace

std::string withoutRedacted(std::string_view context, std::string_view output)
{
    const bool isContextRedacted = telemetry::holdsRedaction(context);
    if (!isContextRedacted && !telemetry::holdsRedaction(output))
        return std::string(output);
    const std::vector<ContextSentence> sentences =
        isContextRedacted ? comparable(context) : std::vector<ContextSentence>();
    std::string left;
    for (const std::string_view text : sentencesAndLines(output)) {
        if (telemetry::holdsRedaction(text) || mayRestOnRedacted(text, sentences))
            addBlanks(left, text);
        else
            left += text;
    }
    return left;
}

} // namespace health
