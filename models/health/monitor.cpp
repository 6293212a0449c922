// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/monitor.h"

#include "models/health/interval.h"
#include "models/health/onset.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kFewestOfMonitor = 60; // observations before anything may be claimed
constexpr std::size_t kLearningFactor = 10; // the baseline goes on being refined that much longer
// The baseline is kept for good, by thousands of monitors: what it errs by at most must not alarm.
constexpr double kBaselineErrors = 2.5;
constexpr std::size_t kTellEvery = 20; // observations of the baseline
constexpr std::size_t kKeptReadings = 2000; // observations, for onset and suspects
constexpr double kMonitorStrataShare = 0.3; // of the evidence
constexpr double kMonitorLoadShare = 0.3;
constexpr double kWholeService = 0.9; // share of the answers from which a scope is all of them
constexpr double kShortestForRate = 60; // s that a rate is reckoned over in the beginning ...
constexpr double kShortestFull = 1; // ... and when all that are kept are newer
constexpr std::size_t kOutside = 10; // one in so many at either end, whose clock may be wrong
constexpr std::int64_t kRateEvery = 32; // observations between two looks at the rate
constexpr std::size_t kMostFacetNames = 200; // of one facet, among those that are kept
constexpr std::int64_t kFewestOfPast = 20; // observations of a scope before the onset
constexpr double kSeasonalRise = 0.005; // worth telling
constexpr double kClearlyWorse = 3; // standard errors

bool isClearlyWorse(const Share& share, const Share& than, double variance)
{
    const double error = std::sqrt(variance / static_cast<double>(share.count)
                                   + variance / static_cast<double>(than.count));
    return share.mean() - than.mean() > kClearlyWorse * error;
}

std::size_t learntFirst(const EngineSettings& settings)
{
    return std::max(kFewestOfMonitor,
                    static_cast<std::size_t>(std::max(settings.referenceObservations, 0)));
}

WatchSettings monitorWatchSettings(const EngineSettings& settings)
{
    return {.fewest = std::max(kFewestOfMonitor, learntFirst(settings) / 2),
            .wanted = kLearningFactor * learntFirst(settings),
            .isFlag = {},
            .tolerance = {},
            .relativeTolerance = settings.rateTolerance,
            .standardErrors = kBaselineErrors,
            .betterWeight = 0,
            .strataShare = kMonitorStrataShare,
            .loadShare = kMonitorLoadShare,
            .dimensions = kFacets};
}

} // namespace

Monitor::Monitor(const EngineSettings& settings)
    : m_settings(settings)
    , m_watch(monitorWatchSettings(settings))
{
}

// A name that no kept observation bears any more makes room for a new one: versions come and go.
// With all of them in use the others are one, without a name.
FacetNumber Monitor::facetNumber(std::size_t facet, std::string_view name)
{
    static_assert(kMostFacetNames <= std::numeric_limits<FacetNumber>::max());
    std::vector<Named>& names = m_names[facet];
    const auto known = std::ranges::find(names, name, &Named::name);
    if (known != names.end())
        return static_cast<FacetNumber>(known - names.begin());
    if (names.size() < kMostFacetNames) {
        names.push_back({.name = std::string(name)});
        return static_cast<FacetNumber>(names.size() - 1);
    }
    for (std::size_t i = 0; i < kMostFacetNames; ++i) {
        const bool isNamed = m_scope && m_scope->facet == facet && m_scope->name == i;
        if (names[i].kept > 0 || isNamed)
            continue;
        names[i].name = name;
        return static_cast<FacetNumber>(i);
    }
    if (names.size() == kMostFacetNames)
        names.emplace_back();
    return static_cast<FacetNumber>(kMostFacetNames);
}

const std::string& Monitor::facetName(std::size_t facet, FacetNumber name) const
{
    return m_names[facet][name].name;
}

void Monitor::keep(const Observation& observation)
{
    m_inversions += !m_recent.empty() && observation.time < m_recent.back().time ? 1 : 0;
    m_recent.push_back(observation);
    for (std::size_t facet = 0; facet < kFacets; ++facet)
        ++m_names[facet][observation.facets[facet]].kept;
    if (m_recent.size() <= kKeptReadings)
        return;
    for (std::size_t facet = 0; facet < kFacets; ++facet)
        --m_names[facet][m_recent.front().facets[facet]].kept;
    m_inversions -= m_recent[1].time < m_recent[0].time ? 1 : 0;
    m_recent.pop_front();
}

