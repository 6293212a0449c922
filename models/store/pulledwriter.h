// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/interner.h"
#include "models/store/pulled.h"
#include "models/store/rollupwriter.h"
#include "models/store/sqlite.h"

#include <utility>
#include <vector>

namespace store {

// Writes what polls of back ends leave. Part of Writer; runs inside its transaction.
class PulledWriter
{
public:
    PulledWriter(const Database& database, Interner& interner, RollupTables& rollups);

    // False after an error. `fresh` gets the buckets that were not known before.
    bool append(const Pulled& pulled, std::vector<CountedBucket>* fresh);
    // Of the buckets that were new, since the call before.
    std::vector<telemetry::Redaction> takeRedactions() { return std::exchange(m_redactions, {}); }

private:
    bool append(const Cursor& cursor, telemetry::Timestamp recorded);
    bool append(const CountedBucket& counted, std::int64_t source, telemetry::Timestamp recorded,
                std::vector<CountedBucket>* fresh);

    Interner& m_interner;
    RollupTables& m_rollups;
    Statement m_find;
    Statement m_replace;
    Statement m_setCursor;
    Statement m_dropCursor;
    std::vector<telemetry::Redaction> m_redactions;
};

} // namespace store
