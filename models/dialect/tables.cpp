// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/tables.h"

#include "models/telemetry/redaction.h"

#include <algorithm>

namespace dialect {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isWordCharacter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9')
        || static_cast<unsigned char>(c) >= 0x80;
}

// AnswerRelevancy, answer_relevancy and "Answer relevancy" are the same two words.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool isBoundary = !isWordCharacter(name[i])
            || (isUpper(name[i]) && i > 0 && lower(name[i - 1]) == name[i - 1]);
        if (isBoundary && !words.back().empty())
            words.emplace_back();
        if (isWordCharacter(name[i]))
            words.back() += lower(name[i]);
    }
    return words;
}

ScoreDirection turned(ScoreDirection direction)
{
    return direction == ScoreDirection::HighIsBad ? ScoreDirection::HighIsGood
                                                  : ScoreDirection::HighIsBad;
}

} // namespace

std::string normalisedWord(std::string_view word)
{
    std::string normal(word);
    std::transform(normal.begin(), normal.end(), normal.begin(),
                   [](char c) { return c == '-' || c == ' ' ? '_' : lower(c); });
    return normal;
}

const EventRule* CompiledTables::eventRule(std::string_view name) const
{
    if (const EventRule* rule = findIn(events, name))
        return rule;
    constexpr int kMostSegments = 8;
    std::size_t dot = name.find('.');
    for (int i = 0; i < kMostSegments && dot != std::string_view::npos; ++i) {
        if (const EventRule* rule = findIn(eventPrefixes, name.substr(0, dot + 1)))
            return rule;
        dot = name.find('.', dot + 1);
    }
    return nullptr;
}

bool CompiledTables::isKnown(std::string_view attribute) const
{
    constexpr int kMostSegments = 8;
    if (findIn(known, attribute) != nullptr)
        return true;
    std::size_t dot = attribute.find('.');
    for (int i = 0; i < kMostSegments && dot != std::string_view::npos; ++i) {
        if (findIn(knownPrefixes, attribute.substr(0, dot + 1)) != nullptr)
            return true;
        dot = attribute.find('.', dot + 1);
    }
    return false;
}

std::string CompiledTables::finishReason(std::string_view reason) const
{
    std::string word = normalisedWord(reason);
    const std::string* synonym = findIn(finishReasons, word);
    if (const std::size_t dot = word.rfind('.'); synonym == nullptr && dot != std::string::npos)
        synonym = findIn(finishReasons, std::string_view(word).substr(dot + 1)); // Enum.NAME
    return synonym != nullptr ? *synonym : word;
}

std::string CompiledTables::provider(std::string_view provider) const
{
    const std::string* synonym = findIn(providers, normalisedWord(provider));
    if (synonym != nullptr)
        return *synonym;
    std::string word(provider.substr(0, provider.find('.')));
    std::transform(word.begin(), word.end(), word.begin(), lower);
    synonym = findIn(providers, normalisedWord(word));
    return synonym != nullptr ? *synonym : word;
}

std::string CompiledTables::role(std::string_view role) const
{
    const std::string* synonym = findIn(roles, normalisedWord(role));
    return synonym != nullptr ? *synonym : std::string(role);
}

bool CompiledTables::isEmbeddingModel(std::string_view model) const
{
    const std::string word = normalisedWord(model);
    return std::any_of(embeddingModels.begin(), embeddingModels.end(),
                       [&](const auto& part) { return word.find(part) != std::string::npos; });
}

bool CompiledTables::isRedacted(std::string_view text) const
{
    return telemetry::isRedaction(text)
        || std::find(redactionMarkers.begin(), redactionMarkers.end(), text)
        != redactionMarkers.end();
}

ScoreDirection CompiledTables::scoreDirection(std::string_view evaluationName) const
{
    ScoreDirection direction = ScoreDirection::Unknown;
    bool isTurned = false;
    for (const std::string& word : wordsOf(evaluationName)) {
        if (std::find(turningWords.begin(), turningWords.end(), word) != turningWords.end())
            isTurned = !isTurned;
        const ScoreDirection* said = findIn(scoreWords, word);
        if (said == nullptr || *said == direction)
            continue;
        if (direction != ScoreDirection::Unknown)
            return ScoreDirection::Unknown;
        direction = *said;
    }
    return isTurned && direction != ScoreDirection::Unknown ? turned(direction) : direction;
}

ScoreDirection CompiledTables::labelDirection(std::string_view evaluationName) const
{
    const ScoreDirection direction = scoreDirection(evaluationName);
    const auto words = wordsOf(evaluationName);
    const bool isOpinion = std::any_of(words.begin(), words.end(), [this](const auto& word) {
        return std::find(opinionWords.begin(), opinionWords.end(), word) != opinionWords.end();
    });
    return direction == ScoreDirection::Unknown && isOpinion ? ScoreDirection::HighIsGood
                                                             : direction;
}

} // namespace dialect
