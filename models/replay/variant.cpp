// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/variant.h"

#include "models/objective/textfile.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace replay {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::string_view kObjective = "objective.";

Result<void> applyObjective(Variant& variant, const std::string& key, const std::string& value)
{
    const std::size_t dot = key.rfind('.');
    if (dot == std::string::npos || dot <= kObjective.size())
        return failure(ErrorKind::Usage, key + " names no setting: objective.NAME.target, say.");
    const std::string name = key.substr(kObjective.size(), dot - kObjective.size());
    const std::string field = key.substr(dot + 1);
    auto found = std::ranges::find(variant.objectives, name, &ObjectiveChange::objective);
    ObjectiveChange change =
        found != variant.objectives.end() ? *found : ObjectiveChange{.objective = name};
    if (field == "target") {
        const auto share = objective::numberOf(value); // "nan" is none
        if (!share || !(*share > 0 && *share < 1))
            return failure(ErrorKind::Usage,
                           key + " takes a share between 0 and 1, as 0.995, not '" + value + "'.");
        change.target = *share;
    } else if (field == "window") {
        const auto window = telemetry::durationFromText(value);
        if (!window || *window < std::chrono::hours(1) || *window > std::chrono::hours(24 * 366))
            return failure(ErrorKind::Usage,
                           key + " takes a duration from 1h to 366d, not '" + value + "'.");
        change.window = *window;
    } else {
        return failure(ErrorKind::Usage, key + " is no setting; 'whatif --keys' lists them.");
    }
    if (found != variant.objectives.end())
        *found = change;
    else
        variant.objectives.push_back(change);
    return {};
}

} // namespace

std::vector<health::SettingKey> variantKeys()
{
    std::vector<health::SettingKey> keys = health::settingKeys();
    keys.push_back({"objective.NAME.target", "share of answers, between 0 and 1", "as in its file",
                    "Share of answers that have to pass"});
    keys.push_back({"objective.NAME.window", "duration, 1h to 366d", "as in its file",
                    "Time over which the budget is reckoned, and with it the burn rates"});
    keys.push_back({"mitigated-at", "time", "when it was",
                    "When the fault was ended: from then on answers would have been as before it"});
    return keys;
}

Result<void> applyChange(Variant& variant, const std::string& key, const std::string& value)
{
    if (key.starts_with(kObjective))
        return applyObjective(variant, key, value);
    if (key == "mitigated-at") {
        const auto time = telemetry::timestampFromText(value);
        if (!time)
            return failure(ErrorKind::Usage, key + " takes a time, not '" + value + "'.");
        variant.mitigatedAt = *time;
        return {};
    }
    health::EngineSettings tried;
    if (const auto applied = health::applySetting(tried, key, value); !applied)
        return applied;
    const auto found = std::ranges::find(variant.settings, key, &Changes::value_type::first);
    if (found != variant.settings.end())
        found->second = value;
    else
        variant.settings.emplace_back(key, value);
    return {};
}

Result<void> applyChange(Variant& variant, const std::string& keyAndValue)
{
    const std::size_t equals = keyAndValue.find('=');
    if (equals == std::string::npos || equals == 0)
        return failure(ErrorKind::Usage, "'" + keyAndValue + "' is no KEY=VALUE.");
    return applyChange(variant, keyAndValue.substr(0, equals), keyAndValue.substr(equals + 1));
}

std::string nameOf(const Variant& variant)
{
    std::string name;
    const auto add = [&name](const std::string& key, const std::string& value) {
        name += (name.empty() ? "" : ", ") + key + "=" + value;
    };
    for (const auto& [key, value] : variant.settings)
        add(key, value);
    for (const ObjectiveChange& change : variant.objectives) {
        const std::string key = std::string(kObjective) + change.objective;
        if (change.target) {
            char text[32];
            const auto written = std::to_chars(text, text + sizeof text, *change.target);
            add(key + ".target", std::string(text, written.ptr));
        }
        if (change.window)
            add(key + ".window", objective::windowText(*change.window));
    }
    if (variant.mitigatedAt)
        add("mitigated-at", telemetry::toRfc3339(*variant.mitigatedAt));
    return name.empty() ? "settings in use" : name;
}

Result<std::vector<objective::Objective>> objectivesOf(const Variant& variant,
                                                       std::vector<objective::Objective> objectives)
{
    for (const ObjectiveChange& change : variant.objectives) {
        const auto found =
            std::ranges::find(objectives, change.objective, &objective::Objective::name);
        if (found == objectives.end())
            return failure(ErrorKind::Usage,
                           std::string(kObjective) + change.objective
                               + ": there is no such objective; --objectives names their files.");
        found->target = change.target.value_or(found->target);
        found->window = change.window.value_or(found->window);
    }
    return objectives;
}

} // namespace replay
