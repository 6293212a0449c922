// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/store/reader.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace spread {

// Reads what spans said, and compares it with statements word for word. One thread at a time.
class SpreadReader
{
public:
    SpreadReader(const store::Reader& reader, telemetry::Timestamp knownAt);

    // What a span is, without its texts, and these; nothing where it is not known.
    struct Span
    {
        SpreadPlace common; // key, service, step, user, session
        telemetry::Timestamp start;
        telemetry::Timestamp end;
        std::optional<telemetry::Generation> generation;
        std::optional<telemetry::Step> content; // of what is no generation
    };
    telemetry::Result<std::optional<Span>> span(const telemetry::SpanKey& key);
    static Span spanOf(telemetry::Generation generation);
    static Span spanOf(telemetry::Step step, const store::SpanRow& row);

    // The places in it that hold one of the statements; of each text and statement the best.
    // `among`: only these are looked for.
    std::vector<SpreadPlace> placesIn(const Span& span,
                                      std::span<const similarity::StatementMatcher> matchers,
                                      std::span<const std::size_t> among);
    // Service and name of the span that a trace begins with.
    telemetry::Result<std::string> pipeline(const telemetry::TraceId& trace);
    // User and session of a step are those of the generations of its trace, where they agree.
    telemetry::Result<std::pair<std::string, std::string>> person(const telemetry::TraceId& trace);

private:
    telemetry::Result<void> loadSteps(const telemetry::TraceId& trace);

    const store::Reader& m_reader;
    store::View m_view;
    telemetry::TraceId m_trace; // whose steps are here
    std::vector<std::pair<telemetry::Step, store::SpanRow>> m_steps;
    std::map<telemetry::TraceId, std::pair<std::string, std::string>> m_persons;
    std::vector<similarity::Token> m_tokens; // working memory
};

} // namespace spread
