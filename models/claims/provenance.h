// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/claims/textplace.h"
#include "models/similarity/statements.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace claims {

enum class HopKind : std::uint8_t
{
    First, // no earlier text that is known holds these words
    Given, // a step was given them
    Passed, // a step that had them said them again, or asked for something with them
    Changed, // likewise, but a figure, a name or a negation of them is another one
    Answer, // the claim itself
};

// How a claim lost what it could have rested on.
enum class Loss : std::uint8_t
{
    None, // what says so first is a source: a user, instructions, a document, a tool
    Composed, // of a step that was given its figures and names, but in other words
    Invented, // a model said it first, and nothing that it was given does, as far as words tell
    Changed, // a source says it with another figure, name or without the negation
    Dropped, // a source said it to an earlier step; what the later one was given does not
    Unknown, // what a step was given was not captured, or was cut on the way
};

const char* toString(HopKind kind); // first, given ...
const char* toString(Loss loss);

// One place that the words of a claim passed.
struct Hop
{
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    TextPlace place;
    telemetry::Timestamp start; // of the step
    HopKind kind = HopKind::First;
    similarity::Likeness likeness = similarity::Likeness::Copied; // to the claim
    bool isReworded = false;
    double containment = 1; // 0..1: share of the claim that stands here, common words count less
    bool isLost = false; // here support was lost, see Provenance::loss
    std::size_t omitted = 0; // places between the hop before and this that are not told
    // Place in the tree, depth first, from 1: what all views call it. 0: it is in none.
    std::size_t step = 0;
    std::string who; // stepName()
    std::string source; // sourceName()
    std::string words; // the stretch as it stands there; of long ones the beginning
    std::string before; // of a change: what the hop before says ...
    std::string said; // ... and what this one does
};

// Where the words of a claim came from, step by step.
struct Provenance
{
    telemetry::SpanId generation = telemetry::SpanId::None;
    std::int64_t start = 0; // the claim, code points of telemetry::outputText()
    std::int64_t end = 0;
    std::vector<Hop> hops; // in time order, the answer last; empty: nothing can be followed
    Loss loss = Loss::Unknown;
    std::size_t lostAt = Hop::kNone; // hop
    std::size_t omitted = 0; // places on a long way that `hops` leave out, see Hop::omitted
    std::size_t steps = 0; // of the trace
    // Of what was invented: its figures and names that stand in nothing the step was given.
    std::vector<std::string> missing;
    // Likewise: a source in the trace that says otherwise and was not given to the
    // step.
    std::string elsewhere;
    // Whether the model read what the claim rests on, or what says otherwise, where it was sent.
    Reading reading = Reading::Read;
    bool isCut = false; // the trace has more text than was looked through
    // Of a claim that is judged: the most of its words that one place holds, 0..1.
    std::optional<double> bestCover = std::nullopt;
    std::string text; // all of it in a sentence or two; what is quoted is as sent
};

constexpr std::size_t kMostHops = 64; // that are told
constexpr std::size_t kMostFollowed = 1'000; // a longer way ends as Unknown
constexpr std::size_t kMostReadBytes = 256U << 20U; // of distinct texts

// Follows a stretch of an answer back through the texts of its trace that hold its words: what a
// step said to what it was given, what it was given to who said it last before. Of what is equally
// like the claim, sources come before what a model said. What a step gave and another was given are
// joined by their words and time alone; a claim of fewer than four words is looked for word for
// word. A step that was given all of its figures and names, or most of its words, though not like
// this, composed it: whether that is the same is not told here. Each distinct text is read once:
// linear in them. Any thread.
Provenance provenanceOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                        std::int64_t start, std::int64_t end);

// A place by itself, as a hop of kind First that is in other words.
Hop hopAt(const trace::TraceContents& contents, const TextPlace& place);

// One hop in words, as hopText(): "Copied into what writer was given (step 5 of 9)".
std::string hopText(const Provenance& provenance, std::size_t hop);

} // namespace claims
