// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/recordingredaction.h"

#include "models/bundle/wirebodies.h"
#include "models/dialect/interpreter.h"
#include "models/store/chain.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace bundle {

namespace {

using dialect::Field;
using store::Statement;
using telemetry::Result;

constexpr std::int64_t kPage = 500; // rows that are held at once

// A column of texts, and what they were read from.
struct Column
{
    std::string table;
    std::string name;
};
struct Origin
{
    Column column;
    std::vector<Field> fields;
    std::vector<std::string> attributes;
};

// Of numbers of texts.
std::vector<Origin> nameOrigins()
{
    return {{{"resources", "service"}, {}, {"service.name"}},
            {{"resources", "version"}, {Field::Release}, {"service.version"}},
            {{"resources", "environment"},
             {Field::Environment},
             {"deployment.environment.name", "deployment.environment"}},
            {{"resources", "instance"}, {}, {"service.instance.id"}},
            {{"generations", "operation"}, {Field::Operation}, {}},
            {{"generations", "provider"}, {Field::Provider}, {}},
            {{"generations", "model_requested"}, {Field::ModelRequested, Field::Model}, {}},
            {{"generations", "model_served"}, {Field::ModelServed, Field::Model}, {}},
            {{"generations", "adapter"}, {Field::Adapter}, {}},
            {{"generations", "prompt_version"}, {Field::PromptVersion, Field::PromptName}, {}},
            {{"signals", "route"}, {Field::Route}, {}},
            {{"evaluations", "check_name"}, {Field::EvaluationName}, {}},
            {{"evaluations", "evaluator"}, {Field::Evaluator}, {}}};
}
// Of texts themselves.
std::vector<Origin> textOrigins()
{
    return {{{"evaluations", "label"}, {Field::EvaluationLabel}, {}},
            {{"evaluations", "reason"}, {Field::EvaluationExplanation}, {}},
            {{"evaluations", "response_id"}, {Field::ResponseId}, {}}};
}

// Has its own way, or holds no text from outside.
bool isLeftAlone(const std::string& table, const std::string& column)
{
    return table == "strings" || table == "timeline" || table == "counters" || table == "removals"
        || table == "cursors" || (table == "mapping_cells" && column != "text");
}

class Redaction
{
public:
    Redaction(const store::Database& database, const redact::Redactor& redactor)
        : m_database(database)
        , m_redactor(redactor)
    {
    }

    bool run();
    const RecordingRedaction& result() const { return m_result; }

private:
    bool execute(const char* sql) { return m_database.execute(sql).has_value(); }
    bool bodies(telemetry::SignalKind signal, const std::string& rows, const char* updating);
    bool records();
    bool places();
    bool names();
    bool rename(std::int64_t id, const std::string& text);
    bool texts();
    bool columnOfTexts(const Column& column);
    bool timeline();
    bool leaveOut();
    std::optional<std::string> markerOf(const Origin& origin) const;
    bool redactText(std::string& text);
    std::vector<std::string> words(const std::string& sql, std::string_view parameter = {});

