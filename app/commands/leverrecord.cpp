// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverrecord.h"

#include "app/commands/firingdecision.h"
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

Result<TimelineEntry> LeverRecord::append(TimelineEntry entry)
{
    entry.recorded = telemetry::SystemClock().now();
    if (entry.actor.empty())
        entry.actor = currentOperator().text();
    return m_writer->append(std::move(entry));
}

Result<void> LeverRecord::intent(const runbook::LeverPlan& plan, bool isUndo)
{
    return intent(runbook::actionEntry(plan, isUndo, telemetry::SystemClock().now()))
        .map([](const TimelineEntry&) {});
}

Result<TimelineEntry> LeverRecord::intent(TimelineEntry entry)
{
    if (!m_writer)
        return entry;
    auto written = append(std::move(entry));
    if (!written)
        return written;
    if (const auto committed = m_writer->commit(); !committed)
        return tl::make_unexpected(committed.error());
    m_intent = written->sequence;
    return written;
}

Result<void> LeverRecord::note(TimelineEntry entry)
{
    if (!m_writer)
        return {};
    const auto appended = append(std::move(entry));
    return appended ? m_writer->commit() : tl::make_unexpected(appended.error());
}

Result<void> LeverRecord::result(const runbook::LeverPlan& plan, const runbook::FireResult& result,
                                 bool isUndo)
{
    if (!m_writer)
        return {};
    const auto now = telemetry::SystemClock().now();
    for (TimelineEntry& entry : endEntries(plan, result, isUndo, now, m_intent)) {
        const auto appended = append(std::move(entry));
        if (!appended)
            return tl::make_unexpected(appended.error());
    }
    return m_writer->commit();
}

} // namespace commands
