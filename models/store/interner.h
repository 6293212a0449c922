// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/signal.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace store {

// A 64-bit hash of bytes (FNV-1a with a final mix). It is stored, so it never changes.
std::int64_t stableHash(std::string_view bytes, std::uint64_t seed = 0);

// Gives repeated values (texts, resources, scopes, trace ids, signals) small numbers, and remembers
// the recent ones. Belongs to the writing connection; forget() after a rollback, because what was
// handed out in the transaction is gone.
class Interner
{
public:
    explicit Interner(const Database& database);

    // All return the row number, or 0 after an error. The error stays until forget(): a row with a
    // 0 in it must not be kept, and SQLite may have ended the transaction.
    bool hasFailed() const { return m_failure.has_value(); }
    const std::optional<telemetry::Error>& failure() const { return m_failure; }
    // Runs a statement with such numbers in it; not after an error.
    bool run(Statement& statement) const;
    std::int64_t string(std::string_view text);
    std::int64_t stringOrZero(std::string_view text) { return text.empty() ? 0 : string(text); }
    std::int64_t trace(const telemetry::TraceId& id);
    std::int64_t resource(const telemetry::ResourceRecord& resource, telemetry::Timestamp recorded);
    std::int64_t scope(const telemetry::ScopeRecord& scope, telemetry::Timestamp recorded);
    std::int64_t signal(const telemetry::SignalKey& key);
    void forget();
    void forgetTrace(std::string_view id); // its row is gone; 16 bytes
    // Some rows are gone.
    void forgetTexts();
    void forgetPlaces();
    void forgetSignals();
    // While it is on: the texts whose numbers were handed out since the call before.
    void trackTexts(bool isOn);
    std::vector<std::int64_t> takeUsedTexts();

private:
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    // By text or bytes, emptied when it has grown too large: what is hot comes back at once.
    class TextCache
    {
    public:
        const std::int64_t* find(std::string_view text) const;
        void add(std::string_view text, std::int64_t id);
        void clear();

    private:
        std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>> m_ids;
        std::size_t m_bytes = 0;
    };
    std::int64_t findOrInsertBody(Statement& find, Statement& insert, std::string_view hash,
                                  const std::function<void(Statement&)>& bindRest);
    std::int64_t usedText(std::int64_t id);
    // The row a search found, or 0; notes an error.
    std::int64_t found(Statement& find);
    // The row an insertion made, or 0; notes an error.
    std::int64_t inserted(Statement& insert);

    const Database& m_database;
    Statement m_findString;
    Statement m_insertString;
    Statement m_findTrace;
    Statement m_insertTrace;
    Statement m_findResource;
    Statement m_insertResource;
    Statement m_findScope;
    Statement m_insertScope;
    Statement m_findSignal;
    Statement m_insertSignal;
    TextCache m_strings;
    std::unordered_map<telemetry::TraceId, std::int64_t> m_traces;
    TextCache m_resources;
    TextCache m_scopes;
    std::map<telemetry::SignalKey, std::int64_t> m_signals;
    std::size_t m_signalBytes = 0;
    bool m_isTracking = false;
    std::unordered_set<std::int64_t> m_usedTexts; // while tracking
    std::optional<telemetry::Error> m_failure; // the first since forget()
};

} // namespace store
