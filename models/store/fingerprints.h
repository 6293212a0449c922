// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace store {

// One text of a span, as the recording has its fingerprints. Reader::forEachFingerprinted() reads
// them in short transactions, none of which is open while one is visited.
struct FingerprintedText
{
    std::int64_t row = 0; // of the recording; texts that came together share one
    std::int64_t traceNumber = 0;
    telemetry::SpanId span = telemetry::SpanId::None;
    telemetry::Timestamp start; // the earliest of the spans in the row
    telemetry::Timestamp recorded;
    similarity::PlaceKind kind = similarity::PlaceKind::Input;
    std::uint64_t hash = 0; // similarity::textHash
    // The fingerprints are those of an earlier text with this hash, recorded at most
    // kFingerprintMemory before.
    bool isRepeated = false;
    bool hasMarks = false; // of words, see similarity::wordMark(); false: recorded before schema 17
    std::string_view fingerprints; // three bytes each, lowest first; valid while it is visited

    std::size_t size() const { return fingerprints.size() / 3; }
    std::uint32_t fingerprint(std::size_t i) const
    {
        const auto byte = [this, i](std::size_t n) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(fingerprints[3 * i + n]));
        };
        return (byte(0) | (byte(1) << 8U) | (byte(2) << 16U)) >> (hasMarks ? 0U : 1U);
    }
};
inline constexpr telemetry::Duration kFingerprintMemory = std::chrono::hours(1);

// What of a recording has fingerprints.
struct FingerprintExtent
{
    std::uint64_t key = 0; // of similarity::gramHashes
    std::int64_t rows = 0; // number of the newest row
    // What was recorded by then was written before there were any: it has to be read as a whole.
    std::optional<telemetry::Timestamp> unmarkedUntil;
    // Texts up to here may repeat one that retention took out; the oldest time if it took out none.
    telemetry::Timestamp repeatsUntil = telemetry::Timestamp::min();
};

} // namespace store
