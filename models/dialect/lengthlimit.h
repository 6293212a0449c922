// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/value.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace dialect {

// Finds out whether the exporter of a span cut its values at a length
// (OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT; no counter tells of it) from the lengths alone: two texts of
// the same length that nothing exceeds, or one that is just as long as limits mostly are. Text that
// ends as text does is not taken for cut. Lengths are counted in bytes, code points and UTF-16
// units, since SDKs do one or the other. The values must outlive it.
class LengthLimit
{
public:
    void note(const otlp::AnyValueView& value);
    // Whether `value` is one of those that were cut.
    bool hasCut(const otlp::AnyValueView& value);

private:
    void measure();

    std::vector<std::string_view> m_texts; // those that are long enough
    // Of the texts, for each unit: the greatest length, and whether two unfinished ones have it.
    std::array<std::size_t, 3> m_longest{};
    std::array<bool, 3> m_hasTwins{};
    bool m_isMeasured = false;
};

} // namespace dialect
