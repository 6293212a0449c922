// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace trace {

// The words of a text, for asking whether another one stands in it: by runs of three words,
// whatever their order, case and marks.
class GivenTexts
{
public:
    GivenTexts() = default;
    // All that a generation was given.
    explicit GivenTexts(const telemetry::Generation& generation);
    explicit GivenTexts(std::string_view text);

    bool isEmpty() const { return m_runs.empty(); }
    // Three of five runs of `text`, of which the first 16 KiB are read, are in it. False for texts
    // of less than six words, which stand anywhere.
    bool holds(std::string_view text) const;

private:
    void add(std::string_view text);
    void close();
    std::vector<std::uint32_t> m_runs; // sorted
};

} // namespace trace
