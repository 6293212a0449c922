// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/relationfit.h"

#include "models/relation/dispersion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace relation {

namespace {

constexpr std::size_t kCells = 200;
constexpr double kFewestAnswers = 50;
constexpr double kFewestEither = 5; // failures, and answers that did not fail
constexpr double kLeastCost = 7; // of a parameter, in twice the log likelihood
constexpr double kChiSquare = 3.841459; // 95 %, one degree of freedom

// The cells in the form that regressions take.
struct Scaled
{
    std::vector<double> places; // drivers as shares of their range
    std::vector<Outcome> outcomes;
    std::vector<double> rates;
    std::vector<double> weights;
    double low = 0;
    double width = 1;

    double driverOf(double place) const { return low + place * width; }
};

Scaled scaled(const std::vector<Cell>& cells)
{
    Scaled made;
    made.low = cells.front().driver;
    made.width = cells.back().driver - made.low;
    if (!(made.width > 0))
        made.width = 1;
    for (const Cell& cell : cells) {
        made.places.push_back((cell.driver - made.low) / made.width);
        made.outcomes.push_back({.count = cell.count, .failed = cell.failed});
        made.rates.push_back(cell.rate());
        made.weights.push_back(cell.count);
    }
    return made;
}

// The better of the two directions.
struct Steps
{
    Monotone fit;
    bool isRising = true;
    double logLikelihood = 0;
};

Steps stepsOf(const Scaled& data)
{
    Steps best;
    best.logLikelihood = -std::numeric_limits<double>::infinity();
    for (const bool isRising : {true, false}) {
        Steps steps{.fit = monotone(data.rates, data.weights, isRising), .isRising = isRising};
        for (std::size_t i = 0; i < data.outcomes.size(); ++i)
            steps.logLikelihood +=
                logLikelihood(data.outcomes[i].count, data.outcomes[i].failed, steps.fit.values[i]);
        if (steps.logLikelihood > best.logLikelihood)
            best = std::move(steps);
    }
    return best;
}

std::array<double, 1> hingeAt(double place, const KneeFit& knee, double at)
{
    return {hingeOf(place, at, knee.isFlatBelow)};
}

Estimate around(double logit, double half)
{
    return {.value = shareOf(logit), .low = shareOf(logit - half), .high = shareOf(logit + half)};
}

class Chooser
{
public:
    Chooser(Relation& relation, const Scaled& data, const Steps& steps)
        : m_relation(relation)
        , m_data(data)
        , m_steps(steps)
        , m_dispersion(relation.dispersion)
    {
    }

    void choose()
    {
        const double cost = std::max(kLeastCost, std::log(m_relation.count));
        const auto consider = [&](Shape shape, int parameters, double likelihood) {
            m_relation.candidates.push_back(
                {.shape = shape,
                 .parameters = parameters,
                 .criterion = -2 * likelihood / m_dispersion + cost * parameters});
        };
        const std::vector<std::vector<double>> line{m_data.places};
        m_line = fitLogistic(m_data.outcomes, line);
        consider(Shape::None, 1,
                 logLikelihood(m_relation.count, m_relation.failed, m_relation.rate.value));
        if (m_data.places.size() >= 2)
            consider(Shape::Straight, 2, m_line.logLikelihood);
        if (m_data.places.size() >= 3) {
            findKnee();
            consider(Shape::Knee, 3, m_knee.best.fit.logLikelihood);
            consider(Shape::Monotone, static_cast<int>(m_steps.fit.blocks), m_steps.logLikelihood);
        }
        m_relation.shape =
            std::ranges::min_element(m_relation.candidates, {}, &Candidate::criterion)->shape;
        draw();
    }

private:
    void findKnee()
    {
        m_knee = searchKnee(m_data.places, m_data.outcomes, true);
        KneeFit other = searchKnee(m_data.places, m_data.outcomes, false);
        if (other.best.fit.logLikelihood > m_knee.best.fit.logLikelihood)
            m_knee = std::move(other);
    }

    void draw()
    {
        switch (m_relation.shape) {
        case Shape::TooFew:
            break;
        case Shape::None:
            for (const double place : m_data.places)
                add(place, m_relation.rate);
            break;
        case Shape::Straight:
            drawLine();
            break;
        case Shape::Knee:
            drawKnee();
            break;
        case Shape::Monotone:
            drawSteps();
            break;
        }
    }

    void add(double place, const Estimate& rate)
    {
        m_relation.curve.push_back({.driver = m_data.driverOf(place), .rate = rate});
    }

    double spread() const { return std::max(m_dispersion, m_relation.levelDispersion); }

    void drawLine()
    {
        m_relation.isRising = m_line.coefficients[1] > 0;
        for (const double place : m_data.places) {
            const std::array<double, 1> at{place};
            add(place,
                around(m_line.logit(at), std::sqrt(kChiSquare * spread()) * m_line.error(at)));
        }
    }

