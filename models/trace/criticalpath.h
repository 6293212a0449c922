// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <vector>

namespace trace {

// Of each node whether the trace would have ended sooner if it had been quicker, as far as times
// tell: from the end of a step back, the child that ended last is what was waited for, then the one
// that ended last before that began, and so on (as Jaeger draws it). What outlasts its parent
// counts as far as that goes; steps without a duration are never on it. n log n.
std::vector<bool> criticalPath(const SpanTree& tree);

} // namespace trace
