// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/tokenforest.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kBlock = TokenTable::kBlock;

// Of which the compiler makes one instruction each, whatever it is told to optimise.
using Bytes [[gnu::vector_size(kBlock)]] = std::uint8_t;

Bytes bytesAt(const std::uint8_t* from)
{
    Bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

// `count` rows from `row` on; the rest of the block is padding.
void addBlock(const ObliviousTree& tree, const ColumnSet& columns, std::size_t row,
              std::size_t count, std::int32_t* sums)
{
    Bytes leaf{};
    for (std::size_t level = 0; level < ObliviousTree::kDepth; ++level) {
        // A comparison that holds is all ones, which is -1.
        const auto isAbove =
            bytesAt(columns[tree.columns[level]] + row) > (Bytes{} + tree.thresholds[level]);
        leaf = leaf + leaf - reinterpret_cast<const Bytes&>(isAbove);
    }
    for (std::size_t i = 0; i < count; ++i)
        sums[i] += tree.leaves[leaf[i]];
}

} // namespace

ColumnSet::ColumnSet(const TokenTable& table)
    : m_rows(table.rows())
{
    m_columns.reserve(kTokenFeatures + 2);
    for (std::size_t feature = 0; feature < kTokenFeatures; ++feature)
        m_columns.push_back(table.column(feature));
}

void addScores(const std::vector<ObliviousTree>& trees, const ColumnSet& columns,
               std::vector<std::int32_t>& sums)
{
    for (std::size_t row = 0; row < columns.rows(); row += kBlock) {
        const std::size_t count = std::min(kBlock, columns.rows() - row);
        for (const ObliviousTree& tree : trees)
            addBlock(tree, columns, row, count, &sums[row]);
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
