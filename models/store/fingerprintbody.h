// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/fingerprints.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace store {

// The body of a row of fingerprints: spans one after the other, each of
//   8 bytes  span id, 1 or more bytes (varint) number of texts, and of each text
//   1 byte   kind, with kRepeated set where nothing but the hash follows, kMarked where words are
//            marked (from schema 17 on; before it a fingerprint was 24 bits of a run, of which the
//            upper 23 are today's)
//   8 bytes  hash of the text
//   varint   number of fingerprints, 3 bytes each
// All numbers lowest byte first.
inline constexpr unsigned char kRepeated = 0x80;
inline constexpr unsigned char kMarked = 0x40;

void beginSpan(std::string& body, telemetry::SpanId span, std::size_t texts);
void addRepeated(std::string& body, similarity::PlaceKind kind, std::uint64_t hash);
void addText(std::string& body, similarity::PlaceKind kind, std::uint64_t hash,
             std::span<const std::uint32_t> fingerprints);

// Fills kind, hash, span and fingerprints of `text` for each; false when `visit` returns false. A
// damaged body ends where it is damaged.
bool forEachIn(std::string_view body, FingerprintedText& text,
               const std::function<bool(const FingerprintedText&)>& visit);

} // namespace store
