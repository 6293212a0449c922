// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/content.h"
#include "models/drill/random.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace drill {

// What the code assistant is asked and what it says; a pure function of the seed and the index.

struct CodeTask
{
    const ReferenceEntry* entry = nullptr;
    std::map<std::string, std::string> parameters;
    std::string invented; // replaces the entry's name (or adds a flag) in a fabricated answer
};

struct CodeTurn
{
    std::string pipeline;
    std::vector<const ReferenceEntry*> documents; // as retrieval ranks them
    std::vector<CodeTask> tasks; // one or two
    std::string question;
};

CodeTurn makeCodeTurn(const Content& content, std::uint64_t seed, std::uint64_t index);

// The turn that a question is of, with names made up anew; nothing where it asks for nothing that
// the reference can do.
std::optional<CodeTurn> codeTurnOf(const Content& content, const std::string& question,
                                   Random& random);

// One entry of the reference as retrieval returns it.
std::string documentText(const ReferenceEntry& entry);
// Prose and one code block. A sound answer names only what the documents hold.
std::string codeAnswer(Random& random, const CodeTurn& turn, bool isFabricated);
// The first invented name that the answer uses; empty when there is none.
std::string inventedName(const CodeTurn& turn, const std::string& answer);

} // namespace drill
