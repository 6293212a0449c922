// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextwindow.h"

#include "models/health/subjects.h"
#include "models/health/validator.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/plausible.h"
#include "models/telemetry/utf8.h"
#include "models/trace/contextpassages.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr double kLeastCounted = 0.55; // of what the text needs; less was cut on the server
constexpr std::int64_t kMostExplained =
    3; // times an estimate: no text is off by more than that ...
constexpr std::int64_t kFrame = 256; // ... but for what templates and tools add to it
constexpr std::int64_t kFewestCut = 64; // no limit is smaller: counts that small are others' faults
constexpr double kPinnedBeyond = 1.1; // of a pin: what needs that much more did not fit

// A piece whose tokens are not yet known.
struct Rough
{
    ContextPiece piece;
    double tokens = 0;
};

Filling fillingOf(const Message& message, const Part& part, bool isQuestion)
{
    if (part.kind == PartKind::ToolCall || part.kind == PartKind::ToolCallResponse
        || message.role == "tool")
        return Filling::Tools;
    if (message.role == "system" || message.role == "developer")
        return Filling::System;
    return isQuestion ? Filling::Question : Filling::History;
}

// Walks the input in the order in which a model reads it.
class InputWalk
{
public:
    InputWalk(const Generation& generation,
              const std::vector<const telemetry::Document*>& retrieved)
        : m_generation(generation)
        , m_finder(withOwn(generation, retrieved))
    {
        const auto& messages = generation.inputMessages;
        m_question = messages.size();
        for (std::size_t i = messages.size(); i-- > 0 && m_question == messages.size();)
            if (messages[i].role == "user")
                m_question = i;
        for (std::size_t i = 0; i < messages.size(); ++i)
            addMessage(i);
        addTools();
        addDocuments();
    }

    std::vector<Rough> pieces;
    std::int64_t characters = 0;

private:
    static std::vector<const telemetry::Document*>
    withOwn(const Generation& generation, const std::vector<const telemetry::Document*>& retrieved)
    {
        std::vector<const telemetry::Document*> all;
        for (const telemetry::Document& document : generation.documents)
            all.push_back(&document);
        all.insert(all.end(), retrieved.begin(), retrieved.end());
        return all;
    }

    void add(Filling filling, std::size_t message, std::size_t part, std::string_view text,
             std::int64_t start)
    {
        const std::int64_t length = telemetry::codePointCount(text);
        if (length == 0)
            return;
        characters += length;
        pieces.push_back({.piece = {.filling = filling,
                                    .source = ContextPiece::Source::Input,
                                    .kind = kindOf(message, part),
                                    .message = message,
                                    .part = part,
                                    .start = start,
                                    .end = start + length},
                          .tokens = roughTokens(text)});
    }

    similarity::PlaceKind kindOf(std::size_t index, std::size_t part) const
    {
        const Message& message = m_generation.inputMessages[index];
        const PartKind kind = message.parts[part].kind;
        const bool isResult = kind == PartKind::ToolCallResponse
            || (kind == PartKind::Text && message.role == "tool");
        return isResult ? similarity::PlaceKind::ToolResult : similarity::PlaceKind::Input;
    }

    void addMessage(std::size_t index)
    {
        const Message& message = m_generation.inputMessages[index];
        for (std::size_t i = 0; i < message.parts.size(); ++i) {
            const Part& part = message.parts[i];
            const Filling filling = fillingOf(message, part, index == m_question);
            std::int64_t start = 0;
            std::size_t behind = 0;
            const auto addUpTo = [&](std::size_t end, Filling what) {
                const std::string_view text =
                    std::string_view(part.text).substr(behind, end - behind);
                add(what, index, i, text, start);
                start += telemetry::codePointCount(text);
                behind = end;
            };
            for (const PassageStretch& stretch : m_finder.findIn(part.text)) {
                addUpTo(stretch.first, filling);
                addUpTo(stretch.last, Filling::Retrieved);
                pieces.back().piece.passage = stretch.passage;
            }
            addUpTo(part.text.size(), filling);
            add(filling, index, i, part.json, 0);
        }
    }

