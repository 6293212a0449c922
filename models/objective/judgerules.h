// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/judgescale.h"
#include "models/telemetry/result.h"
#include "models/yaml/problem.h"

#include <string>
#include <vector>

namespace objective {

struct ParsedJudgeRules
{
    std::vector<telemetry::JudgeRule> rules;
    std::vector<yaml::Problem> problems; // empty: the file is good
};

// judges.yaml: what people say about the scores of judges.
//
//     judges:
//       - name: helpfulness          # of the evaluation
//         evaluator: grader-2        # absent: whoever judges under this name
//         scale: [1, 5]
//         direction: high_is_good    # or high_is_bad
//         threshold: 4               # absent: the middle
ParsedJudgeRules parseJudgeRules(const std::string& text);
// Unreadable error naming file, line and what is wrong.
telemetry::Result<std::vector<telemetry::JudgeRule>> loadJudgeRules(const std::string& path);

} // namespace objective
