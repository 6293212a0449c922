// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace net {

// The file of the certificate authorities that this machine trusts. A libcurl knows only where the system that it
// was built for keeps it, and an installation that brings its libraries along runs on others. SSL_CERT_FILE goes
// first, as with OpenSSL. Empty when there is none: then libcurl's own place is all there is. Any thread.
std::string trustedAuthorities();

// The first of the files that is there and is not empty; else empty.
std::string firstOfFiles(const std::vector<std::filesystem::path>& files);

} // namespace net
