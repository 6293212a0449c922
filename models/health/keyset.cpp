// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/tokens.h"

#include <bit>
#include <utility>

namespace health {

namespace {

// Zero marks a free slot, so a zero key is stored as this one.
constexpr std::uint64_t kZero = 0x9e3779b97f4a7c15ULL;

std::uint64_t stored(std::uint64_t key)
{
    return key == 0 ? kZero : key;
}

} // namespace

KeySet::KeySet(std::size_t expected)
    : m_slots(std::bit_ceil(expected * 2 + 16), 0)
{
}

void KeySet::insert(std::uint64_t key)
{
    if ((m_size + 1) * 3 > m_slots.size() * 2)
        grow();
    const std::uint64_t wanted = stored(key);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = wanted & mask;
    while (m_slots[at] != 0 && m_slots[at] != wanted)
        at = (at + 1) & mask;
    if (m_slots[at] == 0) {
        m_slots[at] = wanted;
        ++m_size;
    }
}

bool KeySet::contains(std::uint64_t key) const
{
    const std::uint64_t wanted = stored(key);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = wanted & mask;
    while (m_slots[at] != 0 && m_slots[at] != wanted)
        at = (at + 1) & mask;
    return m_slots[at] == wanted;
}

void KeySet::grow()
{
    std::vector<std::uint64_t> old(m_slots.size() * 2, 0);
    std::swap(old, m_slots);
    m_size = 0;
    for (const std::uint64_t key : old) {
        if (key != 0)
            insert(key);
    }
}

} // namespace health