    // The band holds what any curve would say that is not too unlikely, wherever its knee.
    void drawKnee()
    {
        const double slope = m_knee.best.fit.coefficients[1];
        m_relation.isRising = (slope > 0) == m_knee.isFlatBelow;
        const KneeInterval found =
            kneeInterval(m_knee, m_data.places, m_data.outcomes, kChiSquare * m_dispersion);
        m_relation.knee = Knee{.at = m_data.driverOf(m_knee.best.at),
                               .low = m_data.driverOf(found.low),
                               .high = m_data.driverOf(found.high),
                               .isLowOpen = found.isLowOpen,
                               .isHighOpen = found.isHighOpen,
                               .isFlatBelow = m_knee.isFlatBelow};
        std::vector<double> places = m_data.places;
        places.insert(std::ranges::lower_bound(places, m_knee.best.at), m_knee.best.at);
        for (const double place : places)
            add(place, kneeRate(place));
    }

    Estimate kneeRate(double place) const
    {
        Estimate rate = around(m_knee.best.fit.logit(hingeAt(place, m_knee, m_knee.best.at)), 0);
        for (const KneeFit::Try& tried : m_knee.tries) {
            const double left = kChiSquare - m_knee.deviance(tried) / m_dispersion;
            if (left < 0)
                continue;
            const auto hinge = hingeAt(place, m_knee, tried.at);
            const Estimate one =
                around(tried.fit.logit(hinge), std::sqrt(left * spread()) * tried.fit.error(hinge));
            rate.low = std::min(rate.low, one.low);
            rate.high = std::max(rate.high, one.high);
        }
        return rate;
    }

    // Bins are not chosen by what happened in them, and the curve only rises: what is shown of one
    // holds for all beyond it. All intervals hold together.
    void drawSteps()
    {
        m_relation.isRising = m_steps.isRising;
        const double quantile = 3.02; // 95 % of twenty intervals (Bonferroni)
        std::vector<Bin> bins = m_relation.bins;
        for (Bin& bin : bins)
            bin.rate = wilson(bin.cell.failed / spread(), bin.cell.count / spread(), quantile);
        for (std::size_t i = 0; i < m_data.places.size(); ++i) {
            Estimate rate{.value = m_steps.fit.values[i], .low = 0, .high = 1};
            const double driver = m_data.driverOf(m_data.places[i]);
            for (const Bin& bin : bins) {
                const bool isLower =
                    m_steps.isRising ? bin.cell.high <= driver : bin.cell.low >= driver;
                const bool isHigher =
                    m_steps.isRising ? bin.cell.low >= driver : bin.cell.high <= driver;
                if (isLower)
                    rate.low = std::max(rate.low, std::min(bin.rate.low, rate.value));
                if (isHigher)
                    rate.high = std::min(rate.high, std::max(bin.rate.high, rate.value));
            }
            add(m_data.places[i], rate);
        }
    }

    Relation& m_relation;
    const Scaled& m_data;
    const Steps& m_steps;
    const double m_dispersion;
    Logistic m_line;
    KneeFit m_knee;
};

} // namespace

const char* toString(Shape shape)
{
    switch (shape) {
    case Shape::TooFew:
        return "too_few";
    case Shape::None:
        return "none";
    case Shape::Straight:
        return "logistic";
    case Shape::Knee:
        return "knee";
    case Shape::Monotone:
        return "monotone";
    }
    return "too_few";
}

std::optional<Estimate> Relation::rateAt(double driver) const
{
    if (curve.empty() || !(driver >= bins.front().cell.low) || driver > bins.back().cell.high)
        return std::nullopt;
    const auto after = std::ranges::lower_bound(curve, driver, {}, &CurvePoint::driver);
    if (after == curve.end())
        return curve.back().rate;
    if (after == curve.begin() || after->driver <= driver)
        return after->rate;
    const CurvePoint& before = *(after - 1);
    const double way = (driver - before.driver) / (after->driver - before.driver);
    const auto between = [way](double from, double to) { return from + way * (to - from); };
    return Estimate{.value = between(before.rate.value, after->rate.value),
                    .low = between(before.rate.low, after->rate.low),
                    .high = between(before.rate.high, after->rate.high)};
}

Relation fitRelation(std::vector<Observation> observations, const FitSettings& settings)
{
    Relation relation;
    std::ranges::sort(observations, {}, &Observation::driver);
    const std::vector<Cell> cells = cellsOf(observations, kCells);
    for (const Cell& cell : cells) {
        relation.count += cell.count;
        relation.failed += cell.failed;
    }
    relation.rate = wilson(relation.failed, relation.count);
    for (const Cell& cell : cellsOf(observations, settings.bins))
        relation.bins.push_back({.cell = cell, .rate = wilson(cell.failed, cell.count)});
    const double passed = relation.count - relation.failed;
    if (cells.size() < 2 || relation.count < kFewestAnswers
        || std::min(relation.failed, passed) < kFewestEither)
        return relation;

    const Scaled data = scaled(cells);
    const Steps steps = stepsOf(data);
    const Dispersion dispersion =
        dispersionOf(observations, cells, steps.fit.values, settings.isScore);
    relation.dispersion = dispersion.slope;
    relation.levelDispersion = dispersion.level;
    for (Bin& bin : relation.bins)
        bin.rate = wilson(bin.cell.failed / dispersion.level, bin.cell.count / dispersion.level);
    relation.rate = wilson(relation.failed / dispersion.level, relation.count / dispersion.level);
    Chooser(relation, data, steps).choose();
    return relation;
}

} // namespace relation
