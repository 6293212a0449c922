// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/liketexts.h"

#include "models/similarity/tokens.h"
#include "models/trace/callsignature.h"

namespace trace {

namespace {

constexpr std::size_t kMostKinds = 8;
constexpr std::size_t kFewWords = 8;
constexpr std::size_t kLookedAt = std::size_t{64} << 10U; // bytes
constexpr double kAlike = 0.9;

} // namespace

std::size_t LikeTexts::kindOf(std::string_view text)
{
    text = text.substr(0, kLookedAt);
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::syntaxOf(text), tokens);
    Kind kind;
    constexpr std::uint8_t kTelling =
        similarity::kFigure | similarity::kCode | similarity::kNegation;
    for (const similarity::Token& token : tokens) {
        kind.words = joinedHash(kind.words, token.hash);
        if (token.has(kTelling))
            kind.telling = joinedHash(kind.telling, joinedHash(token.sign, token.hash));
    }
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        if (m_kinds[i].words == kind.words && m_kinds[i].telling == kind.telling)
            return i;
    }
    if (tokens.size() >= kFewWords) {
        kind.hash = similarity::minHashOf(text);
        for (std::size_t i = 0; i < m_kinds.size(); ++i) {
            if (m_kinds[i].telling == kind.telling
                && similarity::similarityOf(m_kinds[i].hash, kind.hash) >= kAlike)
                return i;
        }
    }
    if (m_kinds.size() < kMostKinds)
        m_kinds.push_back(kind);
    return m_count++;
}

} // namespace trace
