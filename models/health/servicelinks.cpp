// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/servicelinks.h"

#include <algorithm>

namespace health {

namespace {

constexpr std::size_t kTraces = 10'000;
constexpr std::size_t kPairs = 4096;

} // namespace

void ServiceLinks::note(const telemetry::TraceId& trace, const std::string& service)
{
    if (!trace.isValid() || service.empty())
        return;
    const auto [known, isNew] = m_first.emplace(trace, service);
    if (isNew) {
        m_order.push_back(trace);
        if (m_order.size() > kTraces) {
            m_first.erase(m_order.front());
            m_order.pop_front();
        }
        return;
    }
    if (known->second != service && m_pairs.size() < kPairs)
        m_pairs.insert(std::minmax(known->second, service));
}

bool ServiceLinks::areLinked(const std::string& one, const std::string& other) const
{
    return one == other || m_pairs.contains(std::minmax(one, other));
}

} // namespace health
