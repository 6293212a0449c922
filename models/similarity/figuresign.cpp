// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/figuresign.h"

#include "models/similarity/tokens.h"

#include <array>

namespace similarity {

namespace {

struct Sign
{
    std::string_view text;
    std::uint8_t sign = 0;
};
constexpr std::array<Sign, 4> kCurrencies{
    {{"$", kDollar}, {"\xe2\x82\xac", kEuro}, {"\xc2\xa3", kPound}, {"\xc2\xa5", kYen}}};
// Longer ones first.
constexpr std::array<Sign, 7> kComparisons{{{"<=", kAtMost},
                                            {">=", kAtLeast},
                                            {"\xe2\x89\xa4", kAtMost},
                                            {"\xe2\x89\xa5", kAtLeast},
                                            {"<", kLess},
                                            {">", kGreater},
                                            {"=", kEqual}}};
constexpr std::array<std::string_view, 2> kMinuses{"-", "\xe2\x88\x92"};
// What makes an arrow of a sign that is no comparison then.
constexpr std::string_view kArrow = "-=<>";

void dropBlank(std::string_view& before)
{
    if (before.ends_with(' '))
        before.remove_suffix(1);
}

std::uint8_t takeMinus(std::string_view& before)
{
    for (const std::string_view minus : kMinuses) {
        if (!before.ends_with(minus))
            continue;
        const std::string_view rest = before.substr(0, before.size() - minus.size());
        // In 3-5 and in A-5 it is none.
        constexpr std::string_view kOpening = " \t\n([{:=<>$\"'";
        if (!rest.empty() && kOpening.find(rest.back()) == std::string_view::npos)
            return 0;
        before = rest;
        return kMinus;
    }
    return 0;
}

std::uint8_t takeCurrency(std::string_view& before)
{
    for (const Sign& currency : kCurrencies) {
        if (before.ends_with(currency.text)) {
            before.remove_suffix(currency.text.size());
            return currency.sign;
        }
    }
    return 0;
}

std::uint8_t comparison(std::string_view before)
{
    for (const Sign& one : kComparisons) {
        if (!before.ends_with(one.text))
            continue;
        before.remove_suffix(one.text.size());
        const bool isArrow =
            !before.empty() && kArrow.find(before.back()) != std::string_view::npos;
        return isArrow ? 0 : one.sign;
    }
    return 0;
}

} // namespace

std::uint8_t figureSign(std::string_view text, std::size_t first, std::size_t last)
{
    std::string_view before = text.substr(0, first);
    std::uint8_t sign = takeMinus(before);
    sign |= takeCurrency(before);
    if ((sign & kMinus) == 0)
        sign |= takeMinus(before); // -$80
    dropBlank(before);
    sign |= comparison(before);
    if ((sign & kCurrency) != 0)
        return sign;
    std::string_view behind = text.substr(last);
    if (behind.starts_with(' '))
        behind.remove_prefix(1);
    for (const Sign& currency : kCurrencies) {
        // Of "5 $6" it is the next one's.
        const bool isIts = behind.starts_with(currency.text)
            && (behind.size() == currency.text.size() || behind[currency.text.size()] < '0'
                || behind[currency.text.size()] > '9');
        if (isIts)
            sign |= currency.sign;
    }
    return sign;
}

} // namespace similarity