    // Definitions are rendered behind the instructions by the templates of most models.
    void addTools()
    {
        double tokens = 0;
        for (const auto* texts : {&m_generation.toolsOffered, &m_generation.toolSchemas}) {
            for (const std::string& text : *texts) {
                tokens += roughTokens(text);
                characters += telemetry::codePointCount(text);
            }
        }
        if (tokens <= 0)
            return;
        const auto place = std::ranges::find_if(
            pieces, [](const Rough& one) { return one.piece.filling != Filling::System; });
        pieces.insert(place,
                      {.piece = {.filling = Filling::Tools, .source = ContextPiece::Source::Tools},
                       .tokens = tokens});
    }

    // Where passages that are in no message stood is not told: before the question is usual.
    void addDocuments()
    {
        std::vector<Rough> passages;
        for (std::size_t i = 0; i < m_generation.documents.size(); ++i) {
            const telemetry::Document& document = m_generation.documents[i];
            const std::int64_t length = telemetry::codePointCount(document.content);
            const std::int64_t all = length + telemetry::codePointCount(document.title);
            if (m_finder.wasSeen(i) || all == 0)
                continue;
            characters += all;
            passages.push_back(
                {.piece = {.filling = Filling::Retrieved,
                           .source = ContextPiece::Source::Document,
                           .kind = similarity::PlaceKind::Document,
                           .message = 0,
                           .part = i,
                           .start = 0,
                           .end = length,
                           .passage = i},
                 .tokens = roughTokens(document.title) + roughTokens(document.content)});
        }
        const auto place = std::ranges::find_if(
            pieces, [](const Rough& one) { return one.piece.filling == Filling::Question; });
        pieces.insert(place, passages.begin(), passages.end());
    }

    const Generation& m_generation;
    PassageFinder m_finder;
    std::size_t m_question = 0;
};

double sumOf(const std::vector<Rough>& pieces)
{
    double sum = 0;
    for (const Rough& rough : pieces)
        sum += rough.tokens;
    return sum;
}

std::int64_t tokensOf(const std::vector<Rough>& pieces, const TokenScale& scale,
                      ContextPiece::Source without = ContextPiece::Source::None)
{
    double sum = 0;
    for (const Rough& rough : pieces)
        sum += rough.piece.source == without ? 0 : rough.tokens;
    return static_cast<std::int64_t>(
        std::ceil(sum * scale.factor - 1e-4)); // what is rounded to 300 is 300
}

// Gives `tokens` to the pieces in proportion, so that they add up.
void splitInto(std::int64_t tokens, std::vector<Rough>& pieces, bool isEstimated)
{
    const double sum = sumOf(pieces);
    std::int64_t given = 0;
    double passed = 0;
    for (Rough& rough : pieces) {
        passed += rough.tokens;
        const auto upTo = std::llround(static_cast<double>(tokens) * passed / sum);
        rough.piece.tokens = upTo - given;
        rough.piece.isEstimated = isEstimated;
        given = upTo;
    }
}

void addShare(ContextWindow& context, Filling filling, std::int64_t tokens, bool isEstimated)
{
    if (tokens <= 0)
        return;
    context.used += tokens;
    const auto found = std::ranges::find(context.shares, filling, &ContextShare::filling);
    if (found == context.shares.end()) {
        context.shares.push_back(
            {.filling = filling, .tokens = tokens, .isEstimated = isEstimated});
        return;
    }
    found->tokens += tokens;
    found->isEstimated = found->isEstimated || isEstimated;
}

void take(ContextWindow& context, std::vector<Rough>& pieces)
{
    for (Rough& rough : pieces) {
        addShare(context, rough.piece.filling, rough.piece.tokens, rough.piece.isEstimated);
        context.pieces.push_back(rough.piece);
    }
}

void takeUnknown(ContextWindow& context, Filling filling, std::int64_t tokens, bool isEstimated)
{
    if (tokens <= 0)
        return;
    addShare(context, filling, tokens, isEstimated);
    context.pieces.push_back({.filling = filling, .tokens = tokens, .isEstimated = isEstimated});
}

std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

