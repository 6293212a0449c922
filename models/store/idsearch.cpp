// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/idsearch.h"

#include "models/store/pages.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace store {

namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

bool isHexDigit(char digit)
{
    return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f')
        || (digit >= 'A' && digit <= 'F');
}

std::string filledUp(std::string_view digits, std::size_t length, char with)
{
    std::string id(digits);
    id.resize(length, with);
    return id;
}

std::string_view bytesOf(const telemetry::TraceId& id)
{
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

void findTraces(Reader::Private& d, std::string_view digits, telemetry::Timestamp knownAt,
                std::size_t limit, IdHits& hits)
{
    const auto first = telemetry::traceIdFromHex(filledUp(digits, kTraceDigits, '0'));
    const auto last = telemetry::traceIdFromHex(filledUp(digits, kTraceDigits, 'f'));
    if (!first || !last)
        return;
    Statement select = d.database.prepare(
        "SELECT trace_no FROM traces t WHERE trace_id>=?1 AND trace_id<=?2 AND (EXISTS (SELECT 1 "
        "FROM spans s WHERE s.trace_no=t.trace_no AND s.recorded_ns<=?3) OR EXISTS (SELECT 1 FROM "
        "generations g WHERE g.trace_no=t.trace_no AND g.recorded_ns<=?3)) ORDER BY trace_id "
        "LIMIT ?4");
    select.bindBlob(bytesOf(*first))
        .bindBlob(bytesOf(*last))
        .bind(knownAt)
        .bind(static_cast<std::int64_t>(limit) + 1);
    std::size_t found = 0;
    while (select.step()) {
        if (++found > limit)
            hits.isMore = true;
        else
            hits.keys.push_back({.trace = d.traceId(select.integer(0))});
    }
    static_cast<void>(d.hasFailed(select)); // the outcome tells
}

// Ids are stored as their bit pattern: of two that begin alike the sign is the same, so the greater
// one is the greater number.
void findSpans(Reader::Private& d, std::string_view digits, telemetry::Timestamp knownAt,
               std::size_t limit, IdHits& hits)
{
    const auto first = telemetry::spanIdFromHex(filledUp(digits, kSpanDigits, '0'));
    const auto last = telemetry::spanIdFromHex(filledUp(digits, kSpanDigits, 'f'));
    if (!first || !last)
        return;
    // The inner one reads nothing but the index by key.
    Statement select = d.database.prepare(
        "SELECT s.trace_no, s.span_id FROM (SELECT trace_no, span_id FROM spans INDEXED BY "
        "spans_by_key WHERE span_id>=?1 AND span_id<=?2) k JOIN spans s ON s.trace_no=k.trace_no "
        "AND s.span_id=k.span_id WHERE s.recorded_ns<=?3 LIMIT ?4");
    select.bind(static_cast<std::int64_t>(*first))
        .bind(static_cast<std::int64_t>(*last))
        .bind(knownAt)
        .bind(static_cast<std::int64_t>(limit) + 1);
    std::size_t found = 0;
    while (select.step()) {
        if (++found > limit)
            hits.isMore = true;
        else
            hits.keys.push_back(
                {.trace = d.traceId(select.integer(0)), .span = spanId(select.integer(1))});
    }
    static_cast<void>(d.hasFailed(select));
}

} // namespace

telemetry::Result<IdHits> findIds(const Reader& reader, std::string_view digits,
                                  telemetry::Timestamp knownAt, std::size_t limit)
{
    Reader::Private& d = reader.parts();
    IdHits hits;
    if (digits.empty() || digits.size() > kTraceDigits || !std::ranges::all_of(digits, &isHexDigit))
        return hits;
    const Reader::Private::Transaction transaction(d.database);
    findTraces(d, digits, knownAt, limit, hits);
    if (digits.size() >= kShortestSpanId && digits.size() <= kSpanDigits && !d.isDamaged())
        findSpans(d, digits, knownAt, limit, hits);
    return d.outcome().map([&hits] { return std::move(hits); });
}

} // namespace store
