// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/trace/contextdrops.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <set>
#include <vector>

namespace claims {

// Messages of an answer's own input that were sent, and cut by the server before the model read
// them: what stands in them was given only as far as the client knows.
struct UnreadInput
{
    std::set<std::size_t> messages; // into Generation::inputMessages
    bool isLikely = false; // which they were is concluded from counts of tokens

    friend bool operator==(const UnreadInput&, const UnreadInput&) = default;
};

// `drops` are those of its turn.
UnreadInput unreadOf(const telemetry::SpanKey& generation,
                     const std::vector<trace::ContextDrop>& drops);

enum class Reading : std::uint8_t
{
    Read, // as far as is known
    Unread,
    Quoted, // it stands in what was cut, and the answer has it nearly word for word: it was read
};
// Of evidence of a claim of that answer; documents count where such a message holds them.
Reading readingOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                  const Evidence& evidence, const UnreadInput& unread);

} // namespace claims
