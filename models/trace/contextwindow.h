// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/telemetry/generation.h"
#include "models/trace/tokenscale.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trace {

// What a part of the context window is filled with.
enum class Filling : std::uint8_t
{
    System, // system and developer instructions
    History, // earlier turns of users and assistants
    Retrieved, // passages
    Tools, // definitions of tools, their calls and results
    Question, // the last user message
    Unattributed, // input tokens of which the telemetry does not say what they are
    Reasoning,
    Output,
};
constexpr std::size_t kFillings = static_cast<std::size_t>(Filling::Output) + 1;
const char* toString(Filling filling);

struct ContextShare
{
    Filling filling = Filling::Unattributed;
    std::int64_t tokens = 0;
    // From the text (roughTokens() on a scale, or the reported total split by it), rather than
    // reported for this very part.
    bool isEstimated = false;
};

// A stretch of what the window holds, in the order in which a model reads it.
struct ContextPiece
{
    enum class Source : std::uint8_t
    {
        None, // no text tells it
        Input, // part `part` of inputMessages[message]
        Document, // documents[part] of the generation, in no message
        Tools, // the definitions of the tools that were offered
        Output, // part `part` of outputMessages[message]
    };
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    Filling filling = Filling::Unattributed;
    Source source = Source::None;
    similarity::PlaceKind kind = similarity::PlaceKind::Input; // of its text
    std::size_t message = 0;
    std::size_t part = 0;
    std::int64_t start = 0; // code points of that part's text, half-open
    std::int64_t end = 0;
    std::int64_t tokens = 0; // 0 where it is less than half of one
    bool isEstimated = false;
    // Retrieved: into the documents of the generation, then into those that were given besides.
    std::size_t passage = kNone;
};

// What a server dropped of an input before it read it, without a word.
struct SilentCut
{
    std::int64_t needed = 0; // tokens that the text has, estimated
    std::int64_t kept = 0; // that were counted
    std::string reason; // one line, our words
};

// What fills the context window of one generation. Nothing is invented: without tokens and without
// content there is nothing in it.
struct ContextWindow
{
    std::vector<ContextShare> shares; // by filling, without empty ones
    std::vector<ContextPiece> pieces; // what the shares add up; input first
    std::int64_t used = 0; // sum of the shares
    std::int64_t input = 0; // of these, without reasoning and output
    bool isUsedEstimated = false;
    std::optional<std::int64_t> window; // size in tokens
    WindowSource source = WindowSource::Unknown; // of the size
    std::optional<std::int64_t> maxOutput; // tokens set aside for the answer
    std::optional<std::int64_t> cached; // input tokens read from a cache
    // The text needs more than what was counted. `pieces` then hold all of the text, as if it had
    // fitted: which of it the model never saw is not told, servers that do so drop the oldest.
    std::optional<SilentCut> cut;
    bool isRefused = false; // since it did not fit: no model read it
    std::optional<std::int64_t> asked; // tokens that a refusal says were needed
    double charactersPerToken = 0; // that estimates rest on; 0: on the kinds of characters alone
    std::int64_t calibratedBy = 0; // answers

    // Negative when more is in use than the window holds.
    std::optional<std::int64_t> free() const;
    // Of what is set aside for the answer, what the answer did not take.
    std::int64_t reserve() const;
    const ContextShare* find(Filling filling) const;
};

// `scale` of its service and model. `retrieved`: passages that retrievals of the trace found; those
// that stand in a message are told from the rest of it, the others are not in the window. Linear in
// the texts for each of the first 256 passages.
ContextWindow contextWindowOf(const telemetry::Generation& generation, const TokenScale& scale = {},
                              const std::vector<const telemetry::Document*>& retrieved = {});

// All that a model was given, passages that stand in a message once.
struct InputSize
{
    std::int64_t characters = 0;
    double rough = 0; // roughTokens() of it
};
InputSize inputSizeOf(const telemetry::Generation& generation);
// All of its text is known, and text is all there is: no media.
bool isInputWhole(const telemetry::Generation& generation);

} // namespace trace
