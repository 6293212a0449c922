// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/statements.h"
#include "models/similarity/winnowing.h"
#include "models/store/fingerprints.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace spread {

// Statements by their fingerprints: which of them may be in a text. Runs that are in many texts say
// nothing and are left out once they were counted.
class SpreadTargets
{
public:
    explicit SpreadTargets(std::uint64_t key);

    std::size_t add(const similarity::Statement& statement); // returns its number
    // Counts of a sample: how many texts have each run.
    void count(const store::FingerprintedText& text);
    // Leaves out what is in more than a two-hundredth of the counted texts, but for the two rarest
    // runs that any copy of the statement has.
    void settle();
    // Each run that any copy of it has is in more than a twentieth of the texts.
    bool isBoilerplate(std::size_t target) const;

    // The statements that may be in the text; valid until the next call.
    const std::vector<std::size_t>& candidates(const store::FingerprintedText& text);
    const std::vector<std::size_t>& candidates(const std::vector<std::uint32_t>& fingerprints);

private:
    struct Gram
    {
        std::uint32_t fingerprint = 0;
        std::uint32_t target = 0;
        bool isInCopies = false; // winnowing keeps it whatever stands around the statement
        std::int64_t texts = 0; // of the sample
    };
    void index();
    void settle(std::size_t target, std::vector<std::int64_t> inCopies);
    template<class Visit>
    void forEachGram(std::uint32_t fingerprint, Visit&& visit);
    void see(std::uint32_t fingerprint);
    const std::vector<std::size_t>& enough();

    static constexpr std::size_t kBits = 1U << 16U;
    std::uint64_t m_key;
    std::vector<Gram> m_grams; // by fingerprint once indexed
    std::bitset<kBits> m_isWanted; // by the lower bits of fingerprints
    bool m_isIndexed = false;
    std::int64_t m_counted = 0;
    std::vector<std::size_t> m_needed; // hits, one a target; 0: none will do
    std::vector<std::size_t> m_hits; // of the text at hand, one a target
    std::vector<std::size_t> m_touched;
    std::vector<std::size_t> m_enough;
};

} // namespace spread
