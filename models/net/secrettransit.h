// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace net {

// Of an http or https URL, without user, password and port; IPv6 in its brackets. Empty: none.
std::string hostOf(std::string_view url);
// Scheme, host and port, in lower case, without the port that goes without saying.
std::string originOf(std::string_view url);

// An address of this machine, or the one name that is reserved for it (RFC 6761); a name that only
// looks like such an address may be anybody's.
bool isLoopbackHost(const std::string& host);

// Why no secret may be sent to `url`, one sentence without its full stop: it would cross the
// network in the clear. Empty: it may.
std::string secretObstacle(const std::string& url);

} // namespace net
