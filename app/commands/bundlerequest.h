// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/bundle/bundle.h"
#include "models/objective/objective.h"
#include "models/report/facts.h"
#include "models/report/report.h"
#include "models/report/scrub.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace commands {

// What somebody wants in a bundle.
struct BundleQuestion
{
    std::string file; // a recording; somebody may be writing to it
    std::string out;
    // By id or uid. Empty: the newest that is open, else the newest, else the whole recording.
    std::string incident;
    telemetry::Duration before = std::chrono::minutes(30); // the incident: what causes look at
    telemetry::Duration after = std::chrono::minutes(5);
    bool isRedacted = false; // by the user's rules
    std::string rules = {}; // file of rules over the shipped ones: redacted by these
    // Draws the charts of the report; empty: it says that there are none.
    std::function<telemetry::Result<std::vector<report::Figure>>(
        const store::Reader&, const report::ReportFacts&, const report::Scrub&)>
        draw = {};
    std::vector<objective::Objective> objectives = {}; // that the report tells the budgets of
    std::function<bool()> goesOn = {};
    std::string madeBy = {};
};

// Reads what the incident is and says what is to be made, but for the key: its timeline as `query`
// prints it, report.md and report.html, all of the recording in the bundle, which they say. Any
// thread.
telemetry::Result<bundle::Request> bundleRequest(const BundleQuestion& question);

} // namespace commands
