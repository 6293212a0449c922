// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/readerprivate.h"

#include "models/dialect/interpreter.h"
#include "models/store/rollupscan.h"
#include "models/store/stopping.h"

#include <utility>

#include <sqlite3.h>

namespace store {

namespace {

constexpr int kStepsBetweenLooks = 10'000; // of SQLite's machine: well below a millisecond

} // namespace

void stopReading(const Reader& reader)
{
    reader.parts().isStopped = true;
}

void readAgain(const Reader& reader)
{
    Reader::Private& d = reader.parts();
    d.isStopped = false;
    static_cast<void>(d.outcome()); // what nobody asked for the reason of
}

Reader::Private::Private(Database opened, int fileSchema)
    : database(std::move(opened))
    , schema(fileSchema)
{
    // Asked between two steps of a statement: one may read for seconds.
    sqlite3_progress_handler(
        database.handle(), kStepsBetweenLooks,
        [](void* stopped) { return static_cast<std::atomic<bool>*>(stopped)->load() ? 1 : 0; },
        &isStopped);
}

Reader::Private::~Private() = default;

RollupScan& Reader::Private::rollups()
{
    if (!m_rollups)
        m_rollups = std::make_unique<RollupScan>(*this);
    return *m_rollups;
}

Reader::Private::Transaction::Transaction(const Database& database)
    : m_database(database)
{
    static_cast<void>(m_database.execute("BEGIN"));
}

Reader::Private::Transaction::~Transaction()
{
    static_cast<void>(m_database.execute("COMMIT"));
}

bool Reader::Private::noteStop() const
{
    if (isStopped && !m_damage)
        m_damage = telemetry::Error{.kind = telemetry::ErrorKind::Refused,
                                    .message = database.path() + " was not read to the end: "
                                        + "what was asked for is not wanted any more."};
    return m_damage.has_value();
}

bool Reader::Private::hasFailed(const Statement& statement) const
{
    if (noteStop())
        return true;
    if (statement.hasFailed())
        m_damage = telemetry::Error{.kind = telemetry::ErrorKind::Unreadable,
                                    .message = database.lastError("be read").message};
    return m_damage.has_value();
}

telemetry::Result<void> Reader::Private::outcome()
{
    return isDamaged() ? tl::make_unexpected(takeError()) : telemetry::Result<void>();
}

telemetry::Result<void> Reader::Private::outcome(const Statement& statement)
{
    static_cast<void>(hasFailed(statement));
    return outcome();
}

std::string Reader::Private::string(std::int64_t id)
{
    // Names, models and checks come from outside: many, or large ones, must not fill the memory.
    constexpr std::size_t kStringBytes = 16U * 1024 * 1024;
    constexpr std::size_t kEntryBytes = 64;
    if (const auto known = m_strings.find(id); known != m_strings.end())
        return known->second;
    if (!m_selectString)
        m_selectString = database.prepare("SELECT text FROM strings WHERE id=?");
    std::string text;
    if (id != 0 && m_selectString->bind(id).step())
        text = m_selectString->text(0);
    const bool isGood = !hasFailed(*m_selectString);
    m_selectString->reset();
    if (!isGood) // only this call fails: what was not read is not what the next one is told
        return {};
    m_stringBytes += text.size() + kEntryBytes;
    if (m_stringBytes > kStringBytes) {
        m_strings.clear();
        m_stringBytes = 0;
        return text;
    }
    return m_strings.emplace(id, std::move(text)).first->second;
}

std::int64_t Reader::Private::stringId(const std::string& text) const
{
    Statement select = database.prepare("SELECT id FROM strings WHERE text=?");
    const std::int64_t id = select.bind(std::string_view(text)).step() ? select.integer(0) : -1;
    static_cast<void>(hasFailed(select));
    return id;
}

std::int64_t Reader::Private::traceNumber(const telemetry::TraceId& id) const
{
    if (!m_selectTrace)
        m_selectTrace = database.prepare("SELECT trace_no FROM traces WHERE trace_id=?");
    const std::string_view bytes(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
    const bool isKnown = m_selectTrace->bindBlob(bytes).step();
    const std::int64_t number = isKnown ? m_selectTrace->integer(0) : -1;
    static_cast<void>(hasFailed(*m_selectTrace));
    m_selectTrace->reset();
    return number;
}

telemetry::TraceId Reader::Private::traceId(std::int64_t number)
{
    if (const auto known = m_traces.find(number); known != m_traces.end())
        return known->second;
    if (!m_selectTraceId)
        m_selectTraceId = database.prepare("SELECT trace_id FROM traces WHERE trace_no=?");
    telemetry::TraceId id;
    if (m_selectTraceId->bind(number).step())
        id = telemetry::traceIdFromBytes(m_selectTraceId->blob(0)).value_or(telemetry::TraceId{});
    const bool isGood = !hasFailed(*m_selectTraceId);
    m_selectTraceId->reset();
    if (!isGood)
        return {};
    constexpr std::size_t kTracesKept = 100'000;
    if (m_traces.size() >= kTracesKept)
        m_traces.clear();
    m_traces.emplace(number, id);
    return id;
}

const telemetry::ResourceRecord& Reader::Private::resource(std::int64_t id)
{
    if (const auto known = m_resources.find(id); known != m_resources.end())
        return known->second.record;
    Statement select = database.prepare(
        "SELECT body, service, version, environment, instance FROM resources WHERE id=?");
    // A sender can invent resources without end, each as large as a request.
    constexpr std::size_t kResourceBytes = 16U * 1024 * 1024;
    if (m_resourceBytes > kResourceBytes) {
        m_resources.clear();
        m_resourceBytes = 0;
    }
    StoredResource read;
    if (select.bind(id).step()) {
        read.body = select.blob(0);
        read.record.service = string(select.integer(1));
        read.record.serviceVersion = string(select.integer(2));
        read.record.environment = string(select.integer(3));
        read.record.instance = string(select.integer(4));
    }
    if (hasFailed(select)) {
        static const telemetry::ResourceRecord kNotRead;
        return kNotRead;
    }
    StoredResource& stored = m_resources[id] = std::move(read);
    stored.record.body = stored.body; // the map's nodes stay where they are
    m_resourceBytes += sizeof(StoredResource) + stored.body.size();
    return stored.record;
}

std::optional<telemetry::Generation> Reader::Private::compose(std::int64_t traceNumber,
                                                              std::int64_t span,
                                                              telemetry::Timestamp knownAt,
                                                              Origin* origin)
{
    if (!m_selectSpan) {
        m_selectSpan = database.prepare(
            "SELECT coalesce(v.parent_id, s.parent_id), s.start_ns, coalesce(v.end_ns, s.end_ns), "
            "s.kind, coalesce(v.status, s.status), s.name, s.resource, coalesce(v.body, b.body), "
            "c.name, c.version FROM spans s JOIN span_bodies b ON b.id=s.id LEFT JOIN scopes c ON "
            "c.id=s.scope"
            + std::string(kJoinVersion)
            + "WHERE s.trace_no=?1 AND s.span_id=?2 AND s.recorded_ns<=?3");
        m_selectLogs = database.prepare(
            "SELECT time_ns, observed_ns, severity, event, resource, body FROM logs "
            "WHERE trace_no=? AND span_id=? AND recorded_ns<=? ORDER BY time_ns, id");
    }
    const telemetry::TraceId trace = traceId(traceNumber);
    const telemetry::SpanId spanId{static_cast<std::uint64_t>(span)};
    telemetry::SpanRecord record;
    std::string spanName;
    std::string body;
    std::int64_t resourceId = 0;
    std::string instrumentation;
    const bool hasSpan = m_selectSpan->bind(traceNumber).bind(span).bind(knownAt).step();
    if (hasSpan) {
        record.trace = trace;
        record.id = spanId;
        record.parent = telemetry::SpanId{static_cast<std::uint64_t>(m_selectSpan->integer(0))};
        record.start = m_selectSpan->time(1);
        record.end = m_selectSpan->time(2);
        record.kind = static_cast<telemetry::SpanKind>(m_selectSpan->integer(3));
        record.status = static_cast<telemetry::StatusCode>(m_selectSpan->integer(4));
        spanName = string(m_selectSpan->integer(5));
        record.name = spanName;
        resourceId = m_selectSpan->integer(6);
        body = m_selectSpan->blob(7);
        record.body = body;
        instrumentation = string(m_selectSpan->integer(8));
        if (const std::string version = string(m_selectSpan->integer(9)); !version.empty())
            instrumentation += (instrumentation.empty() ? "" : " ") + version;
    }
    static_cast<void>(hasFailed(*m_selectSpan));
    m_selectSpan->reset();

    std::vector<telemetry::LogRecord> logs;
    std::vector<std::string> bodies;
    std::vector<std::string> names;
    m_selectLogs->bind(traceNumber).bind(span).bind(knownAt);
    while (m_selectLogs->step()) {
        telemetry::LogRecord& log = logs.emplace_back();
        log.trace = trace;
        log.span = spanId;
        log.time = m_selectLogs->time(0);
        log.observed = m_selectLogs->time(1);
        log.severity = static_cast<int>(m_selectLogs->integer(2));
        names.push_back(string(m_selectLogs->integer(3)));
        resourceId = resourceId != 0 ? resourceId : m_selectLogs->integer(4);
        bodies.emplace_back(m_selectLogs->blob(5));
    }
    static_cast<void>(hasFailed(*m_selectLogs));
    m_selectLogs->reset();
    if (!hasSpan && logs.empty())
        return std::nullopt;
    std::vector<const telemetry::LogRecord*> pointers;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        logs[i].body = bodies[i];
        logs[i].eventName = names[i];
        pointers.push_back(&logs[i]);
    }
    auto generation = dialect::Interpreter::builtIn().compose(hasSpan ? &record : nullptr,
                                                              &resource(resourceId), pointers);
    if (generation)
        generation->instrumentation = std::move(instrumentation);
    if (origin != nullptr)
        *origin = {.span = std::move(body), .resource = resourceId};
    return generation;
}

telemetry::TimelineEntry entryOf(const Statement& row)
{
    telemetry::TimelineEntry entry;
    entry.sequence = row.integer(0);
    entry.time = row.time(1);
    entry.recorded = row.time(2);
    entry.kind = row.text(3);
    entry.actor = row.text(4);
    entry.subject = row.text(5);
    entry.text = row.text(6);
    entry.payload = row.text(7);
    entry.previousHash = row.text(8);
    entry.hash = row.text(9);
    return entry;
}

FilterClause filterClause(const Reader::Private& reader, const GenerationFilter& filter,
                          const std::string& table, bool hasModel)
{
    FilterClause clause;
    const auto add = [&](const std::string& condition, std::int64_t value, int times) {
        clause.sql += " AND " + condition;
        clause.isImpossible = clause.isImpossible || value < 0;
        for (int i = 0; i < times; ++i)
            clause.values.push_back(value);
    };
    // By row: read in the order in which they lie in the file, see readertrace.cpp.
    if (filter.trace)
        add(table + ".id IN (SELECT id FROM " + (table == "s" ? "spans" : "generations")
                + " WHERE trace_no=?)",
            reader.traceNumber(*filter.trace), 1);
    if (!filter.service.empty())
        add(table + ".service=?", reader.stringId(filter.service), 1);
    if (hasModel && filter.operation)
        add("coalesce(" + table + ".operation, 0)=?",
            filter.operation->empty() ? 0 : reader.stringId(*filter.operation), 1);
    if (hasModel && filter.version)
        add("coalesce(" + table + ".version, 0)=?",
            filter.version->empty() ? 0 : reader.stringId(*filter.version), 1);
    if (hasModel && filter.hasNoModel)
        clause.sql +=
            " AND coalesce(" + table + ".model_served, " + table + ".model_requested, 0)=0";
    if (!filter.model.empty()) {
        const std::string row = hasModel ? table : "m";
        const std::string isModel = "(" + row + ".model_served=? OR " + row + ".model_requested=?)";
        add(hasModel ? isModel
                     : "EXISTS (SELECT 1 FROM generations m WHERE m.trace_no=" + table
                    + ".trace_no AND m.span_id=" + table + ".span_id AND " + isModel + ")",
            reader.stringId(filter.model), 2);
    }
    return clause;
}

} // namespace store
