// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/document.h"
#include "models/report/facts.h"
#include "models/report/scrub.h"

#include <optional>
#include <string>
#include <vector>

namespace report {

// What a report is written from besides its facts.
struct Report
{
    const ReportFacts& facts;
    std::vector<Figure> figures = {}; // scrubbed by whoever drew them
    std::string noFigures = {}; // why there are none
    std::string title = {}; // empty: the incident's
    std::string version = {}; // of the program
    telemetry::Timestamp made =
        {}; // zero: not told, so that two reports of one recording are the same
    std::vector<std::string> rules = {}; // of redaction, by id
    std::string quarantineFile = {}; // that holds the whole list; empty: how to get it
    // What the recording holds in full, where it is a part of a longer one.
    std::optional<telemetry::TimeRange> part = std::nullopt;
    bool isInBundle = false; // beside the recording that it was made from
};

// Gives persons and users their numbers, in the order in which the recording tells of them.
void addNames(const ReportFacts& facts, Scrub& scrub);

// In the order of a review: summary, key times, charts, alarms, exposure, answers, causes, levers,
// objectives, what-if, timeline, hand-overs, links, what to write down, audit proof. A section of
// which nothing is known says so. `scrub` has been told the names.
Document documentOf(const Report& report, const Scrub& scrub);

inline constexpr std::size_t kIdentifier = 40; // code points of an incident's id
inline constexpr std::size_t kMostTransitions = 200; // of alarms
inline constexpr std::size_t kMostPlaces = 40; // of the quarantine list
inline constexpr std::size_t kMostEntries = 1000; // of the timeline
inline constexpr std::size_t kMostCommands = 100;
inline constexpr std::size_t kMostCauses = 9;

} // namespace report
