// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/store/sqlite.h"
#include "models/telemetry/batch.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace store {

class RollupScan;

// What the parts of Reader share. One thread at a time.
struct Reader::Private
{
    Private(Database opened, int fileSchema);
    ~Private();

    // One short read transaction: what is read inside belongs to one state of the file.
    class Transaction
    {
    public:
        explicit Transaction(const Database& database);
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        ~Transaction();

    private:
        const Database& m_database;
    };

    // Damage that any step of a call met, also a nested one, fails the whole call: a row that could
    // not be read must not look like a row that is not there.
    bool hasFailed(const Statement& statement) const;
    bool isDamaged() const { return m_damage.has_value() || noteStop(); }
    telemetry::Result<void> outcome();
    telemetry::Result<void> outcome(const Statement& statement); // `statement` included
    telemetry::Error takeError() { return *std::exchange(m_damage, std::nullopt); }
    std::int64_t stringId(const std::string& text) const; // -1 when it was never seen
    std::int64_t traceNumber(const telemetry::TraceId& id) const; // -1 when it was never seen
    // These three keep what they read, but nothing of a call that failed or was stopped.
    // Empty for 0 and for what is not there.
    std::string string(std::int64_t id);
    telemetry::TraceId traceId(std::int64_t number);
    // A resource with its bytes; they live until the next call.
    const telemetry::ResourceRecord& resource(std::int64_t id);

    // For whoever sums up rollups: its statements are prepared once.
    RollupScan& rollups();

    // What a generation was composed from.
    struct Origin
    {
        std::string span; // opentelemetry.proto.trace.v1.Span; empty while it is not known
        std::int64_t resource = 0;
    };
    // Everything known of one generation, from its span and its log records.
    std::optional<telemetry::Generation> compose(std::int64_t traceNumber, std::int64_t span,
                                                 telemetry::Timestamp knownAt,
                                                 Origin* origin = nullptr);

    // How far the timeline reaches up to an entry.
    struct TimelineEnds
    {
        std::int64_t sequence = 0;
        std::optional<telemetry::Timestamp> first;
        std::optional<telemetry::Timestamp> last;
    };

    Database database;
    int schema; // of the file
    std::atomic<bool> isStopped = false; // see stopping.h
    TimelineEnds timelineEnds;
    std::optional<Gap> lostInLog; // SQLite says nothing of it

private:
    bool noteStop() const; // that the call was told to end is damage of its own
    struct StoredResource
    {
        std::string body;
        telemetry::ResourceRecord record;
    };
    std::unordered_map<std::int64_t, std::string> m_strings;
    std::size_t m_stringBytes = 0;
    std::unordered_map<std::int64_t, telemetry::TraceId> m_traces;
    std::unordered_map<std::int64_t, StoredResource> m_resources;
    std::size_t m_resourceBytes = 0;
    std::unique_ptr<RollupScan> m_rollups;
    std::optional<Statement> m_selectString;
    std::optional<Statement> m_selectTraceId;
    std::optional<Statement> m_selectSpan;
    std::optional<Statement> m_selectLogs;
    mutable std::optional<Statement> m_selectTrace;
    mutable std::optional<telemetry::Error> m_damage;
};

// Of the timeline, for entryOf().
inline constexpr const char* kEntryColumns =
    "SELECT sequence, time_ns, recorded_ns, kind, actor, subject, text, payload, previous_hash, "
    "hash FROM timeline ";
telemetry::TimelineEntry entryOf(const Statement& row);

// Joined to spans s: what was known of a span at ?3, while a later copy of it told more; mostly
// there is none, and the span's own row counts.
inline constexpr const char* kJoinVersion =
    " LEFT JOIN span_versions v ON v.id=(SELECT id FROM span_versions WHERE span=s.id AND "
    "until_ns>?3 ORDER BY until_ns LIMIT 1) ";

// The WHERE clause and its values that a GenerationFilter stands for; `table` is an alias.
struct FilterClause
{
    std::string sql; // begins with " AND", or empty
    std::vector<std::int64_t> values;
    bool isImpossible = false; // names something the recording has never seen
};
FilterClause filterClause(const Reader::Private& reader, const GenerationFilter& filter,
                          const std::string& table, bool hasModel);

} // namespace store
