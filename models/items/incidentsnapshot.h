// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "models/objective/objective.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace items {

// What an incident took of the budget of one objective.
struct IncidentBudget
{
    objective::Objective objective;
    std::int64_t count = 0; // results while it went on
    std::int64_t failed = 0;
    // Share of the budget of a whole window: each failure takes as much as it does in
    // objective::Status::spent. Nothing where no result tells.
    std::optional<double> spent;
};

// How far an incident reached, so far.
struct IncidentReach
{
    std::string incident; // id
    incident::Exposure exposure;
    std::vector<IncidentBudget> budgets; // of the objectives of its services
    telemetry::Timestamp countedAt; // what its age counts from; for whoever asked to fill in
};

// Pool thread. As known at record.knownAt, of what happened before record.until. Of the objectives
// those of the incident's services.
telemetry::Result<IncidentReach> readReach(const store::Reader& reader,
                                           const incident::IncidentRecord& record,
                                           const std::vector<objective::Objective>& objectives);

// A line each: how far it reached, and what it took of each objective; where there is no objective
// that is said.
QStringList reachText(const IncidentReach& reach);

// "investigating" -> "Investigating" ...
QString statusText(incident::Status status);
QString momentText(incident::MomentKind kind);
// How long after the start, no finer than people act: "+0 s", "+4 min 12 s"; "−10 min 00 s" of what
// a person fixed before it.
QString afterStartText(telemetry::Duration lapse);
// "SEV2 · Investigating · commanded by ada · since 02:51:00 (24 min) · code-assistant, support": as
// it stands at `now`, safe to show in one line. Of a closed one how long it took from start to
// recovery, by its `moments` (null: not read yet, nothing is told of it), and from opening to
// closing, in the words of the report.
QString standingText(const incident::Incident& subject, telemetry::Timestamp now,
                     const std::vector<incident::KeyMoment>* moments = nullptr);

} // namespace items
