// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/spanmerger.h"

#include "models/otlp/spanmerge.h"

#include <algorithm>
#include <optional>
#include <string>

namespace store {

namespace {

std::int64_t firstGiven(std::int64_t preferred, std::int64_t other)
{
    return preferred != 0 ? preferred : other;
}

} // namespace

SpanMerger::SpanMerger(const Database& database)
    : m_find(database.prepare("SELECT s.id, s.parent_id, s.start_ns, s.end_ns, s.status, s.step, "
                              "b.body FROM spans s JOIN span_bodies b ON b.id=s.id WHERE "
                              "s.trace_no=? AND s.span_id=?"))
    , m_keep(database.prepare("INSERT INTO span_versions(span, parent_id, end_ns, status, step, "
                              "body, until_ns) VALUES(?,?,?,?,?,?,?)"))
    , m_update(database.prepare("UPDATE spans SET parent_id=?2, start_ns=?3, end_ns=?4, status=?5, "
                                "step=?6 WHERE id=?1"))
    , m_updateBody(database.prepare("UPDATE span_bodies SET body=?2 WHERE id=?1"))
{
}

SpanMerger::Outcome SpanMerger::merge(std::int64_t trace, const telemetry::SpanRecord& span,
                                      telemetry::StepKind step, telemetry::Timestamp recorded)
{
    if (!m_find.bind(trace).bind(static_cast<std::int64_t>(span.id)).step()) {
        m_find.reset();
        return Outcome::Failed;
    }
    const std::int64_t row = m_find.integer(0);
    const std::int64_t parent = m_find.integer(1);
    const std::int64_t start = m_find.integer(2);
    const std::int64_t end = m_find.integer(3);
    const std::int64_t status = m_find.integer(4);
    const std::int64_t knownStep = m_find.integer(5);
    const std::string body(m_find.blob(6));
    m_find.reset();
    const auto merged = body == span.body ? std::nullopt : otlp::mergedSpan(body, span.body);
    if (!merged)
        return Outcome::Duplicate;

    m_keep.bind(row).bind(parent).bind(end).bind(status).bind(knownStep);
    if (!m_keep.bindBlob(body).bind(recorded).run())
        return Outcome::Failed;
    const auto newParent = static_cast<std::int64_t>(span.parent);
    const auto newStatus = static_cast<std::int64_t>(span.status);
    const auto newStep = static_cast<std::int64_t>(step);
    const std::int64_t newEnd = telemetry::toUnixNanos(span.end);
    const bool endsLater = newEnd > end;
    m_update.bind(row)
        .bind(endsLater ? firstGiven(newParent, parent) : firstGiven(parent, newParent))
        .bind(firstGiven(start, telemetry::toUnixNanos(span.start)))
        .bind(std::max(end, newEnd))
        .bind(endsLater ? firstGiven(newStatus, status) : firstGiven(status, newStatus))
        .bind(endsLater ? firstGiven(newStep, knownStep) : firstGiven(knownStep, newStep));
    return m_update.run() && m_updateBody.bind(row).bindBlob(*merged).run() ? Outcome::Merged
                                                                            : Outcome::Failed;
}

} // namespace store
