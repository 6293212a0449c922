// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverrecord.h"

#include "app/commands/commandroom.h"
#include "app/commands/firingdecision.h"
#include "app/commands/operatorname.h"
#include "models/runbook/leverentries.h"
#include "models/store/filelock.h"
#include "models/telemetry/clock.h"

#include <utility>

namespace commands {

using telemetry::Result;
using telemetry::TimelineEntry;

Result<LeverRecord> LeverRecord::open(const std::string& path)
{
    LeverRecord record;
    if (path.empty())
        return record;
    auto writer = store::Writer::open(path);
    if (!writer && store::FileLock::isHeld(path)) {
        // In an incident nobody closes the console for that.
        const std::string holder = store::FileLock::holderOf(path);
        return telemetry::failure(
            writer.error().kind,
            path + " is being written by another Plumbline"
                + (holder.empty() ? holder : ", " + holder)
                + ". Nothing was sent, because it could not be recorded there. Leave --record out "
                  "to send it: a console that is connected to the same control plane records that "
                  "the lever has moved.");
    }
    if (!writer)
        return tl::make_unexpected(telemetry::Error{
            writer.error().kind,
            writer.error().message + " Nothing was sent, because it could not be recorded."});
    record.m_writer = std::move(*writer);
    return record;
}

Result<TimelineEntry> LeverRecord::append(TimelineEntry entry)
{
    entry.recorded = telemetry::SystemClock().now();
    if (entry.actor.empty())
        entry.actor = currentOperator().text();
    return m_writer ? m_writer->append(std::move(entry)) : entry;
}

Result<void> LeverRecord::commit(const std::vector<TimelineEntry>& written)
{
    if (m_writer) {
        if (const auto committed = m_writer->commit(); !committed)
            return committed;
    }
    for (const TimelineEntry& entry : written) // a room may be told where nothing is recorded
        shareInRoom(entry);
    return {};
}

Result<void> LeverRecord::intent(const runbook::LeverPlan& plan, bool isUndo)
{
    return intent(runbook::actionEntry(plan, isUndo, telemetry::SystemClock().now()))
        .map([](const TimelineEntry&) {});
}

Result<TimelineEntry> LeverRecord::intent(TimelineEntry entry)
{
    auto written = append(std::move(entry));
    if (!written)
        return written;
    if (const auto committed = commit({*written}); !committed)
        return tl::make_unexpected(committed.error());
    if (m_writer)
        m_intent = written->sequence;
    return written;
}

Result<void> LeverRecord::note(TimelineEntry entry)
{
    const auto written = append(std::move(entry));
    return written ? commit({*written}) : tl::make_unexpected(written.error());
}

Result<void> LeverRecord::result(const runbook::LeverPlan& plan, const runbook::FireResult& result,
                                 bool isUndo)
{
    const auto now = telemetry::SystemClock().now();
    std::vector<TimelineEntry> all;
    for (TimelineEntry& entry : endEntries(plan, result, isUndo, now, m_intent)) {
        auto written = append(std::move(entry));
        if (!written)
            return tl::make_unexpected(written.error());
        all.push_back(std::move(*written));
    }
    return commit(all);
}

} // namespace commands
