// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/recordingredaction.h"

#include "models/bundle/cuttexts.h"
#include "models/bundle/origins.h"
#include "models/bundle/redactionrows.h"
#include "models/dialect/interpreter.h"
#include "models/store/chain.h"
#include "models/store/progresswatch.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace bundle {

namespace {

using store::Statement;
using telemetry::Result;

// Has its own way, or holds no text from outside.
bool isLeftAlone(const std::string& table, const std::string& column)
{
    return table == "strings" || table == "timeline" || table == "counters" || table == "removals"
        || table == "cursors" || table == "redactions" || table == "changes"
        || (table == "mapping_cells" && column != "text");
}

std::string numbered(const std::string& text, int number)
{
    return text + " (" + std::to_string(number) + ")";
}

class Redaction
{
public:
    explicit Redaction(Working working)
        : m_working(std::move(working))
        , m_database(m_working.database)
        , m_texts(m_working.redactor)
    {
    }

    bool run();
    RecordingRedaction result() const
    {
        return {.isChainRebuilt = m_isChainRebuilt, .texts = m_texts, .persons = m_persons};
    }

private:
    bool execute(const char* sql) { return m_database.execute(sql).has_value(); }
    bool records();
    bool names();
    bool namesOutside();
    std::optional<std::string> rename(std::int64_t id, const std::string& text);
    bool texts();
    bool columnOfTexts(const Column& column);
    bool redactions();
    bool timeline();
    bool people();
    bool leaveOut();
    std::optional<std::string> markerOf(const Origin& origin) const;
    std::vector<std::string> words(const std::string& sql, std::string_view parameter = {});