    const store::Database& m_database;
    const redact::Redactor& m_redactor;
    RecordingRedaction m_result;
    std::vector<std::pair<std::string, std::string>> m_renamed; // that other texts may tell, too
};

// Goes through rows of (id, ...) a page at a time, so that they can be changed meanwhile. `change`
// is given the row and returns false after an error.
template<class Row, class Read, class Change>
bool forEachRow(const store::Database& database, const std::string& sql, Read read, Change change)
{
    Statement select = database.prepare(sql);
    std::int64_t passed = -1;
    while (true) {
        std::vector<Row> rows;
        select.bind(passed).bind(kPage);
        while (select.step()) {
            rows.push_back(read(select));
            passed = select.integer(0);
        }
        const bool isGood = !select.hasFailed();
        select.reset();
        if (!isGood)
            return false;
        for (const Row& row : rows) {
            if (!change(row))
                return false;
        }
        if (static_cast<std::int64_t>(rows.size()) < kPage)
            return true;
    }
}

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

// `rows`: SQL of id, resource, scope, body, type and name of a metric, from ?1 on, ?2 of them.
bool Redaction::bodies(telemetry::SignalKind signal, const std::string& rows, const char* updating)
{
    Statement update = m_database.prepare(updating);
    return forEachRow<BodyRow>(m_database, rows, bodyRow, [&](const BodyRow& row) {
        const auto kept = redactBody(m_redactor,
                                     {.signal = signal,
                                      .resource = row.resource,
                                      .scope = row.scope,
                                      .item = row.body,
                                      .metric = row.metric,
                                      .type = row.type},
                                     m_result.takenOut);
        return !kept || kept->item == row.body || update.bindBlob(kept->item).bind(row.id).run();
    });
}

bool Redaction::records()
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

bool Redaction::places()
{
    const auto change = [&](const char* table, bool isResource) {
        Statement update = m_database.prepare("UPDATE " + std::string(table)
                                              + " SET body=?1, hash=randomblob(16) WHERE id=?2");
        return forEachRow<BodyRow>(
            m_database,
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
                const auto kept = redactBody(m_redactor, body, m_result.takenOut);
                if (!kept)
                    return true;
                const std::string& now = isResource ? kept->resource : kept->scope;
                return now == row.body || update.bindBlob(now).bind(row.id).run();
            });
    };
    return change("resources", true) && change("scopes", false);
}

std::optional<std::string> Redaction::markerOf(const Origin& origin) const
{
    std::vector<std::string> attributes = origin.attributes;
    if (!origin.fields.empty()) {
        const auto more = dialect::Interpreter::builtIn().attributesOf(origin.fields);
        attributes.insert(attributes.end(), more.begin(), more.end());
    }
    return m_redactor.markerOf(attributes);
}

bool Redaction::redactText(std::string& text)
{
    if (text.empty())
        return false;
    std::vector<telemetry::Redaction> redactions;
    m_redactor.redact(text, {}, redactions);
    for (const telemetry::Redaction& redaction : redactions)
        m_result.takenOut += static_cast<std::int64_t>(redaction.count);
    bool isChanged = !redactions.empty();
    for (const auto& [before, after] : m_renamed) {
        std::string replaced;
        std::size_t passed = 0;
        for (std::size_t at = text.find(before); at != std::string::npos;
             at = text.find(before, passed)) {
            replaced.append(text, passed, at - passed).append(after);
            passed = at + before.size();
        }
        if (passed > 0) {
            text = replaced.append(text, passed);
            isChanged = true;
        }
    }
    return isChanged;
}

// Texts are there once: what becomes alike is told apart by a number.
bool Redaction::rename(std::int64_t id, const std::string& text)
{
    Statement taken = m_database.prepare("SELECT 1 FROM strings WHERE text=? AND id<>?");
    std::string name = text;
    for (int number = 2;; ++number) {
        const bool isTaken = taken.bind(std::string_view(name)).bind(id).step();
        const bool isGood = !taken.hasFailed();
        taken.reset();
        if (!isGood)
            return false;
        if (!isTaken)
            break;
        name = text + " (" + std::to_string(number) + ")";
    }
    Statement update = m_database.prepare("UPDATE strings SET text=? WHERE id=?");
    return update.bind(std::string_view(name)).bind(id).run();
}

