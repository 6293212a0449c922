// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/driftstreams.h"

#include "app/bench/randomsource.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace bench {

namespace {

constexpr std::int64_t kStreamLength = 4000;
constexpr std::int64_t kChange = 2000;
constexpr std::int64_t kNullLength = 20'000;
constexpr double kDeviation = 0.08; // of scores
constexpr double kCollapsed = 0.083; // share of answers
constexpr double kWave = 700; // observations a radian: a daily wave of about 4,400

using Levels = std::array<double, 5>;
constexpr Levels kGoodJudge{0.01, 0.02, 0.05, 0.22, 0.70};
constexpr Levels kBadJudge{0.03, 0.05, 0.10, 0.27, 0.55};

// Streams of different scenarios must not share their draws: FNV-1a over the name.
std::uint64_t mixed(std::string_view scenario, std::uint64_t seed)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char one : scenario)
        hash = (hash ^ static_cast<unsigned char>(one)) * 0x100000001b3ULL;
    return hash ^ (seed * 0x9e3779b97f4a7c15ULL);
}

double rounded(double value, double steps)
{
    return std::round(std::clamp(value, 0.0, 2.0) * steps) / steps;
}

// Concurrency: a daily wave with bursts on it, 0.02 to 1.2.
std::vector<double> loads(RandomSource& random, std::int64_t count)
{
    std::vector<double> load(static_cast<std::size_t>(count));
    const double phase = random.uniform() * 2 * std::numbers::pi;
    for (std::size_t i = 0; i < load.size(); ++i)
        load[i] = std::sin(static_cast<double>(i) / kWave + phase) * 0.3 + 0.45;
    for (std::int64_t burst = 0; burst < count / 400; ++burst) {
        const std::size_t start = random.below(load.size());
        const std::size_t length = 20 + random.below(70);
        const double height = 0.2 + 0.3 * random.uniform();
        for (std::size_t i = start; i < std::min(start + length, load.size()); ++i)
            load[i] += height;
    }
    for (double& one : load)
        one = rounded(std::clamp(one + 0.04 * random.normal(), 0.02, 1.2), 100);
    return load;
}

std::size_t drawn(RandomSource& random, const Levels& shares)
{
    double left = random.uniform();
    for (std::size_t level = 0; level + 1 < shares.size(); ++level) {
        left -= shares[level];
        if (left < 0)
            return level;
    }
    return shares.size() - 1;
}

double flagRatio(double value, double before, double after)
{
    return value > 0 ? std::log(after / before) : std::log((1 - after) / (1 - before));
}

// Of the beta distribution of this mean and standard deviation.
double logDensity(double x, double mean, double deviation)
{
    const double size = mean * (1 - mean) / (deviation * deviation) - 1;
    const double up = mean * size;
    const double down = (1 - mean) * size;
    const double at = std::clamp(x, 1e-9, 1 - 1e-9);
    return std::lgamma(size) - std::lgamma(up) - std::lgamma(down) + (up - 1) * std::log(at)
        + (down - 1) * std::log(1 - at);
}

class DriftScenario
{
public:
    DriftScenario(DriftStream& stream, std::uint64_t seed)
        : m_stream(stream)
        , m_random(seed)
    {
    }

