// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/objective.h"

#include "models/objective/textfile.h"
#include "models/telemetry/timetext.h"
#include "models/yaml/list.h"
#include "models/yaml/scope.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace objective {

namespace {

using namespace std::chrono_literals;
using yaml::Node;
using yaml::Scope;

constexpr auto kShortestWindow = 1h;
constexpr auto kLongestWindow = std::chrono::hours(24 * 366);

// "0.995", or "99.5 %".
std::optional<double> share(std::string text)
{
    const auto isSpace = [](char c) { return c == ' '; };
    text.erase(std::remove_if(text.begin(), text.end(), isSpace), text.end());
    const bool isPercent = text.ends_with('%');
    if (isPercent)
        text.pop_back();
    const auto value = numberOf(text);
    return value && isPercent ? std::optional(*value / 100) : value;
}

void readTarget(const Scope& scope, Objective& objective)
{
    const Node* node = scope.require("target");
    if (node == nullptr)
        return;
    const auto target = node->isScalar() ? share(node->scalar) : std::nullopt;
    if (!target || !(*target > 0 && *target < 1))
        return scope.report(*node,
                            "\"target\" must be a share between 0 and 1, such as 0.98 or 98 %; "
                            "1 would leave no budget");
    objective.target = *target;
}

void readWindow(const Scope& scope, Objective& objective)
{
    const Node* node = scope.find("window");
    if (node == nullptr)
        return;
    const auto window = node->isScalar()
        ? telemetry::durationFromText(node->scalar)
        : telemetry::Result<telemetry::Duration>(telemetry::Duration{});
    if (!window || *window < kShortestWindow || *window > kLongestWindow)
        return scope.report(*node, "\"window\" must be between 1h and 366d, such as 7d or 30d");
    objective.window = *window;
}

Objective objectiveOf(const Node& node, std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "the objective", problems);
    Objective objective;
    objective.line = node.line;
    if (!node.isMap()) {
        scope.report(node, "an objective is a map with name, service, check and target");
        return objective;
    }
    scope.allow(
        {"name", "description", "service", "operation", "model", "check", "target", "window"});
    objective.name = scope.requiredText("name");
    objective.description = scope.text("description");
    objective.service = scope.requiredText("service");
    objective.operation = scope.text("operation");
    objective.model = scope.text("model");
    objective.check = scope.requiredText("check");
    readTarget(scope, objective);
    readWindow(scope, objective);
    return objective;
}

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(c));
            result += escape;
        } else {
            result += c;
        }
    }
    return result + '"';
}

} // namespace

ParsedObjectives parseObjectives(const std::string& text)
{
    ParsedObjectives parsed;
    const auto items = yaml::listIn(text, "objectives", yaml::EmptyList::Refused, parsed.problems);
    for (const Node& item : items) {
        Objective objective = objectiveOf(item, parsed.problems);
        if (std::ranges::find(parsed.objectives, objective.name, &Objective::name)
            != parsed.objectives.end())
            parsed.problems.push_back(
                {.line = item.line,
                 .column = item.column,
                 .message = "the name \"" + objective.name + "\" is there already"});
        parsed.objectives.push_back(std::move(objective));
    }
    return parsed;
}

telemetry::Result<std::vector<Objective>> loadObjectives(const std::vector<std::string>& paths)
{
    std::vector<Objective> all;
    for (const std::string& path : paths) {
        const auto text = readTextFile(path);
        if (!text)
            return tl::make_unexpected(text.error());
        ParsedObjectives parsed = parseObjectives(*text);
        if (!parsed.problems.empty())
            return tl::make_unexpected(problemsIn(path, parsed.problems));
        for (Objective& objective : parsed.objectives) {
            if (std::ranges::find(all, objective.name, &Objective::name) != all.end())
                return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                          path + ":" + std::to_string(objective.line)
                                              + ": the name \"" + objective.name
                                              + "\" is in another file already.");
            all.push_back(std::move(objective));
        }
    }
    return all;
}

const Objective* objectiveFor(const std::vector<Objective>& objectives, const std::string& service,
                              const std::string& check)
{
    const Objective* found = nullptr;
    for (const Objective& one : objectives) {
        if (one.service != service || one.check != check)
            continue;
        if (scopeText(one).empty())
            return &one;
        if (found == nullptr)
            found = &one;
    }
    return found;
}

std::string scopeText(const Objective& objective)
{
    std::string text = objective.model.empty() ? std::string() : "model " + objective.model;
    if (!objective.operation.empty())
        text += (text.empty() ? "operation " : ", operation ") + objective.operation;
    return text;
}

std::string toYaml(const std::vector<Objective>& objectives)
{
    if (objectives.empty())
        return "objectives: []\n";
    std::string text = "objectives:\n";
    for (const Objective& objective : objectives) {
        char target[32];
        std::snprintf(target, sizeof target, "%.6g", objective.target);
        text += "  - name: " + quoted(objective.name) + "\n";
        for (const auto& [key, value] :
             {std::pair("description", &objective.description),
              std::pair("service", &objective.service),
              std::pair("operation", &objective.operation), std::pair("model", &objective.model),
              std::pair("check", &objective.check)})
            if (!value->empty())
                text += std::string("    ") + key + ": " + quoted(*value) + "\n";
        text += std::string("    target: ") + target
            + "\n    window: " + windowText(objective.window) + "\n";
    }
    return text;
}

std::string windowText(telemetry::Duration window)
{
    const auto minutes = std::chrono::round<std::chrono::minutes>(window).count();
    if (minutes > 0 && minutes % 1440 == 0)
        return std::to_string(minutes / 1440) + "d";
    if (minutes > 0 && minutes % 60 == 0)
        return std::to_string(minutes / 60) + "h";
    return minutes > 0
        ? std::to_string(minutes) + "min"
        : std::to_string(std::chrono::round<std::chrono::seconds>(window).count()) + "s";
}

} // namespace objective