    Working m_working;
    const store::Database& m_database;
    TextRules m_texts;
    PersonNames m_persons;
    bool m_isChainRebuilt = false;
    std::set<std::int64_t> m_renamed; // numbers of texts
    std::unordered_map<std::string, int> m_numbers; // that a text was given last
};

std::optional<std::string> Redaction::markerOf(const Origin& origin) const
{
    std::vector<std::string> attributes = origin.attributes;
    if (!origin.fields.empty()) {
        const auto more = dialect::Interpreter::builtIn().attributesOf(origin.fields);
        attributes.insert(attributes.end(), more.begin(), more.end());
    }
    return m_working.redactor.markerOf(attributes);
}

// Texts are there once: what becomes alike is told apart by a number. What it became; nothing after
// an error.
std::optional<std::string> Redaction::rename(std::int64_t id, const std::string& text)
{
    Statement taken = m_database.prepare("SELECT 1 FROM strings WHERE text=? AND id<>?");
    // Of many that became alike each goes on where the one before ended.
    int& number = m_numbers[text];
    std::string name = number == 0 ? text : numbered(text, ++number);
    while (true) {
        const bool isTaken = taken.bind(std::string_view(name)).bind(id).step();
        const bool isGood = !taken.hasFailed();
        taken.reset();
        if (!isGood)
            return std::nullopt;
        if (!isTaken)
            break;
        number = std::max(number, 1) + 1;
        name = numbered(text, number);
    }
    number = std::max(number, 1);
    Statement update = m_database.prepare("UPDATE strings SET text=? WHERE id=?");
    if (!update.bind(std::string_view(name)).bind(id).run())
        return std::nullopt;
    return name;
}

bool Redaction::records()
{
    std::int64_t takenOut = 0;
    const bool isGood = redactRecords(m_working, takenOut);
    m_texts.count(takenOut);
    return isGood;
}

// Services that only texts tell: they get a number of their own, too.
bool Redaction::namesOutside()
{
    const auto marker = m_working.redactor.markerOf({"service.name"});
    if (!marker)
        return true;
    for (const std::string& name :
         words("SELECT service FROM gaps UNION SELECT service FROM redactions EXCEPT SELECT text "
               "FROM strings")) {
        if (name.empty() || name.starts_with(*marker) || m_texts.hasRenamed(name))
            continue;
        Statement insert = m_database.prepare("INSERT INTO strings(text) VALUES(?)");
        if (!insert.bind(std::string_view(name)).run())
            return false;
        const std::int64_t id = m_database.lastRow();
        const auto given = rename(id, *marker);
        if (!given)
            return false;
        m_renamed.insert(id);
        m_texts.rename(name, *given);
    }
    return true;
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
        if (select.hasFailed())
            return false;
        for (const auto& [id, text] : found) {
            if (text.starts_with(*marker) || m_renamed.contains(id))
                continue;
            const auto given = m_working.goesOn() ? rename(id, *marker) : std::nullopt;
            if (!given)
                return false;
            m_texts.count(1);
            m_renamed.insert(id);
            m_texts.rename(text, *given);
        }
    }
    if (!namesOutside())
        return false;
    using Row = std::pair<std::int64_t, std::string>;
    return forEachRow<Row>(
        m_working, "SELECT id, text FROM strings WHERE id>?1 ORDER BY id LIMIT ?2",
        [](const Statement& select) { return Row(select.integer(0), std::string(select.text(1))); },
        [&](const Row& row) {
            std::string text = row.second;
            if (m_renamed.contains(row.first) || !m_texts.redact(text))
                return true;
            const auto given = rename(row.first, text);
            if (given && *given != text)
                m_texts.addWhole(row.second, *given);
            return given.has_value();
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

// How much was taken out when it was recorded, by service.
bool Redaction::redactions()
{
    struct Row
    {
        std::string rule;
        std::string service;
        std::int64_t count = 0;
        std::int64_t recorded = 0;
    };
    std::vector<Row> rows;
    Statement select =
        m_database.prepare("SELECT rule, service, count, recorded_ns FROM redactions");
    while (select.step())
        rows.push_back({std::string(select.text(0)), std::string(select.text(1)), select.integer(2),
                        select.integer(3)});
    if (select.hasFailed() || !execute("DELETE FROM redactions"))
        return false;
    // Of two services that became alike the counts add up.
    Statement insert = m_database.prepare(
        "INSERT INTO redactions(rule, service, count, recorded_ns) VALUES(?,?,?,?) ON "
        "CONFLICT(rule, service) DO UPDATE SET count=count+excluded.count, "
        "recorded_ns=max(recorded_ns, excluded.recorded_ns)");
    return std::ranges::all_of(rows, [&](Row& row) {
        m_texts.redact(row.service);
        return insert.bind(std::string_view(row.rule))
            .bind(std::string_view(row.service))
            .bind(row.count)
            .bind(row.recorded)
            .run();
    });
}

// By row; the few tables without a row id are small: there by text.
bool Redaction::columnOfTexts(const Column& column)
{
    using Row = std::pair<std::int64_t, std::string>;
    const std::string& name = column.name;
    const bool hasRows =
        !m_database.prepare("SELECT rowid FROM " + column.table + " LIMIT 0").hasFailed();
    Statement update = m_database.prepare("UPDATE " + column.table + " SET " + name + "=?1 WHERE "
                                          + (hasRows ? "rowid" : name) + "=?2");
    if (hasRows)
        return forEachRow<Row>(
            m_working,
            "SELECT rowid, " + name + " FROM " + column.table + " WHERE rowid>?1 AND " + name
                + "<>'' ORDER BY rowid LIMIT ?2",
            [](const Statement& select) {
                return Row(select.integer(0), std::string(select.text(1)));
            },
            [&](const Row& row) {
                std::string text = row.second;
                return !m_texts.redact(text)
                    || update.bind(std::string_view(text)).bind(row.first).run();
            });
    std::vector<std::pair<std::string, std::string>> changes;
    for (const std::string& before : words("SELECT DISTINCT " + name + " FROM " + column.table)) {
        std::string text = before;
        if (m_texts.redact(text))
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
        m_texts.count(m_database.changes());
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

// All of them first, so that one who is named before acting is known. What acted on alarms as the
// timeline does.
bool Redaction::people()
{
    using Row = telemetry::TimelineEntry;
    const bool isRead = forEachRow<Row>(
        m_working,
        "SELECT sequence, kind, actor, payload FROM timeline WHERE sequence>?1 ORDER BY sequence "
        "LIMIT ?2",
        [](const Statement& select) {
            Row row;
            row.kind = select.text(1);
            row.actor = select.text(2);
            row.payload = select.text(3);
            return row;
        },
        [this](const Row& row) {
            m_persons.addFrom(row);
            return true;
        });
    if (!isRead)
        return false;
    const auto actors = words("SELECT actor FROM alarms GROUP BY actor ORDER BY min(id)");
    for (const std::string& actor : actors)
        m_persons.addPerson(actor);
    Statement update = m_database.prepare("UPDATE alarms SET actor=?1 WHERE id=?2");
    using Alarm = std::pair<std::int64_t, std::string>;
    return forEachRow<Alarm>(
        m_working, "SELECT id, actor FROM alarms WHERE id>?1 ORDER BY id LIMIT ?2",
        [](const Statement& select) {
            return Alarm(select.integer(0), std::string(select.text(1)));
        },
        [&](const Alarm& alarm) {
            const std::string actor = m_persons.of(alarm.second);
            return actor == alarm.second
                || update.bind(std::string_view(actor)).bind(alarm.first).run();
        });
}

bool Redaction::timeline()
{
    Statement update = m_database.prepare(
        "UPDATE timeline SET actor=?, subject=?, text=?, payload=?, previous_hash=?, hash=? WHERE "
        "sequence=?");
    std::string previous = store::kFirstPreviousHash;
    using Row = telemetry::TimelineEntry;
    return forEachRow<Row>(
        m_working,
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
            m_persons.replaceWhole(kept);
            m_texts.count(takeCutCells(kept)); // before rules, which know no half of a match
            for (std::string* text : {&kept.actor, &kept.subject, &kept.text, &kept.payload})
                m_texts.redact(*text);
            m_persons.replaceWords(kept);
            kept.previousHash = previous;
            kept.hash = store::chainHash(kept);
            previous = kept.hash;
            if (kept.hash == row.hash)
                return true;
            m_isChainRebuilt = true;
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
    return execute("BEGIN") && records() && leaveOut() && people() && names() && texts()
        && redactions() && timeline() && execute("COMMIT");
}

telemetry::Error errorOf(const store::Database& database, const store::ProgressWatch& watch,
                         std::string_view doing)
{
    return watch.isStopped() ? brokenOff() : database.lastError(doing);
}

} // namespace

telemetry::Error brokenOff()
{
    return {telemetry::ErrorKind::Refused, "Making the bundle was broken off."};
}

Result<RecordingRedaction> redactRecording(const std::string& path,
                                           const redact::Redactor& redactor,
                                           const std::function<bool()>& goesOn)
{
    const auto database = store::Database::open(path, store::Database::Mode::ReadWrite);
    if (!database)
        return tl::make_unexpected(database.error());
    // Without a journal: what fails is thrown away by whoever asked.
    if (const auto ready = database->execute(
            "PRAGMA journal_mode=OFF; PRAGMA temp_store=FILE; PRAGMA trusted_schema=OFF");
        !ready)
        return tl::make_unexpected(ready.error());
    store::ProgressWatch watch(*database, goesOn);
    Redaction redaction({.database = *database, .redactor = redactor, .goesOn = [&watch] {
                             return watch.goesOn();
                         }});
    if (!redaction.run())
        return tl::make_unexpected(errorOf(*database, watch, "be redacted"));
    if (const auto done = database->execute("PRAGMA journal_mode=WAL"); !done)
        return tl::make_unexpected(errorOf(*database, watch, "be redacted"));
    return redaction.result();
}

Result<void> writeCompact(const std::string& from, const std::string& to,
                          const std::function<bool()>& goesOn)
{
    // SQLite keeps the mode of a file that is there, and is empty.
    const int file = ::open(to.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0)
        return telemetry::failure(telemetry::ErrorKind::Refused, to + " cannot be made.");
    ::close(file);
    const auto source = store::Database::open(from, store::Database::Mode::ReadWrite);
    if (!source)
        return tl::make_unexpected(source.error());
    const store::ProgressWatch watch(*source, goesOn);
    Statement copy = source->prepare("VACUUM INTO ?");
    if (!copy.bind(std::string_view(to)).run())
        return tl::make_unexpected(errorOf(*source, watch, "be written anew"));
    const auto written = store::Database::open(to, store::Database::Mode::ReadWrite);
    if (!written)
        return tl::make_unexpected(written.error());
    return written->execute("PRAGMA journal_mode=WAL");
}

} // namespace bundle
