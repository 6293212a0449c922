// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/textfaults.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <vector>

namespace drill {

namespace {

constexpr double kLoops = 0.65; // the others are words without order

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// Part of a longer word: an identifier, a date.
bool joins(char c)
{
    return c == '-' || c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

int other(int number, bool isHour)
{
    if (isHour)
        return number < 12 ? number + 2 : number - 3;
    if (number < 5)
        return number + 3;
    return number < 10 ? number + 4 : number * 3 / 2;
}

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t stop = std::min(text.find(' ', start), text.size());
        if (stop > start)
            words.push_back(text.substr(start, stop - start));
        start = stop + 1;
    }
    return words;
}

void append(std::string& text, const std::string& word)
{
    text += (text.empty() ? "" : " ") + word;
}

} // namespace

std::string alteredFigures(const std::string& text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            result += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        const std::string digits = text.substr(at, end - at);
        const bool isPart =
            (at > 0 && joins(text[at - 1])) || (end < text.size() && joins(text[end]));
        const bool isFraction =
            at > 1 && (text[at - 1] == '.' || text[at - 1] == ':') && isDigit(text[at - 2]);
        const bool isHour = end + 1 < text.size() && text[end] == ':' && isDigit(text[end + 1]);
        const bool isPlain = !isPart && !isFraction && digits.size() <= 4 && digits != "0";
        result += isPlain ? std::to_string(other(std::stoi(digits), isHour)) : digits;
        at = end;
    }
    return result;
}

std::string fallenApart(Random& random, const std::string& text, const std::string& others)
{
    const std::vector<std::string> words = wordsOf(text);
    if (words.empty())
        return text;
    const std::size_t sound = 2 + random.below(std::max<std::size_t>(words.size() / 2, 1));
    std::string result;
    for (std::size_t i = 0; i < std::min(sound, words.size()); ++i)
        append(result, words[i]);
    if (random.chance(kLoops)) {
        const std::size_t length = 4 + random.below(5);
        const std::size_t rounds = 7 + random.below(8);
        for (std::size_t round = 0; round < rounds; ++round)
            for (std::size_t i = 0; i < length; ++i)
                append(result, words[(sound + i) % words.size()]);
        return result + ".";
    }
    const std::vector<std::string> pool = wordsOf(others);
    const std::size_t count = 50 + random.below(40);
    for (std::size_t i = 0; i < count && !pool.empty(); ++i)
        append(result, random.pick(pool));
    return result + ".";
}

} // namespace drill
