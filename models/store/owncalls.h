// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/judgetally.h"
#include "models/store/reader.h"

namespace store {

// Gives each judge the calls of models that it made itself: those below a span of kind evaluator
// that carries its result, else one that is named after it or its check; else, shared by all with a
// result in the trace, those of which it does not show whose they are. Errors stay with the reader.
void addOwnCalls(Reader::Private& reader, const View& view, JudgeTallies& tallies,
                 telemetry::Duration step);

} // namespace store
