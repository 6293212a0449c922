// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/measures.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>
#include <vector>

namespace health {

namespace {

struct Conversion
{
    double scale = 1;
    double offset = 0;
};
using Conversions = std::vector<Conversion>;

// To what a known value may be turned when it is said in this unit.
const std::unordered_map<std::string_view, Conversions>& table()
{
    constexpr double ki = 1024;
    static const Conversions kilo{{1e-3}, {1 / ki}, {1e3}, {ki}, {1e6}, {ki * ki}};
    static const Conversions mega{{1e-6}, {1 / ki / ki}, {1e-3}, {1 / ki}, {1e3}, {ki}, {0.3048}};
    static const Conversions giga{{1e-9}, {1 / ki / ki / ki}, {1e-6}, {1 / ki / ki},
                                  {1e-3}, {1 / ki},           {1e3},  {ki}};
    static const Conversions tera{{1e-12}, {1 / ki / ki / ki / ki}, {1e-9}, {1 / ki / ki / ki},
                                  {1e-6},  {1 / ki / ki},           {1e-3}, {1 / ki}};
    static const Conversions seconds{{1e-3}, {1e-6}, {1e-9}, {60}, {3600}};
    static const Conversions minutes{{1 / 60.0}, {1 / 6e4}, {60}, {1440}};
    static const Conversions hours{{1 / 3600.0}, {1 / 3.6e6}, {1 / 60.0}, {24}};
    static const Conversions days{{1 / 86400.0}, {1 / 8.64e7}, {1 / 24.0}, {1 / 1440.0}, {7}};
    static const Conversions millis{{1e3}, {1e-3}, {1e-6}};
    static const Conversions fahrenheit{{1.8, 32}, {1.8, -459.67}};
    static const Conversions celsius{{5 / 9.0, -160 / 9.0}, {1, -273.15}};
    static const Conversions metersEach{{0.3048}, {0.01}, {1e3}, {1e-3}, {0.9144}, {1e-6}};
    static const Conversions million{{1e-6}, {1e-3}};
    static const std::unordered_map<std::string_view, Conversions> conversions{
        {"kb", kilo},
        {"kib", kilo},
        {"mb", mega},
        {"mib", mega},
        {"gb", giga},
        {"gib", giga},
        {"tb", tera},
        {"tib", tera},
        {"k", {{1e-3}, {1, 273.15}}},
        {"thousand", {{1e-3}}},
        {"million", million},
        {"mio", million},
        {"mn", million},
        {"billion", {{1e-9}, {1e-6}, {1e-3}}},
        {"bn", {{1e-9}, {1e-6}, {1e-3}}},
        {"b", {{1e-9}, {1e-6}, {1e3}, {1e6}}},
        {"trillion", {{1e-12}, {1e-9}, {1e-6}, {1e-3}}},
        {"ms", millis},
        {"milliseconds", millis},
        {"s", seconds},
        {"sec", seconds},
        {"second", seconds},
        {"seconds", seconds},
        {"min", minutes},
        {"minute", minutes},
        {"minutes", minutes},
        {"h", hours},
        {"hour", hours},
        {"hours", hours},
        {"day", days},
        {"days", days},
        {"week", {{1 / 7.0}, {1 / 604800.0}, {1 / 168.0}}},
        {"weeks", {{1 / 7.0}, {1 / 604800.0}, {1 / 168.0}}},
        {"months", {{12}, {1 / 30.0}}},
        {"years", {{1 / 12.0}, {1 / 365.0}}},
        {"\xC2\xB0"
         "f",
         fahrenheit},
        {"f", fahrenheit},
        {"fahrenheit", fahrenheit},
        {"\xC2\xB0"
         "c",
         celsius},
        {"c", celsius},
        {"celsius", celsius},
        {"mph", {{1 / 1.609344}, {2.236936}, {1.150779}}},
        {"km/h", {{1.609344}, {3.6}, {1.852}}},
        {"kmh", {{1.609344}, {3.6}, {1.852}}},
        {"kph", {{1.609344}, {3.6}, {1.852}}},
        {"m/s", {{1 / 3.6}, {0.44704}, {0.514444}}},
        {"knots", {{1 / 1.852}, {1.943844}, {1 / 1.150779}}},
        {"kn", {{1 / 1.852}, {1.943844}, {1 / 1.150779}}},
        {"inhg", {{1 / 33.8639}, {1 / 3386.39}, {1 / 3.38639}}},
        {"mmhg", {{0.750062}, {0.00750062}, {25.4}}},
        {"hpa", {{33.8639}, {0.01}, {10}, {1 / 0.750062}}},
        {"mbar", {{33.8639}, {0.01}, {1000}}},
        {"kpa", {{0.1}, {0.001}, {6.894757}}},
        {"psi", {{14.50377}, {0.1450377}}},
        {"bar", {{1e-3}, {1e-5}, {1 / 14.50377}}},
        {"lb", {{2.204623}, {0.002204623}}},
        {"lbs", {{2.204623}, {0.002204623}}},
        {"pounds", {{2.204623}, {0.002204623}}},
        {"oz", {{0.03527396}, {35.27396}, {16}}},
        {"ounces", {{0.03527396}, {35.27396}, {16}}},
        {"kg", {{0.4535924}, {1e-3}, {1e3}}},
        {"kilograms", {{0.4535924}, {1e-3}, {1e3}}},
        {"g", {{1e3}, {28.34952}, {1e-3}}},
        {"tonnes", {{1e-3}, {1e-6}}},
        {"mi", {{0.6213712}, {0.0006213712}}},
        {"mile", {{0.6213712}, {0.0006213712}}},
        {"miles", {{0.6213712}, {0.0006213712}}},
        {"km", {{1.609344}, {1e-3}}},
        {"kilometers", {{1.609344}, {1e-3}}},
        {"kilometres", {{1.609344}, {1e-3}}},
        {"ft", {{3.28084}, {0.0328084}, {3}}},
        {"feet", {{3.28084}, {0.0328084}, {3}}},
        {"m", metersEach},
        {"meters", metersEach},
        {"metres", metersEach},
        {"in", {{0.3937008}, {39.37008}, {12}, {0.03937008}}},
        {"inches", {{0.3937008}, {39.37008}, {12}, {0.03937008}}},
        {"cm", {{2.54}, {100}, {30.48}, {0.1}}},
        {"mm", {{25.4}, {1e3}, {10}}},
        {"gal", {{0.264172}}},
        {"gallons", {{0.264172}}},
        {"l", {{3.785412}, {1e-3}}},
        {"liters", {{3.785412}, {1e-3}}},
        {"litres", {{3.785412}, {1e-3}}},
        {"kw", {{1e-3}, {1e3}, {0.745700}}},
        {"kwh", {{1e-3}, {1e3}, {1 / 3.6e6}}},
        {"mw", {{1e-6}, {1e-3}}},
        {"kcal", {{0.2390057}, {0.0002390057}}},
    };
    return conversions;
}

// Also within the rounding of what is known, which is the coarser one when it is scaled up.
bool isNear(double said, double known, double place)
{
    return std::abs(said - known) < place * 1.0001;
}

} // namespace

std::string unitAfter(std::string_view lower, std::size_t end)
{
    constexpr std::size_t longest = 14;
    constexpr std::string_view noBreak = "\xC2\xA0";
    while (end < lower.size() && (lower[end] == ' ' || lower.substr(end).starts_with(noBreak)))
        end += lower[end] == ' ' ? 1 : noBreak.size();
    std::string unit;
    if (lower.substr(end).starts_with("\xC2\xB0")) {
        unit = lower.substr(end, 2);
        end += 2;
        while (end < lower.size() && lower[end] == ' ')
            ++end;
    } else if (end < lower.size() && lower[end] == '%') {
        return "%";
    }
    while (end < lower.size() && unit.size() < longest
           && ((lower[end] >= 'a' && lower[end] <= 'z') || lower[end] == '/'))
        unit += lower[end++];
    return unit;
}

double lastPlace(const Figure& figure)
{
    const std::size_t point =
        figure.shape == "9.9" ? figure.text.find_last_of(".,") : figure.text.npos;
    return point == figure.text.npos
        ? 1
        : std::pow(10, -static_cast<double>(figure.text.size() - point - 1));
}

bool canSay(const Figure& figure, std::string_view unit, double known)
{
    const double said = *figure.number;
    const double place = lastPlace(figure);
    if (isNear(said, known, place) || isNear(said, known * 100, place)
        || isNear(said, known / 100, place))
        return true;
    const auto found = table().find(unit);
    return found != table().end()
        && std::ranges::any_of(found->second, [&](const Conversion& conversion) {
               return isNear(said, known * conversion.scale + conversion.offset, place);
           });
}

} // namespace health
