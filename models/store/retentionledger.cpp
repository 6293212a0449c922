// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retentionledger.h"

#include "models/store/sqlite.h"

#include <algorithm>
#include <chrono>
#include <string>

namespace store {

namespace {

constexpr std::int64_t kMostLosses = 5000; // rows of either table

} // namespace

LedgerRetention::LedgerRetention(const Database& database)
    : m_database(database)
{
}

bool LedgerRetention::isLonger(const char* sql, std::int64_t most) const
{
    Statement select = m_database.prepare(sql);
    return select.step() && select.integer(0) > most;
}

bool LedgerRetention::sumLosses()
{
    const bool isRejectionsSummed = !isLonger("SELECT max(id)-min(id) FROM rejections", kMostLosses)
        || m_database.execute(
            "CREATE TEMP TABLE summed AS SELECT signal, sum(count) AS count, reason, "
            "max(recorded_ns) AS recorded_ns FROM rejections GROUP BY signal, reason; "
            "DELETE FROM rejections; INSERT INTO rejections(signal, count, reason, "
            "recorded_ns) SELECT signal, count, reason, recorded_ns FROM summed; "
            "DROP TABLE summed");
    return isRejectionsSummed
        && (!isLonger("SELECT count(*) FROM redactions", kMostLosses)
            || m_database.execute(
                "CREATE TEMP TABLE summed AS SELECT rule, sum(count) AS count, max(recorded_ns) "
                "AS recorded_ns FROM redactions GROUP BY rule; DELETE FROM redactions; INSERT "
                "INTO redactions(rule, service, count, recorded_ns) SELECT rule, '', count, "
                "recorded_ns FROM summed; DROP TABLE summed"));
}

bool LedgerRetention::remove(telemetry::Timestamp before)
{
    if (m_removed && before - *m_removed < std::chrono::minutes(1))
        return true;
    constexpr const char* kUnpinned =
        " AND NOT EXISTS (SELECT 1 FROM temp.pinned p WHERE p.start_s*1000000000<=";
    Statement gaps = m_database.prepare(
        std::string("DELETE FROM gaps WHERE source<>'retention' AND recorded_ns<?1") + kUnpinned
        + "end_ns AND p.end_s*1000000000>start_ns)");
    Statement changes = m_database.prepare(
        std::string("DELETE FROM changes WHERE recorded_ns<?1 AND EXISTS (SELECT 1 FROM changes n "
                    "WHERE n.service=changes.service AND n.field=changes.field AND "
                    "n.time_ns>changes.time_ns)")
        + kUnpinned + "time_ns AND p.end_s*1000000000>time_ns)");
    if (!gaps.bind(before).run() || !changes.bind(before).run())
        return false;
    m_removed = std::max(m_removed.value_or(before), before);
    return true;
}

void LedgerRetention::restart()
{
    m_removed.reset();
}

} // namespace store
