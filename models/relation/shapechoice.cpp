// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/shapechoice.h"

#include "models/relation/kneesearch.h"
#include "models/relation/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace relation {

namespace {

constexpr double kCostTail = 0.00815; // of a chi-square of one degree of freedom beyond seven
constexpr double kTail = 0.05; // of intervals, both sides
constexpr double kMisfitTail = 0.01;
constexpr double kNoneMisfitTail = 0.001;
// What a simple shape may leave unexplained of what the bins show, however many answers prove it.
constexpr double kImmaterial = 0.01;
// Gain in twice the log likelihood of the bins over the nearest monotone curve, from which on a
// rate turns back: by itself, and where the odds that fall off from one place on are the best
// shape. Monotone rates gain less in 99 of 100 and in 95 of 100.
constexpr double kTurnGain = 16;
constexpr double kTentGain = 10;
constexpr double kChiSquare = 3.841459; // 95 %, one degree of freedom

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
    Chooser(Relation& relation, std::span<const Cell> cells, const Steps& steps,
            const Dispersion& dispersion)
        : m_relation(relation)
        , m_data(scaledOf(cells))
        , m_steps(steps)
        , m_dispersion(dispersion.slope)
        , m_spread(std::max(dispersion.slope, dispersion.level))
        , m_freedom(dispersion.freedom)
        , m_limit(quantileOfF(kTail, 1, dispersion.freedom))
        , m_cost(std::max(quantileOfF(kCostTail, 1, dispersion.freedom), std::log(relation.count)))
    {
        for (const Outcome& outcome : m_data.outcomes) {
            m_count += outcome.count;
            m_failed += outcome.failed;
        }
        for (const Bin& bin : relation.bins)
            m_bins.push_back({.count = bin.cell.count, .failed = bin.cell.failed});
    }

    void choose()
    {
        const Candidate none =
            consider(Shape::None, 1, logLikelihood(m_count, m_failed, m_failed / m_count));
        const std::vector<std::vector<double>> line{m_data.places};
        m_line = fitLogistic(m_data.outcomes, line);
        m_straight = consider(Shape::Straight, 2, m_line.logLikelihood);
        Candidate best = m_straight->criterion < none.criterion ? *m_straight : none;
        if (m_data.places.size() >= 3) {
            findKnee();
            m_bent = consider(Shape::Knee, 3, m_knee.best.fit.logLikelihood);
            if (m_bent->criterion < best.criterion)
                best = *m_bent;
            const Candidate freer = freerThan();
            m_isFreerNear = freer.criterion - best.criterion < m_cost / 2;
            if (!isTold(best, freer.criterion < best.criterion))
                best = freer;
        }
        m_relation.shape = best.shape;
        draw(best);
    }

private:
    Candidate consider(Shape shape, int parameters, double likelihood)
    {
        m_relation.candidates.push_back(
            {.shape = shape,
             .parameters = parameters,
             .criterion = -2 * likelihood / m_dispersion + m_cost * parameters});
        return m_relation.candidates.back();
    }

    void findKnee()
    {
        m_knee = searchKnee(m_data.places, m_data.outcomes, true);
        KneeFit other = searchKnee(m_data.places, m_data.outcomes, false);
        if (other.best.fit.logLikelihood > m_knee.best.fit.logLikelihood)
            m_knee = std::move(other);
    }

    // The best of what a knee cannot follow. It is told in steps, or by the bins where it turns.
    Candidate freerThan()
    {
        m_turn = unimodalOf(m_bins, m_limit * m_spread);
        const double gain = 2 * (m_turn.logLikelihood - stepsOf(m_bins).logLikelihood) / m_spread
            * kChiSquare / m_limit;
        const Shape curve = gain > kTurnGain ? Shape::Uneven : Shape::Monotone;
        const std::vector<double>& places = m_data.places;
        const std::vector<Outcome>& outcomes = m_data.outcomes;
        Candidate best =
            consider(Shape::Monotone, static_cast<int>(m_steps.fit.blocks), m_steps.logLikelihood);
        for (const Candidate& other :
             {consider(Shape::Monotone, kRampParameters, rampLikelihood(places, outcomes)),
              consider(curve, kSecondBendParameters, secondBend(m_knee, places, outcomes))}) {
            if (other.criterion < best.criterion)
                best = other;
        }
        best.shape = curve;
        if (gain > kTentGain) {
            const Candidate tent =
                consider(Shape::Uneven, kTentParameters, tentLikelihood(places, outcomes));
            if (tent.criterion < best.criterion)
                best = tent;
        }
        return best;
    }

