// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"
#include "models/store/writer.h"

#include <cstddef>

namespace ingest {

// What the sender of a delivery is told once it is on disk.
Receipt receiptFor(const DecodedDelivery& delivery, const store::Appended& appended);

// Who waits for it hears of it: a handler that has not memory enough is called again, so it does
// what takes memory first.
void give(const ReceiptHandler& handler, const Receipt& receipt);

// Of a delivery that was not kept.
Receipt withoutMemory();

std::size_t itemCount(const telemetry::Batch& batch);

// What a delivery counts for in a bounded queue: roughly its memory.
std::size_t weightOf(const dialect::Interpreted& interpreted);

} // namespace ingest
