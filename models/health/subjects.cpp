// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/subjects.h"

#include "models/health/contextloss.h"
#include "models/health/passages.h"
#include "models/health/tokens.h"
#include "models/telemetry/plausible.h"

#include <algorithm>
#include <utility>

namespace health {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kFewestIdentifiers = 3; // of code
constexpr std::size_t kSampledTokens = 400; // of the output, to tell code from prose

// At most how many identifiers a text holds: each has a sign of its own that a word lacks, see
// tokens.h. Prose, which is most of what is asked, is told without being taken apart.
std::size_t identifierSigns(std::string_view text)
{
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    std::size_t signs = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const bool isJoiner = (c == '.' && (isLower(next) || next == '_'))
            || (c == ':' && next == ':') || (c == '-' && (next == '>' || next == '-'));
        signs += isJoiner || c == '_' || c == '`' || c == '(' || c == '='
                || (isLower(c) && isUpper(next))
            ? 1
            : 0;
    }
    return signs;
}

bool isCode(const Generation& generation, const std::string& output)
{
    if (generation.operation.find("code") != std::string::npos
        || output.find("```") != std::string::npos)
        return true;
    if (identifierSigns(output) < kFewestIdentifiers)
        return false;
    const std::vector<Token> tokens = tokenise(output, kSampledTokens);
    const auto identifiers =
        static_cast<std::size_t>(std::ranges::count(tokens, TokenKind::Identifier, &Token::kind));
    return identifiers >= kFewestIdentifiers && identifiers * 7 >= tokens.size();
}

std::string taskOf(const Generation& generation, const std::string& prompt,
                   const std::string& output)
{
    if (isCode(generation, output))
        return "code";
    std::string head = prompt.substr(0, 200);
    std::ranges::transform(head, head.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return head.find("summar") != std::string::npos ? "summary" : "qa";
}

// Characters with runs of blanks counted once: tokenisers pack them.
std::int64_t packedLength(const std::string& text)
{
    std::int64_t count = 0;
    bool wasBlank = false;
    for (const char c : text) {
        const bool isBlank =
            c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '=';
        const bool isStart = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        count += isStart && !(isBlank && wasBlank) ? 1 : 0;
        wasBlank = isBlank;
    }
    return count;
}

// Tools that were offered, or used in earlier turns: their names exist. A call in the answer that
// is judged is no evidence: the model may have made its tool up.
std::vector<std::string> toolNames(const Generation& generation)
{
    constexpr std::size_t kMost = 256;
    std::vector<std::string> names;
    const auto add = [&names](const std::string& name) {
        if (!name.empty() && names.size() < kMost)
            names.push_back(name);
    };
    std::ranges::for_each(generation.toolsOffered, add);
    for (const Message& message : generation.inputMessages) {
        for (const Part& part : message.parts) {
            if (part.kind == PartKind::ToolCall)
                add(part.name);
        }
    }
    return names;
}

// Of several choices, the one that was cut: the text that is judged is that of all of them.
std::string finishReasonOf(const Generation& generation)
{
    const std::vector<std::string>& reasons = generation.finishReasons;
    if (reasons.empty())
        return {};
    const auto cut = std::ranges::find(reasons, "length");
    return cut == reasons.end() ? reasons.front() : *cut;
}

bool hasOmissionNote(const Generation& generation)
{
    return std::ranges::any_of(generation.inputMessages, [](const Message& message) {
        return std::ranges::any_of(message.parts, [](const Part& part) {
            return part.kind == PartKind::Text && tellsOmission(part.text);
        });
    });
}

// Instructions and passages: each turn has its own, while what was said stays.
std::int64_t givenLength(const Generation& generation)
{
    std::int64_t length = 0;
    for (const Message& message : generation.inputMessages) {
        if (message.role != "system" && message.role != "developer")
            continue;
        for (const Part& part : message.parts)
            length += packedLength(part.text);
    }
    for (const telemetry::Document& document : generation.documents)
        length += packedLength(document.title) + packedLength(document.content);
    return length;
}

// More came from a cache than there was: whoever counted did not count the same thing.
bool doCountsAgree(const Generation& generation)
{
    const std::int64_t cached =
        generation.cachedTokens.value_or(0) + generation.cacheWriteTokens.value_or(0);
    return !generation.inputTokens || cached <= *generation.inputTokens;
}

// What the system said, and what the assistant said before. Bounded: the newest of it.
void addConversation(const Generation& generation, Subject& subject)
{
    constexpr std::size_t kMostAnswers = 4;
    constexpr std::size_t kMostBytes = std::size_t{16} << 10U;
    for (const Message& message : generation.inputMessages) {
        const bool isInstruction = message.role == "system" || message.role == "developer";
        if (!isInstruction && message.role != "assistant")
            continue;
        std::string text;
        for (const Part& part : message.parts) {
            if (part.kind == PartKind::Text && text.size() < kMostBytes)
                text += (text.empty() ? "" : "\n") + part.text.substr(0, kMostBytes);
        }
        if (text.empty())
            continue;
        if (isInstruction && !subject.instructions)
            subject.instructions = std::move(text);
        else if (!isInstruction)
            subject.earlierAnswers.push_back(std::move(text));
    }
    if (subject.earlierAnswers.size() > kMostAnswers)
        subject.earlierAnswers.erase(subject.earlierAnswers.begin(),
                                     subject.earlierAnswers.end() - kMostAnswers);
}

// The newest of it, bounded; what does not fit is left out whole.
void addTools(const Generation& generation, Subject& subject)
{
    constexpr std::size_t kMostBytes = std::size_t{256} << 10U;
    std::size_t bytes = 0;
    for (const Message& message : generation.inputMessages) {
        for (const Part& part : message.parts) {
            const std::string& result = part.json.empty() ? part.text : part.json;
            if (part.kind != PartKind::ToolCallResponse || result.empty()
                || bytes + result.size() > kMostBytes)
                continue;
            bytes += result.size();
            subject.toolResults.push_back(result);
        }
    }
    for (std::size_t i = 0; i < generation.toolsOffered.size(); ++i)
        subject.toolsOffered.push_back(
            {generation.toolsOffered[i],
             i < generation.toolSchemas.size() ? generation.toolSchemas[i] : std::string()});
}

void addCalls(const Generation& generation, Subject& subject)
{
    for (const Message& message : generation.outputMessages) {
        for (const Part& part : message.parts) {
            if (part.kind == PartKind::ToolCall)
                subject.toolCalls.push_back({part.name, part.json});
        }
    }
}

void addInput(const Generation& generation, Subject& subject)
{
    const std::string prompt = telemetry::promptText(generation);
    if (!prompt.empty())
        subject.prompt = prompt;
    if (!generation.inputMessages.empty())
        subject.messageCount = static_cast<std::int64_t>(generation.inputMessages.size());
    subject.hasLostTurns = subject.hasLostTurns || hasOmissionNote(generation);
    addConversation(generation, subject);
    addTools(generation, subject);
    subject.documentCount = generation.documents.size();
    if (generation.inputMessages.empty() && generation.documents.empty())
        return;
    std::string context = telemetry::contextText(generation);
    subject.promptChars = packedLength(context);
    subject.givenChars = givenLength(generation);
    if (hasPassages(generation, context))
        subject.context = std::move(context);
}

void addOutput(const Generation& generation, Subject& subject)
{
    addCalls(generation, subject);
    const std::string prompt = telemetry::promptText(generation);
    std::string output = telemetry::outputText(generation);
    if (output.empty())
        return;
    subject.task = taskOf(generation, prompt, output);
    subject.toolNames = toolNames(generation);
    subject.output = std::move(output);
}

} // namespace

