// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/documentposition.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace drivers {

namespace {

constexpr std::size_t kShortest = 4; // bytes of a word that tells something
constexpr std::size_t kMostBytes = 32'768; // of a text that is looked at
constexpr std::size_t kFewestWords = 5;
constexpr double kLeastShare = 1.0 / 3;
constexpr double kClearer = 0.08;

bool isWordByte(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return (value >= '0' && value <= '9') || ((value | 0x20U) >= 'a' && (value | 0x20U) <= 'z')
        || value >= 0x80U;
}

// Hashes of the different words, letters of ASCII in lower case; ascending.
std::vector<std::uint64_t> wordHashes(std::string_view text)
{
    text = text.substr(0, kMostBytes);
    std::vector<std::uint64_t> words;
    constexpr std::uint64_t kOffset = 0xcbf29ce484222325ULL; // FNV-1a
    constexpr std::uint64_t kPrime = 0x100000001b3ULL;
    std::uint64_t hash = kOffset;
    std::size_t length = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && isWordByte(text[i])) {
            const bool isUpper = text[i] >= 'A' && text[i] <= 'Z';
            const auto byte = static_cast<unsigned char>(text[i]);
            hash = (hash ^ (isUpper ? byte | 0x20U : byte)) * kPrime;
            ++length;
            continue;
        }
        if (length >= kShortest)
            words.push_back(hash);
        hash = kOffset;
        length = 0;
    }
    std::ranges::sort(words);
    const auto [from, to] = std::ranges::unique(words);
    words.erase(from, to);
    return words;
}

} // namespace

std::optional<int> documentPosition(const std::string& answer,
                                    std::span<const telemetry::Document> documents)
{
    const std::vector<std::uint64_t> said = wordHashes(answer);
    if (documents.size() < 2 || said.size() < kFewestWords)
        return std::nullopt;
    double best = 0;
    double second = 0;
    int position = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::vector<std::uint64_t> known = wordHashes(documents[i].content);
        const auto shared = std::ranges::count_if(
            said, [&known](std::uint64_t word) { return std::ranges::binary_search(known, word); });
        const double share = static_cast<double>(shared) / static_cast<double>(said.size());
        if (share > best) {
            second = best;
            best = share;
            position = static_cast<int>(i) + 1;
        } else {
            second = std::max(second, share);
        }
    }
    if (best < kLeastShare || best - second < kClearer)
        return std::nullopt;
    return position;
}

} // namespace drivers
