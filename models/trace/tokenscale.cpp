// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tokenscale.h"

#include "models/telemetry/plausible.h"
#include "models/telemetry/utf8.h"
#include "models/trace/contextwindow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace trace {

namespace {

constexpr double kLetters = 4.8;
constexpr double kMarks = 1.9;
constexpr double kOtherLetters = 2.2;
// More characters a token than any text has: what was counted is not what was sent.
constexpr double kMostPerToken = 6.5;
constexpr std::int64_t kFewestTokens = 32; // the frame of a chat weighs too much in shorter ones
constexpr std::size_t kMostCounts = 4096;
constexpr std::int64_t kFewestPinned = 3;
constexpr double kSurelyBeyond = 1.25; // of a count: nearly three deviations of what texts need
constexpr double kFrequent = 0.1; // of all answers
constexpr double kWidelyVaried = 1.5; // the longest of texts with one count, by the shortest
constexpr std::size_t kErrorSearched = 4096; // bytes

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// The first whole number in `text` after `from`, commas in it left out.
std::optional<std::int64_t> numberAfter(std::string_view text, std::size_t from)
{
    constexpr std::size_t kNear = 40; // bytes
    const std::size_t stop = std::min(text.size(), from + kNear);
    std::size_t at = from;
    while (at < stop && (text[at] < '0' || text[at] > '9'))
        ++at;
    if (at == stop)
        return std::nullopt;
    std::int64_t number = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == ',')
            continue;
        if (text[at] < '0' || text[at] > '9')
            break;
        number = number * 10 + (text[at] - '0');
        if (number > telemetry::kMostTokens)
            return std::nullopt;
    }
    return number > 0 ? std::optional(number) : std::nullopt;
}

template<std::size_t N>
std::optional<std::int64_t> numberBehind(std::string_view text,
                                         const std::array<std::string_view, N>& phrases)
{
    for (const std::string_view phrase : phrases) {
        const std::size_t at = text.find(phrase);
        if (at == std::string_view::npos)
            continue;
        if (const auto number = numberAfter(text, at + phrase.size()))
            return number;
    }
    return std::nullopt;
}

} // namespace

double roughTokens(std::string_view text)
{
    // Of each byte, in billionths of a token: a sequence counts by the first of its bytes.
    static const auto kWeights = [] {
        std::array<std::uint64_t, 256> weights{};
        for (std::size_t c = 0; c < weights.size(); ++c) {
            const bool isLetter = (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' && c < 0x80U;
            const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            const double perToken = isLetter || isBlank ? kLetters
                : c < 0x80U                             ? kMarks
                : c < 0xE3U                             ? kOtherLetters
                                                        : 1; // from U+3000 on
            const bool isInside = c >= 0x80U && c < 0xC0U;
            weights[c] = isInside ? 0 : static_cast<std::uint64_t>(std::llround(1e9 / perToken));
        }
        return weights;
    }();
    std::uint64_t sum = 0;
    for (const char c : text)
        sum += kWeights[static_cast<unsigned char>(c)];
    return static_cast<double>(sum) / 1e9;
}

void TokenScaleFit::add(const telemetry::Generation& generation)
{
    if (const auto window = telemetry::plausibleTokens(generation.contextWindow);
        window && *window > 0)
        m_window = std::max(m_window.value_or(0), *window);
    if (isOverflow(generation))
        if (const auto refused = overflowFrom(generation.errorMessage).window)
            m_refused = std::max(m_refused.value_or(0), *refused);
    const auto input = telemetry::plausibleTokens(generation.inputTokens);
    if (!input || *input < kFewestTokens || m_counts.size() >= kMostCounts
        || !isInputWhole(generation))
        return;
    const InputSize size = inputSizeOf(generation);
    if (size.rough > 0)
        m_counts.push_back({.input = *input,
                            .rough = size.rough,
                            .characters = static_cast<double>(size.characters)});
}

// By chance some answers of many have the same count, and texts that differ by as much as tokens
// differ in length. A limit leaves either one count in a good part of all answers, whose texts
// differ more than that, or texts that cannot have fitted into it.
std::optional<std::int64_t> TokenScaleFit::pinOf(const std::vector<Count>& counts,
                                                 std::int64_t& times) const
{
    times = 0;
    if (counts.size() < static_cast<std::size_t>(kFewestPinned))
        return std::nullopt;
    std::vector<double> factors;
    for (const Count& count : counts)
        factors.push_back(static_cast<double>(count.input) / count.rough);
    const double factor = median(std::move(factors));
    struct Same
    {
        std::int64_t answers = 0;
        std::int64_t beyond = 0; // that need so much more that they did not fit
        double fewest = 0; // characters
        double most = 0;
    };
    std::map<std::int64_t, Same> seen;
    for (const Count& count : counts) {
        Same& same = seen[count.input];
        same.fewest =
            same.answers == 0 ? count.characters : std::min(same.fewest, count.characters);
        same.most = std::max(same.most, count.characters);
        ++same.answers;
        same.beyond +=
            count.rough * factor > kSurelyBeyond * static_cast<double>(count.input) ? 1 : 0;
    }
    std::optional<std::int64_t> pin;
    for (const auto& [input, same] : seen) {
        const bool isFrequent = same.answers >= kFewestPinned
            && static_cast<double>(same.answers) >= kFrequent * static_cast<double>(counts.size())
            && same.most >= kWidelyVaried * same.fewest;
        if ((isFrequent || same.beyond >= kFewestPinned) && same.answers > times) {
            pin = input;
            times = same.answers;
        }
    }
    return pin;
}

TokenScale TokenScaleFit::scale() const
{
    TokenScale scale;
    scale.window = m_window ? m_window : m_refused;
    scale.source = m_window ? WindowSource::SameModel
        : m_refused         ? WindowSource::Refusal
                            : WindowSource::Unknown;
    scale.pin = pinOf(m_counts, scale.pinned);
    std::vector<double> factors;
    std::vector<double> characters;
    for (const Count& count : m_counts) {
        const double perToken = count.characters / static_cast<double>(count.input);
        if (perToken > kMostPerToken || (scale.pin && count.input == *scale.pin))
            continue; // what was dropped before it was counted says nothing of the counting
        factors.push_back(static_cast<double>(count.input) / count.rough);
        characters.push_back(perToken);
    }
    if (static_cast<std::int64_t>(factors.size()) < kFewestCalibrating)
        return scale;
    scale.answers = static_cast<std::int64_t>(factors.size());
    scale.factor = median(std::move(factors));
    scale.charactersPerToken = median(std::move(characters));
    return scale;
}

OverflowText overflowFrom(std::string_view message)
{
    std::string lower(message.substr(0, kErrorSearched));
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    constexpr std::array<std::string_view, 5> kWindows{
        "maximum context length is", "maximum context length of", "tokens >",
        "maximum number of tokens", "context window of"};
    constexpr std::array<std::string_view, 5> kAsked{"resulted in", "you requested",
                                                     "prompt is too long:", "input token count",
                                                     "your request has"};
    return {.window = numberBehind(lower, kWindows), .asked = numberBehind(lower, kAsked)};
}

bool isOverflow(const telemetry::Generation& generation)
{
    return generation.errorKind == "context_overflow";
}

} // namespace trace
