// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/textsweep.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace store {

namespace {

// Tables that hold a row for each signal, alarm, link or change: gone through in one go.
constexpr const char* kSmallTables =
    "SELECT service FROM signals UNION SELECT operation FROM signals UNION SELECT model FROM "
    "signals "
    "UNION SELECT version FROM signals UNION SELECT adapter FROM signals UNION SELECT "
    "prompt_version "
    "FROM signals UNION SELECT route FROM signals UNION SELECT check_name FROM signals UNION "
    "SELECT "
    "check_name FROM judge_scales UNION SELECT evaluator FROM judge_scales UNION SELECT service "
    "FROM alarms UNION SELECT "
    "check_name FROM alarms UNION SELECT model FROM alarms UNION SELECT operation FROM alarms "
    "UNION "
    "SELECT service FROM changes UNION SELECT value FROM changes UNION SELECT previous FROM "
    "changes "
    "UNION SELECT service FROM baselines UNION SELECT operation FROM baselines UNION SELECT "
    "check_name FROM baselines UNION SELECT source FROM mapping_groups UNION SELECT service FROM "
    "mapping_groups UNION SELECT dialect FROM mapping_groups UNION SELECT * FROM "
    "(WITH RECURSIVE s(x) AS (SELECT min(source) FROM counted_buckets UNION ALL SELECT (SELECT "
    "min(source) FROM counted_buckets WHERE source>x) FROM s WHERE x IS NOT NULL) SELECT x FROM s)";

constexpr std::pair<const char*, const char*> kLargeTables[] = {
    {"spans", "name, service"},
    {"logs", "event"},
    {"metric_points", "name, unit"},
    {"generations",
     "service, operation, provider, model_requested, model_served, version, adapter, "
     "prompt_version"},
    {"evaluations", "check_name, evaluator"},
    {"link_states", "source, service, instance"},
    {"resources", "service, version, environment, instance"},
    {"scopes", "name, version"}};

std::int64_t newestText(const Database& database)
{
    Statement select = database.prepare("SELECT coalesce(max(id), 0) FROM strings");
    return select.step() ? select.integer(0) : 0;
}

} // namespace

std::string textReferences()
{
    std::string sql = kSmallTables;
    for (const auto& [table, columns] : kLargeTables) {
        std::string_view rest(columns);
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(", "), rest.size());
            sql += " UNION SELECT " + std::string(rest.substr(0, comma)) + " FROM " + table;
            rest.remove_prefix(std::min(comma + 2, rest.size()));
        }
    }
    return sql;
}

TextSweep::TextSweep(const Database& database, Interner& interner)
    : m_database(database)
    , m_interner(interner)
{
    for (const auto& [table, columns] : kLargeTables) {
        const std::string references(columns);
        m_walks.push_back(
            {.next = database.prepare("SELECT id, " + references + " FROM " + table
                                      + " WHERE id>? ORDER BY id LIMIT ?"),
             .references = 1 + static_cast<int>(std::ranges::count(references, ','))});
    }
}

void TextSweep::begin()
{
    m_marks.assign(static_cast<std::size_t>(newestText(m_database)) + 1, false);
    for (Walk& walk : m_walks)
        walk.passed = 0;
    m_walk = 0;
    m_position = 0;
    m_interner.trackTexts(true);
    m_stage = Stage::Marking;
}

void TextSweep::stop()
{
    m_interner.trackTexts(false);
    m_stage = Stage::Idle;
}

bool TextSweep::step(std::int64_t rows)
{
    for (const std::int64_t id : m_interner.takeUsedTexts())
        set(id);
    if (m_stage == Stage::Marking)
        return mark(rows);
    return m_stage == Stage::Idle || remove(rows);
}

bool TextSweep::mark(std::int64_t rows)
{
    while (rows > 0 && m_walk < m_walks.size()) {
        Walk& walk = m_walks[m_walk];
        std::int64_t seen = 0;
        walk.next.bind(walk.passed).bind(rows);
        for (; walk.next.step(); ++seen) {
            walk.passed = walk.next.integer(0);
            for (int column = 1; column <= walk.references; ++column)
                set(walk.next.integer(column));
        }
        const bool isGood = !walk.next.hasFailed();
        walk.next.reset();
        if (!isGood)
            return false;
        m_walk += seen < rows ? 1 : 0;
        rows -= seen;
    }
    if (m_walk < m_walks.size())
        return true;
    m_stage = Stage::Removing;
    return markSmallTables();
}

bool TextSweep::markSmallTables()
{
    Statement select = m_database.prepare(kSmallTables);
    while (select.step())
        set(select.integer(0));
    return !select.hasFailed();
}

// Numbers are not given twice, since readers remember what they stand for: the newest text stays.
bool TextSweep::remove(std::int64_t rows)
{
    const auto end = std::min(static_cast<std::int64_t>(m_marks.size()), newestText(m_database));
    Statement select =
        m_database.prepare("SELECT id FROM strings WHERE id>? AND id<? ORDER BY id LIMIT ?");
    std::vector<std::int64_t> unused;
    std::int64_t seen = 0;
    select.bind(m_position).bind(end).bind(rows);
    for (; select.step(); ++seen) {
        m_position = select.integer(0);
        if (!m_marks[static_cast<std::size_t>(m_position)])
            unused.push_back(m_position);
    }
    bool isGood = !select.hasFailed();
    Statement removal = m_database.prepare("DELETE FROM strings WHERE id=?");
    for (const std::int64_t id : unused)
        isGood = isGood && removal.bind(id).run();
    if (!unused.empty())
        m_interner.forgetTexts(); // they must not be handed out any more
    if (isGood && seen < rows)
        stop();
    return isGood;
}

} // namespace store
