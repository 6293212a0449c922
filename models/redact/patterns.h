// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/rules.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redact {

// A stretch of text that a rule takes out, in bytes.
struct Hit
{
    std::size_t start = 0;
    std::size_t end = 0;
    std::size_t rule = 0; // index into Patterns::rules()
};

// The rules that are switched on, compiled. Read by any thread.
class Patterns
{
public:
    // Unreadable when the patterns together are too large for RE2.
    static telemetry::Result<std::shared_ptr<const Patterns>>
    compile(const std::vector<Rule>& rules);
    Patterns(const Patterns&) = delete;
    Patterns& operator=(const Patterns&) = delete;
    ~Patterns();

    const std::vector<Rule>& rules() const { return m_rules; }
    // One pass for all rules: false means that none of them takes anything out of these bytes,
    // nor of any part of them by itself. They may be text or a whole message. True promises
    // nothing.
    bool mayMatch(std::string_view bytes) const;
    // The rule for an attribute of this name, if there is one.
    std::optional<std::size_t> ruleForName(std::string_view name) const;
    // Whether "name: value" may be something to take out for its name: a token, a password.
    bool isAssignment(std::string_view name) const;
    // What is taken out of the text: in order, apart from each other.
    std::vector<Hit> find(std::string_view text) const;
    // The first rule that finds something in bytes that are no text: any part of them may be one,
    // so that it does not count what stands beside it.
    std::optional<std::size_t> ruleForBytes(std::string_view bytes) const;
    // Whether a number as such is a card number.
    bool hasNumberChecks() const { return m_hasNumberChecks; }

    // What stands in the place of what was taken out: "[REDACTED:model-api-key]".
    static std::string markerOf(const Rule& rule);
    std::string marker(std::size_t rule) const { return markerOf(m_rules[rule]); }

private:
    struct Compiled;
    explicit Patterns(std::unique_ptr<Compiled> compiled);
    bool isHinted(std::size_t rule, std::string_view text) const;
    bool isWithinMarker(std::string_view text, const Hit& hit) const;

    std::vector<Rule> m_rules;
    std::unique_ptr<Compiled> m_compiled;
    bool m_hasNumberChecks = false;
};

// The card numbers in a run of digits, spaces and hyphens: start and end of each.
std::vector<std::pair<std::size_t, std::size_t>> cardNumbers(std::string_view run);

} // namespace redact
