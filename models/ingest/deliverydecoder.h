// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/health/judgescales.h"
#include "models/ingest/pipeline.h"
#include "models/redact/redactor.h"

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

struct DecodeSettings
{
    std::size_t inflatedBytes = 0; // never more
    const redact::Redactor* redactor = nullptr; // null: all is kept
    bool isFingerprinted = true; // what tools and retrievals said is wanted too
    health::JudgeScales* judges = nullptr; // null: scores stay as they were read
};

// Inflates, redacts, decodes and interprets. Any thread; with judges, theirs.
tl::expected<std::shared_ptr<const dialect::Interpreted>, DecodeFailure>
decodeDelivery(RawDelivery delivery, const DecodeSettings& settings, telemetry::Timestamp recorded);

} // namespace ingest
