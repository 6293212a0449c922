// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trace {

// What a link into a trace leads to.
struct TraceLink
{
    telemetry::SpanKey step; // span None: the trace as a whole
    // A stretch of the step's answer: code points, half-open.
    std::optional<std::pair<std::int64_t, std::int64_t>> claim = std::nullopt;
    std::optional<telemetry::Timestamp> moment = std::nullopt; // of the playback, event time
    std::string view = {}; // name of a view of the trace page: lower-case letters; empty: any

    friend bool operator==(const TraceLink&, const TraceLink&) = default;
};

// "plumbline://trace/<trace>/<span>?claim=12-40&at=2026-11-24T02:51:07.000000000Z&view=context".
// The span and each of the parameters may be left out.
std::string toText(const TraceLink& link);

// Usage error that names the part that is wrong. Blanks around the link do not count.
telemetry::Result<TraceLink> traceLinkFromText(std::string_view text);

// The parameters of a link beside its ids, which a link to a whole view has, too: claim, at and
// view. Usage error that names the value that is wrong; false: the name is none of these.
telemetry::Result<bool> readParameter(std::string_view name, std::string_view value,
                                      TraceLink& link);
std::vector<std::pair<std::string, std::string>> parametersOf(const TraceLink& link);

// The links that stand in a text, as somebody pasted them into a note; what only begins like one is
// none. At most 16.
std::vector<TraceLink> traceLinksIn(std::string_view text);

} // namespace trace
