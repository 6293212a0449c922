// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/wordclasses.h"

#include "models/similarity/tokens.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>
#include <vector>

namespace similarity {

namespace {

constexpr std::string_view kCommon =
    "a an the of to in on at by for with from as is are was were be been it its this that these "
    "those and or if then than so you your we our they their he she his her i my me them us will "
    "would can could may might shall should must do does did has have had there here which who "
    "when where what how all any each every also just only very into about up out per";

// Each line: words of which one cannot stand for another.
constexpr std::array<std::string_view, 18> kClasses{
    "second seconds",
    "minute minutes",
    "hour hours",
    "day days",
    "week weeks",
    "month months",
    "year years",
    "quarter quarters",
    "before",
    "after",
    "more above over maximum most increase increases increased higher",
    "less below under minimum least fewer decrease decreases decreased lower",
    "always all every",
    "sometimes some",
    "allowed permitted accepted enabled valid",
    "forbidden prohibited rejected disabled invalid refused",
    "free included",
    "charged excluded",
};
// Of the lines above, those that exclude each other: first and last line of a group.
struct Group
{
    int first = 0;
    int last = 0;
};
constexpr std::array<Group, 6> kGroups{{{0, 7}, {8, 9}, {10, 11}, {12, 13}, {14, 15}, {16, 17}}};
constexpr std::array<std::string_view, 3> kSets{
    // in which each word excludes all others
    "january february march april may june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "dollars euros pounds yen percent usd eur gbp"};

template<class F>
void forEachWord(std::string_view words, F&& visit)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        visit(wordHash(words.substr(0, end)));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

struct Class
{
    std::uint32_t word = 0;
    int group = 0;
    int line = 0;
};

const std::vector<Class>& classes()
{
    static const std::vector<Class> sorted = [] {
        std::vector<Class> all;
        int group = 0;
        for (const Group& one : kGroups) {
            for (int line = one.first; line <= one.last; ++line)
                forEachWord(kClasses[static_cast<std::size_t>(line)], [&](std::uint32_t word) {
                    all.push_back({.word = word, .group = group, .line = line});
                });
            ++group;
        }
        for (const std::string_view set : kSets) {
            int line = 0;
            forEachWord(set, [&](std::uint32_t word) {
                all.push_back({.word = word, .group = group, .line = line++});
            });
            ++group;
        }
        std::ranges::sort(all, {}, &Class::word);
        return all;
    }();
    return sorted;
}

} // namespace

bool isCommonWord(std::uint32_t hash)
{
    static const std::vector<std::uint32_t> sorted = [] {
        std::vector<std::uint32_t> all;
        forEachWord(kCommon, [&all](std::uint32_t word) { all.push_back(word); });
        std::ranges::sort(all);
        return all;
    }();
    return std::ranges::binary_search(sorted, hash);
}

bool areOpposed(std::uint32_t one, std::uint32_t other)
{
    const auto mine = std::ranges::equal_range(classes(), one, {}, &Class::word);
    const auto theirs = std::ranges::equal_range(classes(), other, {}, &Class::word);
    return std::ranges::any_of(mine, [&](const Class& a) {
        return std::ranges::any_of(
            theirs, [&](const Class& b) { return a.group == b.group && a.line != b.line; });
    });
}

const std::vector<std::uint32_t>& opposableWords()
{
    static const std::vector<std::uint32_t> words = [] {
        std::vector<std::uint32_t> all;
        for (const Class& one : classes())
            all.push_back(one.word);
        return all;
    }();
    return words;
}

// Asked of each word that is recorded: hardly one gets beyond the bits.
bool isOpposable(std::uint32_t word)
{
    constexpr std::size_t kBits = 1U << 13U;
    static const std::bitset<kBits> bits = [] {
        std::bitset<kBits> all;
        for (const std::uint32_t one : opposableWords())
            all.set(one % kBits);
        return all;
    }();
    return bits.test(word % kBits) && std::ranges::binary_search(opposableWords(), word);
}

} // namespace similarity
