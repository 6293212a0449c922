// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/groundmodel.h"
#include "models/telemetry/evaluation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// How a word of the output differs from the stretch of the context that its sentence resembles
// most.
enum class Contradiction : std::uint8_t
{
    None,
    Opposite, // increase where the context says decrease
    Negation, // negated here and not there, or there and not here
};
Contradiction contradictionOf(const TokenTable& table, std::size_t row);

// What there is to say of one output. `scores` hold none of the tokens for code.
struct Novelties
{
    std::string_view output;
    const Grounding& grounding;
    const GroundModel::Scores& scores;
};

// In order of their start; at most 64.
std::vector<telemetry::Finding> findingsOf(const Novelties& novelties);

// In words: names, numbers with their units, contradictions first.
std::string reasonOf(const Novelties& novelties);

} // namespace health
