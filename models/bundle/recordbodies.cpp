// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/redactionrows.h"
#include "models/bundle/wirebodies.h"

#include <string_view>
#include <unordered_map>

namespace bundle {

namespace {

using store::Statement;

struct BodyRow
{
    std::int64_t id = 0;
    std::string resource;
    std::string scope;
    std::string body;
    std::string metric;
    telemetry::MetricType type = telemetry::MetricType::Gauge;
};

BodyRow bodyRow(const Statement& select)
{
    return {.id = select.integer(0),
            .resource = std::string(select.blob(1)),
            .scope = std::string(select.blob(2)),
            .body = std::string(select.blob(3)),
            .metric = std::string(select.text(5)),
            .type = static_cast<telemetry::MetricType>(select.integer(4))};
}

class Records
{
public:
    Records(const Working& working, std::int64_t& takenOut)
        : m_working(working)
        , m_takenOut(takenOut)
    {
    }

    bool records();
    bool places();

private:
    bool bodies(telemetry::SignalKind signal, const std::string& rows, const char* updating);

    const Working& m_working;
    std::int64_t& m_takenOut;
};

// `rows`: SQL of id, resource, scope, body, type and name of a metric, from ?1 on, ?2 of them.
bool Records::bodies(telemetry::SignalKind signal, const std::string& rows, const char* updating)
{
    Statement update = m_working.database.prepare(updating);
    std::unordered_map<std::string, std::int64_t> ofPlaces;
    return forEachRow<BodyRow>(m_working, rows, bodyRow, [&](const BodyRow& row) {
        WireBody body{.signal = signal,
                      .resource = row.resource,
                      .scope = row.scope,
                      .item = row.body,
                      .metric = row.metric,
                      .type = row.type};
        std::int64_t all = 0;
        const auto kept = redactBody(m_working.redactor, body, all);
        if (!kept || kept->item == row.body)
            return true;
        // What it came from stands around each record, and is counted once, by places().
        const auto [place, isNew] =
            ofPlaces.try_emplace(row.resource + '\0' + row.scope + '\0' + row.metric);
        if (isNew) {
            body.item = {};
            redactBody(m_working.redactor, body, place->second);
        }
        m_takenOut += all - place->second;
        return update.bindBlob(kept->item).bind(row.id).run();
    });
}

bool Records::records()
{
    const std::string places = " LEFT JOIN resources r ON r.id=s.resource LEFT JOIN scopes c ON "
                               "c.id=s.scope ";
    // The hash of a record was made of what it held.
    return bodies(telemetry::SignalKind::Traces,
                  "SELECT b.id, r.body, c.body, b.body, 0, '' FROM span_bodies b JOIN spans s ON "
                  "s.id=b.id"
                      + places + "WHERE b.id>?1 ORDER BY b.id LIMIT ?2",
                  "UPDATE span_bodies SET body=? WHERE id=?")
        && bodies(telemetry::SignalKind::Traces,
                  "SELECT b.id, r.body, c.body, b.body, 0, '' FROM span_versions b JOIN spans s ON "
                  "s.id=b.span"
                      + places + "WHERE b.id>?1 ORDER BY b.id LIMIT ?2",
                  "UPDATE span_versions SET body=? WHERE id=?")
        && bodies(telemetry::SignalKind::Logs,
                  "SELECT s.id, r.body, c.body, s.body, 0, '' FROM logs s" + places
                      + "WHERE s.id>?1 ORDER BY s.id LIMIT ?2",
                  "UPDATE logs SET body=?, hash=random() WHERE id=?")
        && bodies(telemetry::SignalKind::Metrics,
                  "SELECT s.id, r.body, c.body, s.body, s.type, n.text FROM metric_points s"
                      + places
                      + "LEFT JOIN strings n ON n.id=s.name WHERE s.id>?1 ORDER BY s.id LIMIT ?2",
                  "UPDATE metric_points SET body=?, hash=random() WHERE id=?");
}

bool Records::places()
{
    const auto change = [&](const char* table, bool isResource) {
        Statement update = m_working.database.prepare(
            "UPDATE " + std::string(table) + " SET body=?1, hash=randomblob(16) WHERE id=?2");
        return forEachRow<BodyRow>(
            m_working,
            "SELECT id, body FROM " + std::string(table) + " WHERE id>?1 ORDER BY id LIMIT ?2",
            [](const Statement& select) {
                BodyRow row;
                row.id = select.integer(0);
                row.body = select.blob(1);
                return row;
            },
            [&](const BodyRow& row) {
                WireBody body;
                (isResource ? body.resource : body.scope) = row.body;
                const auto kept = redactBody(m_working.redactor, body, m_takenOut);
                if (!kept)
                    return true;
                const std::string& now = isResource ? kept->resource : kept->scope;
                return now == row.body || update.bindBlob(now).bind(row.id).run();
            });
    };
    return change("resources", true) && change("scopes", false);
}

} // namespace

bool redactRecords(const Working& working, std::int64_t& takenOut)
{
    Records records(working, takenOut);
    // Bodies first: what a rule says may go by the resource that a record came from.
    return records.records() && records.places();
}

} // namespace bundle
