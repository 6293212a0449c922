// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/interner.h"

#include <array>

namespace store {

namespace {

// Caches are emptied when they reach this size: what is hot comes back at once.
constexpr std::size_t kCacheEntries = 50'000;

std::string_view bytesOf(const telemetry::TraceId& id)
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

template<class Map>
void bound(Map& map)
{
    if (map.size() >= kCacheEntries)
        map.clear();
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
          "AND adapter=? AND prompt_version=? AND check_name=?"))
    , m_insertSignal(
          database.prepare("INSERT INTO signals(service, operation, model, version, adapter, "
                           "prompt_version, check_name) VALUES(?,?,?,?,?,?,?)"))
{
}

std::int64_t Interner::string(std::string_view text)
{
    if (const auto known = m_strings.find(text); known != m_strings.end())
        return known->second;
    std::int64_t id = 0;
    if (m_findString.bind(text).step())
        id = m_findString.integer(0);
    m_findString.reset();
    if (id == 0 && m_insertString.bind(text).run())
        id = m_database.lastRow();
    bound(m_strings);
    m_strings.emplace(text, id);
    return id;
}

std::int64_t Interner::trace(const telemetry::TraceId& id)
{
    if (const auto known = m_traces.find(id); known != m_traces.end())
        return known->second;
    std::int64_t number = 0;
    // What is not among the recent ones is new most of the time.
    if (!m_insertTrace.bindBlob(bytesOf(id)).run())
        return 0;
    if (m_database.changes() > 0)
        number = m_database.lastRow();
    else if (m_findTrace.bindBlob(bytesOf(id)).step())
        number = m_findTrace.integer(0);
    m_findTrace.reset();
    bound(m_traces);
    m_traces.emplace(id, number);
    return number;
}

std::int64_t Interner::findOrInsertBody(Statement& find, Statement& insert, std::string_view hash,
                                        const std::function<void(Statement&)>& bindRest)
{
    std::int64_t id = 0;
    if (find.bindBlob(hash).step())
        id = find.integer(0);
    find.reset();
    if (id != 0)
        return id;
    insert.bindBlob(hash);
    bindRest(insert);
    return insert.run() ? m_database.lastRow() : 0;
}

std::int64_t Interner::resource(const telemetry::ResourceRecord& resource,
                                telemetry::Timestamp recorded)
{
    if (const auto known = m_resources.find(resource.body); known != m_resources.end())
        return known->second;
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
    bound(m_resources);
    m_resources.emplace(resource.body, id);
    return id;
}

std::int64_t Interner::scope(const telemetry::ScopeRecord& scope, telemetry::Timestamp recorded)
{
    if (const auto known = m_scopes.find(scope.body); known != m_scopes.end())
        return known->second;
    const std::int64_t name = stringOrZero(scope.name);
    const std::int64_t version = stringOrZero(scope.version);
    const std::int64_t id = findOrInsertBody(
        m_findScope, m_insertScope, contentHash("scope", scope.body), [&](Statement& insert) {
            insert.bind(name).bind(version).bindBlob(scope.body).bind(recorded);
        });
    bound(m_scopes);
    m_scopes.emplace(scope.body, id);
    return id;
}

std::int64_t Interner::signal(const telemetry::SignalKey& key)
{
    if (const auto known = m_signals.find(key); known != m_signals.end())
        return known->second;
    const std::array<std::int64_t, 7> parts{
        string(key.service), string(key.operation),     string(key.model), string(key.version),
        string(key.adapter), string(key.promptVersion), string(key.check)};
    std::int64_t id = 0;
    for (const auto part : parts)
        m_findSignal.bind(part);
    if (m_findSignal.step())
        id = m_findSignal.integer(0);
    m_findSignal.reset();
    if (id == 0) {
        for (const auto part : parts)
            m_insertSignal.bind(part);
        id = m_insertSignal.run() ? m_database.lastRow() : 0;
    }
    bound(m_signals);
    m_signals.emplace(key, id);
    return id;
}

void Interner::forget()
{
    m_strings.clear();
    m_traces.clear();
    m_resources.clear();
    m_scopes.clear();
    m_signals.clear();
}

} // namespace store
