// SPDX-License-Identifier: GPL-3.0-or-later

// Boosts oblivious trees (every node of a level asks the same question) for a yes-or-no target,
// from histograms of byte features. Used by fit.py only.
//
//     boost TREES DEPTH RATE L2 LEAST ROWS COLUMNS SEED < data > forest
//
// ROWS and COLUMNS are the shares of rows and columns each tree sees, LEAST the least weight on
// either side of a question. Data, in the machine's byte order: rows and columns (uint32), the
// columns one after the other (a byte a value, at most 127), targets 0..1 (float), weights (float),
// offsets in log-odds (float). Prints one line a tree: the questions, feature and threshold (is the
// value above it?), then the leaves; the first question is the highest bit of a leaf's number.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>
#include <vector>

namespace {

constexpr std::size_t kBins = 128;

struct Settings
{
    std::size_t trees = 100;
    std::size_t depth = 6;
    double rate = 0.1;
    double l2 = 2;
    double least = 20;
    double rows = 0.5;
    double columns = 0.5;
    unsigned seed = 1;
};

struct Data
{
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<std::uint8_t> values;
    std::vector<float> target;
    std::vector<float> weight;
    std::vector<float> score;

    const std::uint8_t* column(std::size_t c) const { return &values[c * rows]; }
};

template<typename T>
void read(std::vector<T>& to, std::size_t count)
{
    to.resize(count);
    if (std::fread(to.data(), sizeof(T), count, stdin) != count) {
        std::fputs("boost: the data end early\n", stderr);
        std::exit(1);
    }
}

struct Question
{
    std::size_t column = 0;
    std::uint8_t threshold = 0;
    double gain = -1;
};

class Booster
{
public:
    Booster(Data& data, const Settings& settings)
        : m_data(data)
        , m_settings(settings)
        , m_random(settings.seed)
        , m_most(data.columns)
    {
        for (std::size_t c = 0; c < data.columns; ++c)
            m_most[c] = *std::max_element(data.column(c), data.column(c) + data.rows);
    }

    void run()
    {
        for (std::size_t tree = 0; tree < m_settings.trees; ++tree)
            grow();
    }

private:
    struct Sums
    {
        float gradient = 0;
        float hessian = 0;

        void add(const Sums& other)
        {
            gradient += other.gradient;
            hessian += other.hessian;
        }
        double value(double l2) const
        {
            return static_cast<double>(gradient) * static_cast<double>(gradient)
                / (static_cast<double>(hessian) + l2);
        }
    };

    void grow()
    {
        sample();
        std::vector<std::uint8_t> leaf(m_sample.size(), 0);
        for (std::size_t level = 0; level < m_settings.depth; ++level) {
            const Question question = best(leaf, std::size_t{1} << level);
            const std::uint8_t* column = m_data.column(question.column);
            for (std::size_t i = 0; i < m_sample.size(); ++i)
                leaf[i] = static_cast<std::uint8_t>(
                    leaf[i] * 2 + (column[m_sample[i]] > question.threshold ? 1 : 0));
            m_questions.push_back(question);
        }
        finish(leaf);
        m_questions.clear();
    }

    // The rows of this tree with their gradients.
    void sample()
    {
        m_sample.clear();
        m_sums.clear();
        std::uniform_real_distribution<double> uniform(0, 1);
        for (std::size_t i = 0; i < m_data.rows; ++i) {
            if (uniform(m_random) >= m_settings.rows)
                continue;
            const double p = 1 / (1 + std::exp(-static_cast<double>(m_data.score[i])));
            const double w = static_cast<double>(m_data.weight[i]);
            m_sample.push_back(static_cast<std::uint32_t>(i));
            m_sums.push_back({static_cast<float>(w * (static_cast<double>(m_data.target[i]) - p)),
                              static_cast<float>(w * std::max(p * (1 - p), 1e-4))});
        }
    }

