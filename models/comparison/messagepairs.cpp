// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/messagepairs.h"

#include "models/comparison/sequencealignment.h"
#include "models/comparison/substance.h"

#include <algorithm>

namespace comparison {

namespace {

constexpr std::size_t kCompared = 64U * 1024; // bytes
constexpr std::size_t kMostMessages = 300; // some 50 ms
constexpr std::size_t kLookedAt = 4000; // bytes, to see which text belongs to which

void addParts(std::vector<MessageText>& all, const telemetry::Message& message, bool isOutput)
{
    for (const telemetry::Part& part : message.parts) {
        MessageText text{.role = message.role,
                         .name = part.name,
                         .text = part.text.empty() ? part.json : part.text,
                         .isOutput = isOutput,
                         .isReasoning = part.kind == telemetry::PartKind::Reasoning};
        if (part.kind == telemetry::PartKind::ToolCallResponse)
            text.role = "tool";
        all.push_back(std::move(text));
    }
}

// A text with its words, told once: it is held against many.
struct Looked
{
    const MessageText* text = nullptr;
    MaskedWords words;
};

std::vector<Looked> lookedAt(const std::vector<MessageText>& texts)
{
    std::vector<Looked> all;
    for (const MessageText& one : texts)
        all.push_back(
            {.text = &one,
             .words = MaskedWords(TokenText(std::string_view(one.text).substr(0, kLookedAt)))});
    return all;
}

std::optional<double> costOf(const Looked& here, const Looked& there)
{
    const MessageText& one = *here.text;
    const MessageText& other = *there.text;
    if (one.role != other.role || one.isOutput != other.isOutput
        || one.isReasoning != other.isReasoning)
        return std::nullopt;
    double cost = one.name == other.name ? 0 : 0.4;
    if (one.text != other.text)
        cost += 0.5 * (1 - here.words.likeness(there.words));
    return cost;
}

// Of documents alone: the nearest of the other run, which may well have a counterpart of its own.
std::optional<MessageText> nearestTo(const Looked& document, const std::vector<Looked>& others)
{
    constexpr double kNear = 0.5;
    double best = kNear;
    std::optional<MessageText> nearest;
    for (const Looked& other : others) {
        if (other.text->role != document.text->role)
            continue;
        const double likeness = document.words.likeness(other.words);
        if (likeness >= best) {
            best = likeness;
            nearest = *other.text;
        }
    }
    return nearest;
}

std::vector<std::uint32_t> hashesOf(const std::vector<similarity::Token>& tokens)
{
    std::vector<std::uint32_t> hashes;
    hashes.reserve(tokens.size());
    for (const similarity::Token& token : tokens)
        hashes.push_back(token.hash ^ (static_cast<std::uint32_t>(token.sign) << 24U));
    return hashes;
}

// Appends the stretch of tokens [first, first + count), with what stands between and behind them.
void addRun(std::vector<WordRun>& runs, const std::vector<similarity::Token>& tokens,
            std::size_t first, std::size_t count, bool isOther)
{
    if (count == 0)
        return;
    const std::size_t start = tokens[first].start;
    const std::size_t end = tokens[first + count - 1].end;
    const std::size_t before = runs.empty() ? 0 : runs.back().end;
    if (before < start)
        runs.push_back({.start = before, .end = start, .isOther = false});
    if (!runs.empty() && runs.back().isOther == isOther)
        runs.back().end = end;
    else
        runs.push_back({.start = start, .end = end, .isOther = isOther});
}

void close(std::vector<WordRun>& runs, std::size_t size)
{
    const std::size_t end = runs.empty() ? 0 : runs.back().end;
    if (end < size)
        runs.push_back({.start = end, .end = size, .isOther = false});
}

} // namespace

std::vector<MessageText> messagesOf(const ComparedStep& step)
{
    std::vector<MessageText> all;
    if (step.generation != nullptr) {
        for (const telemetry::Message& message : step.generation->inputMessages)
            addParts(all, message, false);
        for (const telemetry::Document& document : step.generation->documents)
            all.push_back({.role = "document", .name = document.id, .text = document.content});
        for (const telemetry::Message& message : step.generation->outputMessages)
            addParts(all, message, true);
    } else if (step.step != nullptr) {
        all.push_back({.role = "input", .name = {}, .text = step.step->input});
        for (const telemetry::Document& document : step.step->documents)
            all.push_back({.role = "document",
                           .name = document.id,
                           .text = document.content,
                           .isOutput = true});
        all.push_back({.role = "output", .name = {}, .text = step.step->output, .isOutput = true});
    }
    std::erase_if(all, [](const MessageText& one) { return one.text.empty(); });
    return all;
}

std::vector<MessagePair> messagePairs(const ComparedStep* here, const ComparedStep* there)
{
    return messagePairs(here != nullptr ? messagesOf(*here) : std::vector<MessageText>(),
                        there != nullptr ? messagesOf(*there) : std::vector<MessageText>());
}

std::vector<MessagePair> messagePairs(const std::vector<MessageText>& here,
                                      const std::vector<MessageText>& there)
{
    std::vector<AlignedPair> pairs;
    const std::vector<Looked> left = lookedAt(here);
    const std::vector<Looked> right = lookedAt(there);
    if (here.size() <= kMostMessages && there.size() <= kMostMessages) {
        pairs = *align(here.size(), there.size(),
                       [&](std::size_t i, std::size_t j) { return costOf(left[i], right[j]); });
    } else {
        for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i)
            pairs.emplace_back(i < here.size() ? std::optional(i) : std::nullopt,
                               i < there.size() ? std::optional(i) : std::nullopt);
    }
    std::vector<MessagePair> all;
    for (const auto& [i, j] : pairs) {
        MessagePair pair;
        if (i)
            pair.here = here[*i];
        if (j)
            pair.there = there[*j];
        pair.isEqual = i && j && here[*i].text == there[*j].text;
        if (i && !j && here[*i].role == "document")
            pair.there = nearestTo(left[*i], right);
        else if (j && !i && there[*j].role == "document")
            pair.here = nearestTo(right[*j], left);
        pair.isNearest = pair.here && pair.there && (!i || !j);
        pair.isOnlyThere = !i;
        all.push_back(std::move(pair));
    }
    return all;
}

WordDiff wordDiff(std::string_view here, std::string_view there)
{
    WordDiff diff;
    const std::string_view left = here.substr(0, kCompared);
    const std::string_view right = there.substr(0, kCompared);
    diff.isCut = left.size() < here.size() || right.size() < there.size();
    if (here != there) {
        std::vector<similarity::Token> leftTokens;
        std::vector<similarity::Token> rightTokens;
        similarity::tokenize(left, similarity::syntaxOf(left), leftTokens);
        similarity::tokenize(right, similarity::syntaxOf(right), rightTokens);
        const Edits edits = editsBetween(hashesOf(leftTokens), hashesOf(rightTokens));
        diff.isCut = diff.isCut || edits.isCut;
        for (const Edit& edit : edits.edits) {
            const bool isOther = edit.kind != EditKind::Same;
            if (edit.kind != EditKind::Removed)
                addRun(diff.here, leftTokens, edit.here, edit.count, isOther);
            if (edit.kind != EditKind::Added)
                addRun(diff.there, rightTokens, edit.there, edit.count, isOther);
        }
    }
    close(diff.here, here.size());
    close(diff.there, there.size());
    return diff;
}

} // namespace comparison
