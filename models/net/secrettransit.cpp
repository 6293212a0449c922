// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/secrettransit.h"

#include "models/net/admission.h"
#include "models/telemetry/text.h"

namespace net {

std::string hostOf(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    std::string_view rest = url.substr(scheme == std::string_view::npos ? 0 : scheme + 3);
    rest = rest.substr(0, rest.find_first_of("/?#"));
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos)
        rest.remove_prefix(at + 1);
    if (rest.substr(0, 1) == "[")
        return std::string(rest.substr(0, rest.find(']') + 1));
    return std::string(rest.substr(0, rest.find(':')));
}

bool isLoopbackHost(const std::string& host)
{
    const bool isBracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    return telemetry::asciiLowered(host) == "localhost"
        || isLoopback(isBracketed ? host.substr(1, host.size() - 2) : host);
}

std::string secretObstacle(const std::string& url)
{
    if (telemetry::asciiLowered(url.substr(0, 8)) == "https://" || isLoopbackHost(hostOf(url)))
        return {};
    return "The secret would cross the network in the clear to " + hostOf(url);
}

} // namespace net
