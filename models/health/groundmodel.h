// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/answerfeatures.h"
#include "models/health/tokenforest.h"
#include "models/telemetry/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// Of what training/fit.py wrote: five members, each trained without one fifth of the documents,
// which score the tokens of an answer and take the scores together. Immutable, so that any thread
// may use it.
class GroundModel
{
public:
    static constexpr std::size_t kMembers = Lexicon::kMembers;

    // Reads the text form. The message of an error names the line.
    static telemetry::Result<GroundModel> parse(std::string_view text);
    // What is compiled in.
    static const GroundModel& shipped();

    struct Scores
    {
        std::vector<float> tokens; // log-odds of being unsupported, for each row of the table
        // Of the answer being wrong, among as many wrong ones as the labelled set of its task has.
        double probability = 0;
    };
    // The mean of the members, or what one of them says. The grounding must have a table.
    Scores judge(const Grounding& grounding, std::string_view task,
                 std::optional<std::size_t> member = {}) const;

    // What a probability of judge() is where `wrongShare` (0..1, exclusive) of all answers are
    // wrong: Bayes' rule for another prior.
    double probabilityAmong(double wrongShare, double probability, std::string_view task) const;

    // The one member that has not seen this document, if the others have.
    std::optional<std::size_t> memberWithout(std::string_view context) const;

    // From this score on a token is worth a person's look.
    float spanThreshold() const { return m_spanThreshold; }

private:
    friend class ModelReader;

    using Weights = std::array<float, kAllFeatures + 1>; // intercept last
    struct Task
    {
        std::string name;
        std::array<Weights, kMembers> members{};
        double wrongShare = 0; // of the answers it was calibrated on
    };

    const Task& taskOf(std::string_view name) const;
    void addColumns(const TokenTable& table, const Grounding& grounding, std::size_t member,
                    std::array<std::vector<std::uint8_t>, 2>& columns) const;

    Lexicon m_lexicon;
    std::array<std::vector<ObliviousTree>, kMembers> m_trees;
    std::array<std::int32_t, kMembers> m_bases{};
    std::vector<Task> m_tasks; // the last is for every other task
    std::vector<std::uint32_t> m_documents; // sorted: of the contexts that were trained on
    float m_spanThreshold = 0;
};

std::string_view shippedModelText();

} // namespace health
