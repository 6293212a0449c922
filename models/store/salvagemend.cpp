// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvagemend.h"

#include "models/store/textsweep.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

namespace {

using telemetry::Result;

// What belongs to something that is gone: the next one of its kind takes the number of the lost,
// and this would be of that one, or be in its way. Those that others belong to come first.
struct Belonging
{
    const char* table;
    const char* column;
    const char* owner;
};
constexpr std::array kBelongings{
    Belonging{"spans", "id", "span_bodies"},
    Belonging{"span_bodies", "id", "spans"},
    Belonging{"span_versions", "span", "spans"},
    Belonging{"pending_generations", "id", "generations"},
    Belonging{"pending_evaluations", "id", "evaluations"},
    Belonging{"rollups_second", "signal", "signals"},
    Belonging{"rollups_minute", "signal", "signals"},
    Belonging{"rollups_hour", "signal", "signals"},
    Belonging{"counted_buckets", "signal", "signals"},
    Belonging{"mapping_cells", "group_no", "mapping_groups"},
    Belonging{"mapping_counts", "cell", "mapping_cells"},
};

// The row tells what is known of the answer; when its span comes once more, it is of that.
constexpr const char* kAnswersWithoutSpan =
    "UPDATE generations SET has_span=0 WHERE has_span<>0 AND NOT EXISTS (SELECT 1 FROM spans s "
    "WHERE s.trace_no=generations.trace_no AND s.span_id=generations.span_id)";

// Of resources that are known from nothing but logs and metrics. All numbers that are referred to
// have a name before it is made: its own is above them.
constexpr const char* kLostService =
    "INSERT OR IGNORE INTO strings(text) SELECT 'lost service' WHERE EXISTS (SELECT 1 FROM (SELECT "
    "resource FROM logs UNION SELECT resource FROM metric_points) WHERE resource NOT IN (SELECT id "
    "FROM resources) AND resource NOT IN (SELECT resource FROM spans))";

constexpr std::array kNameTheLost{
    "INSERT OR IGNORE INTO resources(id, hash, service, body, recorded_ns) SELECT resource, "
    "CAST('lost ' || resource AS BLOB), service, x'', 0 FROM spans WHERE "
    "typeof(resource)='integer' "
    "AND resource NOT IN (SELECT id FROM resources) GROUP BY resource",
    "INSERT OR IGNORE INTO resources(id, hash, service, body, recorded_ns) SELECT resource, "
    "CAST('lost ' || resource AS BLOB), (SELECT id FROM strings WHERE text='lost service'), x'', 0 "
    "FROM (SELECT resource FROM logs UNION SELECT resource FROM metric_points) WHERE "
    "typeof(resource)='integer' AND resource NOT IN (SELECT id FROM resources)",
    "INSERT OR IGNORE INTO scopes(id, hash, body, recorded_ns) SELECT scope, CAST('lost ' || scope "
    "AS BLOB), x'', 0 FROM (SELECT scope FROM spans UNION SELECT scope FROM logs UNION SELECT "
    "scope FROM metric_points) WHERE typeof(scope)='integer' AND scope<>0 AND scope NOT IN (SELECT "
    "id FROM scopes)",
    "INSERT OR IGNORE INTO traces(trace_no, trace_id) SELECT trace_no, "
    "CAST(printf('lost%012d', trace_no) AS BLOB) FROM (SELECT trace_no FROM spans UNION SELECT "
    "trace_no FROM generations UNION SELECT trace_no FROM logs UNION SELECT trace_no FROM "
    "evaluations UNION SELECT trace_no FROM suspicions UNION SELECT trace_no FROM fingerprints) "
    "WHERE typeof(trace_no)='integer' AND trace_no NOT IN (SELECT trace_no FROM traces)",
};

// Without the key that they were made with, fingerprints say nothing: what there is is read whole.
constexpr const char* kDropFingerprints =
    "DELETE FROM fingerprints WHERE NOT EXISTS (SELECT 1 FROM counters WHERE "
    "name='fingerprint_key');"
    "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_spans', "
    "coalesce((SELECT max(id) FROM spans), 0) WHERE NOT EXISTS (SELECT 1 FROM counters WHERE "
    "name='fingerprint_key');"
    "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_generations', "
    "coalesce((SELECT max(id) FROM generations), 0) WHERE NOT EXISTS (SELECT 1 FROM counters WHERE "
    "name='fingerprint_key');"
    "INSERT OR IGNORE INTO counters(name, value) VALUES('fingerprint_key', random());"
    // Likewise where it is gone up to which row there are none.
    "INSERT OR IGNORE INTO counters(name, value) SELECT 'unfingerprinted_spans', "
    "coalesce(max(id), 0) FROM spans;"
    "INSERT OR IGNORE INTO counters(name, value) SELECT 'unfingerprinted_generations', "
    "coalesce(max(id), 0) FROM generations";
constexpr int kSchemaWithFingerprints = 16;

class SalvageMender
{
public:
    SalvageMender(const Database& out, Salvaged& salvaged)
        : m_out(out)
        , m_salvaged(salvaged)
    {
    }

