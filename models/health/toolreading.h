// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/groundreading.h"
#include "models/health/judging.h"
#include "models/health/toolfacts.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// An answer beside the facts that its tools gave, for the parts of judgeContradiction().
struct ToolReading
{
    const Subject& subject;
    const CleanText& output;
    std::string_view answer;
    std::string lower;
    std::vector<ToolFact> facts;
    std::vector<ToolClash> clashes;

    // `there`: what of the result says otherwise.
    void complain(double probability, std::string reason, std::size_t start, std::size_t end,
                  const ToolFact& there)
    {
        clashes.push_back({.finding = output.finding(start, end, "contradicted", 1 - probability),
                           .probability = probability,
                           .there = there.value,
                           .reason = std::move(reason),
                           .result = there.result,
                           .thereAt = there.at});
    }
};

// As a word of its own, not as part of one.
std::size_t findWord(std::string_view text, std::string_view word, std::size_t from = 0);
bool holdsWord(std::string_view text, std::string_view word);

// "It has been delivered" where the result has shipped; "is refundable" where it has false; "the
// carrier is UPS" where it has another one.
void checkStates(ToolReading& reading);
void checkFlags(ToolReading& reading);
void checkNames(ToolReading& reading);

} // namespace health