    Question best(const std::vector<std::uint8_t>& leaf, std::size_t leaves)
    {
        std::vector<std::size_t> columns(m_data.columns);
        std::iota(columns.begin(), columns.end(), std::size_t{0});
        std::shuffle(columns.begin(), columns.end(), m_random);
        columns.resize(std::max<std::size_t>(
            1, static_cast<std::size_t>(m_settings.columns * static_cast<double>(columns.size()))));
        Question result{columns[0], 0, -1};
        for (const std::size_t c : columns)
            ask(c, leaf, leaves, result);
        return result;
    }

    void ask(std::size_t c, const std::vector<std::uint8_t>& leaf, std::size_t leaves,
             Question& result)
    {
        const std::size_t bins = m_most[c] + std::size_t{1};
        m_histogram.assign(leaves * bins, {});
        const std::uint8_t* column = m_data.column(c);
        for (std::size_t i = 0; i < m_sample.size(); ++i)
            m_histogram[leaf[i] * bins + column[m_sample[i]]].add(m_sums[i]);
        std::vector<Sums> whole(leaves);
        std::vector<Sums> below(leaves);
        for (std::size_t l = 0; l < leaves; ++l) {
            for (std::size_t b = 0; b < bins; ++b)
                whole[l].add(m_histogram[l * bins + b]);
        }
        for (std::size_t b = 0; b + 1 < bins; ++b) {
            double gain = 0;
            double left = 0;
            double right = 0;
            for (std::size_t l = 0; l < leaves; ++l) {
                below[l].add(m_histogram[l * bins + b]);
                const Sums above{whole[l].gradient - below[l].gradient,
                                 whole[l].hessian - below[l].hessian};
                gain += below[l].value(m_settings.l2) + above.value(m_settings.l2);
                left += static_cast<double>(below[l].hessian);
                right += static_cast<double>(above.hessian);
            }
            if (std::min(left, right) >= m_settings.least && gain > result.gain)
                result = {c, static_cast<std::uint8_t>(b), gain};
        }
    }

    void finish(const std::vector<std::uint8_t>& leaf)
    {
        std::vector<Sums> sums(std::size_t{1} << m_settings.depth);
        for (std::size_t i = 0; i < leaf.size(); ++i)
            sums[leaf[i]].add(m_sums[i]);
        std::vector<float> values(sums.size());
        for (std::size_t l = 0; l < sums.size(); ++l)
            values[l] =
                static_cast<float>(m_settings.rate * static_cast<double>(sums[l].gradient)
                                   / (static_cast<double>(sums[l].hessian) + m_settings.l2));
        for (std::size_t i = 0; i < m_data.rows; ++i) {
            std::size_t at = 0;
            for (const Question& question : m_questions)
                at = at * 2 + (m_data.column(question.column)[i] > question.threshold ? 1 : 0);
            m_data.score[i] += values[at];
        }
        for (const Question& question : m_questions)
            std::printf("%zu %u ", question.column, static_cast<unsigned>(question.threshold));
        for (const float value : values)
            std::printf("%.5f ", static_cast<double>(value));
        std::printf("\n");
    }

    Data& m_data;
    Settings m_settings;
    std::mt19937 m_random;
    std::vector<std::uint8_t> m_most; // by column
    std::vector<std::uint32_t> m_sample;
    std::vector<Sums> m_sums;
    std::vector<Sums> m_histogram;
    std::vector<Question> m_questions;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 9) {
        std::fputs("usage: boost TREES DEPTH RATE L2 LEAST ROWS COLUMNS SEED < data\n", stderr);
        return 2;
    }
    const auto number = [argv](int i) { return std::strtod(argv[i], nullptr); };
    const Settings settings{static_cast<std::size_t>(number(1)),
                            static_cast<std::size_t>(number(2)),
                            number(3),
                            number(4),
                            number(5),
                            number(6),
                            number(7),
                            static_cast<unsigned>(number(8))};
    std::vector<std::uint32_t> size;
    read(size, 2);
    Data data{
        .rows = size[0], .columns = size[1], .values = {}, .target = {}, .weight = {}, .score = {}};
    read(data.values, data.rows * data.columns);
    read(data.target, data.rows);
    read(data.weight, data.rows);
    read(data.score, data.rows);
    Booster(data, settings).run();
    return 0;
}
