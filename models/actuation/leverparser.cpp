// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/leverparser.h"

#include "models/actuation/replyparser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include <re2/re2.h>

namespace actuation {

using yaml::Entry;
using yaml::Node;

namespace {

template<class Number>
void readCount(const yaml::Scope& scope, std::string_view key, Number& count)
{
    const Node* node = scope.find(key);
    if (node == nullptr)
        return;
    const std::string& text = node->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size() || count < 1)
        scope.report(*node, "\"" + std::string(key) + "\" must be a whole number from 1 on");
}

constexpr std::array<std::string_view, 12> kKinds{
    "breaker", "pin",  "adapter", "fallback",        "prompt",   "index",
    "judge",   "shed", "steps",   "instrumentation", "feedback", "silence"};

template<std::size_t Count>
std::string listed(const std::array<std::string_view, Count>& words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

// By which a kind of lever is known in telemetry, unless the profile says otherwise.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSeen{
    {{"pin", "model"},
     {"adapter", "adapter"},
     {"prompt", "prompt"},
     {"instrumentation", "instrumentation"}}};

} // namespace

void LeverParser::parse(const Node& list, Profile& profile)
{
    for (const Node& item : list.items)
        readLeverFamily(item, profile);
}

void LeverParser::readPattern(const yaml::Scope& scope, LeverProfile& lever)
{
    const Node* node = scope.find("pattern");
    if (node == nullptr)
        return;
    lever.pattern = scope.text("pattern");
    const re2::RE2 pattern(lever.pattern, re2::RE2::Quiet);
    if (!pattern.ok())
        scope.report(*node, "this is no regular expression of RE2: " + pattern.error());
    if (scope.find("values") || scope.find("values_by"))
        scope.report(*node, "\"pattern\" is for free text, and the lever has \"values\"");
}

void LeverParser::readGuard(const yaml::Scope& parent, runbook::LeverGuard& guard)
{
    const Node* node = parent.find("guard");
    if (node == nullptr)
        return;
    const yaml::Scope scope(*node, "\"guard\"", m_problems);
    scope.allow({"approvals", "typed", "per_hour", "blast_radius"});
    readCount(scope, "approvals", guard.approvals);
    guard.isTyped = scope.flag("typed", false);
    readCount(scope, "per_hour", guard.perHour);
    readCount(scope, "blast_radius", guard.blastRadius);
}

void LeverParser::readSeenAs(const yaml::Scope& scope, runbook::LeverDescription& description)
{
    for (const auto& [kind, seen] : kSeen) {
        if (description.kind == kind)
            description.seenAs = seen;
    }
    const Node* node = scope.find("seen_as");
    if (node == nullptr)
        return;
    description.seenAs = node->scalar == "nothing" ? "" : node->scalar;
    constexpr std::array<std::string_view, 6> known{"model",  "version",         "adapter",
                                                    "prompt", "instrumentation", "nothing"};
    if (std::ranges::find(known, node->scalar) == known.end())
        scope.report(*node, "\"seen_as\" must be one of " + listed(known));
}

std::vector<LeverValue> LeverParser::readValues(const Node& node)
{
    const yaml::Scope scope(node, "\"values\"", m_problems);
    std::vector<LeverValue> values;
    for (const Entry& entry : node.entries) {
        LeverValue value{
            .canonical = entry.key.scalar, .read = entry.value.scalar, .write = entry.value.scalar};
        if (entry.value.isMap()) {
            const yaml::Scope inner(entry.value, "the value", m_problems);
            inner.allow({"read", "write", "removes"});
            value.isRemoval = inner.flag("removes", false);
            value.read = value.isRemoval ? "" : inner.requiredText("read");
            value.write = value.isRemoval ? "" : inner.requiredText("write");
        } else if (!entry.value.isScalar()) {
            scope.report(entry.value, "a value is text, or a map of \"read\" and \"write\"");
        }
        if (std::ranges::find(values, value.read, &LeverValue::read) != values.end())
            scope.report(entry.value, "two values read as \"" + value.read + "\"");
        values.push_back(std::move(value));
    }
    return values;
}

