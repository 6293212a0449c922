// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <string>
#include <vector>

namespace commands {

// Where a secret was found. Never what it is.
enum class SecretPlace
{
    Missing,
    Environment,
    Keyring,
    Unknown, // the keyring is locked or does not answer
};

struct SecretName
{
    std::string name; // as in PLUMBLINE_TOKEN_<NAME>
    std::string use; // what asks for it, for people: a sentence from here or a name from outside
    bool isOptional = false; // does without it
};

// The secrets that the settings and the user's own files name, in order of their names. Reads
// files; any thread.
std::vector<SecretName> secretNames();

struct SecretFound
{
    SecretPlace place = SecretPlace::Missing;
    std::string problem = {}; // Unknown: why
};
struct LocatedSecret
{
    SecretName secret;
    SecretFound found;
};
// Where each of secretNames() is. Asks the keyring, which may take seconds: not on the GUI thread.
// A keyring that gave no answer is not asked again, since each asking may call for its password
// and wait; `cancel` leaves out what has not been looked for.
std::vector<LocatedSecret> locateSecrets(const std::atomic<bool>* cancel = nullptr);

const char* toString(SecretPlace place); // "missing", "environment", "keyring", "unknown"

} // namespace commands
