// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/yamltree.h"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace actuation {

// Reads the keys of one YAML map and reports what is missing, misspelt or of the wrong type.
class ProfileScope
{
public:
    // `what` names the map in messages: "the lever".
    ProfileScope(const runbook::YamlNode& node, std::string what,
                 std::vector<runbook::Problem>& problems);

    bool isMap() const { return m_node.isMap(); }
    // Reports every key that is not in the list.
    void allow(std::initializer_list<std::string_view> keys) const;

    const runbook::YamlNode* find(std::string_view key) const;
    const runbook::YamlNode* require(std::string_view key) const; // reports its absence

    std::string text(std::string_view key, std::string fallback = {}) const;
    std::string requiredText(std::string_view key) const;
    bool flag(std::string_view key, bool fallback) const;
    std::chrono::milliseconds duration(std::string_view key,
                                       std::chrono::milliseconds fallback) const;
    // Entries of a map of texts; empty when the key is absent.
    std::vector<std::pair<std::string, const runbook::YamlNode*>> texts(std::string_view key) const;

    void report(const runbook::YamlNode& at, std::string message) const;
    std::vector<runbook::Problem>& problems() const { return m_problems; }
    const runbook::YamlNode& node() const { return m_node; }

private:
    const runbook::YamlNode& m_node;
    std::string m_what;
    std::vector<runbook::Problem>& m_problems;
};

} // namespace actuation
