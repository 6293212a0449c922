// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"
#include "models/comparison/onset.h"
#include "models/store/reader.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace comparison {

// A run that the suspect may be held against.
struct GoodRun
{
    telemetry::SpanKey key; // the answer
    telemetry::Timestamp time; // its start
    QuestionRelation question = QuestionRelation::Different;
    double likeness = 0; // of the questions' words by rarity, 0..1
    telemetry::Duration before{}; // of the suspect; negative: after it
    bool isBeforeOnset = true; // also where no onset is known
    int passed = 0; // checks; none failed
    bool isRepeating = false; // asks for the same call of a tool twice
    std::vector<std::string> others; // parameters that are not the suspect's: "adapter"
    double score = 0; // what the order is by
    std::string reason; // in words: "same question, 12 min before, passed 3 checks"
    // Why it may be no good one, where nothing better is there: a sentence. Empty: nothing.
    std::string caution = {};
};

struct GoodRunQuestion
{
    telemetry::SpanKey suspect; // without a span: the last answer of the trace
    std::size_t most = 8; // candidates
    std::int64_t mostRead = 4000; // answers of the service that are looked at, the nearest before
    std::function<bool()> goOn = {}; // false: give up, with what was found
};

struct GoodRuns
{
    telemetry::SpanKey suspect; // the answer that was looked for
    std::vector<GoodRun> runs; // the best first; empty: `none` says why
    std::optional<Onset> onset;
    std::int64_t read = 0; // answers looked at
    std::string none;
};

// Runs of the same service and operation with the same question, or the nearest, that nothing says
// are wrong: answered, no check failed, suspicion below a half, no person's verdict against it, and
// not going round in circles (what trace::findLoops finds, but for waiting for another result and
// trying again what failed; asking for the same twice only counts against it). Those from after the
// onset, where one is known, come only where there is none from before it. As known at
// `view.knownAt`, whatever its range. Reads `mostRead` generations (0.1 ms each), the evaluations
// of some forty and the contents of some ten. Unreadable error when the suspect is not in the
// recording. Any thread, for whom the reader is.
telemetry::Result<GoodRuns> findGoodRuns(const store::Reader& reader, const store::View& view,
                                         const GoodRunQuestion& question);

} // namespace comparison
