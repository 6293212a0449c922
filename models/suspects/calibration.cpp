// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

namespace suspects {

namespace {

constexpr double kNearOne = 0.995;
constexpr std::array kPriorDeviation{0.3, 0.2, 0.5}; // of a, b, and each c
constexpr double kWidth = 1; // logits
constexpr double kOtherCheck = 0.25;
constexpr double kHalf = 2; // verdicts near by, for half of a correction
constexpr int kSteps = 25; // of Newton; it takes about six
constexpr std::size_t kFixed = 2; // a and b
constexpr std::size_t kMostChecks = 32; // with an offset of their own
constexpr double kStep = 0.1; // logits
constexpr int kEnd = 53; // steps on either side of 0: logit(.995) is 5.293
constexpr std::size_t kPlaces = 2 * kEnd + 1;

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

double logitAt(std::size_t place)
{
    return kStep * (static_cast<double>(place) - kEnd);
}

// The step that a logit is counted at.
std::size_t stepOf(double value)
{
    return static_cast<std::size_t>(std::lround(value / kStep) + kEnd);
}

// The verdicts that were counted at one step of one check.
struct Count
{
    std::size_t check = 0;
    std::size_t place = 0;
    double weight = 0;
    double logits = 0; // weighted sum
    double wrong = 0; // likewise

    double logit() const { return logits / weight; }
};

// The checks with most verdicts, by their place from 1 on; 0 is any other.
std::map<std::string, std::size_t> placesOf(const std::vector<Labelled>& labelled)
{
    std::map<std::string, double> weights;
    for (const Labelled& one : labelled)
        weights[one.check] += one.weight;
    std::vector<std::pair<std::string, double>> most(weights.begin(), weights.end());
    std::ranges::stable_sort(
        most, [](const auto& left, const auto& right) { return left.second > right.second; });
    std::map<std::string, std::size_t> places;
    for (const auto& [check, weight] : most) {
        if (places.size() < kMostChecks)
            places.emplace(check, places.size() + 1);
    }
    return places;
}

std::size_t placeOf(const std::map<std::string, std::size_t>& places, const std::string& check)
{
    const auto found = places.find(check);
    return found == places.end() ? 0 : found->second;
}

std::vector<Count> counted(const std::vector<Labelled>& labelled,
                           const std::map<std::string, std::size_t>& places)
{
    std::map<std::pair<std::size_t, std::size_t>, Count> counts;
    for (const Labelled& one : labelled) {
        if (!(one.weight > 0) || std::isnan(one.probability))
            continue;
        const double said = logit(one.probability);
        const std::pair at(placeOf(places, one.check), stepOf(said));
        Count& count = counts[at];
        count.check = at.first;
        count.place = at.second;
        count.weight += one.weight;
        count.logits += one.weight * said;
        count.wrong += one.weight * one.wrong;
    }
    std::vector<Count> all;
    for (const auto& [at, count] : counts)
        all.push_back(count);
    return all;
}

// Newton's method on the penalised log likelihood, which is concave: the prior makes every step
// well-defined, also when all verdicts agree. The weights are a, b and c by check.
std::vector<double> fitted(const std::vector<Count>& counts, std::size_t checks)
{
    std::vector<double> weights(kFixed + checks, 0.0);
    const std::size_t size = weights.size();
    for (int step = 0; step < kSteps; ++step) {
        std::vector<double> gradient(size, 0.0);
        std::vector<std::vector<double>> curvature(size, std::vector<double>(size, 0.0));
        for (std::size_t i = 0; i < size; ++i) {
            const double deviation = kPriorDeviation[std::min(i, kFixed)];
            curvature[i][i] = 1 / (deviation * deviation);
            gradient[i] = -weights[i] / (deviation * deviation);
        }
        for (const Count& one : counts) {
            const double said = one.logit();
            const std::size_t c = kFixed + one.check;
            const std::array<std::pair<std::size_t, double>, 3> row{
                {{0, 1.0}, {1, said}, {c, 1.0}}};
            const double now = logistic(weights[0] + (1 + weights[1]) * said + weights[c]);
            for (const auto& [i, left] : row) {
                gradient[i] += left * (one.wrong - one.weight * now);
                for (const auto& [j, right] : row)
                    curvature[i][j] += one.weight * left * right * now * (1 - now);
            }
        }
        solve(curvature, gradient);
        double largest = 0;
        for (std::size_t i = 0; i < size; ++i) {
            // Far from the optimum a whole step may overshoot.
            weights[i] += std::clamp(gradient[i], -1.0, 1.0);
            largest = std::max(largest, std::abs(gradient[i]));
        }
        if (largest < 1e-9)
            break;
    }
    return weights;
}

// How many verdicts lie near each step, as far as they say something about each check.
std::vector<std::vector<double>> supportOf(const std::vector<Count>& counts, std::size_t checks)
{
    std::vector<double> any(kPlaces, 0.0);
    std::vector<std::vector<double>> support(checks, any);
    for (const Count& one : counts) {
        for (std::size_t place = 0; place < kPlaces; ++place) {
            const double distance = (one.logit() - logitAt(place)) / kWidth;
            const double near = one.weight * std::exp(-distance * distance / 2);
            any[place] += kOtherCheck * near;
            support[one.check][place] += (1 - kOtherCheck) * near;
        }
    }
    for (std::vector<double>& own : support)
        std::ranges::transform(own, any, own.begin(), std::plus());
    return support;
}

// Pools neighbours until none is above the next (pool adjacent violators; Ayer et al. 1955).
void putInOrder(std::vector<double>& values, const std::vector<double>& weights)
{
    struct Block
    {
        double mean = 0;
        double weight = 0;
        std::size_t size = 0;
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        Block next{.mean = values[i], .weight = weights[i], .size = 1};
        while (!blocks.empty() && blocks.back().mean > next.mean) {
            const Block& last = blocks.back();
            const double weight = last.weight + next.weight;
            next = {.mean = (last.mean * last.weight + next.mean * next.weight) / weight,
                    .weight = weight,
                    .size = last.size + next.size};
            blocks.pop_back();
        }
        blocks.push_back(next);
    }
    std::size_t at = 0;
    for (const Block& block : blocks) {
        std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(at), block.size, block.mean);
        at += block.size;
    }
}

} // namespace

