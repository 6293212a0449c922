// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpclient.h"
#include "models/net/httpserver.h"
#include "models/telemetry/text.h"

#include <algorithm>

namespace net {

namespace {

std::string_view find(const std::vector<std::pair<std::string, std::string>>& headers,
                      std::string_view name)
{
    const auto isNamed = [name](const auto& header) {
        return std::ranges::equal(header.first, name, {}, telemetry::asciiLower,
                                  telemetry::asciiLower);
    };
    const auto found = std::ranges::find_if(headers, isNamed);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace

std::string_view HttpRequest::header(std::string_view name) const
{
    return find(headers, name);
}

std::string_view HttpRequest::path() const
{
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Exchange::header(std::string_view name) const
{
    return find(headers, name);
}

} // namespace net