const std::string& Monitor::modelName(FacetNumber model) const
{
    return facetName(kModelFacet, model);
}

Monitor::Event Monitor::observe(const MonitorInput& input, double threshold, double usual)
{
    Observation observation;
    observation.time = input.time;
    observation.badness = static_cast<float>(std::clamp(input.badness, 0.0, 1.0));
    observation.load = static_cast<float>(input.load.value_or(-1));
    for (std::size_t facet = 0; facet < kFacets; ++facet)
        observation.facets[facet] = facetNumber(facet, input.facets[facet]);
    ++m_index;
    keep(observation);
    if (m_index < kRateEvery || m_index % kRateEvery == 0)
        updateRate();
    const Reading reading{.badness = static_cast<double>(observation.badness),
                          .load = input.load,
                          .segments = input.facets,
                          .time = input.time};
    m_watch.note(reading);
    if (auto season = m_watch.takeSeason()) {
        m_seasonKept = std::move(*season);
        m_hasLearnt = m_watch.isWatching();
    }
    if (m_isAlarmed)
        return recover(observation);
    // Each one is looked into while there is evidence: a look that was too early must not hold up
    // the next.
    if (isEvident(reading, threshold, usual) && raise())
        return Event::Raise;
    learn(observation, reading, usual);
    return Event::None;
}

// Another detector learns from the baseline as far as that has come when it may first claim
// something, with the run length that holds then.
bool Monitor::isEvident(const Reading& reading, double threshold, double usual)
{
    const bool isOfWatch = m_watch.observe(reading) >= threshold && m_watch.isWatching();
    if (m_settings.detector.empty() || !m_watch.isWatching())
        return isOfWatch;
    if (!m_otherDetector) {
        const std::vector<float>& learnt = m_watch.reference().values();
        m_otherDetector = makeDetector(m_settings.detector,
                                       {.averageRunLength = threshold,
                                        .usualRunLength = usual,
                                        .reference = static_cast<int>(learnt.size()),
                                        .isFlag = m_watch.isFlag(),
                                        .relativeTolerance = m_settings.rateTolerance,
                                        .twoSided = false,
                                        .goesOn = true});
        if (!m_otherDetector)
            return isOfWatch;
        for (const float badness : learnt)
            static_cast<void>(m_otherDetector->observe(static_cast<double>(badness)));
    }
    const auto detection = m_otherDetector->observe(reading);
    if (!detection || detection->direction != Direction::Worse)
        return false;
    m_otherEvidence = detection->evidence;
    return true;
}

// Over the middle of what is kept: one broken clock, decades off, must not make of a busy series
// one that hardly observes anything.
void Monitor::updateRate()
{
    const std::size_t outside = m_recent.size() / kOutside;
    const std::size_t first = outside;
    const std::size_t last = m_recent.size() - 1 - outside;
    telemetry::Timestamp start = m_recent[first].time;
    telemetry::Timestamp end = m_recent[last].time;
    if (m_inversions > 0) {
        std::vector<telemetry::Timestamp> times;
        times.reserve(m_recent.size());
        for (const Observation& one : m_recent)
            times.push_back(one.time);
        const auto at = [&times](std::size_t i) {
            return times.begin() + static_cast<std::ptrdiff_t>(i);
        };
        std::nth_element(times.begin(), at(first), times.end());
        if (last > first)
            std::nth_element(at(first) + 1, at(last), times.end());
        start = times[first];
        end = times[last];
    }
    const double seconds = std::chrono::duration<double>(end - start).count();
    const double shortest = m_recent.size() < kKeptReadings ? kShortestForRate : kShortestFull;
    m_rate = static_cast<double>(last - first + 1) / std::max(seconds, shortest);
}

void Monitor::restore(const std::vector<float>& badness, const std::vector<float>& season)
{
    const std::size_t known = m_watch.reference().count();
    m_watch.restore(badness);
    for (std::size_t i = known; i < m_watch.reference().count(); ++i)
        m_baseline.add(static_cast<double>(m_watch.reference().values()[i]));
    m_isRestored = true;
    m_watch.restoreSeason(season);
    m_seasonKept = season;
}

std::optional<std::vector<float>> Monitor::takeLearnt()
{
    if (!std::exchange(m_hasLearnt, false))
        return std::nullopt;
    return m_watch.reference().values();
}

