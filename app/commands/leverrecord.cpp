// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverrecord.h"

#include "app/commands/operatorname.h"
#include "models/runbook/leverentries.h"
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
    if (!writer)
        return tl::make_unexpected(telemetry::Error{
            writer.error().kind,
            writer.error().message + " Nothing was sent, because it could not be recorded."});
    record.m_writer = std::move(*writer);
    return record;
}

Result<void> LeverRecord::append(TimelineEntry entry)
{
    entry.recorded = telemetry::SystemClock().now();
    entry.actor = operatorName();
    const auto written = m_writer->append(std::move(entry));
    return written ? Result<void>{} : tl::make_unexpected(written.error());
}

Result<void> LeverRecord::intent(const runbook::LeverPlan& plan, bool isUndo,
                                 const runbook::GuardRecord& guard)
{
    if (!m_writer)
        return {};
    const auto appended = append(runbook::withGuard(
        runbook::actionEntry(plan, isUndo, telemetry::SystemClock().now()), guard));
    return appended ? m_writer->commit() : appended;
}

Result<void> LeverRecord::approval(TimelineEntry entry)
{
    if (!m_writer)
        return {};
    const auto appended = append(std::move(entry));
    return appended ? m_writer->commit() : appended;
}

Result<void> LeverRecord::result(const runbook::LeverPlan& plan, const runbook::FireResult& result,
                                 bool isUndo)
{
    if (!m_writer)
        return {};
    const auto now = telemetry::SystemClock().now();
    for (TimelineEntry& entry : runbook::resultEntries(plan, result, isUndo, now)) {
        const auto appended = append(std::move(entry));
        if (!appended)
            return appended;
    }
    return m_writer->commit();
}

} // namespace commands
