// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/spanrows.h"

#include "models/store/pages.h"
#include "models/telemetry/utf8.h"

namespace store {

std::string spanColumns()
{
    return "s.trace_no, s.span_id, coalesce(v.parent_id, s.parent_id), s.name, s.service, s.kind, "
           "coalesce(v.status, s.status), coalesce(v.step, s.step), s.start_ns, "
           "coalesce(v.end_ns, s.end_ns), s.recorded_ns, s.start_ns, s.id, v.id, "
           "CASE WHEN v.id IS NULL THEN coalesce(s.failed, s.status=2) "
           "ELSE coalesce(v.failed, v.status=2) END";
}

std::string spanTables()
{
    return " FROM spans s" + std::string(kJoinVersion);
}

SpanRow spanRow(Reader::Private& reader, const Statement& row)
{
    SpanRow span;
    span.trace = reader.traceId(row.integer(0));
    span.span = spanId(row.integer(1));
    span.parent = spanId(row.integer(2));
    span.name = telemetry::sanitizedUtf8(reader.string(row.integer(3)));
    span.service = reader.string(row.integer(4));
    span.kind = static_cast<telemetry::SpanKind>(row.integer(5));
    span.status = static_cast<telemetry::StatusCode>(row.integer(6));
    span.step = static_cast<telemetry::StepKind>(row.integer(7));
    span.start = row.time(8);
    span.end = row.time(9);
    span.recorded = row.time(10);
    span.isFailed = row.integer(14) != 0;
    return span;
}

} // namespace store
