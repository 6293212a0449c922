// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retention.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace store {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

struct Unit
{
    std::string_view name;
    double factor;
};
constexpr std::array<Unit, 8> kByteUnits{{{"kB", 1e3},
                                          {"KB", 1e3},
                                          {"MB", 1e6},
                                          {"GB", 1e9},
                                          {"TB", 1e12},
                                          {"MiB", 1048576.0},
                                          {"GiB", 1073741824.0},
                                          {"TiB", 1099511627776.0}}};
constexpr std::array<Unit, 6> kTimeUnits{
    {{"min", 60}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86'400}, {"w", 604'800}}};

template<std::size_t N>
const Unit* unitOf(const std::array<Unit, N>& units, std::string_view name)
{
    const auto found = std::find_if(units.begin(), units.end(),
                                    [&](const Unit& unit) { return unit.name == name; });
    return found == units.end() ? nullptr : &*found;
}

} // namespace

Result<Keep> keepFromText(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
    while (name.starts_with(' '))
        name.remove_prefix(1);
    const auto usage = [&](const std::string& what) {
        return failure(ErrorKind::Usage, "\"" + std::string(text) + "\" " + what);
    };
    if (error != std::errc() || !std::isfinite(number) || number <= 0)
        return usage("is neither a size (500MB, 2GiB) nor an age (36h, 7d).");
    Keep keep;
    constexpr double kMost = 9e18;
    if (const Unit* unit = unitOf(kByteUnits, name)) {
        if (number * unit->factor < static_cast<double>(Keep::kLeastBytes))
            return usage("is too small for a recording: 4MiB is the least.");
        keep.bytes = static_cast<std::int64_t>(std::min(number * unit->factor, kMost));
    } else if (const Unit* time = unitOf(kTimeUnits, name)) {
        keep.age = telemetry::Duration(
            static_cast<std::int64_t>(std::min(number * time->factor * 1e9, kMost)));
    } else {
        return usage(
            "has no unit that is known: kB, MB, GB, TB, MiB, GiB, TiB, or s, min, h, d, w.");
    }
    return keep;
}

} // namespace store
