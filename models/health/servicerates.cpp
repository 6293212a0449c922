// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/servicerates.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace health {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostRatedServices = 4096;
constexpr double kMemory = 30; // s
constexpr auto kSettled = 60s;
constexpr auto kFar = 60s; // ahead of the newest, or behind it
constexpr int kAgree = 20; // answers in a row behind the newest that tell the time

} // namespace

void ServiceRates::note(const std::string& service, telemetry::Timestamp end)
{
    const auto found = m_rates.find(service);
    if (found == m_rates.end()) {
        if (m_rates.size() < kMostRatedServices)
            m_rates.emplace(service, Rate{end, end, 1 / kMemory});
        return;
    }
    Rate& rate = found->second;
    // What comes late counts now: its place in the past is gone.
    if (rate.before && end - rate.before->first < kFar && rate.before->first - end < kFar) {
        // Its clock was wrong: no time had passed.
        rate.newest = rate.before->first;
        rate.perSecond = rate.before->second + 1 / kMemory;
    }
    rate.before.reset();
    const auto passed = end - rate.newest;
    if (passed > kFar)
        rate.before = {rate.newest, rate.perSecond};
    rate.behind = passed < -kFar ? rate.behind + 1 : 0;
    const double seconds = std::max(std::chrono::duration<double>(passed).count(), 0.0);
    rate.perSecond = rate.perSecond * std::exp(-seconds / kMemory) + 1 / kMemory;
    rate.newest = std::max(rate.newest, end);
    if (rate.behind < kAgree)
        return;
    rate.newest = end; // all of them are: it was the newest whose clock was wrong
    rate.first = std::min(rate.first, end);
    rate.behind = 0;
}

const ServiceRates::Rate* ServiceRates::find(const std::string& service) const
{
    const auto found = m_rates.find(service);
    return found != m_rates.end() ? &found->second : nullptr;
}

std::optional<double> ServiceRates::of(const Rate& rate)
{
    if (rate.newest - rate.first < kSettled)
        return std::nullopt;
    return rate.perSecond;
}

std::optional<double> ServiceRates::of(const std::string& service) const
{
    const Rate* rate = find(service);
    return rate != nullptr ? of(*rate) : std::nullopt;
}

} // namespace health
