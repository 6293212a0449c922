// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace health {

// How much the model doubts one word of an answer. Code points of the sanitised output, half-open.
struct WordDoubt
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    float logOdds = 0; // of being unsupported, as the labelled sets have it
};

// judgeGroundedness() with what it was made of, for those who tell it sentence by sentence.
struct GroundReading
{
    Judgement judgement;
    std::vector<WordDoubt> doubts; // in order; none of code, nor where there is no result
    // Code points of words that neither context nor question holds, in order; likewise.
    std::vector<std::pair<std::int64_t, std::int64_t>> novel;
};
GroundReading readGroundedness(const Subject& subject, std::optional<std::size_t> member = {});

// What an answer says otherwise than the results of its tools, as judgeContradiction() tells it.
struct ToolClash
{
    telemetry::Finding finding; // what of the output
    double probability = 0;
    std::string there; // what the result has instead, as it stands there
    std::string reason;
    std::size_t result = 0; // which of Subject::toolResults
    std::size_t thereAt = static_cast<std::size_t>(-1); // byte of it, as ToolFact::at
};
std::vector<ToolClash> toolClashesOf(const Subject& subject);

} // namespace health
