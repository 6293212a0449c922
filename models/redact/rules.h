// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redact {

enum class Action : std::uint8_t
{
    Replace, // by a marker: the attribute stays, its value is known to have been taken out
    Drop, // the attribute goes; inside JSON text it is replaced all the same
};

// What a match has to fulfil beside its pattern.
enum class Check : std::uint8_t
{
    None,
    Digit, // there is a digit in it, so that words are not taken for keys
    Luhn, // a card number: issuer, length and check digit (ISO/IEC 7812-1)
};

// One rule of a redaction file. It is about attributes by name, or about text by pattern, or both.
struct Rule
{
    std::string id; // [a-z0-9-]+; stands in the marker and in the counts
    std::string description;
    bool isEnabled = true;
    // Off where telemetry is recorded, on in what is handed to others (forExport()).
    bool isForExport = false;
    // Of attributes and of members of structured values, as globs: '*' is any text. Case does not
    // count, '-' is '_'.
    std::vector<std::string> names;
    Action action = Action::Replace;
    // RE2 syntax, which matches in linear time. A group, if there is one, is what is replaced.
    std::vector<std::string> patterns;
    // A cheaper pattern that matches wherever one of the patterns does; empty: they are used.
    std::string hint;
    Check check = Check::None;
    int line = 0; // in its file, for messages
};

// Reads a redaction file over `base`: a rule with the id of one there takes its place, or only
// switches it when it gives nothing but `enabled` (true, false or export). Unreadable error naming
// file, line and field.
telemetry::Result<std::vector<Rule>> parseRules(const std::string& text, const std::string& path,
                                                std::vector<Rule> base);

// The file at `path` over `base`, see parseRules().
telemetry::Result<std::vector<Rule>> loadRules(const std::string& path, std::vector<Rule> base);

// With those on that are for what is handed to others.
std::vector<Rule> forExport(std::vector<Rule> rules);

// resources/redaction/default.yaml, compiled in.
const std::vector<Rule>& shippedRules();
std::string_view shippedRulesText();

} // namespace redact
