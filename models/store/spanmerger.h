// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <optional>
#include <string>

namespace store {

// Merges a further copy of a span that is there already into it, when it tells more; what was known
// before is kept for views that look back. Of one span up to 8 earlier states are kept, with 256
// KiB together but for the first; then the newest of them stands for all that followed it until the
// span's own row, so that nothing is shown before it was known. Part of Writer; runs inside its
// transaction.
class SpanMerger
{
public:
    enum class Outcome
    {
        Duplicate, // nothing new in it
        Merged,
        Conflict, // another span with a reused id, by its start; nothing of it is kept
        Failed,
    };

    struct Meaning
    {
        telemetry::StepKind step = telemetry::StepKind::Other;
        bool isFailed = false;
    };

    explicit SpanMerger(const Database& database);

    Outcome merge(std::int64_t trace, const telemetry::SpanRecord& span, Meaning meaning,
                  telemetry::Timestamp recorded);

private:
    struct Known
    {
        std::int64_t row = 0;
        std::int64_t parent = 0;
        std::int64_t start = 0; // ns
        std::int64_t end = 0; // ns
        std::int64_t status = 0;
        std::int64_t step = 0;
        std::int64_t recorded = 0; // ns, of the first copy
        std::string body;
        std::int64_t failed = 0;
    };
    std::optional<Known> find(std::int64_t trace, telemetry::SpanId span);
    // Keeps the state that ends at `recorded`, if anybody could have seen it.
    bool keep(const Known& known, telemetry::Timestamp recorded);

    Statement m_find;
    Statement m_measureKept;
    Statement m_keep;
    Statement m_extend;
    Statement m_update;
    Statement m_updateBody;
};

} // namespace store
