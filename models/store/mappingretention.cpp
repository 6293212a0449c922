// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingretention.h"

#include "models/store/sqlite.h"

#include <chrono>
#include <utility>

namespace store {

MappingRetention::MappingRetention(const Database& database, std::function<void()> changed)
    : m_database(database)
    , m_changed(std::move(changed))
{
}

bool MappingRetention::remove(telemetry::Timestamp before)
{
    if (m_counts && before - *m_counts < std::chrono::minutes(1))
        return true;
    m_counts = before;
    Statement counts = m_database.prepare(
        "DELETE FROM mapping_counts WHERE minute<?1 AND NOT EXISTS (SELECT 1 FROM temp.pinned p "
        "WHERE p.start_s<=minute*60 AND p.end_s>minute*60)");
    const std::int64_t minute =
        std::chrono::floor<std::chrono::minutes>(before).time_since_epoch().count();
    if (!counts.bind(minute).run())
        return false;
    if (m_names && before - *m_names < std::chrono::minutes(10))
        return true;
    m_names = before;
    m_changed();
    return m_database
        .execute("DELETE FROM mapping_cells WHERE NOT EXISTS (SELECT 1 FROM mapping_counts c WHERE "
                 "c.cell=mapping_cells.id)")
        .has_value();
}

void MappingRetention::restart()
{
    m_counts.reset();
    m_names.reset();
}

} // namespace store
