// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/spanmerger.h"

#include "models/otlp/spanmerge.h"

#include <algorithm>
#include <optional>
#include <string>

namespace store {

namespace {

// Earlier states of one span. Each is a copy of its whole body: a sender that adds an attribute at
// a time to a large span must not fill the disk.
constexpr std::int64_t kMostVersions = 8;
constexpr std::int64_t kMostVersionBytes = std::int64_t{256} * 1024;

// Back ends keep times in milliseconds, so the same span pulled from one starts a little earlier.
constexpr std::int64_t kStartTolerance = 1'000'000; // ns

std::int64_t firstGiven(std::int64_t preferred, std::int64_t other)
{
    return preferred != 0 ? preferred : other;
}

bool startsAgree(std::int64_t one, std::int64_t other)
{
    // Compared unsigned: the difference of two hostile times may not fit.
    const auto late = static_cast<std::uint64_t>(std::max(one, other));
    const auto early = static_cast<std::uint64_t>(std::min(one, other));
    return one == 0 || other == 0 || late - early < kStartTolerance;
}

} // namespace

SpanMerger::SpanMerger(const Database& database)
    : m_find(database.prepare("SELECT s.id, s.parent_id, s.start_ns, s.end_ns, s.status, s.step, "
                              "s.recorded_ns, b.body, coalesce(s.failed, s.status=2) FROM spans s "
                              "JOIN span_bodies b ON b.id=s.id "
                              "WHERE s.trace_no=? AND s.span_id=?"))
    , m_measureKept(database.prepare("SELECT count(*), coalesce(sum(length(body)), 0), "
                                     "max(until_ns) FROM span_versions WHERE span=?"))
    , m_keep(database.prepare("INSERT INTO span_versions(span, parent_id, end_ns, status, step, "
                              "failed, body, until_ns) VALUES(?,?,?,?,?,?,?,?)"))
    , m_extend(database.prepare("UPDATE span_versions SET until_ns=?2 WHERE id=(SELECT id FROM "
                                "span_versions WHERE span=?1 ORDER BY until_ns DESC LIMIT 1)"))
    , m_update(database.prepare("UPDATE spans SET parent_id=?2, start_ns=?3, end_ns=?4, status=?5, "
                                "step=?6, failed=?7 WHERE id=?1"))
    , m_updateBody(database.prepare("UPDATE span_bodies SET body=?2 WHERE id=?1"))
{
}

std::optional<SpanMerger::Known> SpanMerger::find(std::int64_t trace, telemetry::SpanId span)
{
    std::optional<Known> known;
    if (m_find.bind(trace).bind(static_cast<std::int64_t>(span)).step())
        known = Known{.row = m_find.integer(0),
                      .parent = m_find.integer(1),
                      .start = m_find.integer(2),
                      .end = m_find.integer(3),
                      .status = m_find.integer(4),
                      .step = m_find.integer(5),
                      .recorded = m_find.integer(6),
                      .body = std::string(m_find.blob(7)),
                      .failed = m_find.integer(8)};
    m_find.reset();
    return known;
}

bool SpanMerger::keep(const Known& known, telemetry::Timestamp recorded)
{
    const std::int64_t now = telemetry::toUnixNanos(recorded);
    if (!m_measureKept.bind(known.row).step())
        return false;
    const std::int64_t count = m_measureKept.integer(0);
    const std::int64_t bytes = m_measureKept.integer(1);
    const std::int64_t since = count > 0 ? m_measureKept.integer(2) : known.recorded;
    m_measureKept.reset();
    if (now <= since) // it came and went at one moment
        return true;
    const auto size = static_cast<std::int64_t>(known.body.size());
    if (count >= kMostVersions || (count > 0 && bytes + size > kMostVersionBytes))
        return m_extend.bind(known.row).bind(recorded).run();
    m_keep.bind(known.row).bind(known.parent).bind(known.end).bind(known.status).bind(known.step);
    m_keep.bind(known.failed);
    return m_keep.bindBlob(known.body).bind(recorded).run();
}

SpanMerger::Outcome SpanMerger::merge(std::int64_t trace, const telemetry::SpanRecord& span,
                                      Meaning meaning, telemetry::Timestamp recorded)
{
    const auto known = find(trace, span.id);
    if (!known)
        return Outcome::Failed;
    if (known->body == span.body)
        return Outcome::Duplicate;
    const std::int64_t newStart = telemetry::toUnixNanos(span.start);
    if (!startsAgree(known->start, newStart))
        return Outcome::Conflict;
    const auto merged = otlp::mergedSpan(known->body, span.body);
    if (!merged)
        return Outcome::Duplicate;
    if (!keep(*known, recorded))
        return Outcome::Failed;
    const auto newParent = static_cast<std::int64_t>(span.parent);
    const auto newStatus = static_cast<std::int64_t>(span.status);
    const auto newStep = static_cast<std::int64_t>(meaning.step);
    const std::int64_t newEnd = telemetry::toUnixNanos(span.end);
    const bool endsLater = newEnd > known->end;
    const auto chosen = [endsLater](std::int64_t newer, std::int64_t older) {
        return endsLater ? firstGiven(newer, older) : firstGiven(older, newer);
    };
    m_update.bind(known->row)
        .bind(chosen(newParent, known->parent))
        .bind(firstGiven(known->start, newStart))
        .bind(std::max(known->end, newEnd))
        .bind(chosen(newStatus, known->status))
        .bind(chosen(newStep, known->step))
        .bind(std::max(known->failed, std::int64_t{meaning.isFailed ? 1 : 0}));
    return m_update.run() && m_updateBody.bind(known->row).bindBlob(*merged).run()
        ? Outcome::Merged
        : Outcome::Failed;
}

} // namespace store