Subject subjectOf(const Generation& generation)
{
    using telemetry::ContentState;
    const bool isAllKnown = generation.contentState == ContentState::Captured;
    Subject subject;
    subject.hasLostTurns = generation.isCompacted;
    // A side that was cut or blanked on its way says nothing; the other one still does.
    if (isAllKnown || generation.inputSource.state == ContentState::Captured)
        addInput(generation, subject);
    if (isAllKnown || generation.outputSource.state == ContentState::Captured)
        addOutput(generation, subject);
    subject.hasNoAnswer =
        !subject.output && (isAllKnown || generation.outputSource.state == ContentState::Captured);
    subject.isJsonRequested = generation.outputFormat == "json" || !generation.outputSchema.empty();
    subject.requestedSchema = generation.outputSchema;
    subject.modelRequested = generation.modelRequested;
    subject.modelServed = generation.modelServed;
    subject.contextWindow = telemetry::plausibleTokens(generation.contextWindow);
    if (doCountsAgree(generation)) {
        subject.inputTokens = telemetry::plausibleTokens(generation.inputTokens);
        const std::int64_t cached =
            generation.cachedTokens.value_or(0) + generation.cacheWriteTokens.value_or(0);
        if (subject.inputTokens && cached > 0)
            subject.inputTokensAtMost = *subject.inputTokens + cached;
    }
    subject.outputTokens = telemetry::plausibleTokens(generation.outputTokens);
    subject.maxTokens = telemetry::plausibleTokens(generation.maxTokens);
    subject.finishReason = finishReasonOf(generation);
    return subject;
}

std::optional<Subject::PreviousTurn> TurnMemory::exchange(const Generation& generation,
                                                          const Subject& subject)
{
    if (generation.session.empty() || !subject.inputTokens || !subject.messageCount)
        return std::nullopt;
    // Agents of one conversation that have other instructions are conversations of their own.
    std::string key = generation.service;
    for (const std::string* part :
         {&generation.operation, &generation.session, &generation.promptName,
          &generation.promptVersion, &generation.modelServed}) {
        key += '\x1f';
        key += *part;
    }
    const Subject::PreviousTurn turn{.inputTokens = *subject.inputTokens,
                                     .messageCount = *subject.messageCount,
                                     .givenChars = subject.givenChars,
                                     .promptChars = subject.promptChars.value_or(0)};
    return std::exchange(m_turns[key], turn);
}

} // namespace health
