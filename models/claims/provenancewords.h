// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/provenance.h"

#include <string>

namespace claims {

// Provenance::text of hops that are judged.
std::string provenanceText(const trace::TraceContents& contents, const Provenance& provenance);

} // namespace claims
