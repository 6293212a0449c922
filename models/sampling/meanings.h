// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/shareinterval.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sampling {

// Answers that say the same. Indexes are those of the texts that were given.
struct MeaningClass
{
    std::vector<std::size_t> members; // ascending; the first opened it and stands for it
    telemetry::ShareInterval interval; // Wilson, 95 %, of its share among all
};

// What N answers of one model to one question have in common.
struct Meanings
{
    std::vector<MeaningClass> classes; // largest first, of equal ones the earlier
    std::size_t count = 0; // N
    // Discrete semantic entropy, -sum p ln p over the classes, in nats: 0 (all say the same) to
    // ln N (each says something else). Farquhar, Kossen, Kuhn, Gal, Nature 630, 625 (2024).
    double entropy = 0;
    double normalised = 0; // by ln N, 0..1; 0 where N < 2
    // Chao and Shen (Environ. Ecol. Stat. 10, 2003): what is likely left unseen is counted by the
    // coverage of Good and Turing. Never below `entropy`.
    double adjusted = 0;
    double coverage = 0; // 0..1, estimated share of the model's answers that these classes hold
    // The class whose meaning is the suspect's; none: no answer says what the suspect said.
    std::optional<std::size_t> suspectClass;
    telemetry::ShareInterval suspectInterval; // of the share that says it too; Wilson, 95 %
};

// Whether two of the texts mean the same; `first` is the smaller index. kSuspect stands for the
// suspect.
using SameMeaning = std::function<bool(std::size_t first, std::size_t second)>;
inline constexpr std::size_t kSuspect = static_cast<std::size_t>(-1);

// Greedy, as published: each answer that is in no class opens one and takes every later one that
// means the same. Asks at most N(N-1)/2 pairs, and the suspect against each class. `hasSuspect`:
// the suspect has an answer to compare.
Meanings meaningsOf(std::size_t count, const SameMeaning& isSame, bool hasSuspect);

// By words alone; see Phrasing for what that can tell.
Meanings lexicalMeanings(const std::vector<std::string>& texts, const std::string& suspect);

// In words, one sentence or two: what the entropy means, with n, and what few answers cannot show.
std::string inWords(const Meanings& meanings);
// "No sample says what the suspect said (0 of 5, at most 43 %)." or how many do.
std::string suspectInWords(const Meanings& meanings);

} // namespace sampling
