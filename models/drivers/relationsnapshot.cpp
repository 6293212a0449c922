// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/relationsnapshot.h"

#include "models/drivers/drivervalues.h"
#include "models/drivers/stepmeans.h"
#include "models/store/generationcontexts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace drivers {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kSteps = 240;
constexpr double kOutermost = 0.999; // of the answers are drawn
constexpr double kWide = 12; // so much wider than its median is, a driver is drawn by its logarithm
constexpr std::size_t kMostCompared = 20'000; // pairs of drivers
constexpr telemetry::Duration kLead = 2min; // calls that began before the range still run in it
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The answers in the range with what is asked of them.
struct Columns
{
    std::vector<std::size_t> rows; // of the table
    std::vector<float> driver;
    std::vector<float> outcome;
    std::vector<float> score;
};

// Whether what fails the driver's check counts as bad of itself.
bool isPartOf(const Driver& driver, const Outcome& outcome)
{
    if (driver.kind != DriverKind::Failing || outcome.kind == OutcomeKind::Error)
        return false;
    return outcome.check.empty() || outcome.check == driver.check;
}

bool isItself(const RelationRequest& request, telemetry::Duration step)
{
    return isPartOf(request.driver, request.outcome) && !request.outcome.check.empty()
        && request.lag < step;
}

double quantile(std::vector<float> values, double share)
{
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, values.begin() + rank);
    return static_cast<double>(values[static_cast<std::size_t>(rank)]);
}

class Relating
{
public:
    Relating(const AnswerTable& table, const Gauges& gauges, const RelationRequest& request)
        : m_table(table)
        , m_gauges(gauges)
        , m_request(request)
    {
        m_made.request = request;
        m_made.range = request.view.range.intersected(table.covered());
        m_made.isPartial = table.isPartial();
        m_made.isCut = table.isCut() && m_made.range.start > request.view.range.start;
        m_made.step = lagStep(request.view.range);
        m_made.isItself = isItself(request, m_made.step);
    }

    RelationSnapshot run()
    {
        countChecks();
        countDrivers();
        const std::vector<float> outcome = outcomesOf(m_request.outcome, m_table);
        const std::vector<float> score = scoresOf(m_request.outcome, m_table);
        relateLags(m_values, outcome);
        if (isOfSteps())
            m_values = meansBefore(m_table, m_values, steps(), m_request.lag);
        for (std::size_t i = 0; i < m_table.rows().size(); ++i) {
            if (m_made.range.contains(m_table.rows()[i].start))
                take(i, outcome[i], score[i]);
        }
        m_made.used = static_cast<std::int64_t>(m_columns.rows.size());
        if (m_made.fromGauge > 0)
            m_made.gauge = m_request.driver.kind == DriverKind::IndexAge ? m_gauges.indexAge.source
                                                                         : m_gauges.queue.source;
        if (m_made.used > 0)
            describe();
        return std::move(m_made);
    }

private:
    // Whether the driver is one of a stretch of time, not of the single answer.
    bool isOfSteps() const
    {
        return m_request.lag > telemetry::Duration::zero()
            || m_request.driver.kind == DriverKind::Failing;
    }

    void countChecks()
    {
        std::map<std::string, CheckCount> checks;
        for (const AnswerRow& row : m_table.rows()) {
            if (!m_made.range.contains(row.start))
                continue;
            ++m_made.answers;
            for (const AnswerRow::Score& score : row.scores) {
                CheckCount& count = checks[m_table.checks()[score.check]];
                ++count.results;
                count.failed += score.isFailed ? 1 : 0;
            }
        }
        for (auto& [name, count] : checks) {
            count.check = name;
            m_made.checks.push_back(std::move(count));
        }
    }

    void countDrivers()
    {
        m_values = valuesOf(m_request.driver, m_table, m_gauges, m_request.view.knownAt);
        for (const DriverKind kind : kDriverKinds) {
            const Driver driver{.kind = kind, .check = {}};
            std::vector<float> values = driver == m_request.driver
                ? m_values
                : valuesOf(driver, m_table, m_gauges, m_request.view.knownAt);
            std::int64_t known = 0;
            for (std::size_t i = 0; i < values.size(); ++i)
                known += std::isfinite(values[i]) && m_made.range.contains(m_table.rows()[i].start)
                    ? 1
                    : 0;
            m_made.drivers.push_back({.driver = driver, .answers = known});
            if (known > 0 && driver != m_request.driver)
                m_others.emplace_back(driver, std::move(values));
        }
    }

