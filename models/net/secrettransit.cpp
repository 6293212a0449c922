// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/secrettransit.h"

#include "models/net/admission.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace net {

namespace {

// Where "://" stands after a scheme; npos: there is none, whatever the path holds.
std::size_t schemeEnd(std::string_view url)
{
    const std::size_t found = url.find("://");
    const bool isScheme = found != std::string_view::npos && found > 0
        && std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(found),
                       [](unsigned char c) {
                           return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
                       });
    return isScheme ? found : std::string_view::npos;
}

} // namespace

std::string originOf(std::string_view url)
{
    const std::size_t scheme = schemeEnd(url);
    const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
    std::string_view authority = url.substr(host, url.substr(host).find_first_of("/?#"));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
        authority.remove_prefix(at + 1);
    const std::string name = telemetry::asciiLowered(url.substr(0, host));
    std::string whole = name + telemetry::asciiLowered(authority);
    const char* port = name == "https://" ? ":443" : name == "http://" ? ":80" : "";
    if (*port != '\0' && whole.ends_with(port))
        whole.erase(whole.size() - std::string_view(port).size());
    return whole;
}

std::string hostOf(std::string_view url)
{
    const std::size_t scheme = schemeEnd(url);
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
