// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/driftstreams.h"
#include "app/bench/streamdetectors.h"

#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <vector>

using namespace bench;

namespace {

// Python's random.Random(seed) for a small seed: MT19937 seeded by an array of one word.
class PythonRandom
{
public:
    explicit PythonRandom(std::uint32_t seed)
    {
        m_state[0] = 19650218;
        for (std::uint32_t i = 1; i < 624; ++i)
            m_state[i] = 1812433253U * (m_state[i - 1] ^ (m_state[i - 1] >> 30U)) + i;
        std::size_t i = 1;
        for (int k = 0; k < 624; ++k) {
            m_state[i] =
                (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30U)) * 1664525U)) + seed;
            next(i);
        }
        for (int k = 0; k < 623; ++k) {
            m_state[i] = (m_state[i] ^ ((m_state[i - 1] ^ (m_state[i - 1] >> 30U)) * 1566083941U))
                - static_cast<std::uint32_t>(i);
            next(i);
        }
        m_state[0] = 0x80000000U;
    }
    std::uint32_t word()
    {
        if (m_at == 624)
            twist();
        std::uint32_t y = m_state[m_at++];
        y ^= y >> 11U;
        y ^= (y << 7U) & 0x9d2c5680U;
        y ^= (y << 15U) & 0xefc60000U;
        return y ^ (y >> 18U);
    }
    double uniform()
    {
        const double high = word() >> 5U;
        const double low = word() >> 6U;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }
    std::size_t below(std::size_t count) // as random.sample() draws
    {
        const auto bits = static_cast<unsigned>(std::bit_width(count));
        std::size_t drawn = count;
        while (drawn >= count)
            drawn = word() >> (32 - bits);
        return drawn;
    }

private:
    void next(std::size_t& i)
    {
        if (++i < 624)
            return;
        m_state[0] = m_state[623];
        i = 1;
    }
    void twist()
    {
        for (std::size_t i = 0; i < 624; ++i) {
            const std::uint32_t y =
                (m_state[i] & 0x80000000U) | (m_state[(i + 1) % 624] & 0x7fffffffU);
            m_state[i] = m_state[(i + 397) % 624] ^ (y >> 1U) ^ ((y & 1U) != 0 ? 0x9908b0dfU : 0U);
        }
        m_at = 0;
    }

    std::array<std::uint32_t, 624> m_state{};
    std::size_t m_at = 624;
};

// The stream of River's examples: choices of 0 and 1, then of 4 to 7, a thousand each.
std::vector<double> riversStream()
{
    PythonRandom random(12345);
    std::vector<double> stream;
    for (int i = 0; i < 1000; ++i)
        stream.push_back(std::floor(random.uniform() * 2));
    for (int i = 0; i < 1000; ++i)
        stream.push_back(4 + std::floor(random.uniform() * 4));
    return stream;
}

template<class Detector>
std::vector<std::size_t> alarmsOf(Detector detector)
{
    std::vector<std::size_t> alarms;
    const std::vector<double> stream = riversStream();
    for (std::size_t i = 0; i < stream.size(); ++i) {
        if (detector.observe(stream[i]))
            alarms.push_back(i);
    }
    return alarms;
}

} // namespace

class TestStreamDetectors : public QObject
{
    Q_OBJECT

private slots:
    void theStreamIsRivers()
    {
        const std::vector<double> stream = riversStream();
        const std::vector<double> first(stream.begin(), stream.begin() + 8);
        QCOMPARE(first, (std::vector<double>{0, 0, 1, 0, 0, 0, 1, 0}));
        const std::vector<double> second(stream.begin() + 1000, stream.begin() + 1008);
        QCOMPARE(second, (std::vector<double>{4, 6, 7, 4, 6, 7, 5, 4}));
        PythonRandom random(42); // random.Random(42).sample(range(70), 30) begins with 14, 3, 35
        QCOMPARE(random.below(70), std::size_t{14});
        QCOMPARE(random.below(69), std::size_t{3});
    }

    // "Change detected at index ..." of the three examples in River's documentation.
    void riversPublishedOutputsAreReproduced()
    {
        QCOMPARE(alarmsOf(Adwin()), std::vector<std::size_t>{1023});
        QCOMPARE(alarmsOf(PageHinkley()), std::vector<std::size_t>{1006});
        PythonRandom random(42);
        QCOMPARE(alarmsOf(Kswin(0.0001, [&random](std::size_t n) { return random.below(n); })),
                 std::vector<std::size_t>{1016});
    }

    // scipy.stats.ks_2samp, method exact, of samples of 30.
    void kolmogorovIsExact()
    {
        QVERIFY(std::abs(exactKolmogorov(14, 30) - 0.00253006) < 1e-8);
        QCOMPARE(exactKolmogorov(0, 30), 1.0);
        QVERIFY(exactKolmogorov(30, 30) > 0 && exactKolmogorov(30, 30) < 1e-15);
    }

    void streamsAreWhatTheySay()
    {
        for (const std::string& scenario : driftScenarios()) {
            const DriftStream one = driftStream(scenario, 5);
            const DriftStream again = driftStream(scenario, 5);
            const DriftStream other = driftStream(scenario, 6);
            QVERIFY(one.rows.size() >= 1000);
            const auto valuesOf = [](const DriftStream& stream) {
                std::vector<double> values;
                for (const StreamRow& row : stream.rows)
                    values.push_back(row.value);
                return values;
            };
            QVERIFY(valuesOf(one) == valuesOf(again));
            QVERIFY(valuesOf(one) != valuesOf(other));
            QCOMPARE(one.change.has_value(), !scenario.starts_with("null_"));
            QCOMPARE(one.rows.front().load.has_value(), one.driver == "load");
            QCOMPARE(one.rows.front().segment.empty(), one.driver != "segment");
            for (const StreamRow& row : one.rows) {
                QVERIFY(row.value >= 0 && row.value <= 1);
                QVERIFY(!one.isFlag || row.value == 0 || row.value == 1);
            }
        }
        QVERIFY(driftStream("no such scenario", 1).rows.empty());
    }

    void meansAreThoseOfTheScenario()
    {
        double before = 0;
        double after = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const DriftStream stream = driftStream("beta_90to85", seed);
            for (std::size_t i = 0; i < stream.rows.size(); ++i)
                (i < 2000 ? before : after) += stream.rows[i].value / 40'000;
        }
        QVERIFY(std::abs(before - 0.90) < 0.003 && std::abs(after - 0.85) < 0.003);
    }
};

QTEST_GUILESS_MAIN(TestStreamDetectors)
#include "tst_streamdetectors.moc"
