// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/plainwork.h"

#include "app/bench/measuredjson.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr int kArithmeticSteps = 8'000'000;
constexpr std::size_t kMemoryCells = std::size_t{8} * 1024 * 1024; // of four bytes
constexpr int kMemorySteps = 100'000;

double millisOf(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

} // namespace

PlainWork::PlainWork()
    : m_next(kMemoryCells)
{
    // Sattolo's shuffle: whoever follows it comes through all cells.
    std::iota(m_next.begin(), m_next.end(), 0U);
    std::minstd_rand random(1);
    for (std::size_t i = kMemoryCells - 1; i > 0; --i)
        std::swap(m_next[i], m_next[random() % i]);
}

void PlainWork::measure()
{
    volatile std::uint64_t kept = 0; // so that the loops are not left out
    auto start = std::chrono::steady_clock::now();
    std::uint64_t state = 1;
    for (int i = 0; i < kArithmeticSteps; ++i)
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    kept = state;
    m_arithmetic.push_back(millisOf(start));
    start = std::chrono::steady_clock::now();
    unsigned cell = 0;
    for (int i = 0; i < kMemorySteps; ++i)
        cell = m_next[cell];
    kept = cell;
    m_memory.push_back(millisOf(start));
    static_cast<void>(kept);
}

QJsonObject PlainWork::json() const
{
    std::vector<double> rates;
    for (const double millis : m_arithmetic)
        rates.push_back(1000 / std::max(millis, 1e-6));
    return {{u"arithmetic_ms"_s, measuredJson(measuredOf(m_arithmetic))},
            {u"arithmetic_per_s"_s, measuredJson(measuredOf(std::move(rates)))},
            {u"memory_ms"_s, measuredJson(measuredOf(m_memory))}};
}

} // namespace bench
