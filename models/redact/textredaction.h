// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/patterns.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redact {

// Applies the rules to texts, and counts what they took out. One thread.
class TextRedaction
{
public:
    explicit TextRedaction(const Patterns& patterns)
        : m_patterns(patterns)
        , m_counts(patterns.rules().size())
    {
    }

    const Patterns& patterns() const { return m_patterns; }
    // What the text becomes; nothing when it stays. JSON in it is looked into at any depth.
    std::optional<std::string> redact(std::string_view text) { return redact(text, 0); }
    // The same for the value of an attribute or a member, whose name may tell what it is.
    std::optional<std::string> redactValue(std::string_view name, std::string_view text)
    {
        return redactValue(name, text, 0);
    }
    // The same for a number in decimal digits.
    std::optional<std::string> redactNumber(std::string_view digits);
    // The rule for an attribute's name; counts nothing.
    std::optional<std::size_t> ruleForName(std::string_view name);
    // Takes out a whole value: counts it and gives the marker.
    std::string take(std::size_t rule);
    // Takes out what a pattern finds in bytes that are no text, or "" when nothing is found.
    std::optional<std::string> redactBytes(std::string_view bytes);

    // How often each rule took something out, and starts counting anew.
    std::vector<std::uint64_t> takeCounts();

private:
    std::optional<std::string> redact(std::string_view text, int depth);
    std::optional<std::string> redactValue(std::string_view name, std::string_view text, int depth);
    std::optional<std::string> redactPlain(std::string_view text, std::size_t from = 0);

    const Patterns& m_patterns;
    std::vector<std::uint64_t> m_counts;
    struct Name
    {
        std::optional<std::size_t> rule;
        bool isAssignment = false;
    };
    Name lookUp(std::string_view name);

    std::unordered_map<std::string, Name> m_names; // that were looked up
};

} // namespace redact
