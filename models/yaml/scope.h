// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/tree.h"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace yaml {

// Reads the keys of one YAML map and reports what is missing, misspelt or of the wrong type.
class Scope
{
public:
    // `what` names the map in messages: "the lever".
    Scope(const Node& node, std::string what, std::vector<Problem>& problems);

    bool isMap() const { return m_node.isMap(); }
    // Reports every key that is not in the list.
    void allow(std::initializer_list<std::string_view> keys) const;
    void allow(const std::vector<std::string_view>& keys) const;

    const Node* find(std::string_view key) const;
    const Node* require(std::string_view key) const; // reports its absence

    std::string text(std::string_view key, std::string fallback = {}) const;
    std::string requiredText(std::string_view key) const;
    bool flag(std::string_view key, bool fallback) const;
    std::chrono::milliseconds duration(std::string_view key, std::chrono::milliseconds fallback,
                                       std::chrono::hours longest = std::chrono::hours(1)) const;
    // Entries of a map of texts; empty when the key is absent.
    std::vector<std::pair<std::string, const Node*>> texts(std::string_view key) const;

    void report(const Node& at, std::string message) const;
    std::vector<Problem>& problems() const { return m_problems; }
    const Node& node() const { return m_node; }

private:
    const Node& m_node;
    std::string m_what;
    std::vector<Problem>& m_problems;
};

} // namespace yaml
