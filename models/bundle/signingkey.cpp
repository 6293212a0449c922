// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/signingkey.h"

#include <array>
#include <cstddef>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kSignatureSize = 64;

struct FreeingKey
{
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template<class T>
using Owned = std::unique_ptr<T, FreeingKey>;

const unsigned char* bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytesOf(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

// Nobody is asked on the terminal.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*isWriting*/, void* /*data*/)
{
    return 0;
}

} // namespace

Result<SigningKey> SigningKey::generate()
{
    std::shared_ptr<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), FreeingKey());
    if (!key)
        return failure(ErrorKind::Refused, "A key could not be made: OpenSSL has no Ed25519.");
    return SigningKey(std::move(key));
}

Result<SigningKey> SigningKey::fromPem(const std::string& pem)
{
    const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::shared_ptr<EVP_PKEY> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassphrase, nullptr), FreeingKey());
    if (!key)
        return failure(ErrorKind::Unreadable,
                       "This is no private key in PEM, or it has a passphrase.");
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
        return failure(ErrorKind::Unreadable,
                       "This key is not of Ed25519. `plumbline bundle "
                       "keygen` makes one.");
    return SigningKey(std::move(key));
}

std::string SigningKey::pem() const
{
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr)
        != 1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string SigningKey::publicKey() const
{
    std::string raw(kKeySize, '\0');
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(m_key.get(), bytesOf(raw), &size);
    raw.resize(size);
    return raw;
}

std::string SigningKey::sign(std::string_view message) const
{
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::string signature(kSignatureSize, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), bytesOf(signature), &size, bytesOf(message),
                          message.size())
            != 1)
        return {};
    signature.resize(size);
    return signature;
}

bool isSignedBy(std::string_view message, std::string_view signature, std::string_view publicKey)
{
    const Owned<EVP_PKEY> key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                                          bytesOf(publicKey), publicKey.size()));
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    return key != nullptr
        && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), signature.size(), bytesOf(message),
                            message.size())
        == 1;
}

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[digest.at(i) >> 4U];
        hex += kDigits[digest.at(i) & 15U];
    }
    return hex;
}

std::string fingerprint(std::string_view publicKey)
{
    constexpr std::size_t kDigits = 32;
    constexpr std::size_t kGroup = 4;
    const std::string hex = sha256(publicKey);
    std::string text = "SHA256:";
    for (std::size_t i = 0; i < kDigits; i += kGroup)
        text += (i > 0 ? "-" : "") + hex.substr(i, kGroup);
    return text;
}

std::string toBase64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(bytesOf(text), bytesOf(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string fromBase64(const std::string& text, std::size_t size)
{
    if (text.size() != (size + 2) / 3 * 4)
        return {};
    std::string bytes(text.size(), '\0');
    if (EVP_DecodeBlock(bytesOf(bytes), bytesOf(std::string_view(text)),
                        static_cast<int>(text.size()))
        < static_cast<int>(size))
        return {};
    bytes.resize(size);
    return toBase64(bytes) == text ? bytes : std::string();
}

Result<std::vector<TrustedKey>> trustedKeysFrom(const std::string& text, const std::string& path)
{
    std::vector<TrustedKey> keys;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.empty() || line.starts_with('#'))
            continue;
        constexpr std::string_view kKind = "ed25519 ";
        const std::size_t space = line.find(' ', kKind.size());
        const std::string key = line.starts_with(kKind)
            ? fromBase64(line.substr(kKind.size(),
                                     space == std::string::npos ? space : space - kKind.size()),
                         kKeySize)
            : std::string();
        if (key.empty())
            return failure(ErrorKind::Unreadable,
                           path + ":" + std::to_string(number)
                               + ": a trusted key is \"ed25519 BASE64 NAME\".");
        keys.push_back({key, space == std::string::npos ? std::string() : line.substr(space + 1)});
    }
    return keys;
}

std::string lineOf(const TrustedKey& key)
{
    return "ed25519 " + toBase64(key.publicKey) + (key.name.empty() ? "" : " " + key.name);
}

} // namespace bundle
