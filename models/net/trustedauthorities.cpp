// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/trustedauthorities.h"

#include <cstdlib>
#include <system_error>

namespace net {

std::string trustedAuthorities()
{
    if (const char* named = std::getenv("SSL_CERT_FILE"); named && *named)
        return named;
    return firstOfFiles({
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Arch, Alpine
        "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
        "/etc/ssl/ca-bundle.pem", // openSUSE
        "/etc/ssl/cert.pem", // Alpine, the BSDs
    });
}

std::string firstOfFiles(const std::vector<std::filesystem::path>& files)
{
    for (const std::filesystem::path& file : files) {
        std::error_code missing;
        if (std::filesystem::file_size(file, missing) > 0 && !missing)
            return file.string();
    }
    return {};
}

} // namespace net
