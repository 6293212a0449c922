// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace claims {

enum class ClaimKind : std::uint8_t
{
    Sentence,
    Figure, // a number with its unit, a date, an amount
    Identifier, // a name of code, an id, a proper name
    Citation, // [1], a link, a DOI, a quotation
};

// What stands under a claim, in the order of how good that is.
enum class Support : std::uint8_t
{
    Supported,
    Weak, // part of it is there
    Contradicted, // what it was given says otherwise
    Truncated, // it was in the context earlier, or was sent, and was dropped before this answer
    Absent, // nowhere in what the model was given
    Unknown, // what the model was given was not captured, or was cut on the way
    NotJudged, // states nothing: a question, a greeting, a heading
};

// Whether the model read what was sent to it.
enum class Reading : std::uint8_t
{
    Read, // as far as is known
    Unread, // the server cut it before the model read it
    LikelyUnread, // likewise; which messages it were is concluded from counts of tokens
    Quoted, // by such counts it was cut, and the answer has it nearly word for word: it was read
};

const char* toString(ClaimKind kind);
const char* toString(Support support);
const char* toString(Reading reading); // read, unread, likely_unread, quoted

// Words of a claim and where the same words stand.
struct SharedWords
{
    std::int64_t claimStart = 0; // code points of the output, half-open
    std::int64_t claimEnd = 0;
    std::int64_t start = 0; // code points of the evidence's text, half-open
    std::int64_t end = 0;

    friend bool operator==(const SharedWords&, const SharedWords&) = default;
};

// Of a passage in another trace: an earlier turn of the session. Span ids are unique in one trace
// only, so that its place alone leads nowhere.
struct EarlierPassage
{
    telemetry::SpanKey turn; // the generation that was given it, or said it
    std::string source; // in words, as sourceName()
    std::string text; // the passage and a little around it; of long ones the beginning
    std::int64_t start = 0; // code point of the whole text at which `text` begins

    friend bool operator==(const EarlierPassage&, const EarlierPassage&) = default;
};

// A passage that a claim rests on, or that says otherwise.
struct Evidence
{
    TextPlace place; // the sentence or stretch
    double cover = 0; // 0..1: share of the claim's words of substance, by rarity, that it holds
    bool isContradiction = false;
    bool isDropped = false; // no longer in what the model saw
    Reading reading = Reading::Read; // of the message that holds it, see markUnread()
    std::vector<SharedWords> shared;
    // Where it differs: what the claim says and what the passage says. Empty: nothing comparable.
    std::string said;
    std::string there;
    std::optional<TextPlace> therePlace = std::nullopt; // of `there`
    std::optional<EarlierPassage> earlier = std::nullopt; // only of what is dropped

    bool isUnseen() const { return reading == Reading::Unread || reading == Reading::LikelyUnread; }

    friend bool operator==(const Evidence&, const Evidence&) = default;
};

// Something that an answer says. Offsets count code points of telemetry::outputText(), as those of
// `plumbline check` do.
struct Claim
{
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::int64_t start = 0;
    std::int64_t end = 0;
    ClaimKind kind = ClaimKind::Sentence;
    Support support = Support::Unknown;
    double probability = 0; // that it is wrong or unsupported, 0..1; 0 while Unknown or NotJudged
    std::size_t sentence = kNone; // index of the sentence it stands in; kNone for sentences
    std::vector<Evidence> evidence; // best first
    std::string reason; // in words, one line

    friend bool operator==(const Claim&, const Claim&) = default;
};

// Merely the nearest to a claim that nothing supports: it does not rest on it.
bool isOnlyNearest(const Claim& claim, const Evidence& evidence);
// What one passage does for the claim; weak where it is only the nearest one.
Support supportOf(const Claim& claim, const Evidence& evidence);

} // namespace claims