// Only what the counts of the call itself show: what a conversation lost before is told by turns.
std::string cutReasonOf(const Generation& generation)
{
    const health::Subject all = health::subjectOf(generation);
    health::Subject counts;
    counts.contextWindow = all.contextWindow;
    counts.inputTokens = all.inputTokens;
    counts.inputTokensAtMost = all.inputTokensAtMost;
    counts.maxTokens = all.maxTokens;
    counts.promptChars = all.promptChars;
    const health::Judgement judged = health::judgeTruncation(counts);
    const bool isCut = std::ranges::any_of(judged.findings, [](const telemetry::Finding& finding) {
        return finding.kind == telemetry::kInputCut;
    });
    return isCut ? judged.reason : std::string();
}

// `needed`: without the definitions of tools, which each server renders in its own way.
std::optional<SilentCut> cutOf(const Generation& generation, const TokenScale& scale,
                               std::int64_t needed, std::int64_t counted)
{
    if (!isInputWhole(generation) || generation.isFailed || counted < kFewestCut)
        return std::nullopt;
    SilentCut cut{.needed = needed, .kept = counted, .reason = {}};
    const auto needs = static_cast<double>(needed);
    if (scale.answers > 0 && scale.pin == counted
        && needs > kPinnedBeyond * static_cast<double>(counted)) {
        cut.reason = grouped(counted) + " input tokens, as " + std::to_string(scale.pinned)
            + " answers of this model have, where the text needs about " + grouped(needed);
        return cut;
    }
    if (scale.answers > 0 && static_cast<double>(counted) < kLeastCounted * needs) {
        cut.reason = grouped(counted) + " input tokens were counted where the text needs about "
            + grouped(needed);
        return cut;
    }
    cut.reason = cutReasonOf(generation);
    if (cut.reason.empty() || needed <= counted)
        return std::nullopt;
    return cut;
}

void addInput(ContextWindow& context, const Generation& generation, const TokenScale& scale,
              InputWalk& walk)
{
    // Of a request that did not fit, the refusal counted what was asked for.
    const auto told =
        generation.inputTokens ? telemetry::plausibleTokens(generation.inputTokens) : context.asked;
    const std::int64_t estimated = tokensOf(walk.pieces, scale);
    const bool hasText = estimated > 0;
    if (told && hasText)
        context.cut = cutOf(generation, scale,
                            tokensOf(walk.pieces, scale, ContextPiece::Source::Tools), *told);
    // Text that was cut or redacted on the way, and media, say too little about their own size:
    // what the total has more stays unattributed. Complete text explains the whole total, as far as
    // it can have so many tokens.
    const bool isExplained = told && hasText && !context.cut
        && (estimated > *told
            || (isInputWhole(generation) && *told <= kMostExplained * estimated + kFrame));
    if (context.cut)
        context.cut->needed = estimated;
    if (hasText) {
        splitInto(isExplained ? *told : estimated, walk.pieces, true);
        bool isOne = isExplained;
        for (const Rough& rough : walk.pieces)
            isOne = isOne && rough.piece.filling == walk.pieces.front().piece.filling;
        for (Rough& rough : walk.pieces)
            rough.piece.isEstimated = !isOne;
        take(context, walk.pieces);
    }
    if (told && !context.cut)
        takeUnknown(context, Filling::Unattributed, *told - context.used, context.used > 0);
    context.input = context.used;
    context.isUsedEstimated = hasText && (!told || context.cut);
}

similarity::PlaceKind kindOf(const Part& part)
{
    return part.kind == PartKind::Reasoning ? similarity::PlaceKind::Reasoning
        : part.kind == PartKind::ToolCall   ? similarity::PlaceKind::ToolArgument
                                            : similarity::PlaceKind::Output;
}