Calibration::Calibration(const std::vector<Labelled>& labelled)
    : m_count(labelled.size())
{
    if (labelled.empty())
        return;
    m_places = placesOf(labelled);
    const std::size_t checks = m_places.size() + 1;
    const std::vector<Count> counts = counted(labelled, m_places);
    const std::vector<double> weights = fitted(counts, checks);
    const auto support = supportOf(counts, checks);
    for (std::size_t check = 0; check < checks; ++check) {
        std::vector<double> map;
        std::vector<double> trust;
        for (std::size_t place = 0; place < kPlaces; ++place) {
            const double said = logitAt(place);
            const double shift = weights[0] + weights[1] * said + weights[kFixed + check];
            const double near = support[check][place];
            map.push_back(said + shift * near / (near + kHalf));
            trust.push_back(near + kHalf);
        }
        putInOrder(map, trust);
        m_maps.push_back(std::move(map));
    }
}

double Calibration::corrected(double probability, const std::string& check) const
{
    if (isIdentity())
        return probability;
    const std::vector<double>& map = m_maps[placeOf(m_places, check)];
    const double place = logit(probability) / kStep + kEnd;
    const auto below = std::min(static_cast<std::size_t>(place), kPlaces - 2);
    const double share = place - static_cast<double>(below);
    return logistic(map[below] + share * (map[below + 1] - map[below]));
}

double Calibration::leastThatComesTo(double wanted) const
{
    if (isIdentity() || wanted <= 0)
        return wanted;
    double least = wanted;
    for (const std::vector<double>& map : m_maps) {
        const auto first = std::ranges::lower_bound(map, logit(wanted));
        if (first == map.begin())
            return 0;
        const auto place = static_cast<std::size_t>(first - map.begin()) - 1;
        least = std::min(least, logistic(logitAt(place)));
    }
    return least;
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
        const Voices voices = voicesOf(verdict);
        const double all = voices.wrongWeight + voices.soundWeight;
        if (all <= 0 || known == verdict.said.end())
            continue;
        labelled.push_back({.probability = *known->suspicion,
                            .check = known->check,
                            .wrong = voices.wrongWeight / all,
                            .weight = std::min(all / book.peopleToConfirm(), 1.0)});
    }
    return labelled;
}

double expectedCalibrationError(const std::vector<double>& probabilities,
                                const std::vector<bool>& wrong)
{
    constexpr std::size_t kBins = 10;
    std::array<double, kBins> excess{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            continue;
        const auto bin = std::min(static_cast<std::size_t>(probabilities[i] * kBins), kBins - 1);
        excess[bin] += probabilities[i] - (wrong[i] ? 1.0 : 0.0);
        ++count;
    }
    double sum = 0;
    for (const double one : excess)
        sum += std::abs(one);
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

} // namespace suspects
