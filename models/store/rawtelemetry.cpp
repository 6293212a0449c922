// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/rawtelemetry.h"

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <array>
#include <utility>

namespace store {

namespace {

using telemetry::SignalKind;

// id, trace, recorded, told
constexpr std::array kHeaders{
    std::pair{
        SignalKind::Traces,
        "SELECT id, trace_no, recorded_ns, max(start_ns, end_ns) FROM spans WHERE start_ns>=?1 "
        "AND start_ns<?2"},
    std::pair{SignalKind::Logs,
              "SELECT id, coalesce(trace_no, 0), recorded_ns, time_ns FROM logs WHERE time_ns>=?1 "
              "AND time_ns<?2"},
    std::pair{SignalKind::Metrics,
              "SELECT id, 0, recorded_ns, time_ns FROM metric_points WHERE time_ns>=?1 AND "
              "time_ns<?2"}};

std::string bodyNumbered(const Reader& reader, const char* sql, std::int64_t number)
{
    Reader::Private& parts = reader.parts();
    const Reader::Private::Transaction transaction(parts.database);
    Statement select = parts.database.prepare(sql);
    return select.bind(number).step() ? std::string(select.blob(0)) : std::string();
}

RawRecord recordOf(Reader::Private& parts, const Statement& row, SignalKind signal)
{
    RawRecord record{.resource = row.integer(0),
                     .scope = row.integer(1),
                     .body = std::string(row.blob(2)),
                     .name = {},
                     .unit = {}};
    if (signal != SignalKind::Metrics)
        return record;
    record.name = parts.string(row.integer(3));
    record.unit = parts.string(row.integer(4));
    record.type = static_cast<telemetry::MetricType>(row.integer(5));
    record.temporality = static_cast<int>(row.integer(6));
    record.isMonotonic = row.integer(7) != 0;
    return record;
}

} // namespace

telemetry::Result<std::vector<RawHeader>>
rawHeaders(const Reader& reader, const telemetry::TimeRange& range, std::size_t limit)
{
    Reader::Private& parts = reader.parts();
    const Reader::Private::Transaction transaction(parts.database);
    std::vector<RawHeader> headers;
    for (const auto& [signal, sql] : kHeaders) {
        Statement select = parts.database.prepare(sql);
        select.bind(range.start).bind(range.end);
        while (select.step()) {
            if (headers.size() == limit)
                return telemetry::failure(telemetry::ErrorKind::Refused,
                                          "More than " + std::to_string(limit)
                                              + " records lie in this time.");
            headers.push_back({.signal = signal,
                               .row = select.integer(0),
                               .trace = select.integer(1),
                               .recorded = select.time(2),
                               .told = select.time(3)});
        }
        static_cast<void>(parts.hasFailed(select)); // kept for whoever asks for damage
    }
    if (parts.isDamaged())
        return tl::make_unexpected(parts.takeError());
    return headers;
}

telemetry::Result<void> forEachRaw(const Reader& reader, const std::vector<RawHeader>& headers,
                                   const std::function<void(const RawHeader&, RawRecord)>& visit)
{
    Reader::Private& parts = reader.parts();
    const Reader::Private::Transaction transaction(parts.database);
    std::array statements{
        parts.database.prepare("SELECT s.resource, s.scope, b.body FROM spans s JOIN span_bodies b "
                               "ON b.id=s.id WHERE s.id=?1"),
        parts.database.prepare("SELECT resource, scope, body FROM logs WHERE id=?1"),
        parts.database.prepare("SELECT resource, scope, body, name, unit, type, temporality, "
                               "is_monotonic FROM metric_points WHERE id=?1")};
    for (const RawHeader& header : headers) {
        Statement& select = statements.at(static_cast<std::size_t>(header.signal));
        if (select.bind(header.row).step())
            visit(header, recordOf(parts, select, header.signal));
        static_cast<void>(parts.hasFailed(select));
        select.reset();
    }
    if (parts.isDamaged())
        return tl::make_unexpected(parts.takeError());
    return {};
}

std::string rawResource(const Reader& reader, std::int64_t number)
{
    return bodyNumbered(reader, "SELECT body FROM resources WHERE id=?1", number);
}

std::string rawScope(const Reader& reader, std::int64_t number)
{
    return bodyNumbered(reader, "SELECT body FROM scopes WHERE id=?1", number);
}

} // namespace store
