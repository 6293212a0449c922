// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/telemetry/result.h"

#include <functional>
#include <vector>

namespace spread {

// Whether the span that a place belongs to got the text from elsewhere, or gave it.
bool wasReceived(const SpreadPlace& place);
// Whether it came from a store of documents or out of a tool.
bool isStored(const SpreadPlace& place);

// The spans that are named in the links of a trace's spans.
using LinksOf =
    std::function<telemetry::Result<std::vector<telemetry::SpanKey>>(const telemetry::TraceId&)>;

// Puts places in order of time and tells of each where it was handed over from: what a span gave,
// from what it had received; what it received, from the newest place before that gave the same
// statement: in its trace, else in a trace it is linked with, else anywhere, unless it was stored.
// `suspect`, if there is one, stands for the suspect's own output, is no place itself, and is what
// the first ones come from. Fails where `linksOf` does.
telemetry::Result<void> connect(std::vector<SpreadPlace>& places,
                                const std::optional<SpreadPlace>& suspect, const LinksOf& linksOf);

} // namespace spread
