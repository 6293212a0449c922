// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace bench {

// Detectors that others publish, as anchors. Each follows its paper and, where the paper leaves it
// open, the defaults and the order of steps of River (river-ml, BSD), whose published outputs a
// test reproduces. observe() is true at the observation that raises the alarm; each then starts
// afresh, as River's do.

// Bifet and Gavalda 2007: two windows differ by more than Bernstein's bound allows.
class Adwin
{
public:
    explicit Adwin(double confidence = 0.002);
    bool observe(double x);

private:
    struct Row
    {
        std::vector<double> totals; // of buckets of 2^row observations, oldest first
        std::vector<double> variances;
    };

    void insert(double x);
    void compress();
    void dropOldest();
    bool shrink(); // one round over all cuts; whether one was significant
    bool isCut(double older, double newer, double difference) const;

    double m_confidence;
    std::vector<Row> m_rows;
    double m_total = 0;
    double m_variance = 0; // times the width
    double m_width = 0;
    std::int64_t m_tick = 0;
};

// Page 1954, Hinkley 1971: cumulated excess over the running mean, forgetting a ten-thousandth.
class PageHinkley
{
public:
    explicit PageHinkley(double threshold = 50);
    bool observe(double x);

private:
    double m_threshold;
    double m_mean = 0;
    double m_sum = 0;
    std::int64_t m_count = 1;
};

// Raab, Heusinger, Schleif 2020: Kolmogorov and Smirnov's test of the newest 30 observations
// against 30 drawn from the 70 before them.
class Kswin
{
public:
    // `below(n)` draws uniformly from 0 .. n-1.
    using Draw = std::function<std::size_t(std::size_t)>;
    Kswin(double level, Draw below);
    bool observe(double x);

private:
    double m_level;
    Draw m_below;
    std::vector<double> m_window; // oldest first
};

// Exact probability that two samples of `size` each differ by at least `steps` / size somewhere.
double exactKolmogorov(int steps, int size);

} // namespace bench
