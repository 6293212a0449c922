// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/operations.h"
#include "models/telemetry/result.h"

#include <string>

namespace actuation {

// The document of the edit's variable with its changes made, in order, and wrapped, as JSON.
// Refused, naming the place, when the document is no JSON or a place that is to be set does not lie
// in it; Usage when a value cannot be put in. A document that is unsettled is told in words, with
// the changes that will be made.
telemetry::Result<std::string> edited(const BodyEdit& edit, const Variables& variables,
                                      const Unsettled& unsettled = {});

} // namespace actuation