    std::vector<double> ratesOf(Shape shape) const
    {
        std::vector<double> rates;
        for (const double place : m_data.places) {
            if (shape == Shape::None)
                rates.push_back(m_failed / m_count);
            else if (shape == Shape::Straight)
                rates.push_back(shareOf(m_line.logit(std::array<double, 1>{place})));
            else
                rates.push_back(
                    shareOf(m_knee.best.fit.logit(hingeAt(place, m_knee, m_knee.best.at))));
        }
        return rates;
    }

    // Whether a simple shape may be told: nothing freer is better, and it is not too far from what
    // was seen. Where that can be proved but is next to nothing, the band grows by it.
    bool isTold(const Candidate& simple, bool isFreerBetter)
    {
        const Misfit misfit = misfitOf(m_data.outcomes, ratesOf(simple.shape));
        const double freedom = misfit.groups - simple.parameters;
        const double excess = freedom > 0 ? misfit.pearson / freedom / m_spread : 1;
        const double tail = simple.shape == Shape::None ? kNoneMisfitTail : kMisfitTail;
        const bool isFar = freedom > 0 && tailOfF(excess, freedom, m_freedom) < tail;
        if (!isFreerBetter && !isFar)
            return true;
        const double unexplained = misfit.deviance - m_spread * freedom;
        const double all = misfit.evenDeviance - m_spread * (misfit.groups - 1);
        if (simple.shape == Shape::None || unexplained > kImmaterial * all)
            return false;
        m_dispersion *= std::max(1.0, excess);
        m_spread *= std::max(1.0, excess);
        return true;
    }

    void draw(const Candidate& chosen)
    {
        switch (m_relation.shape) {
        case Shape::TooFew:
        case Shape::Apart: // told of what was chosen here
            break;
        case Shape::None:
            for (const double place : m_data.places)
                add(m_data.driverOf(place), m_relation.rate);
            if (m_isFreerNear)
                widen();
            break;
        case Shape::Straight:
        case Shape::Knee:
            drawSimple(chosen);
            break;
        case Shape::Monotone:
            drawSteps();
            break;
        case Shape::Uneven:
            drawBins();
            break;
        }
    }

    void add(double driver, const Estimate& rate)
    {
        m_relation.curve.push_back({.driver = driver, .rate = rate});
    }

    // The band holds what either of the simple shapes says, where the other is not much worse.
    void drawSimple(const Candidate& chosen)
    {
        const bool isKnee = m_relation.shape == Shape::Knee;
        std::vector<double> places = m_data.places;
        if (isKnee) {
            tellKnee();
            places.insert(std::ranges::lower_bound(places, m_knee.best.at), m_knee.best.at);
        } else {
            m_relation.isRising = m_line.coefficients[1] > 0;
        }
        const std::optional<Candidate>& other = isKnee ? m_straight : m_bent;
        const bool isNear = other && other->criterion - chosen.criterion < m_cost;
        for (const double place : places) {
            Estimate rate = isKnee ? kneeRate(place) : lineRate(place);
            if (isNear) {
                const Estimate beside = isKnee ? lineRate(place) : kneeRate(place);
                rate.low = std::min(rate.low, beside.low);
                rate.high = std::max(rate.high, beside.high);
            }
            add(m_data.driverOf(place), rate);
        }
        if (m_isFreerNear)
            widen();
    }

    Estimate lineRate(double place) const
    {
        const std::array<double, 1> at{place};
        return around(m_line.logit(at), std::sqrt(m_limit * m_spread) * m_line.error(at));
    }

    void tellKnee()
    {
        const double slope = m_knee.best.fit.coefficients[1];
        m_relation.isRising = (slope > 0) == m_knee.isFlatBelow;
        const KneeInterval found =
            kneeInterval(m_knee, m_data.places, m_data.outcomes, m_limit * m_dispersion);
        m_relation.knee = Knee{.at = m_data.driverOf(m_knee.best.at),
                               .low = m_data.driverOf(found.low),
                               .high = m_data.driverOf(found.high),
                               .isLowOpen = found.isLowOpen,
                               .isHighOpen = found.isHighOpen,
                               .isFlatBelow = m_knee.isFlatBelow};
    }

