// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/harvest.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <string>

namespace pull {

// OTLP JSON inside a reply, put on the harvest as export requests. The reply may hold several
// documents one after the other (gRPC gateways stream so). The number of elements at the mapping's
// pointer; Unreachable when there is no list anywhere.
telemetry::Result<std::size_t> readOtlp(const OtlpMapping& mapping, const Variables& variables,
                                        const std::string& body, Harvest& harvest);

} // namespace pull
