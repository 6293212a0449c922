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

// Another number that could stand in its place: of the same order, as round as it was.
int other(Random random, int number, bool isHour)
{
    int step = number % 100 == 0 ? 50 : 1;
    if (number >= 10 && number % 5 == 0 && step == 1)
        step = 5;
    int low = number - step * ((number - number / 3) / step);
    int high = number + step * (2 * number / step);
    if (isHour || number < 10) {
        step = 1;
        low = isHour && number >= 12 ? 12 : 1;
        high = isHour ? (number < 12 ? 11 : 22) : 12;
    }
    const auto others = static_cast<std::size_t>((high - low) / step);
    const int drawn = low + step * static_cast<int>(random.below(others));
    return drawn < number ? drawn : drawn + step;
}

// A stretch of digits and what it is part of.
struct Figure
{
    std::size_t begin = 0;
    std::size_t end = 0;
    bool isPlain = false; // a number of its own, none of a date, a name or a fraction
    bool isHour = false;
};

std::vector<Figure> figuresOf(const std::string& text)
{
    std::vector<Figure> figures;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!isDigit(text[at]))
            continue;
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        const bool isPart =
            (at > 0 && joins(text[at - 1])) || (end < text.size() && joins(text[end]));
        const bool isFraction =
            at > 1 && (text[at - 1] == '.' || text[at - 1] == ':') && isDigit(text[at - 2]);
        const bool isHour = end + 1 < text.size() && text[end] == ':' && isDigit(text[end + 1]);
        const bool isZero = end - at == 1 && text[at] == '0';
        figures.push_back({.begin = at,
                           .end = end,
                           .isPlain = !isPart && !isFraction && !isZero && end - at <= 4,
                           .isHour = isHour});
        at = end;
    }
    return figures;
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

std::string alteredFigures(const std::string& text, std::uint64_t stream)
{
    std::string result;
    std::size_t copied = 0;
    int before = 0; // the figure before, and what became of it
    int drawnBefore = 0;
    for (const Figure& figure : figuresOf(text)) {
        if (!figure.isPlain)
            continue;
        const std::string digits = text.substr(figure.begin, figure.end - figure.begin);
        const std::string between = text.substr(copied, figure.begin - copied);
        const int number = std::stoi(digits);
        int drawn = other(Random(streamSeed(stream, digits, 0)), number, figure.isHour);
        if (between == " to " && drawn <= drawnBefore)
            drawn = drawnBefore + std::max(number - before, 1); // from 3 to 5, never from 5 to 3
        result += between + std::to_string(drawn);
        copied = figure.end;
        before = number;
        drawnBefore = drawn;
    }
    return result + text.substr(copied);
}

std::string figureOf(const std::string& text)
{
    const auto wordEnd = [&text](std::size_t at) {
        while (at < text.size() && (joins(text[at]) || text[at] == '%'))
            ++at;
        return at;
    };
    for (const Figure& figure : figuresOf(text)) {
        std::size_t end = figure.end;
        // A range counts with its upper end, which is the next one.
        if (!figure.isPlain || text.compare(end, 4, " to ") == 0)
            continue;
        while (end + 1 < text.size() && (text[end] == '.' || text[end] == ':')
               && isDigit(text[end + 1]))
            end = wordEnd(end + 1);
        if (end + 1 < text.size() && text[end] == ' ')
            end = wordEnd(end + 1);
        if (text.compare(figure.end, 9, " business") == 0 && end + 1 < text.size())
            end = wordEnd(end + 1);
        return text.substr(figure.begin, end - figure.begin);
    }
    return {};
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
