// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/servicerates.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace health {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostServices = 4096;
constexpr double kMemory = 30; // s
constexpr auto kSettled = 60s;

} // namespace

void ServiceRates::note(const std::string& service, telemetry::Timestamp end)
{
    const auto found = m_rates.find(service);
    if (found == m_rates.end()) {
        if (m_rates.size() < kMostServices)
            m_rates.emplace(service, Rate{end, end, 1 / kMemory});
        return;
    }
    Rate& rate = found->second;
    // What comes late counts now: its place in the past is gone.
    const double passed = std::chrono::duration<double>(end - rate.newest).count();
    rate.perSecond = rate.perSecond * std::exp(-std::max(passed, 0.0) / kMemory) + 1 / kMemory;
    rate.newest = std::max(rate.newest, end);
}

std::optional<double> ServiceRates::of(const std::string& service) const
{
    const auto found = m_rates.find(service);
    if (found == m_rates.end() || found->second.newest - found->second.first < kSettled)
        return std::nullopt;
    return found->second.perSecond;
}

} // namespace health
