// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/judgescale.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

// Makes badness of the scores of judges, whose range and direction no convention declares: by a
// person's rule, else by what was learnt of the judge under this name. A scale is learnt from
// twenty scores, of which some lie at both ends of one that people use, and none but a stray one
// beyond; from 0 to 1 also from fractions with nothing beyond. Direction and threshold are where
// the labels that came with scores part best; else the name tells the direction, and the threshold
// is the middle. A scale that scores have been read on stays, as does a threshold of many labels;
// when too many scores lie beyond, none is read any more. What is not known is inconclusive, never
// guessed, and stays so when more is learnt later. One thread.
class JudgeScales
{
public:
    // What the words of a name say of its scores: high is good, high is bad, or nothing.
    using NamedDirection = std::function<std::optional<bool>(std::string_view check)>;

    JudgeScales(std::vector<telemetry::JudgeRule> rules, NamedDirection named);

    void restore(const std::vector<telemetry::JudgeScale>& learnt);
    // Learns from an evaluation that came with telemetry and, where its score is read by a rule or
    // by what was learnt, gives it badness and state, or takes them away where they were read from
    // the name and cannot be so. A label of the judge's own is left alone, unless a rule says
    // otherwise.
    void apply(telemetry::Evaluation& evaluation, telemetry::Timestamp recorded);
    std::vector<telemetry::JudgeScale> takeChanged(); // since the call before

private:
    using Key = std::pair<std::string, std::string>;

    const telemetry::JudgeRule* ruleFor(const telemetry::Evaluation& evaluation) const;
    void learn(telemetry::JudgeScale& scale, const telemetry::Evaluation& evaluation,
               telemetry::Timestamp recorded);
    void read(telemetry::JudgeScale& scale, telemetry::Evaluation& evaluation) const;

    std::vector<telemetry::JudgeRule> m_rules;
    NamedDirection m_named;
    std::map<Key, telemetry::JudgeScale> m_scales;
    std::set<Key> m_changed;
};

// How scores are read after what was learnt; nothing while that is too little, or when it is
// contradicted.
std::optional<telemetry::ScoreReading> readingOf(const telemetry::JudgeScale& scale,
                                                 std::optional<bool> isHighGoodByName);
// 0 good .. 1 bad, one half at the threshold (which passes); nothing beyond the scale.
std::optional<double> badnessOf(double score, const telemetry::ScoreReading& reading);

} // namespace health
