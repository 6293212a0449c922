// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/statements.h"
#include "models/similarity/winnowing.h"
#include "models/spread/spreadsketch.h"
#include "models/store/fingerprints.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace spread {

// Statements by their fingerprints: which of them may be in a text. Runs that are in many texts say
// nothing and are left out once they were counted; a text that has enough of the others is held
// against the statement's sketch.
class SpreadTargets
{
public:
    explicit SpreadTargets(std::uint64_t key);

    std::uint64_t key() const { return m_key; }
    std::size_t add(const similarity::Statement& statement); // returns its number
    // Counts of a sample: how many texts have each run. `isOld`: from the oldest part.
    void count(const store::FingerprintedText& text, bool isOld);
    // Of the targets that were added since the last time: leaves out what is in more than a
    // twentieth of the texts that were counted since, but for the two rarest runs that any copy
    // of the statement has. A statement each of whose runs is in more than a twentieth of the old
    // ones is boilerplate, and not looked for unless `isAnyWanted`: what spreads was not there from
    // the beginning.
    void settle(bool isAnyWanted = false);
    bool isBoilerplate(std::size_t target) const;

    // Whether the text has as many runs of a statement as one that may hold it, and how many runs
    // a statement has in common with all of them.
    bool isNear(const store::FingerprintedText& text);
    std::size_t shared(const similarity::Statement& statement) const;

    struct Sighted
    {
        std::size_t target = 0;
        Sighting as;
    };
    // The statements that may be in the text; valid until the next call.
    const std::vector<Sighted>& sightings(const store::FingerprintedText& text);

private:
    struct Gram
    {
        std::uint32_t fingerprint = 0;
        std::uint32_t target = 0;
        bool isInCopies = false; // winnowing keeps it whatever stands around the statement
        std::int64_t texts = 0; // of the sample
        std::int64_t oldTexts = 0;
    };
    void index();
    std::int64_t settled(std::size_t target, const std::vector<const Gram*>& inCopies,
                         bool isAnyWanted);
    void take(const store::FingerprintedText& text);
    void findHits(const store::FingerprintedText& text);
    template<class Visit>
    void forEachGram(const store::FingerprintedText& text, Visit&& visit);

    static constexpr std::size_t kBits = 1U << 18U;
    std::uint64_t m_key;
    static constexpr std::uint32_t kInBucket = 128;
    std::vector<Gram> m_grams; // by fingerprint once indexed
    std::vector<std::uint32_t> m_buckets; // where in m_grams those of so many fingerprints begin
    std::unique_ptr<std::bitset<kBits>> m_isWanted; // by the lower bits of fingerprints
    bool m_isIndexed = false;
    std::int64_t m_counted = 0;
    std::int64_t m_oldCounted = 0;
    std::size_t m_settled = 0; // targets
    std::vector<bool> m_isBoilerplate; // one a target
    std::vector<StatementSketch> m_sketches; // one a target
    std::vector<std::size_t> m_needed; // hits, one a target; 0: it is not looked for
    // Of the text at hand.
    std::vector<std::size_t> m_hits; // one a target
    std::vector<std::size_t> m_touched;
    std::vector<std::uint32_t> m_fingerprints;
    StatementSketch::MarkBits m_marks;
    std::vector<Sighted> m_sighted;
};

} // namespace spread
