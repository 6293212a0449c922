// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/content.h"
#include "models/drill/random.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drill {

// A document as it was found.
struct Passage
{
    std::string id;
    std::string title;
    std::string text;
    double score = 0;
    std::string updated; // its date
};

// One question to the support bot with its passages and sound answer: all that depends on seed and
// index alone.
struct SupportTurn
{
    const Article* article = nullptr; // that answers it
    std::string question;
    std::vector<Passage> passages;
    std::string opening;
    std::string statement; // what the customer wanted to know
    std::string rest;

    std::string answer() const { return opening + statement + rest; }
    std::string context() const; // the passages, as the model is given them
    std::string documents() const; // gen_ai.retrieval.documents
};

inline constexpr std::size_t kPassages = 5;

SupportTurn supportTurn(const SupportContent& content, std::uint64_t seed, std::uint64_t index);
// The same question answered anew, in other words: nothing where no article answers it. It has no
// passages.
std::optional<SupportTurn> retoldTurn(const SupportContent& content, const std::string& question,
                                      Random& random);
// How many turns a conversation had, elsewhere, before it opened here: none for most.
std::size_t turnsBefore(std::uint64_t seed, std::uint64_t head);
// Whether the shop changed what it says this month.
bool isRevised(std::uint64_t seed, const Article& article);
std::string bodyText(const Article& article);

} // namespace drill
