// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadtargets.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace spread {

namespace {

// In a small recording nothing is everywhere: a spread is a large part of it.
constexpr std::int64_t kLeastRare = 50; // texts
constexpr std::int64_t kLeastUsual = 20;
constexpr std::int64_t kRareShare = 20;
constexpr std::int64_t kUsualShare = 20;
constexpr std::size_t kLeastKept = 2; // runs
// Of those runs an edited copy has a few only: one in so many is asked for.
constexpr std::size_t kRunsForHit = 8;

} // namespace

SpreadTargets::SpreadTargets(std::uint64_t key)
    : m_key(key)
    , m_isWanted(std::make_unique<std::bitset<kBits>>())
{
}

std::size_t SpreadTargets::add(const similarity::Statement& statement)
{
    const auto target = m_needed.size();
    std::vector<std::uint32_t> grams;
    similarity::gramHashes(statement.tokens, m_key, grams);
    std::vector<std::uint32_t> inCopies;
    similarity::winnow(grams, inCopies);
    std::ranges::sort(grams);
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    for (const std::uint32_t gram : grams) {
        if (gram == similarity::kNoGram)
            continue;
        const bool isInCopies = std::ranges::find(inCopies, gram) != inCopies.end();
        m_grams.push_back({.fingerprint = gram,
                           .target = static_cast<std::uint32_t>(target),
                           .isInCopies = isInCopies,
                           .texts = 0,
                           .oldTexts = 0});
    }
    m_needed.push_back(std::max<std::size_t>(1, inCopies.size() / kRunsForHit));
    m_hits.push_back(0);
    m_isBoilerplate.push_back(false);
    m_sketches.emplace_back(statement, m_key);
    m_isIndexed = false;
    return target;
}

void SpreadTargets::index()
{
    std::ranges::sort(m_grams, {}, &Gram::fingerprint);
    m_isWanted->reset();
    for (const Gram& gram : m_grams)
        m_isWanted->set(gram.fingerprint % kBits);
    m_buckets.assign(similarity::kFingerprints / kInBucket + 1, 0);
    for (const Gram& gram : m_grams)
        ++m_buckets[gram.fingerprint / kInBucket + 1];
    std::partial_sum(m_buckets.begin(), m_buckets.end(), m_buckets.begin());
    m_isIndexed = true;
}

// All texts of a recording come by here: bytes are looked at as they are.
template<class Visit>
void SpreadTargets::forEachGram(const store::FingerprintedText& text, Visit&& visit)
{
    if (!m_isIndexed)
        index();
    const std::bitset<kBits>& isWanted = *m_isWanted;
    const unsigned shift = text.hasMarks ? 0 : 1;
    const char* const end = text.fingerprints.data() + 3 * text.size();
    for (const char* at = text.fingerprints.data(); at != end; at += 3) {
        const std::uint32_t fingerprint =
            (static_cast<std::uint32_t>(static_cast<unsigned char>(at[0]))
             | (std::uint32_t{static_cast<unsigned char>(at[1])} << 8U)
             | (std::uint32_t{static_cast<unsigned char>(at[2])} << 16U))
            >> shift;
        if (!isWanted[fingerprint % kBits] || similarity::isMark(fingerprint))
            continue;
        const std::uint32_t bucket = fingerprint / kInBucket;
        for (std::uint32_t i = m_buckets[bucket]; i < m_buckets[bucket + 1]; ++i) {
            if (m_grams[i].fingerprint == fingerprint)
                visit(m_grams[i]);
        }
    }
}

void SpreadTargets::count(const store::FingerprintedText& text, bool isOld)
{
    ++m_counted;
    m_oldCounted += isOld ? 1 : 0;
    forEachGram(text, [isOld](Gram& gram) {
        ++gram.texts;
        gram.oldTexts += isOld ? 1 : 0;
    });
}