    StepRange steps() const { return {.range = m_made.range, .step = m_made.step}; }

    // An answer's own failure is in both where the outcome is of the driver's check: at no lag
    // they go together whatever happens.
    void relateLags(const std::vector<float>& driver, const std::vector<float>& outcome)
    {
        const auto first = stepMeans(m_table, driver, steps());
        const auto second = stepMeans(m_table, outcome, steps());
        const auto most = std::min<std::int64_t>(kMostLagSteps, std::ssize(first) / 3);
        const int least = isPartOf(m_request.driver, m_request.outcome) ? 1 : 0;
        if (most > 0)
            m_made.lag = relation::fitLag({first, second}, static_cast<int>(most), least);
    }

    void take(std::size_t row, float outcome, float score)
    {
        if (!std::isfinite(outcome)) {
            ++m_made.unknownOutcome;
        } else if (!std::isfinite(m_values[row])) {
            ++m_made.unknownDriver;
        } else {
            m_made.fromGauge +=
                isFromGauge(m_request.driver, m_table.rows()[row], m_gauges) ? 1 : 0;
            m_columns.rows.push_back(row);
            m_columns.driver.push_back(m_values[row]);
            m_columns.outcome.push_back(outcome);
            m_columns.score.push_back(score);
        }
    }

    void describe()
    {
        m_made.usual = quantile(m_columns.driver, 0.5);
        const std::size_t newest = std::max<std::size_t>(
            std::min<std::size_t>(m_columns.driver.size(), 5), m_columns.driver.size() / 20);
        m_made.now = quantile(
            {m_columns.driver.end() - static_cast<std::ptrdiff_t>(newest), m_columns.driver.end()},
            0.5);
        draw();
        if (m_made.isItself)
            return;
        std::vector<relation::Observation> observations = observed();
        compare(observations);
        m_made.relation = relation::fitRelation(std::move(observations),
                                                {.isScore = m_request.outcome.isScore()});
        for (Companion& companion : m_made.companions)
            inflate(companion.together.first, companion.together.second);
    }

    std::vector<relation::Observation> observed() const
    {
        std::vector<relation::Observation> all;
        all.reserve(m_columns.rows.size());
        for (std::size_t i = 0; i < m_columns.rows.size(); ++i)
            all.push_back(
                {.driver = static_cast<double>(m_columns.driver[i]),
                 .count = 1,
                 .failed = static_cast<double>(m_columns.outcome[i]),
                 .time = telemetry::toUnixNanos(m_table.rows()[m_columns.rows[i]].start)});
        return all;
    }

    void draw()
    {
        Density& density = m_made.density;
        density.low = static_cast<double>(*std::ranges::min_element(m_columns.driver));
        density.high = quantile(m_columns.driver, kOutermost);
        const double largest = static_cast<double>(*std::ranges::max_element(m_columns.driver));
        // Few lie beyond: all are drawn unless they press the others together.
        if (largest - density.low < 1.5 * (density.high - density.low))
            density.high = largest;
        density.isLogarithmic = density.low > 0 && density.high > kWide * *m_made.usual;
        if (!(density.high > density.low)) {
            density.low -= 0.5;
            density.high += 0.5;
            density.isLogarithmic = false;
        }
        density.cells.assign(Density::kColumns * Density::kRows, 0);
        density.columns.assign(Density::kColumns, 0);
        density.rows.assign(Density::kRows, 0);
        const auto slot = [](double share, std::size_t count) {
            return std::min(count - 1,
                            static_cast<std::size_t>(share * static_cast<double>(count)));
        };
        for (std::size_t i = 0; i < m_columns.driver.size(); ++i) {
            const double place = density.placeOf(static_cast<double>(m_columns.driver[i]));
            if (place > 1) {
                ++density.beyond;
                continue;
            }
            const std::size_t column = slot(std::max(0.0, place), Density::kColumns);
            ++density.columns[column];
            const float score = m_columns.score[i];
            if (!std::isfinite(score))
                continue;
            const std::size_t row =
                slot(std::clamp(static_cast<double>(score), 0.0, 1.0), Density::kRows);
            ++density.rows[row];
            ++density.cells[row * Density::kColumns + column];
        }
    }

