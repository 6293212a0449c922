// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/probeset.h"

#include "models/yaml/scope.h"

#include <charconv>
#include <set>
#include <string_view>
#include <variant>

#include <re2/re2.h>

namespace canary {

namespace {

using yaml::Node;
using yaml::Scope;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kShortestRound = 1s;
constexpr int kMostTokens = 100'000;
constexpr double kHighestTemperature = 2;

// A text, or a list of texts.
std::vector<std::string> textsOf(const Scope& scope, const Node& node)
{
    std::vector<std::string> texts;
    const auto take = [&](const Node& item) {
        if (item.isScalar() && !item.scalar.empty())
            texts.push_back(item.scalar);
        else
            scope.report(item, "contains is a text or a list of texts, none of them empty.");
    };
    if (node.isSequence()) {
        for (const Node& item : node.items)
            take(item);
    } else {
        take(node);
    }
    return texts;
}

Expectation expectationOf(const Node& node, const Probe& probe,
                          std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "expect", problems);
    scope.allow({"exact", "contains", "regex", "grounded", "whole"});
    Expectation expect;
    if (scope.find("exact") != nullptr)
        expect.exact = scope.requiredText("exact");
    if (const Node* contains = scope.find("contains"))
        expect.contains = textsOf(scope, *contains);
    if (const Node* regex = scope.find("regex")) {
        expect.regex = scope.requiredText("regex");
        const re2::RE2 pattern(*expect.regex, re2::RE2::Quiet);
        if (!pattern.ok())
            scope.report(*regex, "This is no regular expression: " + pattern.error() + ".");
    }
    expect.isGrounded = scope.flag("grounded", false);
    expect.isWhole = scope.flag("whole", false);
    if (expect.isGrounded && probe.context.empty())
        scope.report(node, "grounded needs a context that the answer is to be grounded in.");
    if (!expect.exact && expect.contains.empty() && !expect.regex && !expect.isGrounded
        && !expect.isWhole)
        scope.report(node, "expect says nothing: give exact, contains, regex, grounded or whole.");
    return expect;
}

Probe probeOf(const Node& node, std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "the probe", problems);
    Probe probe;
    if (!scope.isMap()) {
        scope.report(node, "A probe is a map with id, prompt and expect.");
        return probe;
    }
    scope.allow({"id", "system", "context", "prompt", "expect"});
    probe.id = scope.requiredText("id");
    probe.system = scope.text("system");
    probe.context = scope.text("context");
    probe.prompt = scope.requiredText("prompt");
    if (const Node* expect = scope.require("expect"))
        probe.expect = expectationOf(*expect, probe, problems);
    return probe;
}

std::optional<int> tokensOf(const Scope& scope, std::string_view key)
{
    const Node* node = scope.find(key);
    if (node == nullptr)
        return std::nullopt;
    int tokens = 0;
    const std::string& text = node->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tokens);
    if (error != std::errc{} || end != text.data() + text.size() || tokens < 1
        || tokens > kMostTokens)
        scope.report(*node, std::string(key) + " is a whole number from 1 to 100000.");
    return tokens;
}

std::optional<double> temperatureOf(const Scope& scope)
{
    const Node* node = scope.find("temperature");
    if (node == nullptr)
        return std::nullopt;
    double value = 0;
    const std::string& text = node->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()
        || !(value >= 0 && value <= kHighestTemperature))
        scope.report(*node, "temperature is a number from 0 to 2.");
    return value;
}

} // namespace

ProbeSetResult parseProbeSet(const std::string& text)
{
    ProbeSetResult result;
    auto parsed = yaml::parse(text);
    if (const auto* problem = std::get_if<yaml::Problem>(&parsed)) {
        result.problems.push_back(*problem);
        return result;
    }
    const auto& root = std::get<Node>(parsed);
    const Scope scope(root, "the probe set", result.problems);
    if (!scope.isMap()) {
        scope.report(root, "A probe set is a map with name, service, model and probes.");
        return result;
    }
    scope.allow({"name", "service", "model", "provider", "every", "timeout", "temperature",
                 "max_tokens", "max_completion_tokens", "probes"});
    ProbeSet& set = result.set;
    set.name = scope.requiredText("name");
    set.service = scope.requiredText("service");
    set.model = scope.requiredText("model");
    set.every = scope.duration("every", set.every);
    set.timeout = scope.duration("timeout", set.timeout);
    if (set.every < kShortestRound)
        scope.report(*scope.find("every"), "every is a second at least.");
    set.provider = scope.text("provider");
    set.temperature = temperatureOf(scope);
    set.maxTokens = tokensOf(scope, "max_tokens");
    set.maxCompletionTokens = tokensOf(scope, "max_completion_tokens");
    const Node* probes = scope.require("probes");
    if (probes == nullptr)
        return result;
    if (!probes->isSequence() || probes->items.empty()) {
        scope.report(*probes, "probes is a list with one probe at least.");
        return result;
    }
    std::set<std::string> ids;
    for (const Node& node : probes->items) {
        Probe probe = probeOf(node, result.problems);
        if (!probe.id.empty() && !ids.insert(probe.id).second)
            scope.report(node, "Two probes have the id " + probe.id + ".");
        set.probes.push_back(std::move(probe));
    }
    return result;
}

} // namespace canary