void SpreadTargets::settle(bool isAnyWanted)
{
    std::vector<std::vector<const Gram*>> inCopies(m_needed.size());
    for (const Gram& gram : m_grams) {
        if (gram.isInCopies)
            inCopies[gram.target].push_back(&gram);
    }
    std::vector<std::int64_t> most(m_needed.size(), std::numeric_limits<std::int64_t>::max());
    for (std::size_t target = m_settled; target < m_needed.size(); ++target)
        most[target] = settled(target, inCopies[target], isAnyWanted);
    std::erase_if(m_grams, [&](const Gram& gram) { return gram.texts > most[gram.target]; });
    m_settled = m_needed.size();
    m_counted = m_oldCounted = 0;
    index();
}

// In how many texts of the sample a run may be.
std::int64_t SpreadTargets::settled(std::size_t target, const std::vector<const Gram*>& inCopies,
                                    bool isAnyWanted)
{
    const std::int64_t rare = std::max(kLeastRare, m_counted / kRareShare);
    const std::int64_t usual = std::max(kLeastUsual, m_oldCounted / kUsualShare);
    m_isBoilerplate[target] = inCopies.empty()
        || std::ranges::all_of(inCopies,
                               [usual](const Gram* gram) { return gram->oldTexts > usual; });
    if (inCopies.empty() || (m_isBoilerplate[target] && !isAnyWanted)) {
        m_needed[target] = 0;
        return -1;
    }
    std::vector<std::int64_t> counts;
    for (const Gram* gram : inCopies)
        counts.push_back(gram->texts);
    std::ranges::sort(counts);
    const std::int64_t most = std::max(rare, counts[std::min(kLeastKept, counts.size()) - 1]);
    const auto kept =
        static_cast<std::size_t>(std::ranges::upper_bound(counts, most) - counts.begin());
    m_needed[target] = std::max<std::size_t>(1, kept / kRunsForHit);
    return most;
}

bool SpreadTargets::isBoilerplate(std::size_t target) const
{
    return m_isBoilerplate[target];
}

bool SpreadTargets::isNear(const store::FingerprintedText& text)
{
    bool isNear = false;
    findHits(text);
    for (const std::size_t target : m_touched) {
        isNear = isNear || (m_needed[target] > 0 && m_hits[target] >= m_needed[target]);
        m_hits[target] = 0;
    }
    m_touched.clear();
    return isNear;
}

std::size_t SpreadTargets::shared(const similarity::Statement& statement) const
{
    std::vector<std::uint32_t> hashes;
    similarity::gramHashes(statement.tokens, m_key, hashes);
    return static_cast<std::size_t>(std::ranges::count_if(hashes, [this](std::uint32_t hash) {
        return std::ranges::binary_search(m_grams, hash, {}, &Gram::fingerprint);
    }));
}

void SpreadTargets::findHits(const store::FingerprintedText& text)
{
    forEachGram(text, [this](const Gram& gram) {
        if (m_hits[gram.target]++ == 0)
            m_touched.push_back(gram.target);
    });
}

void SpreadTargets::take(const store::FingerprintedText& text)
{
    m_marks.reset();
    for (std::size_t i = 0; i < text.size(); ++i) {
        m_fingerprints.push_back(text.fingerprint(i));
        if (similarity::isMark(m_fingerprints.back()))
            m_marks.set(StatementSketch::markBit(m_fingerprints.back()));
    }
}

const std::vector<SpreadTargets::Sighted>&
SpreadTargets::sightings(const store::FingerprintedText& text)
{
    m_sighted.clear();
    m_fingerprints.clear();
    findHits(text);
    for (const std::size_t target : m_touched) {
        const bool isEnough = m_needed[target] > 0 && m_hits[target] >= m_needed[target];
        m_hits[target] = 0;
        if (!isEnough)
            continue;
        if (m_fingerprints.empty())
            take(text);
        if (text.hasMarks && (m_sketches[target].figures() & ~m_marks).any())
            continue; // most near misses have another one
        if (const auto as = m_sketches[target].sighting(m_fingerprints, text.hasMarks); as)
            m_sighted.push_back({.target = target, .as = *as});
    }
    m_touched.clear();
    return m_sighted;
}

} // namespace spread
