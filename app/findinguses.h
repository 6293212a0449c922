// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/hypotheses.h"
#include "models/differences/differences.h"
#include "models/runbook/runbook.h"
#include "models/store/query.h"
#include "models/telemetry/timelineentry.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// What a finding of "What They Share" can be taken for. Where its own attribute says nothing, those
// that hold of the same answers do: a release that brings a model is told as either. Pure.

// The class of incidents that it speaks for; nothing: none of ours.
std::optional<causes::Cause> causeOf(const differences::DifferenceRow& finding);

// The lever of its service that moves what it names, "prompt:code-assistant"; empty: none does, or
// it is of several services.
std::string leverOf(const differences::DifferenceRow& finding);

// The runbook with a step for a lever of this kind, one for this check first; null: there is none.
const runbook::Runbook* runbookWithLever(const std::string& lever, const std::string& check,
                                         const std::vector<runbook::Runbook>& runbooks);

// A runbook's parameters by a finding: its service, and of the model, prompt, adapter and index
// version that it names the value as "suspect_model" and so on, and what was served before that
// value came as "last_good_model". What is not known is left out.
std::map<std::string, std::string> findingParameters(const differences::DifferenceRow& finding,
                                                     const std::vector<store::ChangeRow>& changes);

// "Hypothesis: prompt version is 14 - 65 points more often ...": a note for the incident.
telemetry::TimelineEntry hypothesisNote(const differences::DifferenceRow& finding,
                                        telemetry::Timestamp time);
