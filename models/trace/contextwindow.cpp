// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextwindow.h"

#include "models/telemetry/plausible.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace trace {

namespace {

// A common rule of thumb for English with the usual byte-pair vocabularies; other scripts take more
// tokens. Hence everything that rests on it is marked as estimated.
constexpr std::int64_t kCharactersPerToken = 4;
constexpr std::size_t kFillings = static_cast<std::size_t>(Filling::Output) + 1;
// Shorter passages may occur in a question by chance.
constexpr std::size_t kShortestPassage = 24;
constexpr std::size_t kMostPassages = 256;

using Amounts = std::array<std::int64_t, kFillings>; // by filling

std::size_t at(Filling filling)
{
    return static_cast<std::size_t>(filling);
}

std::int64_t charactersOf(const telemetry::Part& part)
{
    return telemetry::codePointCount(part.text) + telemetry::codePointCount(part.json);
}

Filling fillingOf(const telemetry::Message& message, const telemetry::Part& part, bool isQuestion)
{
    if (part.kind == telemetry::PartKind::ToolCall
        || part.kind == telemetry::PartKind::ToolCallResponse || message.role == "tool")
        return Filling::Tools;
    if (message.role == "system" || message.role == "developer")
        return Filling::System;
    return isQuestion ? Filling::Question : Filling::History;
}

// A retrieved passage that may stand in the messages. Knuth, Morris and Pratt's search is linear
// whatever the texts are; others can be made to take the product of both lengths by whoever writes
// them.
class Passage
{
public:
    explicit Passage(const std::string& content)
        : m_content(content)
        , m_characters(telemetry::codePointCount(content))
    {
    }

    std::size_t size() const { return m_content.size(); }
    std::int64_t characters() const { return m_characters; }

    bool standsIn(std::string_view text)
    {
        if (m_borders.empty())
            findBorders();
        std::size_t matched = 0;
        for (const char character : text) {
            matched = extended(matched, character);
            if (matched == m_content.size())
                return true;
        }
        return false;
    }

    bool wasSeen = false;

private:
    // m_borders[i]: length of the longest proper prefix that is also a suffix of the first i + 1
    // bytes.
    void findBorders()
    {
        m_borders.assign(m_content.size(), 0);
        for (std::size_t i = 1; i < m_content.size(); ++i)
            m_borders[i] = static_cast<std::uint32_t>(extended(m_borders[i - 1], m_content[i]));
    }

    std::size_t extended(std::size_t matched, char character) const
    {
        while (matched > 0 && m_content[matched] != character)
            matched = m_borders[matched - 1];
        return m_content[matched] == character ? matched + 1 : 0;
    }

    std::string_view m_content;
    std::vector<std::uint32_t> m_borders;
    std::int64_t m_characters = 0;
};

std::vector<Passage> passagesOf(const telemetry::Generation& generation)
{
    std::vector<Passage> passages;
    for (const auto& document : generation.documents) {
        if (passages.size() == kMostPassages)
            break;
        passages.emplace_back(document.content);
    }
    return passages;
}

// Characters of the passages that stand in this text: they are retrieved, whatever message they
// were put into. Each passage is counted once.
std::int64_t passageCharacters(const std::string& text, std::vector<Passage>& passages)
{
    std::int64_t characters = 0;
    for (Passage& passage : passages) {
        if (passage.wasSeen || passage.size() < kShortestPassage || passage.size() > text.size())
            continue;
        if (!passage.standsIn(text))
            continue;
        passage.wasSeen = true;
        characters += passage.characters();
    }
    return characters;
}

Amounts inputCharacters(const telemetry::Generation& generation)
{
    Amounts characters{};
    const auto& messages = generation.inputMessages;
    const auto isUser = [](const telemetry::Message& message) { return message.role == "user"; };
    const auto question = std::find_if(messages.rbegin(), messages.rend(), isUser);
    std::vector<Passage> passages = passagesOf(generation);
    for (const auto& message : messages) {
        const bool isQuestion = question != messages.rend() && &message == &*question;
        for (const auto& part : message.parts) {
            const std::int64_t all = charactersOf(part);
            const std::int64_t retrieved = std::min(all, passageCharacters(part.text, passages));
            characters[at(fillingOf(message, part, isQuestion))] += all - retrieved;
            characters[at(Filling::Retrieved)] += retrieved;
        }
    }
    for (std::size_t i = 0; i < generation.documents.size(); ++i) {
        if (i < passages.size() && passages[i].wasSeen)
            continue;
        const auto& document = generation.documents[i];
        characters[at(Filling::Retrieved)] +=
            telemetry::codePointCount(document.title) + telemetry::codePointCount(document.content);
    }
    return characters;
}

std::int64_t tokensOf(std::int64_t characters)
{
    return (characters + kCharactersPerToken - 1) / kCharactersPerToken;
}

// Splits `tokens` in proportion to `weights` so that the parts add up.
Amounts split(std::int64_t tokens, const Amounts& weights, std::int64_t sum)
{
    Amounts parts{};
    std::int64_t given = 0;
    std::int64_t passed = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        passed += weights[i];
        const double share = static_cast<double>(passed) / static_cast<double>(sum);
        const auto upTo = std::llround(static_cast<double>(tokens) * share);
        parts[i] = upTo - given;
        given = upTo;
    }
    return parts;
}

