// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/store/writer.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace commands {

// Appends what is done with a lever to a recording's audit chain, if a recording was named, in the
// shape of models/runbook/leverentries.h. Each call commits: the intent is on disk before anything
// is sent.
class LeverRecord
{
public:
    // An empty path records nothing. Refused when somebody else writes to the recording.
    static telemetry::Result<LeverRecord> open(const std::string& path);

    // The intent of a command that the guard rails are not asked about.
    telemetry::Result<void> intent(const runbook::LeverPlan& plan, bool isUndo);
    // An intent as it stands; as written, with sequence 0 where nothing is recorded.
    telemetry::Result<telemetry::TimelineEntry> intent(telemetry::TimelineEntry entry);
    // An approval, or what a reading settled.
    telemetry::Result<void> note(telemetry::TimelineEntry entry);
    // How the newest intent ended, whether or not anything was sent: none is left without an end.
    telemetry::Result<void> result(const runbook::LeverPlan& plan,
                                   const runbook::FireResult& result, bool isUndo);

    // Lets others write to the recording; nothing is recorded by this from then on.
    void release() { m_writer.reset(); }

    std::int64_t newestIntent() const { return m_intent; } // its sequence; 0: none was written

private:
    telemetry::Result<telemetry::TimelineEntry> append(telemetry::TimelineEntry entry);
    // A room is told of what is on disk alone.
    telemetry::Result<void> commit(const std::vector<telemetry::TimelineEntry>& written);

    std::unique_ptr<store::Writer> m_writer; // null: nothing is recorded
    std::int64_t m_intent = 0; // the newest
};

} // namespace commands
