// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace telemetry {

// Why deliveries were sent away before anything of them was read. The words are ours: few, and
// nothing in them of what was sent.
namespace refusal {

inline constexpr const char* kQueueFull = "the console was behind";
inline constexpr const char* kNoToken = "no bearer token, or a wrong one";
inline constexpr const char* kContentType =
    "a content type that is neither application/x-protobuf nor application/json";
inline constexpr const char* kTooLarge = "larger than is taken";
inline constexpr const char* kTooMuch = "too much was being received at once";
inline constexpr const char* kMalformed = "no well-formed request";
inline constexpr const char* kBrokenOff = "broken off before all of it had come";
inline constexpr const char* kNoMessage = "no whole message came, or one larger than is taken";
inline constexpr const char* kConnections = "too many connections";
inline constexpr const char* kBrowser = "sent by a page in a browser, without a token";
inline constexpr const char* kWrongPath = "sent to a path that takes no telemetry";
inline constexpr const char* kHttp2 = "HTTP/2, as gRPC speaks it, where OTLP/HTTP is received";
inline constexpr const char* kTls = "TLS where plain text is received";
inline constexpr const char* kPlainText = "plain text where TLS is received";
inline constexpr const char* kUntrusted = "the sender does not trust the console's certificate";
inline constexpr const char* kWrongService = "a gRPC service that takes no telemetry";

} // namespace refusal

// How often one endpoint sent something away for one reason.
struct Refusal
{
    std::string source; // as Batch::source
    std::string reason; // one of refusal::
    std::uint64_t count = 0; // since the endpoint is there
    Timestamp last; // our clock
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

} // namespace telemetry
