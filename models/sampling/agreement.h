// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/shareinterval.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sampling {

// Of how many samples say a statement.
struct Tally
{
    std::size_t supporting = 0;
    std::size_t contradicting = 0;
    std::size_t silent = 0;
    telemetry::ShareInterval interval = {}; // of the supporting share; Wilson, 95 %

    std::size_t count() const { return supporting + contradicting + silent; }
};

// One statement of the suspect, held against the samples of each model. After SelfCheckGPT
// (Manakul, Liusie, Gales, EMNLP 2023), with comparison of words in place of an entailment model.
struct StatementAgreement
{
    std::string text;
    std::int64_t start = 0; // code points of the suspect's output, half-open
    std::int64_t end = 0;
    std::vector<Tally> tallies; // one a group of samples
    double unigram = 0; // see unigram.h; over all samples together
};

// `groups`: the texts of each model's samples. Stretches are code points of `suspect`; empty: its
// sentences. An answer of few words is one statement.
std::vector<StatementAgreement>
agreementOf(const std::string& suspect,
            const std::vector<std::pair<std::int64_t, std::int64_t>>& stretches,
            const std::vector<std::vector<std::string>>& groups);

} // namespace sampling
