// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/handovers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace drill {

namespace {

constexpr double kEarliest = 60; // seconds after they were told
constexpr double kLatest = 170;
constexpr double kGivesUp = 10; // when nobody takes the question for so long
constexpr double kTaken = 0.4; // of the requests, while somebody waits
constexpr std::size_t kRememberedHandovers = 512;

const auto kLater = [](const auto& left, const auto& right) { return left.from > right.from; };

} // namespace

telemetry::Duration Handovers::scaled(double seconds) const
{
    return telemetry::Duration{std::llround(seconds / m_speed * 1e9)};
}

void Handovers::add(Handover handover, telemetry::Timestamp told)
{
    const telemetry::Timestamp from = told + scaled(m_random.between(kEarliest, kLatest));
    if (m_waiting.size() >= kRememberedHandovers)
        return;
    m_waiting.push_back({.from = from, .handover = std::move(handover)});
    std::ranges::push_heap(m_waiting, kLater);
}

std::optional<Handover> Handovers::take(telemetry::Timestamp time)
{
    const bool isTaken = m_random.chance(kTaken);
    while (!m_waiting.empty() && m_waiting.front().from <= time) {
        const bool isPatient = m_waiting.front().from + scaled(kGivesUp) >= time;
        if (isPatient && !isTaken)
            return std::nullopt;
        std::ranges::pop_heap(m_waiting, kLater);
        Handover first = std::move(m_waiting.back().handover);
        m_waiting.pop_back();
        if (isPatient)
            return first;
    }
    return std::nullopt;
}

} // namespace drill
