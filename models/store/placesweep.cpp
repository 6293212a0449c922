// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/placesweep.h"

#include "models/store/interner.h"

#include <string>

namespace store {

namespace {

std::int64_t newest(const Database& database, const std::string& table)
{
    Statement select = database.prepare("SELECT max(id) FROM " + table);
    return select.step() ? select.integer(0) : 0;
}

// Numbers are not given twice, since readers remember what they stand for: the newest row stays.
bool removeOthers(const Database& database, const std::string& table,
                  const std::unordered_set<std::int64_t>& used, std::int64_t last)
{
    Statement select = database.prepare("SELECT id FROM " + table
                                        + " WHERE id<=? AND id<(SELECT "
                                          "max(id) FROM "
                                        + table + ")");
    std::vector<std::int64_t> unused;
    select.bind(last);
    while (select.step()) {
        if (!used.contains(select.integer(0)))
            unused.push_back(select.integer(0));
    }
    bool isGood = !select.hasFailed();
    Statement remove = database.prepare("DELETE FROM " + table + " WHERE id=?");
    for (const std::int64_t id : unused)
        isGood = isGood && remove.bind(id).run();
    return isGood;
}

} // namespace

PlaceSweep::PlaceSweep(const Database& database, Interner& interner)
    : m_database(database)
    , m_interner(interner)
{
    for (const char* table : {"spans", "logs", "metric_points"})
        m_walks.push_back(
            {.next = database.prepare("SELECT id, resource, scope FROM " + std::string(table)
                                      + " WHERE id>? ORDER BY id LIMIT ?")});
}

void PlaceSweep::begin()
{
    for (Walk& walk : m_walks)
        walk.passed = 0;
    m_resources.clear();
    m_scopes.clear();
    m_newestResource = newest(m_database, "resources");
    m_newestScope = newest(m_database, "scopes");
    m_isRunning = true;
}

bool PlaceSweep::look(Walk& walk, std::int64_t& rows)
{
    walk.next.bind(walk.passed).bind(rows);
    while (walk.next.step()) {
        walk.passed = walk.next.integer(0);
        m_resources.insert(walk.next.integer(1));
        m_scopes.insert(walk.next.integer(2));
        --rows;
    }
    const bool isGood = !walk.next.hasFailed();
    walk.next.reset();
    return isGood;
}

// Rows that come while it is under way have higher numbers, and are seen before it ends.
bool PlaceSweep::step(std::int64_t rows)
{
    for (Walk& walk : m_walks) {
        if (rows > 0 && !look(walk, rows))
            return false;
    }
    if (rows <= 0)
        return true; // there may be more
    m_isRunning = false;
    return removeUnused();
}

bool PlaceSweep::removeUnused()
{
    m_interner.forgetPlaces();
    return removeOthers(m_database, "resources", m_resources, m_newestResource)
        && removeOthers(m_database, "scopes", m_scopes, m_newestScope);
}

} // namespace store
