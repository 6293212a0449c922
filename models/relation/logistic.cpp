// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/logistic.h"

#include <algorithm>
#include <cmath>

namespace relation {

namespace {

constexpr int kMostSteps = 60;
constexpr double kRidge = 1e-7; // of the slopes; regressors are of the order of one
constexpr double kDone = 1e-9; // gain in log likelihood

using Vector = std::array<double, Logistic::kMost>;
using Matrix = std::array<Vector, Logistic::kMost>;

// Inverse of a symmetric positive definite matrix, by Cholesky; a zero pivot leaves its direction
// out.
Matrix inverse(const Matrix& matrix, std::size_t size)
{
    Matrix factor{};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix[i][j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(std::max(sum, 1e-300)) : sum / factor[j][j];
        }
    }
    Matrix result{};
    for (std::size_t column = 0; column < size; ++column) {
        Vector y{};
        for (std::size_t i = 0; i < size; ++i) {
            double sum = i == column ? 1 : 0;
            for (std::size_t k = 0; k < i; ++k)
                sum -= factor[i][k] * y[k];
            y[i] = sum / factor[i][i];
        }
        for (std::size_t i = size; i-- > 0;) {
            double sum = y[i];
            for (std::size_t k = i + 1; k < size; ++k)
                sum -= factor[k][i] * result[k][column];
            result[i][column] = sum / factor[i][i];
        }
    }
    return result;
}

class Newton
{
public:
    Newton(std::span<const Outcome> outcomes, std::span<const std::vector<double>> regressors)
        : m_outcomes(outcomes)
        , m_regressors(regressors)
        , m_size(regressors.size() + 1)
    {
    }

    Logistic run()
    {
        Logistic fit;
        fit.size = m_size;
        double count = 0;
        double failed = 0;
        for (const Outcome& outcome : m_outcomes) {
            count += outcome.count;
            failed += outcome.failed;
        }
        const double share = (failed + 0.5) / (count + 1);
        fit.coefficients[0] = std::log(share / (1 - share));
        double best = derive(fit.coefficients);
        for (int step = 0; step < kMostSteps; ++step) {
            const Matrix inverted = inverse(m_information, m_size);
            Vector move{};
            for (std::size_t i = 0; i < m_size; ++i) {
                for (std::size_t j = 0; j < m_size; ++j)
                    move[i] += inverted[i][j] * m_score[j];
            }
            const double before = best;
            best = walk(fit.coefficients, move, best);
            if (best - before < kDone)
                break;
        }
        derive(fit.coefficients);
        fit.covariance = inverse(m_information, m_size);
        fit.logLikelihood = m_plain;
        return fit;
    }

private:
    // Halves the step until the likelihood does not fall.
    double walk(Vector& at, const Vector& move, double before)
    {
        for (double length = 1; length > 1e-6; length /= 2) {
            Vector next = at;
            for (std::size_t i = 0; i < m_size; ++i)
                next[i] += length * move[i];
            const double now = derive(next);
            if (now >= before) {
                at = next;
                return now;
            }
        }
        derive(at);
        return before;
    }

    // Penalised log likelihood; score and information at that place.
    double derive(const Vector& at)
    {
        m_score = {};
        m_information = {};
        m_plain = 0;
        for (std::size_t row = 0; row < m_outcomes.size(); ++row) {
            Vector x{1};
            double logit = at[0];
            for (std::size_t j = 1; j < m_size; ++j) {
                x[j] = m_regressors[j - 1][row];
                logit += at[j] * x[j];
            }
            const Outcome& outcome = m_outcomes[row];
            // log(1 + exp(logit)) without overflow
            const double small = std::exp(-std::abs(logit));
            const double soft = std::max(logit, 0.0) + std::log1p(small);
            m_plain += outcome.failed * logit - outcome.count * soft;
            const double share = (logit >= 0 ? 1 : small) / (1 + small);
            const double rest = outcome.failed - outcome.count * share;
            const double weight = outcome.count * share * (1 - share);
            for (std::size_t i = 0; i < m_size; ++i) {
                m_score[i] += rest * x[i];
                for (std::size_t j = 0; j <= i; ++j)
                    m_information[i][j] += weight * x[i] * x[j];
            }
        }
        double penalty = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            penalty += kRidge / 2 * at[i] * at[i];
            m_score[i] -= kRidge * at[i];
            m_information[i][i] += kRidge;
            for (std::size_t j = i + 1; j < m_size; ++j)
                m_information[i][j] = m_information[j][i];
        }
        return m_plain - penalty;
    }

    std::span<const Outcome> m_outcomes;
    std::span<const std::vector<double>> m_regressors;
    std::size_t m_size;
    Vector m_score{};
    Matrix m_information{};
    double m_plain = 0;
};

} // namespace

double Logistic::logit(std::span<const double> regressors) const
{
    double sum = coefficients[0];
    for (std::size_t j = 1; j < size; ++j)
        sum += coefficients.at(j) * regressors[j - 1];
    return sum;
}

double Logistic::error(std::span<const double> regressors) const
{
    double variance = 0;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j)
            variance += covariance.at(i).at(j) * (i == 0 ? 1 : regressors[i - 1])
                * (j == 0 ? 1 : regressors[j - 1]);
    }
    return std::sqrt(std::max(0.0, variance));
}

Logistic fitLogistic(std::span<const Outcome> outcomes,
                     std::span<const std::vector<double>> regressors)
{
    return Newton(outcomes, regressors.first(std::min(regressors.size(), Logistic::kMost - 1)))
        .run();
}

double shareOf(double logit)
{
    return logit >= 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
}

double logLikelihood(double count, double failed, double share)
{
    const double passed = count - failed;
    return (failed > 0 ? failed * std::log(share) : 0)
        + (passed > 0 ? passed * std::log1p(-share) : 0);
}

} // namespace relation
