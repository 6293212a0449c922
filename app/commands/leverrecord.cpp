// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverrecord.h"

#include "app/commands/leverjson.h"
#include "models/telemetry/clock.h"

#include <QJsonDocument>

#include <utility>

#include <pwd.h>
#include <unistd.h>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::Result;
using telemetry::TimelineEntry;

namespace {

std::string payload(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

// Who sits at this terminal, as the system knows them.
std::string operatorName()
{
    const passwd* entry = ::getpwuid(::getuid());
    return entry && entry->pw_name ? entry->pw_name : "uid " + std::to_string(::getuid());
}

} // namespace

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

Result<void> LeverRecord::append(const runbook::LeverPlan& plan, TimelineEntry entry)
{
    if (!m_writer)
        return {};
    if (entry.time == telemetry::Timestamp{})
        entry.time = telemetry::SystemClock().now();
    entry.recorded = telemetry::SystemClock().now();
    entry.actor = operatorName();
    entry.subject = plan.lever.id;
    const auto written = m_writer->append(std::move(entry));
    if (!written)
        return tl::make_unexpected(written.error());
    return m_writer->commit();
}

Result<void> LeverRecord::intent(const runbook::LeverPlan& plan, const std::string& kind)
{
    TimelineEntry entry;
    entry.kind = kind;
    entry.text = plan.lever.title + ": " + plan.before.value + " to " + plan.to;
    entry.payload = payload(toJson(plan));
    return append(plan, std::move(entry));
}

Result<void> LeverRecord::result(const runbook::LeverPlan& plan, const runbook::FireResult& result)
{
    for (const runbook::Rung& rung : result.rungs) {
        if (rung.state == runbook::RungState::Waiting)
            continue;
        TimelineEntry entry;
        entry.kind = "rung";
        entry.time = rung.time;
        entry.text = std::string(runbook::toString(rung.kind)) + ": "
            + runbook::toString(rung.state) + (rung.detail.empty() ? "" : " (" + rung.detail + ")");
        entry.payload = payload(toJson(rung));
        const auto appended = append(plan, std::move(entry));
        if (!appended)
            return appended;
    }
    TimelineEntry entry;
    entry.kind = "action";
    entry.text = std::string(runbook::toString(result.outcome)) + ": " + result.message;
    entry.payload = payload(toJson(plan, result));
    return append(plan, std::move(entry));
}

Result<void> LeverRecord::notSent(const runbook::LeverPlan& plan, const std::string& why)
{
    TimelineEntry entry;
    entry.kind = "action";
    entry.text = "not sent: " + why;
    entry.payload = payload(toJson(plan));
    return append(plan, std::move(entry));
}

} // namespace commands
