// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Of OpenSSL.
struct evp_pkey_st;

namespace bundle {

// A person's key, Ed25519 (RFC 8032). Immutable.
class SigningKey
{
public:
    static telemetry::Result<SigningKey> generate();
    // PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes it. Unreadable when it is
    // another kind of key, or has a passphrase.
    static telemetry::Result<SigningKey> fromPem(const std::string& pem);

    std::string pem() const;
    std::string publicKey() const; // 32 bytes
    std::string sign(std::string_view message) const; // 64 bytes

private:
    explicit SigningKey(std::shared_ptr<evp_pkey_st> key)
        : m_key(std::move(key))
    {
    }
    std::shared_ptr<evp_pkey_st> m_key;
};

bool isSignedBy(std::string_view message, std::string_view signature, std::string_view publicKey);

// SHA-256 in lower-case hex.
std::string sha256(std::string_view bytes);
// Of a public key, to be read aloud: "SHA256:" and the first 32 digits in fours.
std::string fingerprint(std::string_view publicKey);

std::string toBase64(std::string_view bytes);
// Empty when it is none, or is longer or shorter than `size` bytes.
std::string fromBase64(const std::string& text, std::size_t size);

// Whose keys somebody trusts.
struct TrustedKey
{
    std::string publicKey; // 32 bytes
    std::string name; // as they call its owner
};
// "ed25519 BASE64 NAME" a line; empty lines and those that begin with # are passed over. Unreadable
// naming the line.
telemetry::Result<std::vector<TrustedKey>> trustedKeysFrom(const std::string& text,
                                                           const std::string& path);
std::string lineOf(const TrustedKey& key);

} // namespace bundle
