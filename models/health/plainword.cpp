// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/plainword.h"

#include "models/health/words.h"

#include <array>
#include <cstring>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kEntries = 4096;
constexpr std::size_t kLongestRemembered = 23; // bytes of a word that is remembered

struct Entry
{
    std::array<char, kLongestRemembered> raw{};
    std::uint8_t size = 0; // 0: free
    PlainWord word;

    bool holds(std::string_view text) const
    {
        return size == text.size() && std::memcmp(raw.data(), text.data(), size) == 0;
    }
};

bool isCapital(std::string_view word)
{
    const char32_t first = codePointAt(word, 0).value;
    return folded(first) != first;
}

PlainWord foundOut(std::string_view raw)
{
    std::string text = foldedText(raw);
    const std::uint64_t hash = hashOf(text);
    const WordKind known = wordKind(text, hash);
    PlainWord word{.key = hash, .isDefiner = known.isDefiner};
    if (!known.number.empty()) {
        word.key = hashOf(known.number);
        word.isNumber = true;
        return word;
    }
    word.isNegation = known.isNegation || text.ends_with("n't");
    word.isCapital = raw.size() > 1 && isCapital(raw) && !known.isStop;
    word.isContent = !known.isStop && text.size() > 1 && !word.isNegation;
    if (word.isContent) {
        stem(text);
        word.key = hashOf(text);
    }
    return word;
}

} // namespace

const PlainWord& plainWord(std::string_view raw)
{
    thread_local std::vector<Entry> memory(kEntries + 1); // the last one: for what is too long
    if (raw.size() > kLongestRemembered) {
        memory.back().word = foundOut(raw);
        return memory.back().word;
    }
    Entry& entry = memory[hashOf(raw) & (kEntries - 1)];
    if (entry.size == 0 || !entry.holds(raw)) {
        entry.word = foundOut(raw);
        entry.size = static_cast<std::uint8_t>(raw.size());
        std::memcpy(entry.raw.data(), raw.data(), raw.size());
    }
    return entry.word;
}

std::string foldedText(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) { // nearly always
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            ++at;
            continue;
        }
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (point.value == 0x2019)
            result += '\'';
        else
            appendUtf8(result, folded(point.value));
    }
    return result;
}

} // namespace health
