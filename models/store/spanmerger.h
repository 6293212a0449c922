// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/generation.h"

#include <cstdint>

namespace store {

// Merges a further copy of a span that is there already into it, when it tells more; what was known
// before is kept for views that look back. Part of Writer; runs inside its transaction.
class SpanMerger
{
public:
    enum class Outcome
    {
        Duplicate, // nothing new in it
        Merged,
        Failed,
    };

    explicit SpanMerger(const Database& database);

    Outcome merge(std::int64_t trace, const telemetry::SpanRecord& span, telemetry::StepKind step,
                  telemetry::Timestamp recorded);

private:
    Statement m_find;
    Statement m_keep;
    Statement m_update;
    Statement m_updateBody;
};

} // namespace store
