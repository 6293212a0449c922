// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/alarmcourse.h"
#include "models/replay/rerun.h"
#include "models/telemetry/timerange.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace replay {

// A time in which something was wrong, as the recording has it: an incident of people, or a group
// of alarms. What lies outside of all of them is taken as the healthy past.
struct Affair
{
    std::string id; // "INC-0001", "I-0003"
    std::vector<std::string> services; // empty: any
    telemetry::Timestamp start; // onset
    std::optional<telemetry::Timestamp>
        end; // recovered, or closed; absent: not while it was recorded
    bool isOfPeople = false;
    std::vector<std::string> alarms = {}; // that it names
    std::vector<std::string> groups = {}; // of alarms, that it names
    std::optional<telemetry::Timestamp> startLow = {}; // the onset is no earlier, probably
    bool isAsked = true; // it is what the question is about; others tell what was well

    telemetry::Timestamp earliest() const { return startLow ? std::min(*startLow, start) : start; }

    bool covers(telemetry::Timestamp time) const { return time >= start && (!end || time <= *end); }
    bool concerns(const std::string& service) const;
};

// From the groups of the alarms that a console raised; not of how answers are, which says of none
// that it was wrong.
std::vector<Affair> affairsOf(const std::vector<AlarmCourse>& alarms);
// Those of people, and the groups that none of them is about: whether something was wrong then
// nobody said, so that it is no healthy past. `asked`: what the question is about, by id; empty:
// all.
std::vector<Affair> allAffairs(std::vector<Affair> ofPeople, const std::vector<AlarmCourse>& alarms,
                               const std::string& asked);

// How often something happened in some time, as often a week.
struct WeeklyRate
{
    std::int64_t count = 0;
    double hours = 0; // that it rests on
    std::optional<double> perWeek; // nothing without hours
    double low = 0; // 95 %, of a Poisson count (Garwood 1936, chi-square by Wilson and Hilferty)
    double high = 0;
};
WeeklyRate weeklyRate(std::int64_t count, telemetry::Duration time);

// Time of these stretches that no affair covers.
telemetry::Duration healthyTime(const std::vector<telemetry::TimeRange>& recorded,
                                const std::vector<Affair>& affairs);

} // namespace replay
