// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/tlsidentity.h"
#include "models/telemetry/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace net {

// Whom a listener lets in, and how it shows itself; the same for every kind of listener.
struct Admission
{
    std::string bearerToken; // required in Authorization when not empty; always when off loopback
    std::optional<TlsIdentity> tls; // TLS 1.2 or newer when there is one, plain text otherwise
};

bool isNumericAddress(const std::string& address); // IPv4, or IPv6 without brackets

// 127.0.0.0/8 and ::1, as numeric addresses.
bool isLoopback(const std::string& address);

// Usage error when `address` can be reached from other machines and there is no token.
telemetry::Result<void> checkAdmission(const std::string& address, const Admission& admission);

// `authorization` is the value of that header: the token as Bearer (RFC 6750), or as the password
// of a Basic pair of any user (RFC 7617), because clients of Langfuse send nothing else. Always
// true without a token. Takes the same time wherever the first difference is.
bool isAuthorized(std::string_view authorization, const std::string& token);

} // namespace net
