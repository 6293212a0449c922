// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/winnowing.h"

#include "models/similarity/wordclasses.h"

#include <algorithm>

namespace similarity {

namespace {

constexpr std::uint64_t mixed(std::uint64_t value)
{
    value ^= value >> 32U;
    value *= 0xd6e8feb86659fd93ULL;
    value ^= value >> 32U;
    return value;
}

} // namespace

void gramHashes(std::span<const Token> tokens, std::uint64_t key,
                std::vector<std::uint32_t>& hashes)
{
    static_assert(kGram == 3);
    hashes.clear();
    if (tokens.size() < kGram)
        return;
    hashes.resize(tokens.size() - kGram + 1);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const Token& first = tokens[i];
        const Token& second = tokens[i + 1];
        const Token& third = tokens[i + 2];
        const std::uint64_t sum = key + first.hash * 0x9e3779b97f4a7c15ULL
            + second.hash * 0xc2b2ae3d27d4eb4fULL + third.hash * 0x165667b19e3779f9ULL;
        const bool isRedacted = ((first.flags | second.flags | third.flags) & kRedacted) != 0;
        hashes[i] = isRedacted ? kNoGram : static_cast<std::uint32_t>(mixed(sum) >> 41U);
    }
}

namespace {

// Visits the places of what is kept. Of equal ones the last, so that it stays the smallest for
// longest.
template<class Visit>
void forEachKept(std::span<const std::uint32_t> hashes, Visit&& visit)
{
    static_assert(kWindow == 3);
    const auto smallestOf = [&hashes](std::size_t first, std::size_t end) {
        std::size_t smallest = first;
        for (std::size_t i = first + 1; i < end; ++i)
            smallest = hashes[i] <= hashes[smallest] ? i : smallest;
        return smallest;
    };
    const std::size_t windows = hashes.size() > kWindow ? hashes.size() - kWindow + 1 : 1;
    std::size_t newest = hashes.size();
    for (std::size_t i = 0; i < windows && !hashes.empty(); ++i) {
        const std::size_t smallest = smallestOf(i, std::min(i + kWindow, hashes.size()));
        if (newest < hashes.size() && newest >= i && hashes[newest] == hashes[smallest])
            continue; // it will do for this window too
        if (hashes[smallest] != kNoGram)
            visit(smallest);
        newest = smallest;
    }
}

} // namespace

void winnow(std::span<const std::uint32_t> hashes, std::vector<std::uint32_t>& kept)
{
    forEachKept(hashes, [&](std::size_t place) { kept.push_back(hashes[place]); });
}

std::uint32_t wordMark(std::uint32_t word, MarkKind kind, std::uint64_t key)
{
    const std::uint64_t sum = key + word * 0x9e3779b97f4a7c15ULL;
    return kMark | (static_cast<std::uint32_t>(kind) << 21U)
        | static_cast<std::uint32_t>(mixed(sum) >> 43U);
}

std::optional<MarkKind> markKindOf(const Token& token)
{
    if (token.has(kNegation))
        return MarkKind::Negation;
    if (token.has(kFigure | kCode))
        return MarkKind::Telling;
    if (isOpposable(token.hash))
        return MarkKind::Opposable;
    return token.has(kCapital) ? std::optional(MarkKind::Name) : std::nullopt;
}

void fingerprint(std::span<const Token> tokens, std::span<const std::uint32_t> hashes,
                 std::uint64_t key, std::vector<std::uint32_t>& kept)
{
    const std::size_t before = kept.size();
    std::size_t marked = 0; // tokens
    bool isAnyKept = false;
    const auto markUpTo = [&](std::size_t end) {
        for (; marked < end; ++marked) {
            if (const auto kind = markKindOf(tokens[marked]); kind)
                kept.push_back(wordMark(tokens[marked].hash, *kind, key));
        }
    };
    forEachKept(hashes, [&](std::size_t place) {
        markUpTo(place + 1);
        kept.push_back(hashes[place]);
        isAnyKept = true;
    });
    if (isAnyKept)
        markUpTo(tokens.size());
    else
        kept.resize(before);
}

std::uint64_t textHash(std::span<const Token> tokens, std::uint64_t key)
{
    std::uint64_t hash = key;
    for (const Token& token : tokens)
        hash = (hash ^ token.hash) * 0x9e3779b97f4a7c15ULL + (hash >> 29U);
    return mixed(hash ^ tokens.size());
}

} // namespace similarity
