// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/judgerules.h"

#include "models/objective/textfile.h"
#include "models/yaml/list.h"
#include "models/yaml/scope.h"

namespace objective {

namespace {

using telemetry::JudgeRule;
using yaml::Node;
using yaml::Scope;

void readScale(const Scope& scope, JudgeRule& rule)
{
    const Node* node = scope.require("scale");
    if (node == nullptr)
        return;
    const auto low = node->isSequence() && node->items.size() == 2 ? numberOf(node->items[0].scalar)
                                                                   : std::nullopt;
    const auto high = low ? numberOf(node->items[1].scalar) : std::nullopt;
    if (!low || !high || !(*low < *high))
        return scope.report(*node, "\"scale\" must be two numbers, the lower first: [1, 5]");
    rule.low = *low;
    rule.high = *high;
}

void readDirection(const Scope& scope, JudgeRule& rule)
{
    const Node* node = scope.require("direction");
    if (node == nullptr)
        return;
    if (node->scalar != "high_is_good" && node->scalar != "high_is_bad")
        return scope.report(*node, "\"direction\" must be high_is_good or high_is_bad");
    rule.isHighGood = node->scalar == "high_is_good";
}

void readThreshold(const Scope& scope, JudgeRule& rule)
{
    const Node* node = scope.find("threshold");
    if (node == nullptr)
        return;
    rule.threshold = numberOf(node->scalar);
    if (!rule.threshold || *rule.threshold < rule.low || *rule.threshold > rule.high)
        scope.report(*node, "\"threshold\" must be a number on the scale");
}

JudgeRule ruleOf(const Node& node, std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "the judge", problems);
    JudgeRule rule;
    if (!node.isMap()) {
        scope.report(node, "a judge is a map with name, scale and direction");
        return rule;
    }
    scope.allow({"name", "evaluator", "scale", "direction", "threshold"});
    rule.check = scope.requiredText("name");
    rule.evaluator = scope.text("evaluator");
    readScale(scope, rule);
    readDirection(scope, rule);
    readThreshold(scope, rule);
    return rule;
}

} // namespace

ParsedJudgeRules parseJudgeRules(const std::string& text)
{
    ParsedJudgeRules parsed;
    for (const Node& item : yaml::listIn(text, "judges", yaml::EmptyList::Allowed, parsed.problems))
        parsed.rules.push_back(ruleOf(item, parsed.problems));
    return parsed;
}

telemetry::Result<std::vector<JudgeRule>> loadJudgeRules(const std::string& path)
{
    const auto text = readTextFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    ParsedJudgeRules parsed = parseJudgeRules(*text);
    if (!parsed.problems.empty())
        return tl::make_unexpected(problemsIn(path, parsed.problems));
    return std::move(parsed.rules);
}

} // namespace objective
