// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace store {

// One generation with what was said of it and what stood around it.
struct AnswerFacts
{
    // Only what has a result: neither unknown nor about nothing.
    struct Judged
    {
        std::string check; // of the signal, see telemetry::signalCheck
        bool isFailed = false;
        std::optional<double> badness{};
    };

    std::int64_t row = 0; // ascending in the order of recording
    telemetry::Timestamp recorded;
    telemetry::Generation generation; // with its content
    std::vector<telemetry::Document> retrieved; // by the newest retrieval of its trace before it
    std::vector<Judged> judged; // one a check: failed when any judge of it says so
    std::optional<double> suspicion; // the newest known
    std::optional<double> queueDepth; // requests, as the serving engine told it of this one
    std::optional<double> indexAge; // seconds, as told with the retrieval or the generation
    std::string indexVersion; // likewise
};

// Which rows of a service are asked for: those of the view in (after, upTo], judgements that were
// recorded in (judgedAfter, judgedUpTo] among what is known of them where that is not 0.
struct AnswerQuery
{
    std::string service;
    std::int64_t after = 0;
    std::int64_t upTo = std::numeric_limits<std::int64_t>::max();
    std::int64_t limit = std::numeric_limits<std::int64_t>::max(); // the latest by start count
    std::int64_t judgedAfter = 0;
    std::int64_t judgedUpTo = 0;
};

class Reader;

// Reads answers of a recording. On the thread of its reader, which outlives it.
class AnswerReader
{
public:
    explicit AnswerReader(const Reader& reader)
        : m_reader(reader)
    {
    }

    // Latest start first; `visit` returns false to stop, and must not use the reader.
    telemetry::Result<void> forEach(const View& view, const AnswerQuery& query,
                                    const std::function<bool(const AnswerFacts&)>& visit) const;
    // Whose spans stand in the traces of the service's latest answers of the view, its own left
    // out.
    telemetry::Result<std::vector<std::string>> servicesBeside(const View& view,
                                                               const std::string& service) const;
    // The last row of evaluations before the first one after `row` that was recorded later than
    // `known`.
    telemetry::Result<std::int64_t> lastEvaluation(std::int64_t row,
                                                   telemetry::Timestamp known) const;

private:
    const Reader& m_reader;
};

} // namespace store
