// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/rejectionlist.h"

#include <algorithm>

namespace otlp {

void RejectionList::addCount(std::string_view reason, std::size_t byte, std::uint64_t count)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.reason == reason; });
    if (found != m_entries.end())
        found->count += count;
    else
        m_entries.push_back({.reason = std::string(reason), .count = count, .firstByte = byte});
}

std::vector<telemetry::Rejection> RejectionList::take()
{
    std::vector<telemetry::Rejection> rejections;
    rejections.reserve(m_entries.size());
    for (const Entry& entry : m_entries) {
        rejections.push_back({.signal = m_signal,
                              .count = entry.count,
                              .reason = entry.reason,
                              .example = "first at byte " + std::to_string(entry.firstByte)});
    }
    m_entries.clear();
    return rejections;
}

} // namespace otlp