// "values_by: {parameter: {its value: {...}, ...}}", the same names of ours in each.
void LeverParser::readValuesBy(const yaml::Scope& scope, const Profile& profile,
                               LeverProfile& lever)
{
    const Node* node = scope.find("values_by");
    if (node == nullptr)
        return;
    if (scope.find("values"))
        scope.report(*node, "\"values\" and \"values_by\" exclude each other");
    if (node->entries.size() != 1 || node->entries.front().value.entries.empty()) {
        scope.report(*node, "\"values_by\" names one parameter and the values for each of its own");
        return;
    }
    const Entry& parameter = node->entries.front();
    lever.valuesBy = parameter.key.scalar;
    const auto known = profile.parameters.find(lever.valuesBy);
    if (known == profile.parameters.end()) {
        scope.report(parameter.key, "there is no parameter \"" + lever.valuesBy + "\"");
        return;
    }
    const auto names = [](const std::vector<LeverValue>& values) {
        std::vector<std::string> canonical;
        for (const LeverValue& value : values)
            canonical.push_back(value.canonical);
        return canonical;
    };
    for (const Entry& entry : parameter.value.entries) {
        std::vector<LeverValue> values = readValues(entry.value);
        if (names(values)
            != names(lever.valuesFor.empty() ? values : lever.valuesFor.begin()->second))
            scope.report(entry.value, "each must name the same values in the same order");
        lever.valuesFor[entry.key.scalar] = std::move(values);
    }
    const auto chosen = lever.valuesFor.find(known->second);
    if (chosen == lever.valuesFor.end())
        scope.report(parameter.value,
                     "there are no values for \"" + known->second + "\", which the parameter is");
    else
        lever.values = chosen->second;
}

// Texts of a lever may use what "each" goes through, and nothing else: they are settled here.
std::string LeverParser::expanded(const yaml::Scope& scope, std::string_view key,
                                  const Variables& each, bool isRequired)
{
    const Node* node = isRequired ? scope.require(key) : scope.find(key);
    if (!node)
        return {};
    if (isRequired && node->isScalar() && node->scalar.empty())
        scope.report(*node, "\"" + std::string(key) + "\" needs a value, in text");
    return expanded(*node, each);
}

std::string LeverParser::expanded(const Node& node, const Variables& each)
{
    std::vector<std::string> known;
    for (const auto& [name, value] : each)
        known.push_back(name);
    const std::size_t before = m_problems.size();
    const TextTemplate text = ReplyParser(m_problems, std::move(known)).readTemplate(node);
    return m_problems.size() > before ? node.scalar
                                      : text.render(each, Destination::Text).value_or("");
}

void LeverParser::readLever(const Node& node, const Variables& each, Profile& profile)
{
    LeverProfile lever;
    const yaml::Scope scope(node, "the lever", m_problems);
    scope.allow({"each", "id", "title", "kind", "target", "environment", "significance", "meanings",
                 "values", "values_by", "pattern", "safe_value", "absent_value", "undo_text",
                 "variables", "operations", "lasting", "guard", "seen_as"});
    runbook::LeverDescription& description = lever.description;
    description.id = expanded(scope, "id", each, true);
    description.title = expanded(scope, "title", each, false);
    description.kind = scope.requiredText("kind");
    if (const Node* kind = scope.find("kind"); kind != nullptr
        && std::ranges::find(kKinds, std::string_view(description.kind)) == kKinds.end())
        scope.report(*kind,
                     "there is no kind of lever \"" + description.kind + "\"; kinds are "
                         + listed(kKinds));
    description.target = expanded(scope, "target", each, true);
    description.environment = scope.text("environment", profile.environment);
    description.significance = expanded(scope, "significance", each, false);
    description.safeValue = scope.text("safe_value");
    description.undoText = expanded(scope, "undo_text", each, false);
    lever.absentValue = scope.text("absent_value");
    if (description.title.empty())
        description.title = description.id;
    readLeverValues(scope, profile, lever);
    readMeanings(scope, each, lever);
    readPattern(scope, lever);
    lever.lasting = std::chrono::duration_cast<std::chrono::seconds>(
        scope.duration("lasting", {}, std::chrono::hours(7 * 24)));
    readGuard(scope, description.guard);
    readSeenAs(scope, description);
    lever.each = each;
    readVariables(scope, each, lever);
    readLeverOperations(scope, profile, lever);
    if (!description.id.empty() && profile.find(description.id))
        scope.report(*scope.find("id"), "the lever \"" + description.id + "\" is there already");
    profile.levers.push_back(std::move(lever));
}

