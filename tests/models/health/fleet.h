// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace healthtest {

// When the time of the tests begins.
inline const telemetry::Timestamp kStart =
    telemetry::Timestamp{} + std::chrono::seconds(1'795'487'000);

// A small fleet, one generation at a time. Answers quote their reference; a faulty answer calls a
// function that the reference does not hold, a cut one ends at its limit.
class Fleet
{
public:
    explicit Fleet(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    bool chance(double share) { return static_cast<double>(m_engine() >> 11U) * 0x1.0p-53 < share; }
    telemetry::Generation answer(const std::string& service, const std::string& model,
                                 telemetry::Timestamp time, bool isFaulty = false,
                                 bool isCut = false);

private:
    std::mt19937_64 m_engine;
};

// What a judge of helpfulness says.
telemetry::Evaluation judged(double badness, telemetry::Timestamp time);

// Feeds `count` scores of one badness, five a second, to service "bot"; time goes on from `time`.
// Returns the transitions of alarms.
std::vector<telemetry::AlarmTransition> feed(health::Engine& engine, Fleet& fleet,
                                             telemetry::Timestamp& time, int count, double badness);
// Scores spread over 0 .. 2 * mean.
std::vector<telemetry::AlarmTransition> feedGraded(health::Engine& engine, Fleet& fleet,
                                                   telemetry::Timestamp& time, int count,
                                                   double mean);
// Raises one alarm by judge scores; returns its first transition.
telemetry::AlarmTransition raiseOne(health::Engine& engine, Fleet& fleet,
                                    telemetry::Timestamp& time);

inline double uniform(Fleet& random)
{
    return static_cast<double>(random.below(1U << 20)) / (1U << 20);
}

} // namespace healthtest
