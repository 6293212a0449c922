// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace suspects {

namespace {

constexpr double kNearOne = 0.995;
constexpr std::array kPriorDeviation{0.3, 0.2, 0.5}; // of a, b, and each c
constexpr double kWidth = 1; // logits
constexpr double kOtherCheck = 0.25;
constexpr double kHalf = 2; // verdicts near by, for half of a correction
constexpr double kHalfWord = 0.5; // of one of two who have to agree
constexpr int kSteps = 25; // of Newton; it takes about six
constexpr std::size_t kFixed = 2; // a and b

double logit(double probability)
{
    const double inside = std::clamp(probability, 1 - kNearOne, kNearOne);
    return std::log(inside / (1 - inside));
}

double logistic(double value)
{
    return 1 / (1 + std::exp(-value));
}

// Solves a symmetric positive definite system in place, by Cholesky; the answer is left in
// `right`.
void solve(std::vector<std::vector<double>>& matrix, std::vector<double>& right)
{
    const std::size_t size = right.size();
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix[i][j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= matrix[i][k] * matrix[j][k];
            matrix[i][j] = i == j ? std::sqrt(sum) : sum / matrix[j][j];
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            right[i] -= matrix[i][k] * right[k];
        right[i] /= matrix[i][i];
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t k = i + 1; k < size; ++k)
            right[i] -= matrix[k][i] * right[k];
        right[i] /= matrix[i][i];
    }
}

} // namespace

Calibration::Calibration(std::vector<Labelled> labelled)
    : m_labelled(std::move(labelled))
{
    for (const Labelled& one : m_labelled) {
        m_columns.emplace(one.check, 0);
        m_logits.push_back(logit(one.probability));
    }
    std::size_t next = kFixed;
    for (auto& [check, column] : m_columns)
        column = next++;
    m_weights.assign(next, 0.0);
    if (!m_labelled.empty())
        fit();
}

std::size_t Calibration::column(const std::string& check) const
{
    const auto found = m_columns.find(check);
    return found == m_columns.end() ? 0 : found->second;
}

// Newton's method on the penalised log likelihood, which is concave: the prior makes every step
// well-defined, also when all verdicts agree.
void Calibration::fit()
{
    const std::size_t size = m_weights.size();
    for (int step = 0; step < kSteps; ++step) {
        std::vector<double> gradient(size, 0.0);
        std::vector<std::vector<double>> curvature(size, std::vector<double>(size, 0.0));
        for (std::size_t i = 0; i < size; ++i) {
            const double deviation = kPriorDeviation[std::min(i, kFixed)];
            curvature[i][i] = 1 / (deviation * deviation);
            gradient[i] = -m_weights[i] / (deviation * deviation);
        }
        for (std::size_t n = 0; n < m_labelled.size(); ++n) {
            const Labelled& one = m_labelled[n];
            const double said = m_logits[n];
            const std::size_t c = column(one.check);
            const std::array<std::pair<std::size_t, double>, 3> row{
                {{0, 1.0}, {1, said}, {c, 1.0}}};
            const double now = logistic(m_weights[0] + (1 + m_weights[1]) * said + m_weights[c]);
            for (const auto& [i, left] : row) {
                gradient[i] += one.weight * left * (one.wrong - now);
                for (const auto& [j, right] : row)
                    curvature[i][j] += one.weight * left * right * now * (1 - now);
            }
        }
        solve(curvature, gradient);
        double largest = 0;
        for (std::size_t i = 0; i < size; ++i) {
            // Far from the optimum a whole step may overshoot.
            m_weights[i] += std::clamp(gradient[i], -1.0, 1.0);
            largest = std::max(largest, std::abs(gradient[i]));
        }
        if (largest < 1e-9)
            break;
    }
}

// How many verdicts lie near by, as far as they say something about this.
double Calibration::support(double at, const std::string& check) const
{
    double sum = 0;
    for (std::size_t n = 0; n < m_labelled.size(); ++n) {
        const Labelled& one = m_labelled[n];
        const double distance = (m_logits[n] - at) / kWidth;
        sum += one.weight * (one.check == check ? 1 : kOtherCheck)
            * std::exp(-distance * distance / 2);
    }
    return sum;
}

double Calibration::corrected(double probability, const std::string& check) const
{
    if (isIdentity())
        return probability;
    const double said = logit(probability);
    const std::size_t c = column(check);
    const double shift = m_weights[0] + m_weights[1] * said + (c >= kFixed ? m_weights[c] : 0.0);
    const double near = support(said, check);
    return logistic(said + shift * near / (near + kHalf));
}

std::vector<Labelled> labelledBy(const VerdictBook& book)
{
    std::vector<telemetry::SpanKey> answers = book.answers();
    std::ranges::sort(answers); // the same whatever the order of the book
    std::vector<Labelled> labelled;
    for (const telemetry::SpanKey& answer : answers) {
        const Verdict verdict = book.of(answer);
        const auto known = std::ranges::find_if(
            verdict.said, [](const Said& one) { return one.suspicion.has_value(); });
        double wrong = 0;
        double all = 0;
        for (const Said& one : verdict.said) {
            wrong += one.opinion == Opinion::Wrong ? 1 : 0;
            all += one.opinion != Opinion::Unsure ? 1 : 0;
        }
        if (all == 0 || known == verdict.said.end())
            continue;
        labelled.push_back(
            {.probability = *known->suspicion,
             .check = known->check,
             .wrong = wrong / all,
             .weight = verdict.standing == Standing::HalfConfirmed ? kHalfWord : 1.0});
    }
    return labelled;
}

double expectedCalibrationError(const std::vector<double>& probabilities,
                                const std::vector<bool>& wrong)
{
    constexpr std::size_t kBins = 10;
    std::array<double, kBins> excess{};
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const auto bin =
            std::min(static_cast<std::size_t>(std::max(probabilities[i], 0.0) * kBins), kBins - 1);
        excess[bin] += probabilities[i] - (wrong[i] ? 1.0 : 0.0);
    }
    double sum = 0;
    for (const double one : excess)
        sum += std::abs(one);
    return probabilities.empty() ? 0 : sum / static_cast<double>(probabilities.size());
}

} // namespace suspects