void add(ContextWindow& context, Filling filling, std::int64_t tokens, bool isEstimated)
{
    if (tokens <= 0)
        return;
    context.shares.push_back({.filling = filling, .tokens = tokens, .isEstimated = isEstimated});
    context.used += tokens;
}

void addInput(ContextWindow& context, const telemetry::Generation& generation)
{
    const Amounts characters = inputCharacters(generation);
    const std::int64_t sum = std::accumulate(characters.begin(), characters.end(), std::int64_t{0});
    Amounts tokens{};
    std::transform(characters.begin(), characters.end(), tokens.begin(), tokensOf);
    const std::int64_t estimated = std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
    const auto told = telemetry::plausibleTokens(generation.inputTokens);
    const std::int64_t reported = told.value_or(0);
    const bool isReported = told.has_value();
    // Text that was cut or redacted on the way says too little about its own size: what the total
    // has more stays unattributed. Complete text explains the whole total.
    const bool isComplete = generation.contentState == telemetry::ContentState::Captured;
    if (isReported && sum > 0 && (isComplete || estimated > reported))
        tokens = split(reported, characters, sum);

    const auto fillings =
        std::count_if(tokens.begin(), tokens.end(), [](std::int64_t part) { return part > 0; });
    const std::int64_t attributed = std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
    const bool isExact = isReported && fillings == 1 && attributed == reported;
    for (std::size_t i = 0; i < tokens.size(); ++i)
        add(context, static_cast<Filling>(i), tokens[i], !isExact);
    add(context, Filling::Unattributed, reported - attributed, attributed > 0);
    context.isUsedEstimated = !isReported && attributed > 0;
}

void addOutput(ContextWindow& context, const telemetry::Generation& generation)
{
    std::int64_t reasoning = 0;
    std::int64_t visible = 0;
    for (const auto& message : generation.outputMessages) {
        for (const auto& part : message.parts)
            (part.kind == telemetry::PartKind::Reasoning ? reasoning : visible) +=
                charactersOf(part);
    }
    if (const auto told = telemetry::plausibleTokens(generation.outputTokens)) {
        const std::int64_t all = *told;
        const std::int64_t thought =
            std::clamp<std::int64_t>(generation.reasoningTokens.value_or(0), 0, all);
        add(context, Filling::Reasoning, thought, false);
        add(context, Filling::Output, all - thought, false);
        return;
    }
    add(context, Filling::Reasoning, tokensOf(reasoning), true);
    add(context, Filling::Output, tokensOf(visible), true);
    context.isUsedEstimated = context.isUsedEstimated || reasoning + visible > 0;
}

} // namespace

const char* toString(Filling filling)
{
    switch (filling) {
    case Filling::System:
        return "system";
    case Filling::History:
        return "history";
    case Filling::Retrieved:
        return "retrieved";
    case Filling::Tools:
        return "tools";
    case Filling::Question:
        return "question";
    case Filling::Unattributed:
        return "unattributed";
    case Filling::Reasoning:
        return "reasoning";
    case Filling::Output:
        return "output";
    }
    return "unattributed";
}

std::optional<std::int64_t> ContextWindow::free() const
{
    if (!window)
        return std::nullopt;
    return *window - used;
}

const ContextShare* ContextWindow::find(Filling filling) const
{
    const auto found =
        std::find_if(shares.begin(), shares.end(),
                     [filling](const ContextShare& share) { return share.filling == filling; });
    return found == shares.end() ? nullptr : &*found;
}

ContextWindow contextWindowOf(const telemetry::Generation& generation)
{
    ContextWindow context;
    addInput(context, generation);
    addOutput(context, generation);
    if (generation.contextWindow && *generation.contextWindow > 0)
        context.window = generation.contextWindow;
    context.maxOutput = generation.maxTokens;
    context.cached = generation.cachedTokens;
    return context;
}

} // namespace trace
