// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/bundle/manifest.h"
#include "tests/fuzz/harness.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <zstd.h>

// What anybody may send as a bundle. The input is taken as the file, as the tar in it, and as a
// manifest and a signature.
namespace {

constexpr std::int64_t kMostRead = std::int64_t{1} << 20;
constexpr int kMostMembers = 1000;

void takeAsFile(std::string_view bytes)
{
    const auto reader = bundle::ArchiveReader::openBytes(bytes);
    for (int i = 0; reader && i < kMostMembers; ++i) {
        const auto entry = (*reader)->next();
        if (!entry) {
            fuzz::require(!entry.error().message.empty(), "what is refused says why");
            return;
        }
        if (!*entry)
            return;
        fuzz::require((*entry)->size >= 0, "a member has a size");
        const auto content = (*reader)->readAll(kMostRead);
        if (!content)
            return;
        fuzz::require(static_cast<std::int64_t>(content->size()) <= kMostRead,
                      "no member is longer than it may be");
    }
}

void takeAsTar(std::string_view tar)
{
    std::string bytes(ZSTD_compressBound(tar.size()), '\0');
    const std::size_t size = ZSTD_compress(bytes.data(), bytes.size(), tar.data(), tar.size(), 1);
    takeAsFile(std::string_view(bytes).substr(0, size));
}

void takeAsManifest(const std::string& text)
{
    if (const auto manifest = bundle::manifestFrom(text)) {
        const auto again = bundle::manifestFrom(toJson(*manifest));
        fuzz::require(again.has_value(), "what is read can be written and read");
        for (const bundle::Member& member : manifest->members)
            fuzz::require(member.name.find('/') == std::string::npos
                              && member.name.find("..") == std::string::npos,
                          "no member is named out of the folder");
    }
    if (const auto signature = bundle::signatureFrom(text))
        fuzz::require(bundle::signatureFrom(toJson(*signature)).has_value(),
                      "a signature can be written and read");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    takeAsFile(bytes);
    takeAsTar(bytes);
    takeAsManifest(std::string(bytes));
    return 0;
}
