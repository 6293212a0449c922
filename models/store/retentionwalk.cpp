// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retentionwalk.h"

#include <algorithm>
#include <utility>

namespace store {

namespace {

constexpr const char* kServiceOfResource =
    "(SELECT r.service FROM resources r WHERE r.id=resource)";
// A judge may name its subject by the response alone.
constexpr const char* kTraceOfSubject =
    "coalesce(trace_no, (SELECT g.trace_no FROM generations g WHERE "
    "g.response_hash=evaluations.response_hash LIMIT 1))";
constexpr std::int64_t kLooksBehind = 2000; // rows, in one go

std::string columns(const AgingTable& table)
{
    return "SELECT id, " + std::string(table.event) + ", recorded_ns, " + table.trace + ", "
        + table.service + ", " + table.condition + " FROM " + table.name;
}

RetentionWalk::Row rowOf(const Statement& select)
{
    return {.id = select.integer(0),
            .event = select.time(1),
            .recorded = select.time(2),
            .recordedBy = {},
            .trace = select.integer(3),
            .service = select.integer(4)};
}

} // namespace

const std::vector<AgingTable>& agingTables()
{
    static const std::vector<AgingTable> tables{
        {"spans",
         "start_ns",
         "trace_no",
         "service",
         {"DELETE FROM span_bodies WHERE id=?1", "DELETE FROM span_versions WHERE span=?1"}},
        {"generations",
         "start_ns",
         "trace_no",
         "service",
         {"DELETE FROM pending_generations WHERE id=?1"}},
        {"evaluations",
         "time_ns",
         kTraceOfSubject,
         "NULL",
         {"DELETE FROM pending_evaluations WHERE id=?1"}},
        {"suspicions", "time_ns", "trace_no", "NULL", {}},
        {"logs", "time_ns", "trace_no", kServiceOfResource, {}},
        {"fingerprints", "start_ns", "trace_no", "NULL", {}},
        // With which settings a console judged is to be known for as long as anything is.
        {"feeds", "recorded_ns", "NULL", "NULL", {}, "steps>0"},
        {"metric_points", "time_ns", "NULL", kServiceOfResource, {}},
        {"link_states", // how a link was last stays
         "recorded_ns",
         "NULL",
         "NULL",
         {},
         "EXISTS (SELECT 1 FROM link_states n WHERE n.source=link_states.source AND "
         "n.service=link_states.service AND n.instance=link_states.instance AND "
         "n.recorded_ns>link_states.recorded_ns)"}};
    return tables;
}

RetentionWalk::RetentionWalk(const Database& database, const AgingTable& table)
    : m_name(table.name)
    , m_next(database.prepare(columns(table) + " WHERE id>?1 AND id<(SELECT max(id) FROM "
                              + table.name + ") ORDER BY id LIMIT 1"))
    , m_again(database.prepare(columns(table) + " WHERE id=?1"))
    , m_newest(database.prepare("SELECT max(id) FROM " + std::string(table.name)))
    , m_behind(database.prepare("SELECT id, recorded_ns FROM " + std::string(table.name)
                                + " WHERE id>?1 ORDER BY id LIMIT ?2"))
{
    m_removals.push_back(
        database.prepare("DELETE FROM " + std::string(table.name) + " WHERE id=?1"));
    for (const char* sql : table.rest)
        m_removals.push_back(database.prepare(sql));
}

bool RetentionWalk::step(Statement& statement)
{
    const bool isRow = statement.step();
    m_hasFailed = m_hasFailed || statement.hasFailed();
    return isRow;
}

std::optional<RetentionWalk::Row> RetentionWalk::following()
{
    std::optional<Row> found;
    while (!found && step(m_next.bind(m_passed))) {
        if (m_next.integer(5) != 0) {
            found = rowOf(m_next);
        } else {
            m_passed = m_next.integer(0);
            m_kept.push_back(m_passed);
        }
        m_next.reset();
    }
    if (!found)
        m_next.reset();
    return found;
}

const std::optional<RetentionWalk::Row>& RetentionWalk::peek()
{
    if (m_peeked)
        return m_peeked;
    m_peeked = m_ready.empty() ? following() : m_ready.front();
    if (m_peeked)
        m_peeked = dated(*m_peeked);
    return m_peeked;
}

// Rows stand in the order in which they were recorded. One that seems to be of the future was
// recorded before the next one that does not; where there is none yet, before it was met.
RetentionWalk::Row RetentionWalk::dated(Row row)
{
    row.recordedBy = row.recorded;
    if (row.recorded <= m_now) {
        m_aheadSince.reset();
        return row;
    }
    if (!m_bound || m_bound->id <= row.id)
        findBound(row.id);
    if (!m_bound && (!m_aheadSince || row.id > m_aheadUntil)) {
        m_aheadSince = m_now;
        m_aheadUntil = newest();
    }
    row.recordedBy = std::min(m_now, m_bound ? m_bound->recorded : *m_aheadSince);
    return row;
}

void RetentionWalk::findBound(std::int64_t after)
{
    m_bound.reset();
    m_behind.bind(std::max(after, m_searched)).bind(kLooksBehind);
    while (!m_bound && step(m_behind)) {
        m_searched = m_behind.integer(0);
        if (m_behind.time(1) <= m_now)
            m_bound = {.id = m_searched, .recorded = m_behind.time(1)};
    }
    m_behind.reset();
}

RetentionWalk::Row RetentionWalk::pass()
{
    const Row row = *std::exchange(m_peeked, std::nullopt);
    if (!m_ready.empty())
        m_ready.pop_front();
    m_passed = std::max(m_passed, row.id);
    return row;
}

bool RetentionWalk::remove(const Row& row)
{
    ++m_removed;
    return std::ranges::all_of(
        m_removals, [&row](Statement& statement) { return statement.bind(row.id).run(); });
}

void RetentionWalk::recheck(telemetry::Timestamp now)
{
    m_now = now;
    m_peeked.reset(); // it may have become old, or the clock have been put right
    std::erase_if(m_kept, [this](std::int64_t id) {
        const bool isThere = step(m_again.bind(id));
        const bool isReady = isThere && m_again.integer(5) != 0;
        if (isReady)
            m_ready.push_back(rowOf(m_again));
        m_again.reset();
        return isReady || !isThere;
    });
}

void RetentionWalk::restart()
{
    m_passed = 0;
    m_removed = 0;
    m_hasFailed = false;
    m_peeked.reset();
    m_kept.clear();
    m_ready.clear();
    m_bound.reset();
    m_searched = 0;
    m_aheadSince.reset();
}

std::int64_t RetentionWalk::newest()
{
    const std::int64_t id = step(m_newest) ? m_newest.integer(0) : 0;
    m_newest.reset();
    return id;
}

std::int64_t RetentionWalk::left()
{
    return std::max<std::int64_t>(0, newest() - m_passed);
}

} // namespace store