    // Of evenly many answers, where there are more than it takes to tell.
    void compare(const std::vector<relation::Observation>& observations)
    {
        const std::size_t stride = std::max<std::size_t>(1, observations.size() / kMostCompared);
        for (const auto& [driver, values] : m_others) {
            std::vector<relation::Observation> some;
            std::vector<double> other;
            for (std::size_t i = 0; i < observations.size(); i += stride) {
                const float value = values[m_columns.rows[i]];
                if (!std::isfinite(value))
                    continue;
                some.push_back(observations[i]);
                other.push_back(static_cast<double>(value));
            }
            const relation::Together together = relation::togetherOf(some, other, 1);
            if (std::abs(together.correlation) >= relation::kMovesTogether)
                m_made.companions.push_back({.driver = driver, .together = together});
        }
        std::ranges::sort(m_made.companions, std::ranges::greater{},
                          [](const Companion& one) { return std::abs(one.together.correlation); });
    }

    // Clusters make the answers less than independent, here as in the fit.
    void inflate(relation::Estimate& first, relation::Estimate& second) const
    {
        const double factor = std::sqrt(std::max(1.0, m_made.relation.dispersion));
        for (relation::Estimate* one : {&first, &second}) {
            one->low = one->value - factor * (one->value - one->low);
            one->high = one->value + factor * (one->high - one->value);
        }
    }

    const AnswerTable& m_table;
    const Gauges& m_gauges;
    const RelationRequest& m_request;
    RelationSnapshot m_made;
    std::vector<float> m_values; // of the driver, one a row of the table
    std::vector<std::pair<Driver, std::vector<float>>> m_others;
    Columns m_columns;
};

// Who stands beside a service is read only where somebody else sends such a gauge.
telemetry::Result<Gauges> readGauges(const store::Reader& reader, const store::View& view,
                                     const std::string& service)
{
    const auto metrics = reader.metrics(view);
    if (!metrics)
        return tl::make_unexpected(metrics.error());
    const auto isForeign = [&service](const store::MetricSeries& one) {
        return one.service != service && (isQueueGauge(one) || isIndexAgeGauge(one));
    };
    if (std::ranges::none_of(metrics->series, isForeign))
        return gaugesOf(metrics->series, service, {});
    auto beside = store::AnswerReader(reader).servicesBeside(view, service);
    if (!beside)
        return tl::make_unexpected(beside.error());
    return gaugesOf(metrics->series, service, *beside);
}

} // namespace

double Density::placeOf(double driver) const
{
    if (!isLogarithmic)
        return (driver - low) / (high - low);
    return driver > 0 ? std::log(driver / low) / std::log(high / low) : -1;
}

double Density::driverAt(double place) const
{
    return isLogarithmic ? low * std::pow(high / low, place) : low + place * (high - low);
}

telemetry::Duration lagStep(const telemetry::TimeRange& range)
{
    static constexpr std::array<telemetry::Duration, 17> kNice{
        1s, 2s, 5s, 10s, 15s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 24h};
    const telemetry::Duration wanted = range.duration() / kSteps;
    const auto found = std::ranges::lower_bound(kNice, wanted);
    return found == kNice.end() ? wanted : *found;
}

RelationSnapshot relationOf(const AnswerTable& table, const Gauges& gauges,
                            const RelationRequest& request)
{
    return Relating(table, gauges, request).run();
}

telemetry::Result<RelationSnapshot> RelationReader::read(const store::Reader& reader,
                                                         const RelationRequest& request)
{
    store::View view = request.view;
    view.range.start -= kLead;
    if (auto read = m_table.read(reader, view, request.service); !read)
        return tl::make_unexpected(read.error());
    const auto gauges = readGauges(reader, view, request.service);
    if (!gauges)
        return tl::make_unexpected(gauges.error());
    RelationSnapshot snapshot = relationOf(m_table, *gauges, request);
    snapshot.asked = snapshot.answers;
    if (snapshot.isCut)
        snapshot.asked = store::GenerationContexts(reader)
                             .count({.view = request.view, .service = request.service})
                             .value_or(0);
    return snapshot;
}

} // namespace drivers
