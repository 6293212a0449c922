// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/pastrun.h"
#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"
#include "models/store/writer.h"
#include "models/telemetry/result.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace commands {

// The run that a recording holds, carried on from the command line as a window carries it on: the
// same entries in the same audit chain. While it is open nobody else writes to the recording, so
// that of two who settle a step at once the first wins and the second is told. Each call commits.
class RunRecord
{
public:
    // Refused while another program writes there: its window, or its command, is where the run goes
    // on. Unreadable when it is no recording. Nothing is created.
    static telemetry::Result<RunRecord> open(const std::string& path);
    // The same, but waits up to ten seconds for another program to let go: who is refused holds the
    // recording for a moment, too, and what was fired is settled after them.
    static telemetry::Result<RunRecord> openAfterFiring(const std::string& path);

    // The run that goes on: of this runbook the one that is unfinished, with the text that it was
    // begun with, else one that is begun now. Refused while a run of another runbook is unfinished.
    // Where somebody else carried it last, that it is taken over is recorded ("resumed").
    telemetry::Result<void> begin(const runbook::Runbook& book,
                                  const std::map<std::string, std::string>& parameters);
    const runbook::PastRun& past() const { return m_past; } // as it was when this was opened
    const runbook::Runbook& book() const { return m_book; }
    const runbook::RunbookRun& run() const { return m_run; }

    // Settles or repeats, as the run's state and `isAgain` say.
    telemetry::Result<runbook::StepProgress> settle(const std::string& step,
                                                    runbook::StepState state,
                                                    const std::string& note, bool isAgain);
    // What belongs to the run besides its steps; time and kind are the entry's own.
    telemetry::Result<void> add(telemetry::TimelineEntry entry) { return append(std::move(entry)); }
    // Usage error when no run is unfinished.
    telemetry::Result<void> abort(const std::string& reason);

private:
    telemetry::Result<void> append(telemetry::TimelineEntry entry);

    std::unique_ptr<store::Writer> m_writer;
    runbook::PastRun m_past;
    runbook::Runbook m_book;
    runbook::RunbookRun m_run;
};

// What the timeline of a recording tells of its newest run, whoever writes it.
telemetry::Result<runbook::PastRun> readRun(const std::string& path);

} // namespace commands