    void flags(double before, double after, std::int64_t until = kNullLength)
    {
        m_stream.isFlag = true;
        fill([&](std::int64_t i, StreamRow& row) {
            row.value = m_random.chance(isChanged(i) && i < until ? after : before) ? 1 : 0;
            row.logRatio = flagRatio(row.value, before, after);
        });
    }
    void scores(double before, double after, double ramp)
    {
        fill([&](std::int64_t i, StreamRow& row) {
            const double share = isChanged(i)
                ? std::min(static_cast<double>(i - *m_stream.change + 1) / ramp, 1.0)
                : 0;
            row.value = m_random.beta(before + share * (after - before), kDeviation);
            row.logRatio = logDensity(row.value, after, kDeviation)
                - logDensity(row.value, before, kDeviation);
        });
    }
    void collapse()
    {
        fill([&](std::int64_t i, StreamRow& row) {
            const bool isBad = isChanged(i) && m_random.chance(kCollapsed);
            row.value = isBad ? m_random.beta(0.30, 0.12) : m_random.beta(0.90, kDeviation);
            row.logRatio = std::log(1 - kCollapsed
                                    + kCollapsed
                                        * std::exp(logDensity(row.value, 0.30, 0.12)
                                                   - logDensity(row.value, 0.90, kDeviation)));
        });
    }
    // `amplitude` of the score, `period` in observations.
    void dailyWave(double amplitude = 0.012, double period = 2 * std::numbers::pi * kWave)
    {
        double state = 0;
        fill([&](std::int64_t i, StreamRow& row) {
            state = 0.3 * state + std::sqrt(1 - 0.09) * m_random.normal();
            const double wave =
                amplitude * std::sin(2 * std::numbers::pi * static_cast<double>(i) / period);
            row.value = std::clamp(0.90 + wave + 0.07 * state, 0.0, 1.0);
        });
    }
    // A share that rises and falls by half of itself.
    void flagWave(double share, double period)
    {
        m_stream.isFlag = true;
        fill([&](std::int64_t i, StreamRow& row) {
            const double wave =
                0.5 * std::sin(2 * std::numbers::pi * static_cast<double>(i) / period);
            row.value = m_random.chance(share * (1 + wave)) ? 1 : 0;
        });
    }
    void judge()
    {
        fill([&](std::int64_t i, StreamRow& row) {
            const std::size_t level = drawn(m_random, isChanged(i) ? kBadJudge : kGoodJudge);
            row.value = static_cast<double>(level) / 4;
            row.logRatio = std::log(kBadJudge[level] / kGoodJudge[level]);
        });
    }
    void loadKnee()
    {
        const std::vector<double> load = loads(m_random, kStreamLength);
        m_stream.driver = "load";
        fill([&](std::int64_t i, StreamRow& row) {
            row.load = load[static_cast<std::size_t>(i)];
            const double fall = 0.35 * std::clamp(*row.load - 0.7, 0.0, 0.4);
            row.value = m_random.beta(isChanged(i) ? 0.90 - fall : 0.90, kDeviation);
            if (fall > 0)
                row.logRatio = logDensity(row.value, 0.90 - fall, kDeviation)
                    - logDensity(row.value, 0.90, kDeviation);
        });
    }
    void segment()
    {
        m_stream.isFlag = true;
        m_stream.driver = "segment";
        m_stream.segment = "3";
        fill([&](std::int64_t i, StreamRow& row) {
            row.segment = std::to_string(m_random.below(10));
            const bool isIts = row.segment == m_stream.segment;
            row.value = m_random.chance(isChanged(i) && isIts ? 0.20 : 0.02) ? 1 : 0;
            row.logRatio = isIts ? flagRatio(row.value, 0.02, 0.20) : 0;
        });
    }

private:
    bool isChanged(std::int64_t i) const { return m_stream.change && i >= *m_stream.change; }

    template<class Draw>
    void fill(Draw draw)
    {
        const std::int64_t length =
            m_stream.change ? std::min(2 * *m_stream.change, kStreamLength) : kNullLength;
        m_stream.rows.resize(static_cast<std::size_t>(length));
        double time = 0;
        for (std::int64_t i = 0; i < length; ++i) {
            StreamRow& row = m_stream.rows[static_cast<std::size_t>(i)];
            time += m_random.exponential(1);
            row.time = time;
            draw(i, row);
            row.value = std::round(row.value * 1000) / 1000; // as written to a file
            if (!m_stream.change)
                row.logRatio = 0;
        }
    }

    DriftStream& m_stream;
    RandomSource m_random;
};

} // namespace

const std::vector<std::string>& driftScenarios()
{
    static const std::vector<std::string> names{
        "null_bern_02",     "null_beta_90", "null_ar_diurnal", "null_wave_030", "null_wave_slow",
        "null_flag_wave",   "bern_2to5",    "bern_2to10",      "beta_90to85",   "beta_tail8pct",
        "beta_gradual1500", "load_knee",    "segment_10pct",   "burst_60",      "likert5",
        "update_primes",    "update_happy"};
    return names;
}

DriftStream driftStream(std::string_view scenario, std::uint64_t seed)
{
    DriftStream stream;
    stream.scenario = scenario;
    if (!scenario.starts_with("null_"))
        stream.change = scenario == "update_primes" ? 1000
            : scenario == "update_happy"            ? 500
                                                    : kChange;
    DriftScenario made(stream, mixed(scenario, seed));
    if (scenario == "null_bern_02")
        made.flags(0.02, 0.02);
    else if (scenario == "null_beta_90")
        made.scores(0.90, 0.90, 1);
    else if (scenario == "null_ar_diurnal")
        made.dailyWave();
    else if (scenario == "null_wave_030")
        made.dailyWave(0.03);
    else if (scenario == "null_wave_slow")
        made.dailyWave(0.03, 20'000);
    else if (scenario == "null_flag_wave")
        made.flagWave(0.03, 20'000);
    else if (scenario == "bern_2to5")
        made.flags(0.02, 0.05);
    else if (scenario == "bern_2to10")
        made.flags(0.02, 0.10);
    else if (scenario == "beta_90to85")
        made.scores(0.90, 0.85, 1);
    else if (scenario == "beta_tail8pct")
        made.collapse();
    else if (scenario == "beta_gradual1500")
        made.scores(0.90, 0.85, 1500);
    else if (scenario == "load_knee")
        made.loadKnee();
    else if (scenario == "segment_10pct")
        made.segment();
    else if (scenario == "burst_60")
        made.flags(0.02, 0.60, kChange + 60);
    else if (scenario == "likert5")
        made.judge();
    else if (scenario == "update_primes")
        made.flags(0.16, 0.50);
    else if (scenario == "update_happy")
        made.flags(0.16, 0.65);
    return stream;
}

} // namespace bench
