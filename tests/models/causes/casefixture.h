// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/causes/caserows.h"
#include "models/causes/hypotheses.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace casetest {

// Whole seconds after an arbitrary moment.
telemetry::Timestamp at(double seconds);

// A service in good order: five answers a second for five minutes, of which a hundredth fails
// groundedness, told with everything that can be told. The change is at 150 s.
constexpr double kChange = 150;
constexpr double kLength = 300;

class Fleet
{
public:
    explicit Fleet(std::uint64_t seed);

    // For each answer of the service in turn.
    void each(const std::function<void(causes::CaseAnswer& row, double second)>& change);
    bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(m_random) < share; }
    // Places of checks: one of ours, one of a judge's.
    void setFailed(causes::CaseAnswer& row, const std::string& check, bool isFailed);
    causes::CaseRows& rows() { return m_rows; }

private:
    causes::CaseAnswer answer(double second, const std::string& service);

    std::mt19937_64 m_random;
    std::uint64_t m_number = 0;
    causes::CaseRows m_rows;
};

// The classes of incidents, by the names of causes::causeName(); and harmless changes on top:
// "version", "prompt", "index", "model", each at ten seconds from the onset.
void addFault(Fleet& fleet, const std::string& cause);
void addRedHerring(Fleet& fleet, const std::string& trait, double second, double share);

inline const causes::Hypothesis& of(const std::vector<causes::Hypothesis>& all, causes::Cause cause)
{
    return *std::ranges::find(all, cause, &causes::Hypothesis::cause);
}

} // namespace casetest
