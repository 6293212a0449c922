// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comparison {

// One text of a step: a part of a message, a document, what a tool was given or gave.
struct MessageText
{
    std::string role; // system, user, assistant, tool, document, input, output
    std::string name; // of a tool or a document
    std::string text; // empty: not captured
    bool isOutput = false;
    bool isReasoning = false;
};
std::vector<MessageText> messagesOf(const ComparedStep& step);

struct MessagePair
{
    std::optional<MessageText> here;
    std::optional<MessageText> there;
    bool isEqual = false; // word for word
    // A document that only one run has, beside the one of the other that is most like it.
    bool isNearest = false;
    bool isOnlyThere = false; // only the good run has it
};
// Aligned by role, name and likeness of their words. Beyond 300 messages by place alone.
std::vector<MessagePair> messagePairs(const ComparedStep* here, const ComparedStep* there);
std::vector<MessagePair> messagePairs(const std::vector<MessageText>& here,
                                      const std::vector<MessageText>& there);

// A stretch of a text, in bytes.
struct WordRun
{
    std::size_t start = 0;
    std::size_t end = 0;
    bool isOther = false; // the other text does not have it there
};
struct WordDiff
{
    std::vector<WordRun> here; // cover the text without a hole
    std::vector<WordRun> there;
    bool isCut = false; // too different to be told word by word, or longer than is compared
};
// The words (similarity::tokenize) that only one has. Compares the first 64 KiB of each, which is
// bounded whatever the text; what is behind counts as the same.
WordDiff wordDiff(std::string_view here, std::string_view there);

} // namespace comparison
