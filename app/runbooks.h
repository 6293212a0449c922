// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/runbookevidence.h"
#include "app/runbookshelf.h"
#include "models/causes/hypotheses.h"
#include "models/runbook/runbook.h"
#include "models/store/query.h"
#include "models/telemetry/alarm.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace store {
class Reader;
}

// What is known when a runbook is looked for.
struct RunbookGround
{
    std::vector<store::ChangeRow> changes;
    std::vector<causes::Hypothesis> hypotheses; // the likeliest first
    ServedHistory history; // how what served before the onset fared
};
// Pool thread.
telemetry::Result<RunbookGround> readRunbookGround(const store::Reader& reader,
                                                   const telemetry::AlarmTransition& alarm,
                                                   telemetry::Timestamp knownAt);

struct RunbookChoice
{
    const runbook::Runbook* runbook = nullptr; // none applies
    const causes::Hypothesis* hypothesis = nullptr; // whose lever it moves
};
// The runbook that moves the lever of the likeliest hypothesis that has one, among those that can
// be moved (`levers`; empty: any); of several the one for its class, then for the alarm's check,
// then the one that moves it first. Where no hypothesis is at least possible, or no runbook moves
// its lever: the one whose check is the alarm's.
RunbookChoice runbookFor(const telemetry::AlarmTransition& alarm,
                         const std::vector<runbook::Runbook>& runbooks,
                         const std::vector<causes::Hypothesis>& hypotheses = {},
                         const std::set<std::string>& levers = {});

// The open alarm that a run of a runbook is about: the one with this id, else the worst of the
// run's service and the runbook's check; nullptr when there is none.
const telemetry::AlarmTransition* alarmOf(const std::string& id, const runbook::Runbook& runbook,
                                          const std::map<std::string, std::string>& parameters,
                                          const std::vector<telemetry::AlarmTransition>& alarms);

// What an alarm and the recorded changes say about a runbook's parameters: service, suspect_model
// and, where another model or prompt version was served before, last_good_model and
// last_good_prompt; and what the hypothesis says to go back to, of its service. What is not known
// is left out.
std::map<std::string, std::string>
runbookParameters(const telemetry::AlarmTransition& alarm,
                  const std::vector<store::ChangeRow>& changes,
                  const causes::Hypothesis* hypothesis = nullptr);

// The same with what each value rests on, and by health: a last good value is one whose answers,
// judged by the alarm's check before the onset, failed less than the suspect's since, as their 95 %
// intervals tell; the newest of several. A value of which too little was judged is not filled in,
// unless the likeliest cause names it, and the evidence says so. Also replicas (of the service, by
// name) and the share that failed for suspect_model.
struct FilledParameters
{
    std::map<std::string, std::string> values;
    std::map<std::string, std::string> evidence; // by parameter, one line, for people
};
FilledParameters fillParameters(const telemetry::AlarmTransition& alarm,
                                const RunbookGround& ground,
                                const causes::Hypothesis* hypothesis = nullptr);

// The same of a service that somebody named for this runbook: by its own open alarm that the
// runbook is for, the worst of `alarms`; without one nothing is known to be better, and the
// evidence says so. Pool thread.
telemetry::Result<FilledParameters>
parametersOf(const store::Reader& reader, const std::string& service,
             const runbook::Runbook& runbook, const std::vector<telemetry::AlarmTransition>& alarms,
             telemetry::Timestamp knownAt);
