// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"
#include "models/telemetry/timelineentry.h"

#include <string>

namespace runbook {

// What the carrying-out of a runbook leaves in the timeline besides the steps of leverentries.h:
// kind "step", the runbook's id as subject, English. Sequence, recorded time, actor and hashes are
// for others to add. The state in the payload says which it is.

// State "started". The payload has all that a run needs to be taken up again after a crash,
// whatever has become of the file since: parameters, evidence, version, digest (SHA-256 of the
// text), the text itself (markdown; 1 MiB at most, as runbooks are), and file, commit and
// commit_state of where it was read.
telemetry::TimelineEntry startEntry(const RunbookRun& run, const Runbook& runbook);
// State "resumed", by somebody who may be another person; `settled` of `run.steps` were.
telemetry::TimelineEntry resumeEntry(const RunbookRun& run, const Runbook& runbook,
                                     telemetry::Timestamp now);
// State "aborted", with the reason; names the steps that were still to be done.
telemetry::TimelineEntry abortEntry(const RunbookRun& run, const std::string& title);
// A step that was settled for the second time or more: as stepEntry(), with `times`, and told as
// such.
telemetry::TimelineEntry repeatEntry(const std::string& runbook, const std::string& title,
                                     const StepProgress& progress);

} // namespace runbook
