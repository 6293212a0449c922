// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace otlp {

// Gathers the items of one body that could not be kept: one entry a reason, with the byte of the
// first example.
class RejectionList
{
public:
    explicit RejectionList(telemetry::SignalKind signal)
        : m_signal(signal)
    {
    }

    // `reason` comes from a small fixed set, `byte` is the item's place in the body.
    void add(std::string_view reason, std::size_t byte) { addCount(reason, byte, 1); }
    // Something less than an item was lost: an entry with a count of zero.
    void addWarning(std::string_view reason, std::size_t byte) { addCount(reason, byte, 0); }
    // The entries, worded for a person.
    std::vector<telemetry::Rejection> take();

private:
    void addCount(std::string_view reason, std::size_t byte, std::uint64_t count);

    struct Entry
    {
        std::string reason;
        std::uint64_t count = 0;
        std::size_t firstByte = 0;
    };
    telemetry::SignalKind m_signal;
    std::vector<Entry> m_entries;
};

} // namespace otlp