bool Redaction::names()
{
    for (const Origin& origin : nameOrigins()) {
        const auto marker = markerOf(origin);
        if (!marker)
            continue;
        std::vector<std::pair<std::int64_t, std::string>> found;
        Statement select =
            m_database.prepare("SELECT id, text FROM strings WHERE text<>'' AND id IN (SELECT "
                               + origin.column.name + " FROM " + origin.column.table + ")");
        while (select.step())
            found.emplace_back(select.integer(0), select.text(1));
        for (const auto& [id, text] : found) {
            if (text.starts_with(*marker))
                continue;
            ++m_result.takenOut;
            m_renamed.emplace_back(text, *marker);
            if (!rename(id, *marker))
                return false;
        }
        if (select.hasFailed())
            return false;
    }
    // Longer ones first: they may hold others.
    std::ranges::sort(m_renamed,
                      [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    using Row = std::pair<std::int64_t, std::string>;
    return forEachRow<Row>(
        m_database, "SELECT id, text FROM strings WHERE id>?1 ORDER BY id LIMIT ?2",
        [](const Statement& select) { return Row(select.integer(0), std::string(select.text(1))); },
        [&](const Row& row) {
            std::string text = row.second;
            return !redactText(text) || rename(row.first, text);
        });
}

std::vector<std::string> Redaction::words(const std::string& sql, std::string_view parameter)
{
    Statement select = m_database.prepare(sql);
    if (!parameter.empty())
        select.bind(parameter);
    std::vector<std::string> found;
    while (select.step())
        found.emplace_back(select.text(0));
    return found;
}

// By row; the few tables without a row id are small: there by text.
bool Redaction::columnOfTexts(const Column& column)
{
    using Row = std::pair<std::int64_t, std::string>;
    const std::string& name = column.name;
    const bool hasRows =
        !m_database.prepare("SELECT rowid FROM " + column.table + " LIMIT 0").hasFailed();
    Statement update = m_database.prepare("UPDATE OR REPLACE " + column.table + " SET " + name
                                          + "=?1 WHERE " + (hasRows ? "rowid" : name) + "=?2");
    if (hasRows)
        return forEachRow<Row>(
            m_database,
            "SELECT rowid, " + name + " FROM " + column.table + " WHERE rowid>?1 AND " + name
                + "<>'' ORDER BY rowid LIMIT ?2",
            [](const Statement& select) {
                return Row(select.integer(0), std::string(select.text(1)));
            },
            [&](const Row& row) {
                std::string text = row.second;
                return !redactText(text)
                    || update.bind(std::string_view(text)).bind(row.first).run();
            });
    std::vector<std::pair<std::string, std::string>> changes;
    for (const std::string& before : words("SELECT DISTINCT " + name + " FROM " + column.table)) {
        std::string text = before;
        if (redactText(text))
            changes.emplace_back(before, text);
    }
    return std::ranges::all_of(changes, [&](const auto& change) {
        return update.bind(std::string_view(change.second))
            .bind(std::string_view(change.first))
            .run();
    });
}

bool Redaction::texts()
{
    for (const Origin& origin : textOrigins()) {
        const auto marker = markerOf(origin);
        if (!marker)
            continue;
        const std::string& column = origin.column.name;
        Statement update = m_database.prepare("UPDATE " + origin.column.table + " SET " + column
                                              + "=?1 WHERE " + column + "<>''");
        if (!update.bind(std::string_view(*marker)).run())
            return false;
        m_result.takenOut += m_database.changes();
    }
    for (const std::string& table :
         words("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite\\_%' "
               "ESCAPE '\\'")) {
        for (const std::string& column :
             words("SELECT name FROM pragma_table_info(?) WHERE type='TEXT'", table)) {
            if (!isLeftAlone(table, column) && !columnOfTexts({table, column}))
                return false;
        }
    }
    return true;
}

bool Redaction::timeline()
{
    Statement update = m_database.prepare(
        "UPDATE timeline SET actor=?, subject=?, text=?, payload=?, previous_hash=?, hash=? WHERE "
        "sequence=?");
    std::string previous = store::kFirstPreviousHash;
    using Row = telemetry::TimelineEntry;
    return forEachRow<Row>(
        m_database,
        "SELECT sequence, time_ns, recorded_ns, kind, actor, subject, text, payload, "
        "previous_hash, hash FROM timeline WHERE sequence>?1 ORDER BY sequence LIMIT ?2",
        [](const Statement& select) {
            Row row;
            row.sequence = select.integer(0);
            row.time = select.time(1);
            row.recorded = select.time(2);
            row.kind = select.text(3);
            row.actor = select.text(4);
            row.subject = select.text(5);
            row.text = select.text(6);
            row.payload = select.text(7);
            row.previousHash = select.text(8);
            row.hash = select.text(9);
            return row;
        },
        [&](const Row& row) {
            Row kept = row;
            for (std::string* text : {&kept.actor, &kept.subject, &kept.text, &kept.payload})
                redactText(*text);
            kept.previousHash = previous;
            kept.hash = store::chainHash(kept);
            previous = kept.hash;
            if (kept.hash == row.hash)
                return true;
            m_result.isChainRebuilt = true;
            update.bind(std::string_view(kept.actor)).bind(std::string_view(kept.subject));
            update.bind(std::string_view(kept.text)).bind(std::string_view(kept.payload));
            update.bind(std::string_view(kept.previousHash)).bind(std::string_view(kept.hash));
            return update.bind(kept.sequence).run();
        });
}

// What tells texts by their hash, holds or shows them in ways of its own, or says where they were
// pulled from.
bool Redaction::leaveOut()
{
    return execute(
        "DELETE FROM fingerprints; DELETE FROM cursors; DELETE FROM feeds;"
        "INSERT OR REPLACE INTO counters(name, value) VALUES('fingerprint_key', random());"
        "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_spans', "
        "coalesce(max(id), 0) FROM spans;"
        "INSERT OR REPLACE INTO counters(name, value) SELECT 'unfingerprinted_generations', "
        "coalesce(max(id), 0) FROM generations;"
        "INSERT OR REPLACE INTO counters(name, value) VALUES('feeds_left_out', 1);"
        "UPDATE mapping_cells SET example=NULL, other_example=NULL, hash=random();"
        "UPDATE evaluations SET hash=random()");
}

bool Redaction::run()
{
    // Bodies first: what a rule says may go by the resource that a record came from.
    return execute("BEGIN") && records() && places() && leaveOut() && names() && texts()
        && timeline() && execute("COMMIT");
}

} // namespace

Result<RecordingRedaction> redactRecording(const std::string& path,
                                           const redact::Redactor& redactor)
{
    const auto database = store::Database::open(path, store::Database::Mode::ReadWrite);
    if (!database)
        return tl::make_unexpected(database.error());
    // Without a journal: what fails is thrown away by whoever asked.
    if (const auto ready = database->execute(
            "PRAGMA journal_mode=OFF; PRAGMA temp_store=FILE; PRAGMA trusted_schema=OFF");
        !ready)
        return tl::make_unexpected(ready.error());
    Redaction redaction(*database, redactor);
    if (!redaction.run())
        return tl::make_unexpected(database->lastError("be redacted"));
    if (const auto done = database->execute("PRAGMA journal_mode=WAL"); !done)
        return tl::make_unexpected(done.error());
    return redaction.result();
}

Result<void> writeCompact(const std::string& from, const std::string& to)
{
    // SQLite keeps the mode of a file that is there, and is empty.
    const int file = ::open(to.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return telemetry::failure(telemetry::ErrorKind::Refused, to + " cannot be made.");
    ::close(file);
    const auto source = store::Database::open(from, store::Database::Mode::ReadWrite);
    if (!source)
        return tl::make_unexpected(source.error());
    Statement copy = source->prepare("VACUUM INTO ?");
    if (!copy.bind(std::string_view(to)).run())
        return tl::make_unexpected(source->lastError("be written anew"));
    const auto written = store::Database::open(to, store::Database::Mode::ReadWrite);
    if (!written)
        return tl::make_unexpected(written.error());
    return written->execute("PRAGMA journal_mode=WAL");
}

} // namespace bundle