void LeverParser::readLeverValues(const yaml::Scope& scope, const Profile& profile,
                                  LeverProfile& lever)
{
    if (const Node* values = scope.find("values"))
        lever.values = readValues(*values);
    readValuesBy(scope, profile, lever);
    for (const LeverValue& value : lever.values)
        lever.description.values.push_back(value.canonical);
    for (const std::string_view key : {"safe_value", "absent_value"}) {
        const std::string value = scope.text(key);
        if (!value.empty() && !lever.values.empty() && !lever.find(value))
            scope.report(*scope.find(key), "\"" + value + "\" is not one of the lever's values");
    }
}

// What each value means, in words that may name the family's variable.
void LeverParser::readMeanings(const yaml::Scope& scope, const Variables& each, LeverProfile& lever)
{
    for (const auto& [value, sentence] : scope.texts("meanings")) {
        if (!lever.values.empty() && !lever.find(value))
            scope.report(*sentence, "\"" + value + "\" is not one of the lever's values");
        lever.description.meanings[value] = expanded(*sentence, each);
    }
}

// One lever, or with "each: {name: [value, ...]}" one for each value.
void LeverParser::readLeverFamily(const Node& node, Profile& profile)
{
    const Node* each = node.find("each");
    if (!each)
        return readLever(node, {}, profile);
    const yaml::Scope scope(*each, "\"each\"", m_problems);
    if (each->entries.size() != 1 || !each->entries.front().value.isSequence()
        || each->entries.front().value.items.empty()) {
        scope.report(*each, "\"each\" names one variable and the list of its values");
        return;
    }
    const Entry& entry = each->entries.front();
    checkClash(scope, entry.key, {});
    for (const Node& value : entry.value.items) {
        if (value.isScalar())
            readLever(node, {{entry.key.scalar, value.scalar}}, profile);
        else
            scope.report(value, "each value must be text");
    }
}

// A lever's variables may use the profile's parameters, its target and its environment.
void LeverParser::readVariables(const yaml::Scope& scope, const Variables& each,
                                LeverProfile& lever)
{
    const Node* variables = scope.find("variables");
    if (variables == nullptr)
        return;
    std::vector<std::string> known = m_parameters;
    known.insert(known.end(), {"target", "environment"});
    for (const auto& [variable, text] : each)
        known.push_back(variable);
    for (const auto& [name, value] : scope.texts("variables"))
        lever.variables[name] = ReplyParser(m_problems, known).readTemplate(*value);
    for (const Entry& entry : variables->entries)
        checkClash(scope, entry.key, each);
}

// Two of one name would be one to whoever writes, and another to whoever reads the profile.
void LeverParser::checkClash(const yaml::Scope& scope, const Node& name, const Variables& each)
{
    const auto& given = kGivenVariables;
    if (std::ranges::find(given, name.scalar) != given.end())
        scope.report(name, "the name {{" + name.scalar + "}} is given already");
    else if (std::ranges::find(m_parameters, name.scalar) != m_parameters.end())
        scope.report(name, "{{" + name.scalar + "}} is a parameter too");
    else if (each.count(name.scalar) != 0)
        scope.report(name, "{{" + name.scalar + "}} is what \"each\" goes through");
}

void LeverParser::readLeverOperations(const yaml::Scope& scope, const Profile& profile,
                                      LeverProfile& lever)
{
    lever.operations = scope.requiredText("operations");
    const auto found = profile.operations.find(lever.operations);
    const auto removes = [&](const LeverValue& value) {
        return value.isRemoval
            && (value.canonical != lever.absentValue || !found->second.remove.has_value());
    };
    if (found != profile.operations.end()) {
        lever.description.token = found->second.token;
        lever.description.isVersionShared = found->second.isVersionShared;
        if (std::ranges::any_of(lever.values, removes))
            scope.report(
                *scope.find("operations"),
                "a value that \"removes\" must be the \"absent_value\", and the operations "
                "need \"remove\"");
    } else if (!lever.operations.empty())
        scope.report(*scope.find("operations"),
                     "there are no operations \"" + lever.operations + "\"");
}

} // namespace actuation
