// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"
#include "models/store/writer.h"

#include <cstddef>

namespace ingest {

// What the sender of a delivery is told once it is on disk.
Receipt receiptFor(const DecodedDelivery& delivery, const store::Appended& appended);

std::size_t itemCount(const telemetry::Batch& batch);

// What a delivery counts for in a bounded queue: roughly its memory.
std::size_t weightOf(const dialect::Interpreted& interpreted);

} // namespace ingest
