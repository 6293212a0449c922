// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/tlsidentity.h"

#include "models/telemetry/timetext.h"

#include <chrono>
#include <cstddef>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace net {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kMostPemBytes = 1024U * 1024;

struct Free
{
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template<class T>
using Owned = std::unique_ptr<T, Free>;

Result<std::string> contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string content(kMostPemBytes, '\0');
    if (!file || !file.read(content.data(), static_cast<std::streamsize>(content.size())).eof())
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": cannot be read, or is no PEM file.");
    content.resize(static_cast<std::size_t>(file.gcount()));
    return content;
}

Owned<BIO> reading(const std::string& pem)
{
    return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// OpenSSL would ask at the terminal.
int noPassphrase(char*, int, int, void*)
{
    return -1;
}

std::optional<telemetry::Timestamp> timeOf(const ASN1_TIME* time)
{
    std::tm fields{};
    if (ASN1_TIME_to_tm(time, &fields) != 1)
        return std::nullopt;
    return telemetry::Timestamp(std::chrono::seconds(timegm(&fields)));
}

Result<telemetry::Timestamp> checkedValidity(const X509& certificate, const std::string& path,
                                             telemetry::Timestamp now)
{
    const auto from = timeOf(X509_get0_notBefore(&certificate));
    const auto until = timeOf(X509_get0_notAfter(&certificate));
    if (!from || !until)
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": the certificate's dates cannot be read.");
    if (now < *from)
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": the certificate is not valid before "
                                      + telemetry::toRfc3339(*from) + ".");
    if (*until < now)
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": the certificate expired at "
                                      + telemetry::toRfc3339(*until)
                                      + "; senders would refuse it. Renew it.");
    return *until;
}

} // namespace

Result<TlsIdentity> readTlsIdentity(const std::string& certificateFile, const std::string& keyFile,
                                    telemetry::Timestamp now)
{
    auto chain = contentOf(certificateFile);
    if (!chain)
        return tl::make_unexpected(chain.error());
    auto key = contentOf(keyFile);
    if (!key)
        return tl::make_unexpected(key.error());
    const Owned<X509> certificate(
        PEM_read_bio_X509(reading(*chain).get(), nullptr, noPassphrase, nullptr));
    const Owned<EVP_PKEY> privateKey(
        PEM_read_bio_PrivateKey(reading(*key).get(), nullptr, noPassphrase, nullptr));
    const bool isPair = certificate && privateKey
        && X509_check_private_key(certificate.get(), privateKey.get()) == 1;
    ERR_clear_error(); // what went wrong here is no one else's
    if (!certificate)
        return telemetry::failure(ErrorKind::Unreadable,
                                  certificateFile + ": there is no PEM certificate in it.");
    if (!privateKey)
        return telemetry::failure(ErrorKind::Unreadable,
                                  keyFile
                                      + ": there is no PEM private key in it, or it is locked with "
                                        "a passphrase; give one that is not.");
    if (!isPair)
        return telemetry::failure(ErrorKind::Unreadable,
                                  keyFile + ": this is not the key of the certificate in "
                                      + certificateFile + ".");
    const auto notAfter = checkedValidity(*certificate, certificateFile, now);
    if (!notAfter)
        return tl::make_unexpected(notAfter.error());
    return TlsIdentity{.certificateChain = std::move(*chain),
                       .privateKey = std::move(*key),
                       .notAfter = *notAfter};
}

} // namespace net
