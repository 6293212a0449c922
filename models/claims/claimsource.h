// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/earlierturns.h"
#include "models/claims/giventext.h"
#include "models/health/validator.h"
#include "models/trace/tracecontents.h"

#include <string>

namespace claims {

// An answer and all that it can rest on.
struct ClaimSource
{
    telemetry::SpanId generation = telemetry::SpanId::None;
    health::Subject subject; // as health judges it
    std::string output; // well-formed; telemetry::outputText()
    GivenText given; // closed
    std::string unknown; // why nothing can be said of any claim; empty otherwise
    bool isGivenCut = false; // part of what it was given is not known: what is not there may be
    bool areTurnsCut = false; // of the session only the newest turns are known
    bool hasLostTurns = false; // its input says that earlier turns were left out
};

// `source` is new. Documents and results of the trace's steps that ended before the generation
// began count as given where it brings none of its own (as health has it, ingest::TraceDocuments).
void gatherSource(const trace::TraceContents& contents, const telemetry::Generation& generation,
                  const EarlierTurns* earlier, ClaimSource& source);
// Of a line of a labelled set: its context is part 0 of message 0, then come its documents, results
// of tools and instructions as messages of their own.
void gatherSource(const health::Subject& subject, ClaimSource& source);

} // namespace claims
