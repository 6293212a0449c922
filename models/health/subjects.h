// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/generation.h"

#include <map>
#include <string>

namespace health {

// What the validators may look at of one generation. Text that is not captured, was redacted,
// sealed or cut on the way is left out, question and answer each: nothing may be said about it. A
// question without any passage (passages.h) gives no context, hence no groundedness; the command
// line is told what is context and needs no such rule.
Subject subjectOf(const telemetry::Generation& generation);

// Remembers the newest turn of each conversation, so that dropped history shows. Bounded: when it
// is full it starts anew, and the next turns have no predecessor.
class TurnMemory
{
public:
    // The turn before this one, and takes this one in.
    std::optional<Subject::PreviousTurn> exchange(const telemetry::Generation& generation,
                                                  const Subject& subject);

private:
    std::map<std::string, Subject::PreviousTurn> m_turns;
};

} // namespace health
