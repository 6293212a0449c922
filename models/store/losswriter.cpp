// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/losswriter.h"

#include "models/store/minute.h"
#include "models/store/writer.h"

#include <algorithm>
#include <string_view>

namespace store {

namespace {

constexpr const char* kDuplicates = "duplicates";
constexpr const char* kMerged = "merged";
constexpr const char* kUnwatched = "unwatched";
constexpr std::size_t kMostOpen = 1000; // reasons; ours are few

} // namespace

LossWriter::LossWriter(const Database& database)
    : m_database(database)
    , m_insertRejection(database.prepare(
          "INSERT INTO rejections(signal, count, reason, recorded_ns) VALUES(?,?,?,?)"))
    , m_addRejection(database.prepare(
          "UPDATE rejections SET count=count+?, recorded_ns=max(recorded_ns, ?) WHERE id=? AND "
          "signal=? AND reason=?"))
    , m_setCounter(database.prepare("INSERT INTO counters(name, value) VALUES(?,?) "
                                    "ON CONFLICT(name) DO UPDATE SET value=excluded.value"))
    , m_countRedaction(
          database.prepare("INSERT INTO redactions(rule, service, count, recorded_ns) "
                           "VALUES(?,?,?,?) ON CONFLICT(rule, service) DO UPDATE SET "
                           "count=count+excluded.count, recorded_ns=excluded.recorded_ns"))
{
}

bool LossWriter::append(const telemetry::Batch& batch, Appended& appended)
{
    return appendRejections(batch, appended)
        && count(kDuplicates, m_duplicates, appended.duplicates)
        && count(kMerged, m_merged, appended.merged);
}

bool LossWriter::append(const telemetry::Rejection& rejection, telemetry::Timestamp recorded)
{
    const std::int64_t minute = minuteOf(recorded);
    if (m_open.size() > kMostOpen)
        m_open.clear();
    Open& open = m_open[{rejection.signal, rejection.reason}];
    if (open.row > 0 && open.minute == minute) {
        if (!addTo(open, rejection, recorded))
            return false;
        if (m_database.changes() > 0) // retention may have summed it up with others
            return true;
    }
    m_insertRejection.bind(std::int64_t{static_cast<int>(rejection.signal)})
        .bind(static_cast<std::int64_t>(rejection.count));
    if (!m_insertRejection.bind(std::string_view(rejection.reason)).bind(recorded).run())
        return false;
    open = {.row = m_database.lastRow(), .minute = minute};
    return true;
}

bool LossWriter::addTo(const Open& open, const telemetry::Rejection& rejection,
                       telemetry::Timestamp recorded)
{
    m_addRejection.bind(static_cast<std::int64_t>(rejection.count)).bind(recorded).bind(open.row);
    m_addRejection.bind(std::int64_t{static_cast<int>(rejection.signal)});
    return m_addRejection.bind(std::string_view(rejection.reason)).run();
}

bool LossWriter::append(const std::vector<telemetry::Redaction>& redactions,
                        telemetry::Timestamp recorded)
{
    return std::ranges::all_of(redactions, [&](const telemetry::Redaction& redaction) {
        m_countRedaction.bind(std::string_view(redaction.rule))
            .bind(std::string_view(redaction.service))
            .bind(static_cast<std::int64_t>(redaction.count));
        return m_countRedaction.bind(recorded).run();
    });
}

bool LossWriter::appendRejections(const telemetry::Batch& batch, Appended& appended)
{
    // A request of which everything is there already was sent again, with what was wrong in it.
    const std::size_t items = batch.spans.size() + batch.logs.size() + batch.points.size();
    const bool isResent = appended.duplicates > 0
        && static_cast<std::size_t>(appended.duplicates + appended.conflicts) == items;
    if (isResent)
        return true;
    const auto conflicts = static_cast<std::uint64_t>(appended.conflicts);
    appended.rejected = conflicts;
    for (const telemetry::Rejection& rejection : batch.rejections)
        appended.rejected += rejection.count;
    for (const telemetry::Redaction& redaction : batch.redactions)
        appended.redacted += redaction.count;
    return std::ranges::all_of(
               batch.rejections,
               [&](const auto& rejection) { return append(rejection, batch.recorded); })
        && (conflicts == 0
            || append({.signal = telemetry::SignalKind::Traces,
                       .count = conflicts,
                       .reason = kReusedSpanId},
                      batch.recorded))
        && append(batch.redactions, batch.recorded);
}

bool LossWriter::count(const char* name, std::int64_t& total, std::int64_t more)
{
    if (more == 0)
        return true;
    total += more;
    return m_setCounter.bind(std::string_view(name)).bind(total).run();
}

bool LossWriter::noteUnwatched(std::int64_t number)
{
    return number <= m_unwatched || count(kUnwatched, m_unwatched, number - m_unwatched);
}

bool LossWriter::read(const char* name, std::int64_t& value) const
{
    Statement select = m_database.prepare("SELECT value FROM counters WHERE name=?");
    value = select.bind(std::string_view(name)).step() ? select.integer(0) : 0;
    return !select.hasFailed();
}

bool LossWriter::load()
{
    m_open.clear();
    return read(kDuplicates, m_duplicates) && read(kMerged, m_merged)
        && read(kUnwatched, m_unwatched);
}

} // namespace store
