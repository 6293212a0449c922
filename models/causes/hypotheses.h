// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/casefacts.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace causes {

// The classes of incident that answers can be wrong by.
enum class Cause : std::uint8_t
{
    ModelVersion,
    FineTune,
    Prompt,
    Truncation, // of the input, silently
    Load,
    Index,
    Judge,
    AgentLoop,
    Telemetry,
};
inline constexpr std::size_t kCauseCount = 9;
inline constexpr std::array<Cause, kCauseCount> kCauses{
    Cause::ModelVersion, Cause::FineTune, Cause::Prompt,    Cause::Truncation, Cause::Load,
    Cause::Index,        Cause::Judge,    Cause::AgentLoop, Cause::Telemetry};

// One thing that is known, and how much it says. The weight is the logarithm (to e) of how many
// times likelier it is if the cause is this one than if it is not; weights add up where what they
// rest on is told apart. They are set by hand, in steps of what a person would call a hint (1),
// good evidence (2), strong (3) and nearly decisive (4 and more), and never exceed 5, since any of
// it can be a mistake of ours. hypotheses.cpp gives the reason of each.
struct CauseEvidence
{
    std::string text; // with its figures
    double weight = 0; // above zero: for it; below: against
};

// What would cure it; the id is that of a lever, "pin:code-assistant".
struct Remedy
{
    std::string lever; // empty: no lever helps
    std::string value; // to move it to; empty: not known from the recording
    std::string text;
};

// What sets answers apart that an answer tells by itself: a value of a field, a range of its
// number, or that it holds a word. Fields as the filter of suspects names them.
struct Condition
{
    enum class Kind : std::uint8_t
    {
        Value,
        Word,
        Range,
    };
    Kind kind = Kind::Value;
    std::string field;
    std::string value; // of Value and Word
    std::optional<double> low; // of Range; absent: no limit
    std::optional<double> high;

    friend bool operator==(const Condition&, const Condition&) = default;
};

struct Hypothesis
{
    Cause cause = Cause::ModelVersion;
    std::string title; // "Bad model version"
    std::string sentence; // what it says of this case
    std::vector<CauseEvidence> evidence; // weightiest first
    std::vector<std::string> missing; // what would speak for it or against it, and is not known
    double score = 0; // sum of the weights
    Remedy remedy;
    std::string refutation; // the check that would show that it is not this
    // Which answers it is about: those with this value of the trait, of this service, since the
    // onset; no trait: all since then.
    std::string service;
    std::optional<Trait> trait;
    std::string value;
    // Likewise, as far as it can be asked of single answers, and from when on. None: all.
    std::vector<Condition> conditions;
    std::optional<telemetry::Timestamp> since; // absent: the onset
    std::string lost; // of a fault of the telemetry: "cut" or "missing" texts; empty: neither

    int countFor() const;
    int countAgainst() const;
};

// One for each class, the likeliest first, in the window's language; English without one. Unknown
// is no evidence: what is not in the telemetry
// stands in `missing` and has no weight. Pure.
std::vector<Hypothesis> hypotheses(const CaseFacts& facts);

// "The judge drifted, not the model: ...", with figures; empty where no judge says anything.
std::string judgeOrModel(const CaseFacts& facts);

// How sure a score is, in a word: "likely" from 3, "possible" from 1, "open", or "unlikely" from
// -1 down.
const char* sureness(double score);

const char* causeName(Cause cause); // as in JSON and in scenarios: "bad_model_version"
const char* causeTitle(Cause cause); // in English
std::string causeTitleText(Cause cause); // in the window's language
std::optional<Cause> causeFromName(const std::string& name);

} // namespace causes
