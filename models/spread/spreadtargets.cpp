// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadtargets.h"

#include <algorithm>

namespace spread {

namespace {

// In a small recording nothing is everywhere: a spread is a large part of it.
constexpr std::int64_t kLeastRare = 8; // texts
constexpr std::int64_t kLeastUsual = 50;
constexpr std::int64_t kRareShare = 200;
constexpr std::int64_t kUsualShare = 20;
constexpr std::size_t kLeastKept = 2; // runs
// Of those runs an edited copy has a few only: one in so many is asked for.
constexpr std::size_t kRunsForHit = 8;

} // namespace

SpreadTargets::SpreadTargets(std::uint64_t key)
    : m_key(key)
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
                           .texts = 0});
    }
    m_needed.push_back(std::max<std::size_t>(1, inCopies.size() / kRunsForHit));
    m_hits.push_back(0);
    m_isIndexed = false;
    return target;
}

void SpreadTargets::index()
{
    std::ranges::sort(m_grams, {}, &Gram::fingerprint);
    m_isWanted.reset();
    for (const Gram& gram : m_grams)
        m_isWanted.set(gram.fingerprint % kBits);
    m_isIndexed = true;
}

template<class Visit>
void SpreadTargets::forEachGram(std::uint32_t fingerprint, Visit&& visit)
{
    if (!m_isWanted.test(fingerprint % kBits))
        return;
    for (auto& gram : std::ranges::equal_range(m_grams, fingerprint, {}, &Gram::fingerprint))
        visit(gram);
}

void SpreadTargets::count(const store::FingerprintedText& text)
{
    if (!m_isIndexed)
        index();
    ++m_counted;
    for (std::size_t i = 0; i < text.size(); ++i)
        forEachGram(text.fingerprint(i), [](Gram& gram) { ++gram.texts; });
}

void SpreadTargets::settle()
{
    std::vector<std::vector<std::int64_t>> inCopies(m_needed.size());
    for (const Gram& gram : m_grams) {
        if (gram.isInCopies)
            inCopies[gram.target].push_back(gram.texts);
    }
    for (std::size_t target = 0; target < m_needed.size(); ++target)
        settle(target, std::move(inCopies[target]));
    index();
}

void SpreadTargets::settle(std::size_t target, std::vector<std::int64_t> inCopies)
{
    std::ranges::sort(inCopies);
    const std::int64_t rare = std::max(kLeastRare, m_counted / kRareShare);
    const std::int64_t usual = std::max(kLeastUsual, m_counted / kUsualShare);
    const bool isEverywhere = inCopies.empty() || inCopies.front() > usual;
    const std::int64_t most =
        isEverywhere ? -1 : std::max(rare, inCopies[std::min(kLeastKept, inCopies.size()) - 1]);
    std::erase_if(m_grams,
                  [&](const Gram& gram) { return gram.target == target && gram.texts > most; });
    const auto kept = static_cast<std::size_t>(
        std::ranges::count_if(inCopies, [&](std::int64_t texts) { return texts <= most; }));
    m_needed[target] = isEverywhere ? 0 : std::max<std::size_t>(1, kept / kRunsForHit);
}

bool SpreadTargets::isBoilerplate(std::size_t target) const
{
    return m_needed[target] == 0;
}

void SpreadTargets::see(std::uint32_t fingerprint)
{
    forEachGram(fingerprint, [this](const Gram& gram) {
        if (m_hits[gram.target]++ == 0)
            m_touched.push_back(gram.target);
    });
}

const std::vector<std::size_t>& SpreadTargets::enough()
{
    m_enough.clear();
    for (const std::size_t target : m_touched) {
        if (m_needed[target] > 0 && m_hits[target] >= m_needed[target])
            m_enough.push_back(target);
        m_hits[target] = 0;
    }
    m_touched.clear();
    return m_enough;
}

const std::vector<std::size_t>& SpreadTargets::candidates(const store::FingerprintedText& text)
{
    if (!m_isIndexed)
        index();
    for (std::size_t i = 0; i < text.size(); ++i)
        see(text.fingerprint(i));
    return enough();
}

const std::vector<std::size_t>&
SpreadTargets::candidates(const std::vector<std::uint32_t>& fingerprints)
{
    if (!m_isIndexed)
        index();
    for (const std::uint32_t fingerprint : fingerprints)
        see(fingerprint);
    return enough();
}

} // namespace spread
