// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>

namespace otlp {

// Reads the export request in `*buffer` and appends everything to `batch`, whose `buffers` then
// hold `buffer`. On an error the batch is left as far as it was read. Errors as decodeProtobuf().
telemetry::Result<void> readRequest(telemetry::SignalKind kind,
                                    std::shared_ptr<const std::string> buffer,
                                    telemetry::Batch& batch);

} // namespace otlp