void addOutput(ContextWindow& context, const Generation& generation, const TokenScale& scale)
{
    std::vector<Rough> thought;
    std::vector<Rough> said;
    for (std::size_t i = 0; i < generation.outputMessages.size(); ++i) {
        const auto& parts = generation.outputMessages[i].parts;
        for (std::size_t j = 0; j < parts.size(); ++j) {
            const bool isThought = parts[j].kind == PartKind::Reasoning;
            const double tokens = roughTokens(parts[j].text) + roughTokens(parts[j].json);
            if (tokens > 0)
                (isThought ? thought : said)
                    .push_back(
                        {.piece = {.filling = isThought ? Filling::Reasoning : Filling::Output,
                                   .source = ContextPiece::Source::Output,
                                   .kind = kindOf(parts[j]),
                                   .message = i,
                                   .part = j,
                                   .start = 0,
                                   .end = telemetry::codePointCount(
                                       parts[j].text.empty() ? parts[j].json : parts[j].text)},
                         .tokens = tokens});
        }
    }
    const auto takeAll = [&](std::vector<Rough>& pieces, Filling filling,
                             std::optional<std::int64_t> told) {
        if (pieces.empty()) {
            takeUnknown(context, filling, told.value_or(0), false);
            return;
        }
        splitInto(told.value_or(tokensOf(pieces, scale)), pieces, !told);
        take(context, pieces);
        context.isUsedEstimated = context.isUsedEstimated || !told;
    };
    const auto told = telemetry::plausibleTokens(generation.outputTokens);
    if (!told) {
        takeAll(thought, Filling::Reasoning, std::nullopt);
        takeAll(said, Filling::Output, std::nullopt);
        return;
    }
    if (!generation.reasoningTokens && !thought.empty()) { // only their texts tell them apart
        thought.insert(thought.end(), said.begin(), said.end());
        splitInto(*told, thought, true);
        take(context, thought);
        return;
    }
    const std::int64_t reasoning =
        std::clamp<std::int64_t>(generation.reasoningTokens.value_or(0), 0, *told);
    takeAll(thought, Filling::Reasoning, reasoning);
    takeAll(said, Filling::Output, *told - reasoning);
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
    return *window - (cut ? used - input + cut->kept : used);
}

std::int64_t ContextWindow::reserve() const
{
    return std::max<std::int64_t>(
        0, telemetry::plausibleTokens(maxOutput).value_or(0) - (used - input));
}

const ContextShare* ContextWindow::find(Filling filling) const
{
    const auto found =
        std::find_if(shares.begin(), shares.end(),
                     [filling](const ContextShare& share) { return share.filling == filling; });
    return found == shares.end() ? nullptr : &*found;
}

InputSize inputSizeOf(const Generation& generation)
{
    const InputWalk walk(generation, {});
    return {.characters = walk.characters, .rough = sumOf(walk.pieces)};
}

bool isInputWhole(const Generation& generation)
{
    if (generation.contentState != telemetry::ContentState::Captured
        && generation.inputSource.state != telemetry::ContentState::Captured)
        return false;
    return std::ranges::none_of(generation.inputMessages, [](const Message& message) {
        return std::ranges::any_of(message.parts, [](const Part& part) {
            return part.kind == PartKind::Blob || part.kind == PartKind::Uri
                || part.kind == PartKind::File;
        });
    });
}

ContextWindow contextWindowOf(const Generation& generation, const TokenScale& scale,
                              const std::vector<const telemetry::Document*>& retrieved)
{
    ContextWindow context;
    context.calibratedBy = scale.answers;
    context.charactersPerToken = scale.charactersPerToken;
    context.isRefused = isOverflow(generation);
    const OverflowText refusal =
        context.isRefused ? overflowFrom(generation.errorMessage) : OverflowText{};
    context.asked = refusal.asked;
    InputWalk walk(generation, retrieved);
    addInput(context, generation, scale, walk);
    addOutput(context, generation, scale);
    std::ranges::stable_sort(context.shares, {}, &ContextShare::filling);
    if (generation.contextWindow && *generation.contextWindow > 0) {
        context.window = generation.contextWindow;
        context.source = WindowSource::Reported;
    } else if (refusal.window) {
        context.window = refusal.window;
        context.source = WindowSource::Refusal;
    } else {
        context.window = scale.window;
        context.source = scale.window ? scale.source : WindowSource::Unknown;
    }
    context.maxOutput = generation.maxTokens;
    context.cached = generation.cachedTokens;
    return context;
}

} // namespace trace
