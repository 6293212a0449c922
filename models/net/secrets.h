// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <functional>
#include <string>
#include <vector>

namespace net {

// Takes secrets out of whatever people, logs and recordings get to see.
class Masker
{
public:
    void add(const std::string& secret);
    // Every occurrence, plain, in base64, percent-encoded or escaped for JSON, becomes ••••••.
    std::string masked(std::string text) const;

private:
    std::vector<std::string> m_forms; // longest first
};

// Asks the keyring of the desktop for a secret by its name: empty when it holds none.
using Keyring = std::function<telemetry::Result<std::string>(const std::string& name)>;
// To be set before other threads begin; none: there is no keyring.
void setKeyring(Keyring keyring);

// Where a secret may come from: what was named on the command line wins over
// PLUMBLINE_TOKEN_<name>, which wins over the keyring, and that over the profile's own file.
struct SecretSource
{
    std::string name; // of the variable, after PLUMBLINE_TOKEN_, and in the keyring; empty: none
    std::string namedFile; // --token-file
    std::string profileFile; // token_file of the profile
};

// The secret, of a file its first line; empty when there is no source. A file that has to be asked
// and cannot be read is an Unreadable error: another secret is never tried in its place. `origin`
// is told where it came from, in words ("PLUMBLINE_TOKEN_ETCD"); null: nobody asks.
telemetry::Result<std::string> resolveSecret(const SecretSource& source,
                                             std::string* origin = nullptr);

} // namespace net