    Result<void> run(bool hasFingerprints, std::int64_t bytes)
    {
        for (const Belonging& each : kBelongings) {
            const std::int64_t rows = leaveOut(each);
            m_salvaged.tables[tableNamed(each.table)].leftOut = rows;
        }
        m_salvaged.spansWithoutContent = m_salvaged.tables[tableNamed("spans")].leftOut;
        m_salvaged.answersWithoutSpan = changed(kAnswersWithoutSpan);
        if (hasFingerprints)
            changed(kDropFingerprints);
        m_salvaged.renamed += nameTheTexts(bytes);
        changed(kLostService);
        for (const char* sql : kNameTheLost)
            m_salvaged.renamed += changed(sql);
        return m_outcome;
    }

private:
    // Rows that it changed; none after an error.
    std::int64_t changed(const std::string& sql)
    {
        if (m_outcome)
            m_outcome = m_out.execute(sql.c_str());
        return m_outcome ? m_out.changes() : 0;
    }

    std::int64_t leaveOut(const Belonging& each)
    {
        return changed("DELETE FROM " + std::string(each.table) + " WHERE " + each.column
                       + " NOT IN (SELECT id FROM " + each.owner + ")");
    }

    // Every number that something refers to, so that no new text gets it. A number that is larger
    // than any that so many bytes of texts can have is a damaged digit: no new text comes to it.
    std::int64_t nameTheTexts(std::int64_t bytes)
    {
        changed("CREATE TEMP TABLE referred(id); INSERT INTO temp.referred " + textReferences());
        const std::string lost = "INSERT OR IGNORE INTO strings(id, text) SELECT id, 'lost name ' "
                                 "|| id";
        const std::string which =
            " FROM temp.referred WHERE typeof(id)='integer' AND id>0 AND id NOT IN (SELECT id FROM "
            "strings) AND id<=(SELECT coalesce(max(id), 0) FROM strings)+"
            + std::to_string(bytes);
        const std::int64_t named = changed(lost + which);
        // Where something calls itself so.
        return named + changed(lost + " || ' ' || lower(hex(randomblob(8)))" + which);
    }

    // An older file may not have had it.
    std::size_t tableNamed(std::string_view name)
    {
        std::vector<SalvagedTable>& tables = m_salvaged.tables;
        auto found = std::ranges::lower_bound(tables, name, {}, [](const SalvagedTable& table) {
            return std::string_view(table.name);
        });
        if (found == tables.end() || found->name != name) {
            SalvagedTable added;
            added.name = name;
            found = tables.insert(found, std::move(added));
        }
        return static_cast<std::size_t>(found - tables.begin());
    }

    const Database& m_out;
    Salvaged& m_salvaged;
    Result<void> m_outcome;
};

} // namespace

Result<void> mendSalvaged(const Database& out, Salvaged& salvaged, int schema, std::int64_t bytes)
{
    return SalvageMender(out, salvaged).run(schema >= kSchemaWithFingerprints, bytes);
}

} // namespace store
