// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/recentlyused.h"
#include "models/health/validator.h"
#include "models/telemetry/generation.h"

#include <cstddef>
#include <optional>

namespace health {

// What the validators may look at of one generation. Text that is not captured, was redacted,
// sealed or cut on the way is left out, question and answer each: nothing may be said about it. A
// question without any passage (passages.h) gives no context, hence no groundedness; the command
// line is told what is context and needs no such rule.
Subject subjectOf(const telemetry::Generation& generation);

// Remembers the newest turn of each conversation, so that dropped history shows. Bounded: the
// conversation that was silent longest makes room.
class TurnMemory
{
public:
    // The turn before this one, and takes this one in.
    std::optional<Subject::PreviousTurn> exchange(const telemetry::Generation& generation,
                                                  const Subject& subject);

private:
    static constexpr std::size_t kConversations = 8192;

    RecentlyUsed<std::optional<Subject::PreviousTurn>> m_turns{kConversations};
};

} // namespace health
