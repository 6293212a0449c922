// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/machine.h"

#include "models/telemetry/text.h"

#include <algorithm>

namespace runbook {

std::string machineOf(const std::string& url)
{
    const std::size_t schemeEnd = url.find("://");
    const std::size_t start = schemeEnd == std::string::npos ? 0 : schemeEnd + 3;
    const std::size_t pathAt = std::min(url.find_first_of("/?#", start), url.size());
    const std::string scheme = telemetry::asciiLowered(url.substr(0, start));
    std::string host = telemetry::asciiLowered(url.substr(start, pathAt - start));
    std::string port;
    const std::size_t colon = host.rfind(':');
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) {
        port = host.substr(colon + 1);
        host.erase(colon);
    }
    port.erase(0, port.find_first_not_of('0'));
    if (port.empty())
        port = scheme == "https://" ? "443" : "80";
    if (!host.empty() && host.back() == '.')
        host.pop_back();
    if (host == "127.0.0.1" || host == "[::1]")
        host = "localhost";
    const std::string path = url.substr(pathAt);
    return scheme + host + ':' + port + path.substr(0, path.find_last_not_of('/') + 1);
}

} // namespace runbook
