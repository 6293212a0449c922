// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/teachingyaml.h"

#include <algorithm>
#include <string>

#include <yaml-cpp/yaml.h>

namespace drill {

namespace {

constexpr int kLongestDrill = 240; // minutes

[[noreturn]] void refuseText(const YAML::Node& node, const std::string& what)
{
    throw YAML::RepresentationException(node.Mark(), what);
}

// The part of that name, which is a map.
YAML::Node mapOf(const YAML::Node& scenario, const char* name)
{
    const YAML::Node map = scenario[name];
    if (!map)
        refuseText(scenario, std::string("'") + name + "' is missing");
    if (!map.IsMap())
        refuseText(map, std::string("'") + name + "' must be a map");
    return map;
}

std::string wordsOf(const YAML::Node& node, const std::string& name)
{
    auto text = node.as<std::string>();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        refuseText(node, "'" + name + "' is empty");
    return text;
}

std::string wordsIn(const YAML::Node& map, const char* name)
{
    const YAML::Node value = map[name];
    if (!value)
        refuseText(map, std::string("'") + name + "' is missing");
    return wordsOf(value, name);
}

Difficulty difficultyOf(const YAML::Node& briefing)
{
    const std::string word = wordsIn(briefing, "difficulty");
    for (const Difficulty each : {Difficulty::Easy, Difficulty::Medium, Difficulty::Hard}) {
        if (word == toString(each))
            return each;
    }
    refuseText(briefing["difficulty"], "'difficulty' must be easy, medium or hard");
}

} // namespace

const char* toString(Difficulty difficulty)
{
    switch (difficulty) {
    case Difficulty::Medium:
        return "medium";
    case Difficulty::Hard:
        return "hard";
    case Difficulty::Easy:
        break;
    }
    return "easy";
}

void refuseUnknown(const YAML::Node& map, std::string_view what,
                   std::initializer_list<std::string_view> known)
{
    for (const auto& entry : map) {
        const auto key = entry.first.as<std::string>();
        if (std::ranges::find(known, key) == known.end())
            refuseText(entry.first, std::string(what) + " has no '" + key + "'");
    }
}

Briefing briefingOf(const YAML::Node& scenario)
{
    const YAML::Node map = mapOf(scenario, "briefing");
    refuseUnknown(
        map, "the briefing",
        {"title", "who", "services", "told", "asked", "simulated", "minutes", "difficulty"});
    Briefing briefing;
    briefing.title = wordsIn(map, "title");
    briefing.who = wordsIn(map, "who");
    briefing.services = wordsIn(map, "services");
    briefing.told = wordsIn(map, "told");
    briefing.asked = wordsIn(map, "asked");
    briefing.simulated = wordsIn(map, "simulated");
    wordsIn(map, "minutes");
    briefing.minutes = map["minutes"].as<int>();
    if (briefing.minutes < 1 || briefing.minutes > kLongestDrill)
        refuseText(map["minutes"], "'minutes' must be from 1 to 240");
    briefing.difficulty = difficultyOf(map);
    return briefing;
}

Hints hintsOf(const YAML::Node& scenario)
{
    const YAML::Node list = scenario["hints"];
    if (!list)
        refuseText(scenario, "'hints' is missing");
    if (!list.IsSequence() || list.size() != kHints)
        refuseText(list, "'hints' must be three: where to look, what to compare, and which lever");
    Hints hints;
    for (std::size_t i = 0; i < kHints; ++i)
        hints.at(i) = wordsOf(list[i], "hints");
    return hints;
}

Debriefing debriefingOf(const YAML::Node& scenario)
{
    const YAML::Node map = mapOf(scenario, "debrief");
    refuseUnknown(map, "the debrief", {"cause", "signs"});
    Debriefing debriefing;
    debriefing.cause = wordsIn(map, "cause");
    const YAML::Node signs = map["signs"];
    if (!signs || !signs.IsSequence() || signs.size() == 0)
        refuseText(map, "'signs' must be a list of what spoke for the cause");
    for (const YAML::Node& sign : signs)
        debriefing.signs.push_back(wordsOf(sign, "signs"));
    return debriefing;
}

} // namespace drill