void Monitor::resume(double before, double now, telemetry::Timestamp onset)
{
    const double learnt = m_baseline.mean();
    if (m_baseline.count > 0 && std::abs(learnt - now) < std::abs(learnt - before))
        forgetBaseline(); // it was the fault that was learnt
    m_isAlarmed = true;
    m_onset = onset;
    m_onsetLow = onset;
    m_onsetHigh = onset;
    m_midpoint = std::clamp((before + now) / 2, 0.01, 0.99);
    m_alarmLevel = now;
    m_usual = before;
    m_usualHigh = before;
    m_scope.reset();
    m_isUnderLoad = false;
    planRecovery(0.05);
}

void Monitor::forgetBaseline()
{
    m_watch.clear();
    m_baseline = {};
    for (Observation& one : m_recent)
        one.isLearnt = false;
    m_isRestored = false;
    m_hasLearnt = false;
    m_seasonKept.clear();
}

void Monitor::standDown()
{
    m_isAlarmed = false;
    m_recoveredAt.reset();
    m_scope.reset();
    m_isUnderLoad = false;
    m_loadNow.reset();
    m_calmSince = m_index + 1;
    m_watch.restart();
    m_otherDetector.reset();
}

double Monitor::evidence() const
{
    return m_isAlarmed ? m_evidence : std::log10(std::max(m_watch.value(), 1.0));
}

// Half of the logarithm of the usual run length stops it.
void Monitor::learn(const Observation& observation, const Reading& reading, double usual)
{
    const double suspicious = std::sqrt(std::max(usual, 10.0));
    if (m_isRestored && m_isRelearning) {
        m_watch.learnCircumstances(reading, suspicious);
        return;
    }
    if (!m_watch.learn(reading, suspicious))
        return;
    m_baseline.add(static_cast<double>(observation.badness));
    m_recent.back().isLearnt = true;
    const std::size_t count = m_watch.reference().count();
    if (m_watch.isWatching() && (count % kTellEvery == 0 || m_watch.reference().isComplete()))
        m_hasLearnt = true;
}

bool Monitor::raise()
{
    findScope();
    findOnset();
    // Nobody is named whose answers are not shown to be worse than others of the same time, unless
    // the rise is seen in them alone.
    if (m_scope && !isConfined(m_scope->facet, m_scope->name)) {
        const std::optional<Scope> scope = std::exchange(m_scope, std::nullopt);
        findOnset();
        if (!hasRisen()) {
            m_scope = scope;
            findOnset();
        }
    }
    // That answers under high load were the first to tell says nothing of the load: of a steady one
    // some are always such. Where all answers show it, it is told of all.
    if (m_isUnderLoad && !m_loadNow) {
        m_isUnderLoad = false;
        findOnset();
        if (!hasRisen()) {
            m_isUnderLoad = true;
            findOnset();
        }
    }
    if (!hasRisen()) {
        m_scope.reset();
        m_isUnderLoad = false;
        return false;
    }
    m_evidence = m_otherDetector ? m_otherEvidence : evidence();
    m_isAlarmed = true;
    m_outside = 0;
    const Levels known = levels();
    m_usualHigh = m_usual
        + known.before.interval(telemetry::AlarmMeasure::MeanBadness, known.variance).high
        - known.before.mean();
    planRecovery(m_watch.reference().variance());
    return true;
}

// What lies where the fault may have begun counts as before here: without it the worst stretch is
// held against the best, and there is a rise in everything.
bool Monitor::hasRisen() const
{
    return levelsBefore(m_onset).hasRisen();
}

Levels Monitor::levelsBefore(telemetry::Timestamp end) const
{
    Share since;
    Share past;
    Share learntSince;
    std::int64_t index = m_index + 1 - static_cast<std::int64_t>(m_recent.size());
    for (const Observation& observation : m_recent) {
        const auto badness = static_cast<double>(observation.badness);
        const bool isSince = observation.time >= m_onset;
        // It may have begun earlier: what lies between is neither told as before nor as since.
        const bool mayBeSince = observation.time >= end;
        if (mayBeSince && observation.isLearnt)
            learntSince.add(badness);
        if (isInScope(observation) && (isSince || (index >= m_calmSince && !mayBeSince)))
            (isSince ? since : past).add(badness);
        ++index;
    }
    // A scope has a past of its own, unless it is new. What was learnt before there was evidence of
    // the fault is none of what was before it.
    const bool hasPast = (m_scope || m_isUnderLoad) && past.count >= kFewestOfPast;
    return {.before = hasPast ? past : m_baseline.less(learntSince),
            .since = since,
            .variance = m_watch.reference().variance(),
            .isOfMeans = m_isOfMeans};
}

