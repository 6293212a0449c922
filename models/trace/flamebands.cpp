// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/flamebands.h"

#include <algorithm>

namespace trace {

namespace {

// Bands that are free but too low for a block are passed over so often, then there is a new one.
constexpr int kTries = 12;
constexpr std::size_t kFewest = 4; // leaves

} // namespace

int FlameBands::place(const Block& block)
{
    // Nothing that was placed is going on any more: begin at the top again.
    if (block.start >= m_end)
        clear();
    m_end = std::max(m_end, block.end);
    std::size_t band = firstFree(0, block.start);
    for (int i = 0; band < m_bands.size() && i < kTries; ++i) {
        // The last one can be made higher: nothing lies below it.
        if (band + 1 == m_bands.size() && m_bands[band].height < block.height) {
            m_bottom += block.height - m_bands[band].height;
            m_bands[band].height = block.height;
        }
        if (m_bands[band].height >= block.height)
            break;
        band = firstFree(band + 1, block.start);
    }
    if (band >= m_bands.size() || m_bands[band].height < block.height) {
        band = m_bands.size();
        add({.top = m_bottom, .height = block.height});
    }
    occupy(band, block.end);
    m_height = std::max(m_height, m_bottom);
    return m_bands[band].top;
}

void FlameBands::restart()
{
    clear();
    m_end = telemetry::Timestamp::min();
    m_height = 0;
}

void FlameBands::clear()
{
    for (std::size_t i = 0; i < m_bands.size(); ++i)
        occupy(i, telemetry::Timestamp::max());
    m_bands.clear();
    m_bottom = 0;
}

void FlameBands::add(const Band& band)
{
    m_bands.push_back(band);
    m_bottom = band.top + band.height;
    if (m_bands.size() <= m_leaves)
        return;
    const std::size_t leaves = std::max(kFewest, 2 * m_leaves);
    // What is not there yet is never free.
    std::vector<telemetry::Timestamp> grown(2 * leaves, telemetry::Timestamp::max());
    for (std::size_t i = 0; i < m_leaves; ++i)
        grown[leaves + i] = m_freeAt[m_leaves + i];
    for (std::size_t i = leaves; i-- > 1;)
        grown[i] = std::min(grown[2 * i], grown[2 * i + 1]);
    m_freeAt = std::move(grown);
    m_leaves = leaves;
}

void FlameBands::occupy(std::size_t band, telemetry::Timestamp until)
{
    std::size_t i = m_leaves + band;
    m_freeAt[i] = until;
    for (i /= 2; i > 0; i /= 2)
        m_freeAt[i] = std::min(m_freeAt[2 * i], m_freeAt[2 * i + 1]);
}

std::size_t FlameBands::firstFree(std::size_t from, telemetry::Timestamp at) const
{
    if (from >= m_bands.size())
        return m_bands.size();
    // Up until a part to the right of what was seen has a free one, then down to its first.
    std::size_t i = m_leaves + from;
    while (m_freeAt[i] > at) {
        while (i % 2 == 1) { // the right one of two, or the root
            i /= 2;
            if (i == 0)
                return m_bands.size();
        }
        ++i;
    }
    while (i < m_leaves)
        i = m_freeAt[2 * i] <= at ? 2 * i : 2 * i + 1;
    return i - m_leaves;
}

} // namespace trace
