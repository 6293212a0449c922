// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/tokenforest.h"

#include <utility>

namespace health {

namespace {

constexpr std::size_t kBlock = TokenTable::kBlock;

void addBlock(const ObliviousTree& tree, const ColumnSet& columns, std::size_t row,
              std::int32_t* sums)
{
    std::array<std::uint8_t, kBlock> leaf{};
    for (std::size_t level = 0; level < ObliviousTree::kDepth; ++level) {
        const std::uint8_t* column = columns[tree.columns[level]] + row;
        const std::uint8_t threshold = tree.thresholds[level];
        for (std::size_t i = 0; i < kBlock; ++i)
            leaf[i] =
                static_cast<std::uint8_t>(leaf[i] + leaf[i] + (column[i] > threshold ? 1 : 0));
    }
    for (std::size_t i = 0; i < kBlock; ++i)
        sums[i] += tree.leaves[leaf[i]];
}

} // namespace

ColumnSet::ColumnSet(const TokenTable& table)
    : m_stride(table.stride())
{
    m_columns.reserve(kTokenFeatures + 2);
    for (std::size_t feature = 0; feature < kTokenFeatures; ++feature)
        m_columns.push_back(table.column(feature));
}

void addScores(const std::vector<ObliviousTree>& trees, const ColumnSet& columns,
               std::vector<std::int32_t>& sums)
{
    for (std::size_t row = 0; row < columns.stride(); row += kBlock) {
        for (const ObliviousTree& tree : trees)
            addBlock(tree, columns, row, &sums[row]);
    }
}

void Lexicon::insert(std::uint32_t word, bool isNovel, const Values& values)
{
    if ((m_size + 1) * 2 > m_slots.size())
        grow();
    const std::uint64_t key = keyOf(word, isNovel);
    Slot& slot = m_slots[slotOf(key)];
    m_size += slot.key == 0 ? 1 : 0;
    slot = {key, values};
}

const Lexicon::Values& Lexicon::find(std::uint64_t tokenKey, bool isNovel) const
{
    const Slot& slot =
        m_slots[slotOf(keyOf(static_cast<std::uint32_t>((tokenKey << 1U) >> 32U), isNovel))];
    return slot.key == 0 ? m_usual : slot.values;
}

std::uint64_t Lexicon::keyOf(std::uint32_t word, bool isNovel)
{
    return (std::uint64_t{word} << 2U) | (isNovel ? 2U : 0U) | 1U;
}

std::size_t Lexicon::slotOf(std::uint64_t key) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = (key >> 1U) & mask;
    while (m_slots[at].key != 0 && m_slots[at].key != key)
        at = (at + 1) & mask;
    return at;
}

void Lexicon::grow()
{
    std::vector<Slot> old(m_slots.size() * 2);
    std::swap(old, m_slots);
    for (const Slot& slot : old) {
        if (slot.key != 0)
            m_slots[slotOf(slot.key)] = slot;
    }
}

} // namespace health
