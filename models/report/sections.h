// SPDX-License-Identifier: GPL-3.0-or-later

// The sections that report.cpp puts together, one function each.

#pragma once

#include "models/report/report.h"

namespace report {

Section summarySection(const Report& report, const Scrub& scrub);
Section timesSection(const Report& report, const Scrub& scrub);
Section chartsSection(const Report& report);
Section alarmsSection(const Report& report, const Scrub& scrub);
Section exposureSection(const Report& report, const Scrub& scrub);
Section answersSection(const Report& report, const Scrub& scrub);
Section causesSection(const Report& report, const Scrub& scrub);
Section leversSection(const Report& report, const Scrub& scrub);
Section objectivesSection(const Report& report, const Scrub& scrub);
Section whatIfSection();
Section timelineSection(const Report& report, const Scrub& scrub);
Section handoversSection(const Report& report, const Scrub& scrub);
Section linksSection(const Report& report, const Scrub& scrub);
Section reviewSection();
Section proofSection(const Report& report, const Scrub& scrub);

// "12 of 40 are shown; all of them are in the recording." where something was left out.
void addCutNote(Section& section, std::size_t shown, std::size_t all, const std::string& what);

// Of levers that stood elsewhere than before, or could not be read any more, in the order of the
// timeline.
std::vector<const telemetry::TimelineEntry*> leverEntries(const ReportFacts& facts);

std::string momentTitle(incident::MomentKind kind); // "Acknowledgement"

} // namespace report
