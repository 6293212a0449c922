// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <string>

namespace net {

// Who a listener says it is: read and checked once, used by every kind of listener.
struct TlsIdentity
{
    std::string certificateChain; // PEM, the listener's own certificate first
    std::string privateKey; // PEM, unencrypted: a secret
    telemetry::Timestamp notAfter; // when the first certificate expires
};

// Unreadable error, naming the file, when one of them cannot be read, is no PEM of that kind, is
// encrypted, the key is not the certificate's, or the certificate is not valid at `now`. Any
// thread.
telemetry::Result<TlsIdentity> readTlsIdentity(const std::string& certificateFile,
                                               const std::string& keyFile,
                                               telemetry::Timestamp now);

} // namespace net
