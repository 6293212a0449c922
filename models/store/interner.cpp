// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/interner.h"

#include <array>
#include <cstring>

namespace store {

namespace {

// Limits of one cache. Texts come from outside: their number says nothing about their size.
constexpr std::size_t kCacheEntries = 50'000;
constexpr std::size_t kCacheBytes = 16U * 1024 * 1024;
constexpr std::size_t kEntryBytes = 64; // of an entry, beside its text

std::string_view idBytes(const telemetry::TraceId& id)
{
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string contentHash(std::string_view kind, std::string_view body)
{
    // Two independent 64-bit hashes: 128 bits, enough that no two resources ever meet.
    const std::array<std::int64_t, 2> parts{stableHash(body, stableHash(kind) & 0x7fffffff),
                                            stableHash(body, 0x9e3779b9)};
    return {reinterpret_cast<const char*>(parts.data()), sizeof parts};
}

} // namespace

std::int64_t stableHash(std::string_view bytes, std::uint64_t seed)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
    for (const char c : bytes) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    hash ^= hash >> 32U;
    hash *= 0xd6e8feb86659fd93ULL;
    hash ^= hash >> 32U;
    return static_cast<std::int64_t>(hash);
}

Interner::Interner(const Database& database)
    : m_database(database)
    , m_findString(database.prepare("SELECT id FROM strings WHERE text=?"))
    , m_insertString(database.prepare("INSERT INTO strings(text) VALUES(?)"))
    , m_findTrace(database.prepare("SELECT trace_no FROM traces WHERE trace_id=?"))
    , m_insertTrace(database.prepare("INSERT OR IGNORE INTO traces(trace_id) VALUES(?)"))
    , m_findResource(database.prepare("SELECT id FROM resources WHERE hash=?"))
    , m_insertResource(database.prepare(
          "INSERT INTO resources(hash, service, version, environment, instance, body, "
          "recorded_ns) VALUES(?,?,?,?,?,?,?)"))
    , m_findScope(database.prepare("SELECT id FROM scopes WHERE hash=?"))
    , m_insertScope(database.prepare(
          "INSERT INTO scopes(hash, name, version, body, recorded_ns) VALUES(?,?,?,?,?)"))
    , m_findSignal(database.prepare(
          "SELECT id FROM signals WHERE service=? AND operation=? AND model=? AND version=? "
          "AND adapter=? AND prompt_version=? AND route=? AND check_name=?"))
    , m_insertSignal(
          database.prepare("INSERT INTO signals(service, operation, model, version, adapter, "
                           "prompt_version, route, check_name) VALUES(?,?,?,?,?,?,?,?)"))
{
}

const std::int64_t* Interner::TextCache::find(std::string_view text) const
{
    const auto known = m_ids.find(text);
    return known != m_ids.end() ? &known->second : nullptr;
}

void Interner::TextCache::add(std::string_view text, std::int64_t id)
{
    const std::size_t bytes = text.size() + kEntryBytes;
    if (m_bytes + bytes > kCacheBytes)
        clear();
    if (bytes > kCacheBytes || !m_ids.emplace(text, id).second)
        return;
    m_bytes += bytes;
}

void Interner::TextCache::clear()
{
    m_ids.clear();
    m_bytes = 0;
}

std::int64_t Interner::found(Statement& find)
{
    const std::int64_t id = find.step() ? find.integer(0) : 0;
    if (find.hasFailed() && !m_failure)
        m_failure = m_database.lastError("be read");
    find.reset();
    return id;
}

bool Interner::run(Statement& statement) const
{
    if (!m_failure)
        return statement.run();
    statement.reset();
    return false;
}

std::int64_t Interner::inserted(Statement& insert)
{
    if (run(insert))
        return m_database.lastRow();
    if (!m_failure)
        m_failure = m_database.lastError("be written");
    return 0;
}

std::int64_t Interner::string(std::string_view text)
{
    if (const std::int64_t* known = m_strings.find(text))
        return usedText(*known);
    std::int64_t id = found(m_findString.bind(text));
    if (id == 0)
        id = inserted(m_insertString.bind(text));
    if (id != 0)
        m_strings.add(text, id);
    return usedText(id);
}

std::int64_t Interner::trace(const telemetry::TraceId& id)
{
    if (const auto known = m_traces.find(id); known != m_traces.end())
        return known->second;
    // What is not among the recent ones is new most of the time.
    std::int64_t number = inserted(m_insertTrace.bindBlob(idBytes(id)));
    if (!m_failure && m_database.changes() == 0)
        number = found(m_findTrace.bindBlob(idBytes(id)));
    if (number == 0)
        return 0;
    if (m_traces.size() >= kCacheEntries)
        m_traces.clear();
    m_traces.emplace(id, number);
    return number;
}

std::int64_t Interner::findOrInsertBody(Statement& find, Statement& insert, std::string_view hash,
                                        const std::function<void(Statement&)>& bindRest)
{
    if (const std::int64_t id = found(find.bindBlob(hash)); id != 0)
        return id;
    insert.bindBlob(hash);
    bindRest(insert);
    return inserted(insert);
}

std::int64_t Interner::resource(const telemetry::ResourceRecord& resource,
                                telemetry::Timestamp recorded)
{
    if (const std::int64_t* known = m_resources.find(resource.body))
        return *known;
    const std::int64_t service = string(resource.service);
    const std::int64_t version = stringOrZero(resource.serviceVersion);
    const std::int64_t environment = stringOrZero(resource.environment);
    const std::int64_t instance = stringOrZero(resource.instance);
    const std::int64_t id =
        findOrInsertBody(m_findResource, m_insertResource, contentHash("resource", resource.body),
                         [&](Statement& insert) {
                             insert.bind(service)
                                 .bind(version)
                                 .bind(environment)
                                 .bind(instance)
                                 .bindBlob(resource.body)
                                 .bind(recorded);
                         });
    if (id != 0)
        m_resources.add(resource.body, id);
    return id;
}

std::int64_t Interner::scope(const telemetry::ScopeRecord& scope, telemetry::Timestamp recorded)
{
    if (const std::int64_t* known = m_scopes.find(scope.body))
        return *known;
    const std::int64_t name = stringOrZero(scope.name);
    const std::int64_t version = stringOrZero(scope.version);
    const std::int64_t id = findOrInsertBody(
        m_findScope, m_insertScope, contentHash("scope", scope.body), [&](Statement& insert) {
            insert.bind(name).bind(version).bindBlob(scope.body).bind(recorded);
        });
    if (id != 0)
        m_scopes.add(scope.body, id);
    return id;
}

std::int64_t Interner::signal(const telemetry::SignalKey& key)
{
    if (const auto known = m_signals.find(key); known != m_signals.end())
        return known->second;
    const std::array<const std::string*, 8> texts{&key.service, &key.operation, &key.model,
                                                  &key.version, &key.adapter,   &key.promptVersion,
                                                  &key.route,   &key.check};
    std::array<std::int64_t, texts.size()> parts{};
    std::size_t bytes = kEntryBytes + sizeof(telemetry::SignalKey);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        parts[i] = string(*texts[i]);
        bytes += texts[i]->size();
    }
    for (const auto part : parts)
        m_findSignal.bind(part);
    std::int64_t id = found(m_findSignal);
    if (id == 0) {
        for (const auto part : parts)
            m_insertSignal.bind(part);
        id = inserted(m_insertSignal);
    }
    if (id == 0)
        return 0;
    if (m_signalBytes + bytes > kCacheBytes) {
        m_signals.clear();
        m_signalBytes = 0;
    }
    m_signals.emplace(key, id);
    m_signalBytes += bytes;
    return id;
}

void Interner::forgetTrace(std::string_view id)
{
    telemetry::TraceId trace;
    if (id.size() != trace.bytes.size())
        return;
    std::memcpy(trace.bytes.data(), id.data(), id.size());
    m_traces.erase(trace);
}

std::int64_t Interner::usedText(std::int64_t id)
{
    if (m_isTracking)
        m_usedTexts.insert(id);
    return id;
}

void Interner::trackTexts(bool isOn)
{
    m_isTracking = isOn;
    m_usedTexts.clear();
}

std::vector<std::int64_t> Interner::takeUsedTexts()
{
    std::vector<std::int64_t> list(m_usedTexts.begin(), m_usedTexts.end());
    m_usedTexts.clear();
    return list;
}

void Interner::forgetTexts()
{
    m_strings.clear();
}

void Interner::forgetPlaces()
{
    m_resources.clear();
    m_scopes.clear();
}

void Interner::forgetSignals()
{
    m_signals.clear();
    m_signalBytes = 0;
}

void Interner::forget()
{
    m_strings.clear();
    m_traces.clear();
    forgetPlaces();
    forgetSignals();
    m_failure.reset();
}

} // namespace store
