// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/yaml/tree.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace runbook {

// Checks a step block's YAML and reads it. Problems are added with the node's own line and column;
// the caller moves them to their place in the file. Keys, besides those that begin with "x-":
//   every kind   id (required), kind (required), title, risk (safe or dangerous), signal, service,
//   who,
//                note, timeout (a duration)
//   lever        lever and to (required), recover_within (a duration), why, undo, requires (the id
//   of
//                an earlier step of kind probe, check or decide: see requirement.h), answer (what
//                the note of that step of kind decide has to begin with, as one of its options
//                does)
//   check        view, quantity (what its chart is to show: "input_tokens", as explore names it),
//                expect, trace, max_age (a duration: how long what it found counts)
//   wait         for (required, a duration), until
//   decide       question (required), options (a list), max_age
//   notify       channel, to, message (required)
//   probe        probe_set, model (the candidate), current (the version it is held against),
//   samples
//                (a whole number: questions to each, at most), at_least and margin (shares), accept
//                (no_worse or better), max_age, expect
Step readStep(const yaml::Node& node, std::vector<yaml::Problem>& problems);

// Once parameters are put in: what is wrong with the first value that does not fit its field's type
// (durations, counts, risk), in words; empty when all fit. Reads what the step derives from them
// anew.
std::string checkValues(Step& step);

// The front matter: id and title (required), applies, check, cause, lost, recovery, risk, severity,
// owner, version, services (a list), parameters (name: what it means) and optional (a list of those
// without which a run can begin). Once parameters are declared, steps may use only those.
void readFrontMatter(const yaml::Node& node, Runbook& runbook,
                     std::vector<yaml::Problem>& problems);

// A name in braces, {like_this}: a letter, then letters, digits and underscores, all lower-case.
struct Placeholder
{
    std::size_t begin = 0; // byte of the opening brace
    std::size_t end = 0; // byte after the closing brace
    std::string name;
};
std::vector<Placeholder> placeholders(std::string_view text);

} // namespace runbook
