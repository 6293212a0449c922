// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/streamdetectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace bench {

namespace {

constexpr std::size_t kBuckets = 5; // a row
constexpr std::int64_t kClock = 32; // observations between two looks
constexpr double kGrace = 10;
constexpr double kShortest = 5; // window

constexpr double kAllowance = 0.005;
constexpr double kForgetting = 1 - 0.0001;
constexpr std::int64_t kFirstAlarm = 30;

constexpr std::size_t kSlidingWindow = 100;
constexpr std::size_t kNewest = 30;

double bucketSize(std::size_t row)
{
    return std::ldexp(1.0, static_cast<int>(row));
}

} // namespace

Adwin::Adwin(double confidence)
    : m_confidence(confidence)
    , m_rows(1)
{
}

bool Adwin::observe(double x)
{
    insert(x);
    compress();
    ++m_tick;
    if (m_tick % kClock != 0 || m_width <= kGrace)
        return false;
    bool isChanged = false;
    while (shrink())
        isChanged = true;
    if (isChanged)
        *this = Adwin(m_confidence);
    return isChanged;
}

void Adwin::insert(double x)
{
    m_rows.front().totals.push_back(x);
    m_rows.front().variances.push_back(0);
    ++m_width;
    if (m_width > 1) {
        const double away = x - m_total / (m_width - 1);
        m_variance += (m_width - 1) * away * away / m_width;
    }
    m_total += x;
}

void Adwin::compress()
{
    for (std::size_t r = 0; r < m_rows.size() && m_rows[r].totals.size() > kBuckets; ++r) {
        if (r + 1 == m_rows.size())
            m_rows.emplace_back();
        Row& row = m_rows[r];
        const double size = bucketSize(r);
        const double apart = (row.totals[0] - row.totals[1]) / size;
        m_rows[r + 1].totals.push_back(row.totals[0] + row.totals[1]);
        m_rows[r + 1].variances.push_back(row.variances[0] + row.variances[1]
                                          + size * apart * apart / 2);
        row.totals.erase(row.totals.begin(), row.totals.begin() + 2);
        row.variances.erase(row.variances.begin(), row.variances.begin() + 2);
    }
}

void Adwin::dropOldest()
{
    Row& row = m_rows.back();
    const double size = bucketSize(m_rows.size() - 1);
    const double total = row.totals.front();
    m_width -= size;
    m_total -= total;
    const double apart = total / size - m_total / m_width;
    m_variance -= row.variances.front() + size * m_width * apart * apart / (size + m_width);
    row.totals.erase(row.totals.begin());
    row.variances.erase(row.variances.begin());
    if (row.totals.empty())
        m_rows.pop_back();
}

bool Adwin::isCut(double older, double newer, double difference) const
{
    const double confidence = std::log(2 * std::log(m_width) / m_confidence);
    const double inverse = 1 / (older - kShortest + 1) + 1 / (newer - kShortest + 1);
    const double bound = std::sqrt(2 * inverse * (m_variance / m_width) * confidence)
        + 2.0 / 3 * confidence * inverse;
    return std::abs(difference) > bound;
}

// As in River, the newest bucket of each row is passed over: its cuts are not looked at, and it
// stays on the newer side.
bool Adwin::shrink()
{
    double older = 0;
    double newer = m_width;
    double olderTotal = 0;
    double newerTotal = m_total;
    for (std::size_t r = m_rows.size(); r-- > 0;) {
        for (std::size_t k = 0; k + 1 < m_rows[r].totals.size(); ++k) {
            older += bucketSize(r);
            newer -= bucketSize(r);
            olderTotal += m_rows[r].totals[k];
            newerTotal -= m_rows[r].totals[k];
            if (older < kShortest || newer < kShortest
                || !isCut(older, newer, olderTotal / older - newerTotal / newer))
                continue;
            dropOldest();
            return true;
        }
    }
    return false;
}

PageHinkley::PageHinkley(double threshold)
    : m_threshold(threshold)
{
}

bool PageHinkley::observe(double x)
{
    m_mean += (x - m_mean) / static_cast<double>(m_count);
    m_sum = std::max(0.0, kForgetting * m_sum + (x - m_mean - kAllowance));
    ++m_count;
    if (m_count < kFirstAlarm || m_sum < m_threshold)
        return false;
    *this = PageHinkley(m_threshold);
    return true;
}

double exactKolmogorov(int steps, int size)
{
    if (steps <= 0)
        return 1;
    // Reflections of lattice paths; terms relative to the number of all paths.
    double sum = 0;
    for (int reflection = 1; reflection * steps <= size; ++reflection) {
        const double away = reflection * steps;
        const double term = std::exp(2 * std::lgamma(size + 1.0) - std::lgamma(size - away + 1)
                                     - std::lgamma(size + away + 1));
        sum += reflection % 2 == 1 ? term : -term;
    }
    return std::clamp(2 * sum, 0.0, 1.0);
}

Kswin::Kswin(double level, Draw below)
    : m_level(level)
    , m_below(std::move(below))
{
}

bool Kswin::observe(double x)
{
    if (m_window.size() == kSlidingWindow)
        m_window.erase(m_window.begin());
    m_window.push_back(x);
    if (m_window.size() < kSlidingWindow)
        return false;
    std::vector<std::size_t> places(kSlidingWindow - kNewest);
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::vector<double> drawn;
    for (std::size_t i = 0; i < kNewest; ++i) {
        const std::size_t at = m_below(places.size() - i);
        drawn.push_back(m_window[places[at]]);
        places[at] = places[places.size() - i - 1];
    }
    std::vector<double> newest(m_window.end() - std::ptrdiff_t{kNewest}, m_window.end());
    std::ranges::sort(drawn);
    std::ranges::sort(newest);
    std::ptrdiff_t most = 0;
    for (std::size_t i = 0, j = 0; i < kNewest && j < kNewest;) {
        const double at = std::min(drawn[i], newest[j]);
        while (i < kNewest && drawn[i] <= at)
            ++i;
        while (j < kNewest && newest[j] <= at)
            ++j;
        most = std::max(most,
                        std::abs(static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(j)));
    }
    const bool isFar = static_cast<double>(most) / static_cast<double>(kNewest) > 0.1;
    if (!isFar || exactKolmogorov(static_cast<int>(most), static_cast<int>(kNewest)) > m_level)
        return false;
    m_window.clear();
    return true;
}

} // namespace bench
