// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/passages.h"

#include "models/health/judging.h"
#include "models/health/tokens.h"

#include <algorithm>

namespace health {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kLong = 400; // bytes of input that can be something to answer from
constexpr std::size_t kFewestPassageWords = 5; // of a sentence that states something
constexpr std::size_t kMostPassageTokens = 200; // of a sentence

// That what stands beside it is to be answered from.
bool namesPassage(std::string_view lower)
{
    return holdsAny(lower,
                    {"context:",
                     "<context",
                     "<document",
                     "<passage",
                     "<source",
                     "<excerpt",
                     "<search_result",
                     "document:",
                     "documents:",
                     "passage:",
                     "passages:",
                     "source:",
                     "sources:",
                     "excerpt:",
                     "excerpts:",
                     "references:",
                     "facts:",
                     "background:",
                     "article:",
                     "documentation:",
                     "manual:",
                     "handbook:",
                     "policy:",
                     "knowledge:",
                     "search results",
                     "based on the following",
                     "using the following",
                     "from the following",
                     "according to the following",
                     "given the following",
                     "based only on",
                     "answer from",
                     "answer only from"});
}

// Not: how the model should speak, to whom, or what day it is.
bool statesFact(std::string_view sentence)
{
    const std::string lower = lowered(sentence);
    if (holdsAny(lower,
                 {"you",      "answer", "respond", "reply",    "replies", "write",        "format",
                  "sentence", "words",  "token",   "language", "today",   "current date", "cutoff",
                  "never",    "always", "must",    "should",   "please",  "do not",       "don't"}))
        return false;
    const std::vector<Token> tokens = tokenise(sentence, kMostPassageTokens);
    return tokens.size() >= kFewestPassageWords
        && std::ranges::any_of(tokens, [](const Token& token) {
               return token.isContent && token.kind != TokenKind::Word;
           });
}

bool isPassage(const Message& message, const Part& part)
{
    if (part.kind == PartKind::ToolCallResponse)
        return true;
    if (part.kind != PartKind::Text || message.role == "assistant")
        return false;
    const bool isInstruction = message.role == "system" || message.role == "developer";
    return namesPassage(lowered(part.text))
        || (isInstruction && std::ranges::any_of(sentencesAndLines(part.text), statesFact));
}

} // namespace

bool hasPassages(const Generation& generation, const std::string& context)
{
    return !generation.documents.empty() || context.size() >= kLong
        || std::ranges::any_of(generation.inputMessages, [](const Message& message) {
               return std::ranges::any_of(
                   message.parts, [&](const Part& part) { return isPassage(message, part); });
           });
}

std::vector<std::string_view> sentencesAndLines(std::string_view text)
{
    std::vector<std::string_view> sentences;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isMark = text[i] == '.' || text[i] == '!' || text[i] == '?';
        const bool isEnd = text[i] == '\n'
            || (isMark && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n'));
        if (!isEnd)
            continue;
        sentences.push_back(text.substr(start, i + 1 - start));
        start = i + 1;
    }
    if (start < text.size())
        sentences.push_back(text.substr(start));
    return sentences;
}

} // namespace health
