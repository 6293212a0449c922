// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/reader.h"
#include "models/store/sqlite.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace store {

// Where a generation stands, without its content.
struct GenerationPlace
{
    std::int64_t row = 0;
    std::int64_t trace = 0; // the recording's number of it
    std::int64_t span = 0;
    std::int64_t service = 0; // of serviceName()
    telemetry::Timestamp start;
    telemetry::Timestamp end; // not after `start`: not known
    telemetry::Timestamp recorded;
};

// A retrieval or tool step of a trace.
struct TraceStep
{
    telemetry::Step step;
    telemetry::Timestamp start;
    std::string body; // opentelemetry.proto.trace.v1.Span
};

// What a trace tells of each generation in it.
struct TraceContext
{
    telemetry::SpanId root = telemetry::SpanId::None; // without a parent; None while there is none
    std::string rootBody; // opentelemetry.proto.trace.v1.Span
    std::vector<TraceStep> steps; // by start; the first kMostSteps
};

// A generation with what stands around it. The views are valid while it is visited.
struct GenerationContext
{
    telemetry::Generation generation;
    std::optional<double> suspicion; // 0 where it was judged and no row was worth it; absent:
                                     // nobody judged it
    std::string_view span; // opentelemetry.proto.trace.v1.Span; empty while only its logs are known
    std::string_view resource; // opentelemetry.proto.resource.v1.Resource
    const TraceContext* trace = nullptr;
};

// Up to which rows of its tables a recording has been read.
struct ContextMarks
{
    std::int64_t spans = 0;
    std::int64_t versions = 0;
    std::int64_t logs = 0;
    std::int64_t suspicions = 0;
    std::int64_t evaluations = 0;
};

struct PlaceQuery
{
    View view;
    std::string service; // empty: any
    std::int64_t limit = std::numeric_limits<std::int64_t>::max(); // the latest by start count
};

// Reads generations together with their traces, for whoever compares many of them. The calls of
// judges are left out. Uses the reader's connection, on its thread.
class GenerationContexts
{
public:
    static constexpr std::size_t kMostSteps = 200; // of one trace
    explicit GenerationContexts(const Reader& reader);

    // Cheap: no content is read. Latest start first.
    telemetry::Result<std::vector<GenerationPlace>> places(const PlaceQuery& query) const;
    telemetry::Result<std::int64_t> count(const PlaceQuery& query) const; // limit is not looked at
    // The same, of one trace.
    telemetry::Result<std::vector<GenerationPlace>> placesOf(std::int64_t trace,
                                                             const PlaceQuery& query) const;

    // Up to which everything was recorded by then, beginning from `known`.
    telemetry::Result<ContextMarks> marks(telemetry::Timestamp knownAt,
                                          const ContextMarks& known) const;
    // The traces of which anything came in between.
    telemetry::Result<std::unordered_set<std::int64_t>> touched(const ContextMarks& after,
                                                                const ContextMarks& upTo) const;

    // In short transactions. Null where there is no generation (its span turned out to be something
    // else). Returns false to stop.
    using Visit = std::function<bool(const GenerationPlace&, const GenerationContext*)>;
    telemetry::Result<void> forEach(const std::vector<GenerationPlace>& places,
                                    telemetry::Timestamp knownAt, const Visit& visit);

    std::string serviceName(std::int64_t service) const;

private:
    using Trace = std::pair<std::int64_t, std::shared_ptr<const TraceContext>>;

    std::shared_ptr<const TraceContext> trace(std::int64_t number, telemetry::Timestamp knownAt);
    std::optional<double> suspicion(const GenerationPlace& place, telemetry::Timestamp knownAt);

    Reader::Private& m_reader;
    Statement m_selectTrace;
    Statement m_selectSuspicion;
    Statement m_selectJudged;
    // Read last, newest first: generations of one trace are near each other.
    std::list<Trace> m_traces;
    std::unordered_map<std::int64_t, std::list<Trace>::iterator> m_traceIndex;
};

} // namespace store