    // What any curve would say that is not too unlikely, wherever its knee.
    Estimate kneeRate(double place) const
    {
        Estimate rate = around(m_knee.best.fit.logit(hingeAt(place, m_knee, m_knee.best.at)), 0);
        for (const KneeFit::Try& tried : m_knee.tries) {
            const double left = m_limit - m_knee.deviance(tried) / m_dispersion;
            if (left < 0)
                continue;
            const auto hinge = hingeAt(place, m_knee, tried.at);
            const Estimate one =
                around(tried.fit.logit(hinge), std::sqrt(left * m_spread) * tried.fit.error(hinge));
            rate.low = std::min(rate.low, one.low);
            rate.high = std::max(rate.high, one.high);
        }
        return rate;
    }

    // Intervals of the bins that hold together (Bonferroni).
    std::vector<Bin> simultaneous() const
    {
        std::vector<Bin> bins = m_relation.bins;
        const double quantile =
            normalQuantile(kTail / 2 / static_cast<double>(std::max<std::size_t>(1, bins.size())));
        for (Bin& bin : bins)
            bin.rate = wilson(bin.cell.failed / m_spread, bin.cell.count / m_spread, quantile);
        return bins;
    }

    // Bins are not chosen by what happened in them, and the curve only rises: what is shown of one
    // holds for all beyond it. All intervals hold together.
    Estimate stepRate(double driver, double value, const std::vector<Bin>& bins) const
    {
        Estimate rate{.value = value, .low = 0, .high = 1};
        for (const Bin& bin : bins) {
            const bool isLower =
                m_steps.isRising ? bin.cell.high <= driver : bin.cell.low >= driver;
            const bool isHigher =
                m_steps.isRising ? bin.cell.low >= driver : bin.cell.high <= driver;
            if (isLower)
                rate.low = std::max(rate.low, std::min(bin.rate.low, value));
            if (isHigher)
                rate.high = std::min(rate.high, std::max(bin.rate.high, value));
        }
        return rate;
    }

    void drawSteps()
    {
        m_relation.isRising = m_steps.isRising;
        const std::vector<Bin> bins = simultaneous();
        for (std::size_t i = 0; i < m_data.places.size(); ++i) {
            const double driver = m_data.driverOf(m_data.places[i]);
            add(driver, stepRate(driver, m_steps.fit.values[i], bins));
        }
    }

    // By what a freer shape says that is nearly as good.
    void widen()
    {
        const std::vector<Bin> bins = simultaneous();
        for (CurvePoint& point : m_relation.curve) {
            const auto after = std::ranges::lower_bound(
                bins, point.driver, {}, [](const Bin& bin) { return bin.cell.high; });
            const Bin& bin = after == bins.end() ? bins.back() : *after;
            const bool isNone = m_relation.shape == Shape::None;
            const Estimate beside =
                isNone ? bin.rate : stepRate(point.driver, bin.rate.value, bins);
            point.rate.low = std::min(point.rate.low, beside.low);
            point.rate.high = std::max(point.rate.high, beside.high);
        }
    }

    // No shape is taken for granted: the curve goes through the bins.
    void drawBins()
    {
        const std::vector<Bin> bins = simultaneous();
        for (const Bin& bin : bins)
            add(bin.cell.driver, bin.rate);
        const auto driverOf = [&](std::size_t bin) { return bins[bin].cell; };
        double sum = 0;
        double count = 0;
        for (std::size_t i = m_turn.peak; i <= m_turn.last; ++i) {
            sum += driverOf(i).driver * driverOf(i).count;
            count += driverOf(i).count;
        }
        m_relation.turn = Turn{.isPeak = m_turn.isPeak,
                               .at = sum / count,
                               .low = driverOf(m_turn.least).low,
                               .high = driverOf(m_turn.most).high};
    }

    Relation& m_relation;
    const Scaled m_data;
    const Steps& m_steps;
    double m_dispersion;
    double m_spread;
    const double m_freedom;
    const double m_limit; // of a deviance over the dispersion, 95 %
    const double m_cost; // of a parameter, in twice the log likelihood
    double m_count = 0;
    double m_failed = 0;
    std::vector<Outcome> m_bins;
    Logistic m_line;
    KneeFit m_knee;
    Unimodal m_turn;
    bool m_isFreerNear = false;
    std::optional<Candidate> m_straight;
    std::optional<Candidate> m_bent;
};

} // namespace

void chooseShape(Relation& relation, std::span<const Cell> cells, const Steps& steps,
                 const Dispersion& dispersion)
{
    Chooser(relation, cells, steps, dispersion).choose();
}

} // namespace relation
