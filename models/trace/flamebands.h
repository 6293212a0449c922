// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstddef>
#include <vector>

namespace trace {

// Bands below each other into which blocks of time are put, each block where there is room first.
// Of blocks in order of their start; some dozen steps and a logarithm of the bands for each.
class FlameBands
{
public:
    struct Block
    {
        telemetry::Timestamp start;
        telemetry::Timestamp end; // after start
        int height = 1; // rows
    };

    int place(const Block& block); // the row at which it begins
    void restart(); // as new, without giving memory back
    int height() const { return m_height; } // rows so far, of all that was ever placed

private:
    struct Band
    {
        int top = 0;
        int height = 0;
    };
    void clear();
    void add(const Band& band);
    void occupy(std::size_t band, telemetry::Timestamp until);
    std::size_t firstFree(std::size_t from, telemetry::Timestamp at) const; // size() when none

    telemetry::Timestamp m_end = telemetry::Timestamp::min(); // of all blocks
    std::vector<Band> m_bands;
    // A tree of minima over when the bands are free: leaves from m_leaves on, parent of i at i / 2.
    std::vector<telemetry::Timestamp> m_freeAt;
    std::size_t m_leaves = 0;
    int m_height = 0;
    int m_bottom = 0; // of the bands
};

} // namespace trace
