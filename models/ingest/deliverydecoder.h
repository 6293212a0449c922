// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/ingest/pipeline.h"

#include <cstddef>
#include <memory>

#include <tl/expected.hpp>

namespace ingest {

// A delivery that could not be decoded: what its sender is told, and what the recording keeps.
struct DecodeFailure
{
    Receipt receipt;
    telemetry::Rejection rejection;
};

// Inflates (never to more than `inflatedBytes`), decodes and interprets. Any thread.
tl::expected<std::shared_ptr<const dialect::Interpreted>, DecodeFailure>
decodeDelivery(RawDelivery delivery, std::size_t inflatedBytes, telemetry::Timestamp recorded);

} // namespace ingest
