// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/runbook/lever.h"
#include "models/store/writer.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>

namespace commands {

// Appends what is done with a lever to a recording's audit chain, if a recording was named, in the
// shape of models/runbook/leverentries.h. Each call commits: the intent is on disk before anything
// is sent.
class LeverRecord
{
public:
    // An empty path records nothing. Refused when somebody else writes to the recording.
    static telemetry::Result<LeverRecord> open(const std::string& path);

    telemetry::Result<void> intent(const runbook::LeverPlan& plan, bool isUndo,
                                   const runbook::GuardRecord& guard = {});
    telemetry::Result<void> approval(telemetry::TimelineEntry entry);
    // How it ended, whether or not anything was sent: no intent is left without an end.
    telemetry::Result<void> result(const runbook::LeverPlan& plan,
                                   const runbook::FireResult& result, bool isUndo);

private:
    telemetry::Result<void> append(telemetry::TimelineEntry entry);

    std::unique_ptr<store::Writer> m_writer; // null: nothing is recorded
};

} // namespace commands
