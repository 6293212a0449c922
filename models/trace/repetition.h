// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trace {

// Where a text of a generation falls apart: from `start` on it repeats itself or loses the order of
// its words.
struct DegenerateText
{
    telemetry::SpanId span = telemetry::SpanId::None;
    similarity::PlaceKind kind = similarity::PlaceKind::Output; // or Reasoning
    std::size_t message = 0; // into outputMessages
    std::size_t part = 0; // of the message
    std::int64_t start = 0; // code points of the part's text, half-open
    std::int64_t end = 0;
    std::string finding; // loop, repeated, word_salad, mixed_scripts: as health::judgeDegeneration
    // What repeats, one line, safe to show, and how often it stands there in a row; empty and 0
    // where it is no loop.
    std::string round;
    std::size_t times = 0;
    double probability = 0; // that it is so, 0..1
    std::string reason; // in words, one line, safe to show
};

// Of what generations answered and thought, the earliest place of each text in which something is
// found; by generation, message and part. By health::judgeDegeneration, which looks at the last
// 48 KiB of a text. Texts of less than 80 bytes have none. Linear. Thread: any.
std::vector<DegenerateText> degenerateTexts(const TraceContents& contents);

// Of one text; span, kind, message and part are left for the caller. `finding` is empty: none.
DegenerateText degenerationOf(std::string_view text);

} // namespace trace
