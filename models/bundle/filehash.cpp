// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/filehash.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <vector>

#include <openssl/evp.h>

namespace bundle {

namespace {

constexpr std::size_t kHashPiece = std::size_t{1} << 20;

} // namespace

void RunningHash::Freeing::operator()(evp_md_ctx_st* context) const
{
    EVP_MD_CTX_free(context);
}

RunningHash::RunningHash()
    : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void RunningHash::add(std::string_view bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
}

std::string RunningHash::take()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[digest.at(i) >> 4U];
        hex += kDigits[digest.at(i) & 15U];
    }
    return hex;
}

telemetry::Result<HashedFile> hashFile(const std::string& path, const std::function<bool()>& goesOn)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<char> piece(kHashPiece);
    RunningHash hash;
    HashedFile hashed;
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
        hash.add({piece.data(), static_cast<std::size_t>(file.gcount())});
        hashed.size += file.gcount();
        if (goesOn && !goesOn())
            return telemetry::failure(telemetry::ErrorKind::Refused,
                                      "Reading " + path + " was broken off.");
    }
    if (file.bad() || !file.eof())
        return telemetry::failure(telemetry::ErrorKind::Refused, path + " cannot be read.");
    hashed.sha256 = hash.take();
    return hashed;
}

} // namespace bundle
