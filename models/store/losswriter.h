// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/redaction.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace store {

struct Appended;

// Counts what came and became no row: what was rejected, redacted, known already or merged into
// what was known. Part of Writer; runs inside its transaction. All return false after an error.
class LossWriter
{
public:
    explicit LossWriter(const Database& database);

    // Of a batch whose rows were appended: what of it was not kept, as a whole or in part; says in
    // `appended` how much of that counts.
    bool append(const telemetry::Batch& batch, Appended& appended);
    // One row a reason and minute, as often as a sender likes to have something rejected.
    bool append(const telemetry::Rejection& rejection, telemetry::Timestamp recorded);
    bool append(const std::vector<telemetry::Redaction>& redactions, telemetry::Timestamp recorded);
    // So many signals have no detector; only more than before are news.
    bool noteUnwatched(std::int64_t number);
    // Looks the counters up in the recording: when it is opened and after a rollback.
    // False when that cannot be read: nothing is to be written then.
    bool load();

private:
    struct Open // the newest row of a reason
    {
        std::int64_t row = 0;
        std::int64_t minute = 0;
    };
    bool appendRejections(const telemetry::Batch& batch, Appended& appended);
    bool addTo(const Open& open, const telemetry::Rejection& rejection,
               telemetry::Timestamp recorded);
    bool count(const char* name, std::int64_t& total, std::int64_t more);
    bool read(const char* name, std::int64_t& value) const;

    const Database& m_database;
    Statement m_insertRejection;
    Statement m_addRejection;
    Statement m_setCounter;
    Statement m_countRedaction;
    std::map<std::pair<telemetry::SignalKind, std::string>, Open> m_open;
    std::int64_t m_duplicates = 0;
    std::int64_t m_merged = 0;
    std::int64_t m_unwatched = 0;
};

} // namespace store
