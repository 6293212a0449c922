// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/servedmodels.h"

#include <cstddef>

namespace health {

namespace {

constexpr std::size_t kMostModelNames = 4096;

} // namespace

std::string ServedModels::of(const telemetry::Generation& generation)
{
    const std::pair requested{generation.service, generation.modelRequested};
    if (!generation.modelServed.empty()) {
        if (m_served.size() < kMostModelNames)
            m_served.emplace(generation.service, generation.modelServed);
        if (m_aliases.size() < kMostModelNames)
            m_aliases.insert(requested);
        return generation.modelServed;
    }
    if (m_served.contains(requested))
        return generation.modelRequested;
    return generation.isFailed || m_aliases.contains(requested) ? std::string()
                                                                : generation.modelRequested;
}

} // namespace health