std::optional<double> Monitor::usualAtHour() const
{
    const double seasonal = m_recent.empty() ? 0 : m_watch.seasonal(m_recent.back().time);
    return seasonal >= kSeasonalRise ? std::optional(m_watch.baseline() + seasonal) : std::nullopt;
}

// By the times of the answers, as all that is said of "since" goes by them: a slow answer comes in
// after quick ones that were begun later, and in the order in which they came the onset could lie
// outside of its own interval.
void Monitor::findOnset()
{
    const std::int64_t oldest = m_index + 1 - static_cast<std::int64_t>(m_recent.size());
    const auto from = static_cast<std::size_t>(std::max<std::int64_t>(m_calmSince - oldest, 0));
    std::vector<std::size_t> places; // in scope
    for (std::size_t i = from; i < m_recent.size(); ++i) {
        if (isInScope(m_recent[i]))
            places.push_back(i);
    }
    std::ranges::stable_sort(places, {}, [this](std::size_t i) { return m_recent[i].time; });
    std::vector<float> values;
    std::vector<double> usual; // what is explained
    bool isFlag = m_watch.isFlag();
    for (const std::size_t i : places) {
        usual.push_back(explained(m_recent[i]));
        isFlag = isFlag && usual.back() == 0;
        values.push_back(
            static_cast<float>(static_cast<double>(m_recent[i].badness) - usual.back()));
    }
    double before = m_scope
        ? m_watch.strata(m_scope->facet).baselineOf(facetName(m_scope->facet, m_scope->name))
        : m_watch.baseline();
    const double variance = m_watch.reference().variance();
    Onset onset = estimateOnset(values, {.mean = before, .variance = variance, .isFlag = isFlag});
    // The first answers of the fault were learnt before there was evidence of it. With them in what
    // was before the onset comes out late, and takes in more of them.
    if (!m_scope && !values.empty()) {
        Share learnt;
        for (std::size_t i = onset.low; i < places.size(); ++i) {
            if (m_recent[places[i]].isLearnt)
                learnt.add(static_cast<double>(m_recent[places[i]].badness));
        }
        const Share clean = m_baseline.less(learnt);
        if (clean.count >= static_cast<std::int64_t>(kFewestOfMonitor) && learnt.count > 0
            && isClearlyWorse(learnt, clean, variance)) {
            // That none of so many failed does not show that none ever does.
            const double least = 0.5 / static_cast<double>(clean.count);
            before = std::min(before, std::max(clean.mean(), least));
            onset = estimateOnset(values, {.mean = before, .variance = variance, .isFlag = isFlag});
        }
    }
    // Of what is not in scope nothing is known: it may have begun right after the last one before.
    m_onset = values.empty() ? m_recent.back().time : m_recent[places[onset.at]].time;
    m_onsetLow = values.empty()
        ? m_onset
        : m_recent[places[onset.low - std::min<std::size_t>(onset.low, 1)]].time;
    m_onsetHigh = values.empty() ? m_onset : m_recent[places[onset.high]].time;
    const auto since = usual.begin() + static_cast<std::ptrdiff_t>(usual.empty() ? 0 : onset.at);
    const double shift = std::accumulate(since, usual.end(), 0.0)
        / static_cast<double>(std::max<std::ptrdiff_t>(usual.end() - since, 1));
    m_alarmLevel = onset.level + shift;
    const std::size_t count = values.empty() ? 0 : values.size() - onset.at;
    planMidpoint(before + shift, onset.level + shift, static_cast<std::int64_t>(count));
    std::vector<std::size_t> allSince;
    for (std::size_t i = from; i < m_recent.size(); ++i) {
        if (m_recent[i].time >= m_onset)
            allSince.push_back(i);
    }
    m_scopeShare = static_cast<double>(count) / static_cast<double>(allSince.size());
    // Nothing has stayed well beside it: the service as a whole has gone bad.
    if (m_scope && m_scopeShare >= kWholeService)
        m_scope.reset();
    describeLoad(allSince);
}

} // namespace health
