// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/ids.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace store {

// A table whose rows go by age: their ids grow with the time at which they were recorded.
struct AgingTable
{
    const char* name;
    const char* event; // column of the event time
    const char* trace; // column of the trace, or NULL
    const char* service; // expression for the service whose telemetry it is, or NULL
    std::vector<const char*> rest; // what goes with a row ?1
    const char* condition = "1"; // of what may go; what fails it is asked again with each step
};

const std::vector<AgingTable>& agingTables();

// A walk through one such table, from its oldest row to all but the newest: what follows counts
// rows on from that. Part of Retention.
class RetentionWalk
{
public:
    struct Row
    {
        std::int64_t id = 0;
        telemetry::Timestamp event;
        telemetry::Timestamp recorded; // as it stands there
        // By when it was recorded indeed: a clock may have been ahead then, or an import may have
        // said another time. Never after now.
        telemetry::Timestamp recordedBy;
        std::int64_t trace = 0;
        std::int64_t service = 0; // 0 when it is nobody's
    };

    RetentionWalk(const Database& database, const AgingTable& table);

    const char* name() const { return m_name; }
    // The next row that may go, or nothing.
    const std::optional<Row>& peek();
    // Goes on behind the row that was peeked.
    Row pass();
    bool remove(const Row& row);
    std::int64_t takeRemoved() { return std::exchange(m_removed, 0); }
    // At the beginning of a step: what could not go before may now.
    void recheck(telemetry::Timestamp now);
    void restart();
    // About how many rows lie ahead.
    std::int64_t left();
    bool hasFailed() const { return m_hasFailed; }

private:
    struct Bound // rows before `id` were recorded by then
    {
        std::int64_t id = 0;
        telemetry::Timestamp recorded;
    };
    bool step(Statement& statement);
    std::optional<Row> following();
    Row dated(Row row);
    void findBound(std::int64_t after);
    std::int64_t newest();

    const char* m_name;
    Statement m_next;
    Statement m_again;
    Statement m_newest;
    Statement m_behind;
    std::vector<Statement> m_removals;
    std::vector<std::int64_t> m_kept; // passed, as their condition did not hold
    std::deque<Row> m_ready; // of these, for which it holds now
    std::optional<Row> m_peeked;
    std::int64_t m_passed = 0; // id up to which rows are gone, pinned or kept
    std::int64_t m_removed = 0;
    telemetry::Timestamp m_now; // of this step
    std::optional<Bound> m_bound; // behind rows that seem to be of the future
    std::int64_t m_searched = 0; // id up to which there is none
    std::optional<telemetry::Timestamp> m_aheadSince; // when those there is none for were met ...
    std::int64_t m_aheadUntil = 0; // ... up to this id
    bool m_hasFailed = false;
};

} // namespace store
