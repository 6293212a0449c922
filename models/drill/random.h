// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string_view>
#include <vector>

namespace drill {

// A small generator (SplitMix64; Steele, Lea, Flood 2014) with distributions of our own, so that
// one seed gives one drill with every compiler and standard library.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    // [0, 1)
    double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * uniform(); }
    bool chance(double probability) { return uniform() < probability; }
    // [0, count); 0 when count is 0.
    std::size_t below(std::size_t count)
    {
        return count == 0 ? 0 : static_cast<std::size_t>(next() % count);
    }
    double normal()
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }
    // `items` must not be empty.
    template<class T>
    const T& pick(const std::vector<T>& items)
    {
        return items[below(items.size())];
    }

private:
    std::uint64_t m_state;
};

// A seed of its own for the index-th item of a named stream.
inline std::uint64_t streamSeed(std::uint64_t seed, std::string_view stream, std::uint64_t index)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed; // FNV-1a
    for (const char c : stream)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    Random mix(hash);
    return Random(mix.next() ^ (index * 0xd1342543de82ef95ULL)).next();
}

} // namespace drill
