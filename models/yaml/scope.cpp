// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/yaml/scope.h"

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <utility>

namespace yaml {

namespace {

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

} // namespace

Scope::Scope(const Node& node, std::string what, std::vector<Problem>& problems)
    : m_node(node)
    , m_what(std::move(what))
    , m_problems(problems)
{
    if (!node.isMap())
        report(node, m_what + " must be a map of keys and values");
}

void Scope::report(const Node& at, std::string message) const
{
    m_problems.push_back({.line = at.line, .column = at.column, .message = std::move(message)});
}

void Scope::allow(std::initializer_list<std::string_view> keys) const
{
    allow(std::vector<std::string_view>(keys));
}

void Scope::allow(const std::vector<std::string_view>& keys) const
{
    for (const Entry& entry : m_node.entries) {
        if (std::find(keys.begin(), keys.end(), entry.key.scalar) == keys.end())
            report(entry.key, "unknown key " + quoted(entry.key.scalar) + " in " + m_what);
    }
}

const Node* Scope::find(std::string_view key) const
{
    return m_node.find(key);
}

const Node* Scope::require(std::string_view key) const
{
    const Node* found = m_node.find(key);
    if (!found && m_node.isMap())
        report(m_node, m_what + " has no " + quoted(key));
    return found;
}

std::string Scope::text(std::string_view key, std::string fallback) const
{
    const Node* found = m_node.find(key);
    if (!found)
        return fallback;
    if (!found->isScalar())
        report(*found, quoted(key) + " must be text");
    return found->scalar;
}

std::string Scope::requiredText(std::string_view key) const
{
    const Node* found = require(key);
    if (!found)
        return {};
    if (!found->isScalar() || found->scalar.empty())
        report(*found, quoted(key) + " needs a value, in text");
    return found->scalar;
}

bool Scope::flag(std::string_view key, bool fallback) const
{
    const Node* found = m_node.find(key);
    if (!found)
        return fallback;
    if (!found->isScalar() || (found->scalar != "true" && found->scalar != "false"))
        report(*found, quoted(key) + " must be true or false");
    return found->scalar == "true";
}

std::chrono::milliseconds Scope::duration(std::string_view key, std::chrono::milliseconds fallback,
                                          std::chrono::hours longest) const
{
    const Node* found = m_node.find(key);
    if (!found)
        return fallback;
    const auto duration = telemetry::durationFromText(found->scalar);
    if (!duration || *duration < std::chrono::milliseconds(1) || *duration > longest) {
        report(*found,
               quoted(key) + " must be a duration between 1ms and "
                   + std::to_string(longest.count()) + "h, such as 500ms or 5s");
        return fallback;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
}

std::vector<std::pair<std::string, const Node*>> Scope::texts(std::string_view key) const
{
    std::vector<std::pair<std::string, const Node*>> result;
    const Node* found = m_node.find(key);
    if (!found)
        return result;
    if (!found->isMap())
        report(*found, quoted(key) + " must be a map of names and texts");
    for (const Entry& entry : found->entries) {
        if (!entry.value.isScalar())
            report(entry.value, quoted(entry.key.scalar) + " must be text");
        result.emplace_back(entry.key.scalar, &entry.value);
    }
    return result;
}

} // namespace yaml
