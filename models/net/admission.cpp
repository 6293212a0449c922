// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/admission.h"

#include "models/net/encoding.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <cstddef>

#include <arpa/inet.h>

namespace net {

namespace {

// Only the length may show.
bool isEqual(std::string_view given, std::string_view expected)
{
    unsigned difference = given.size() == expected.size() ? 0U : 1U;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const char c = i < given.size() ? given[i] : '\0';
        difference |= static_cast<unsigned char>(c) ^ static_cast<unsigned char>(expected[i]);
    }
    return difference == 0;
}

bool isSameWord(std::string_view given, std::string_view lowerCase)
{
    return std::ranges::equal(given, lowerCase, {}, telemetry::asciiLower);
}

// What follows the name of the scheme, when it is that one.
std::optional<std::string_view> afterScheme(std::string_view authorization, std::string_view scheme)
{
    if (!isSameWord(authorization.substr(0, scheme.size()), scheme))
        return std::nullopt;
    return authorization.substr(scheme.size());
}

} // namespace

bool isNumericAddress(const std::string& address)
{
    in6_addr bytes{};
    return inet_pton(AF_INET, address.c_str(), &bytes) == 1
        || inet_pton(AF_INET6, address.c_str(), &bytes) == 1;
}

bool isLoopback(const std::string& address)
{
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1)
        return (ntohl(four.s_addr) >> 24) == 127;
    in6_addr six{};
    return inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

telemetry::Result<void> checkAdmission(const std::string& address, const Admission& admission)
{
    if (admission.bearerToken.empty() && !isLoopback(address))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "Whoever can reach " + address
                                      + " could write into the recording: give a token "
                                        "(--token-file FILE or PLUMBLINE_TOKEN_OTLP; in the window "
                                        "File > Receiving…), or listen on 127.0.0.1.");
    return {};
}

bool isAuthorized(std::string_view authorization, const std::string& token)
{
    if (token.empty())
        return true;
    if (const auto bearer = afterScheme(authorization, "bearer "))
        return isEqual(*bearer, token);
    const auto basic = afterScheme(authorization, "basic ");
    const auto pair = basic ? fromBase64(*basic) : std::string();
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    return colon != std::string::npos && isEqual(std::string_view(*pair).substr(colon + 1), token);
}

} // namespace net
