// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>

namespace commands {

// Secrets in the keyring of the desktop (libsecret, KWallet), under "plumbline" and their name.
// Each asks and waits, at most ten seconds; where there is no session bus there is no keyring, and
// it is empty. Refused when the keyring is locked, or does not answer.
telemetry::Result<std::string> secretFromKeyring(const std::string& name); // empty: it holds none
telemetry::Result<void> keepSecret(const std::string& name, const std::string& secret);
telemetry::Result<void> removeSecret(const std::string& name); // no harm when there is none
bool hasKeyring();

} // namespace commands
