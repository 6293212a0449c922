// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace nettest {

// A self-signed certificate for 127.0.0.1, ::1 and localhost, and its key, as PEM.
struct CertificateAndKey
{
    std::string certificate;
    std::string key;
    std::string lockedKey; // the same key, with a passphrase
};

// Valid from `fromDays` to `toDays` from now.
CertificateAndKey makeCertificate(int fromDays = -1, int toDays = 30);

} // namespace nettest
