// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/store/query.h"
#include "models/telemetry/alarm.h"

#include <QString>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

// The runbooks that ship with the program (resources/runbooks). A broken one is left out, with a
// warning in the log: lint finds it before it ships.
std::vector<runbook::Runbook> builtInRunbooks();

// What a window can choose from.
struct RunbookShelf
{
    std::vector<runbook::Runbook> runbooks;
    QString folder; // of the operator's own; empty: none is read
    QStringList problems; // files of that folder that were left out, and why
};

// The operator's own runbooks, then the built-in ones. One with the id of a built-in one takes its
// place, and its own come first when an alarm looks for one.
RunbookShelf readRunbooks(const QString& folder);

// The runbook whose check is the alarm's; nullptr when none applies.
const runbook::Runbook* runbookFor(const telemetry::AlarmTransition& alarm,
                                   const std::vector<runbook::Runbook>& runbooks);

// The open alarm that a run of a runbook is about: the one with this id, else the worst of the
// run's service and the runbook's check; nullptr when there is none.
const telemetry::AlarmTransition* alarmOf(const std::string& id, const runbook::Runbook& runbook,
                                          const std::map<std::string, std::string>& parameters,
                                          const std::vector<telemetry::AlarmTransition>& alarms);

// What an alarm and the recorded changes say about a runbook's parameters: service, suspect_model
// and, where another model or prompt version was served before, last_good_model and
// last_good_prompt. What is not known is left out.
std::map<std::string, std::string> runbookParameters(const telemetry::AlarmTransition& alarm,
                                                     const std::vector<store::ChangeRow>& changes);
