// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/rules.h"

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <utility>

#include <re2/re2.h>
#include <yaml-cpp/yaml.h>

namespace redact {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kMaxBytes = 1024U * 1024;
constexpr std::size_t kMaxId = 40;

// Thrown inside this file only: what is wrong, and where.
struct RuleFault
{
    std::string what;
    int line = 0; // from 1; 0 when unknown
};

int lineOf(const YAML::Node& node)
{
    return node.Mark().line >= 0 ? node.Mark().line + 1 : 0;
}

[[noreturn]] void fail(const YAML::Node& node, const std::string& field, const std::string& what)
{
    throw RuleFault{field + ": " + what, lineOf(node)};
}

std::string text(const YAML::Node& node, const std::string& field)
{
    if (!node.IsScalar() || node.Scalar().empty())
        fail(node, field, "a text is expected here");
    return node.Scalar();
}

std::vector<std::string> texts(const YAML::Node& node, const std::string& field)
{
    if (!node.IsSequence() || node.size() == 0)
        fail(node, field, "a list of texts is expected here");
    std::vector<std::string> list;
    for (std::size_t i = 0; i < node.size(); ++i)
        list.push_back(text(node[i], field + '[' + std::to_string(i) + ']'));
    return list;
}

void checkPattern(const YAML::Node& node, const std::string& pattern, const std::string& field)
{
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 compiled(pattern, options);
    if (!compiled.ok())
        fail(node, field, "is no pattern of RE2: " + compiled.error());
    if (RE2::FullMatch("", compiled))
        fail(node, field, "matches nothing at all, hence everywhere");
}

template<class Enum, std::size_t N>
Enum choice(const YAML::Node& node, const std::string& field,
            const std::array<std::pair<const char*, Enum>, N>& choices)
{
    const std::string word = text(node, field);
    std::string known;
    for (const auto& [name, value] : choices) {
        if (word == name)
            return value;
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    fail(node, field, "\"" + word + "\" is none of " + known);
}

bool isId(const std::string& id)
{
    return id.size() <= kMaxId && std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

constexpr std::array kActions{std::pair{"replace", Action::Replace},
                              std::pair{"drop", Action::Drop}};
constexpr std::array kChecks{std::pair{"none", Check::None}, std::pair{"digit", Check::Digit},
                             std::pair{"luhn", Check::Luhn}};
enum class Switch : std::uint8_t
{
    On,
    Off,
    Export,
};
constexpr std::array kSwitches{std::pair{"true", Switch::On}, std::pair{"false", Switch::Off},
                               std::pair{"export", Switch::Export}};

void readMember(const std::string& name, const YAML::Node& value, Rule& rule)
{
    const std::string field = "rule " + rule.id + ", " + name;
    if (name == "description") {
        rule.description = text(value, field);
    } else if (name == "enabled") {
        const Switch wanted = choice(value, field, kSwitches);
        rule.isEnabled = wanted == Switch::On;
        rule.isForExport = wanted == Switch::Export;
    } else if (name == "names") {
        rule.names = texts(value, field);
    } else if (name == "action") {
        rule.action = choice(value, field, kActions);
    } else if (name == "patterns") {
        rule.patterns = texts(value, field);
        for (std::size_t i = 0; i < rule.patterns.size(); ++i)
            checkPattern(value[i], rule.patterns[i], field + '[' + std::to_string(i) + ']');
    } else if (name == "hint") {
        rule.hint = text(value, field);
        checkPattern(value, rule.hint, field);
    } else if (name == "check") {
        rule.check = choice(value, field, kChecks);
    } else if (name != "id") {
        fail(value, field,
             "is not known; a rule has id, description, enabled, names, action, patterns, hint, "
             "check");
    }
}

void readRule(const YAML::Node& node, const std::string& field, std::vector<Rule>& rules)
{
    if (!node.IsMap() || !node["id"])
        fail(node, field, "a rule is a map with an id");
    Rule rule{.id = text(node["id"], field + ".id"), .line = lineOf(node)};
    if (!isId(rule.id))
        fail(node["id"], field + ".id",
             "an id is lower-case letters, digits and '-', " + std::to_string(kMaxId) + " at most");
    bool isSwitch = true;
    for (const auto& member : node) {
        const std::string name = text(member.first, field);
        readMember(name, member.second, rule);
        isSwitch = isSwitch && (name == "id" || name == "enabled");
    }
    const auto known = std::find_if(rules.begin(), rules.end(),
                                    [&](const Rule& other) { return other.id == rule.id; });
    if (isSwitch && known == rules.end())
        fail(node, "rule " + rule.id, "is no rule that is shipped, and has no names or patterns");
    if (isSwitch) {
        known->isEnabled = rule.isEnabled;
        known->isForExport = rule.isForExport;
        return;
    }
    if (rule.names.empty() && rule.patterns.empty())
        fail(node, "rule " + rule.id, "needs names or patterns");
    if (known == rules.end())
        rules.push_back(std::move(rule));
    else
        *known = std::move(rule);
}

void readFile(const std::string& text, std::vector<Rule>& rules)
{
    const YAML::Node root = YAML::Load(text);
    if (!root.IsMap() || !root["rules"] || !root["rules"].IsSequence())
        fail(root, "rules", "the file is a map with a list of rules");
    for (const auto& member : root)
        if (member.first.Scalar() != "rules")
            fail(member.first, member.first.Scalar(), "is not known; the file has rules");
    const YAML::Node list = root["rules"];
    for (std::size_t i = 0; i < list.size(); ++i)
        readRule(list[i], "rules[" + std::to_string(i) + ']', rules);
}

tl::unexpected<telemetry::Error> unreadable(const std::string& path, int line,
                                            const std::string& what)
{
    return failure(ErrorKind::Unreadable,
                   path + ':' + (line > 0 ? std::to_string(line) + ": " : " ") + what + '.');
}

} // namespace

Result<std::vector<Rule>> parseRules(const std::string& text, const std::string& path,
                                     std::vector<Rule> base)
{
    try {
        readFile(text, base);
        return base;
    } catch (const RuleFault& fault) {
        return unreadable(path, fault.line, fault.what);
    } catch (const YAML::Exception& fault) {
        return unreadable(path, fault.mark.line + 1, "no YAML: " + fault.msg);
    } catch (const std::exception& fault) {
        return unreadable(path, 0, fault.what());
    }
}

Result<std::vector<Rule>> loadRules(const std::string& path, std::vector<Rule> base)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.empty())
        return unreadable(path, 0, "the file is empty or cannot be read");
    if (text.size() > kMaxBytes)
        return unreadable(path, 0, "redaction rules have at most 1 MiB");
    return parseRules(text, path, std::move(base));
}

std::vector<Rule> forExport(std::vector<Rule> rules)
{
    for (Rule& rule : rules)
        rule.isEnabled = rule.isEnabled || rule.isForExport;
    return rules;
}

const std::vector<Rule>& shippedRules()
{
    // Without them nothing may be recorded; a test holds that the file is good.
    static const std::vector<Rule> rules =
        parseRules(std::string(shippedRulesText()), "default.yaml", {}).value();
    return rules;
}

} // namespace redact
