// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/trace/contextdrops.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <memory>
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

// `drops` are those of its turn; what ContextDrop::quoted tells is among them.
UnreadInput unreadOf(const telemetry::SpanKey& generation,
                     const std::vector<trace::ContextDrop>& drops);

// Those of them that were read all the same: a sentence of the answer is nearly word for word in
// one, and in nothing that was read. Documents count where such a message holds them.
std::set<std::size_t> quotedOf(const trace::TraceContents& contents, const ClaimSet& set,
                               const UnreadInput& unread);

class UnreadHolder;

// Of places that an answer was given; keeps references. Documents are each looked for in all
// messages once, as long as that is not more than 256 MiB in all: later ones count as read.
class ReadingFinder
{
public:
    ReadingFinder(const trace::TraceContents& contents, telemetry::SpanId generation,
                  const UnreadInput& unread);
    ~ReadingFinder();
    ReadingFinder(const ReadingFinder&) = delete;
    ReadingFinder& operator=(const ReadingFinder&) = delete;

    Reading at(const TextPlace& place); // Read where it is in none of them

private:
    std::unique_ptr<UnreadHolder> m_holder;
    bool m_isLikely;
};

// Marks what the claims rest on. A claim is Truncated where all that supported it, or a figure or
// name in it, was cut so; the reason of a contradiction with nothing else says that the model may
// never have read it.
void markUnread(const trace::TraceContents& contents, const UnreadInput& unread, ClaimSet& set);

} // namespace claims
