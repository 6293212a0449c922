// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"

#include <cstddef>
#include <deque>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace health {

// Which services work on the same requests: they answered in the same trace. Bounded: of the newest
// traces, some thousand pairs.
class ServiceLinks
{
public:
    void note(const telemetry::TraceId& trace, const std::string& service);
    bool areLinked(const std::string& one, const std::string& other) const;

private:
    std::unordered_map<telemetry::TraceId, std::string> m_first; // service seen in a trace
    std::deque<telemetry::TraceId> m_order;
    std::set<std::pair<std::string, std::string>> m_pairs;
};

} // namespace health
