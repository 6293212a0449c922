// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/shiftmonitor.h"

#include "models/health/onset.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace health {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kReferences = 5; // as a Monitor's baseline
constexpr std::size_t kFewestOfShift = 100; // observations before anything may be claimed
constexpr std::size_t kFewGrades = 10; // of a judge that gives grades: its mean says it all
constexpr std::size_t kKeptObservations = 600; // observations, for onset and quantiles
constexpr std::size_t kNewestCount = 100; // observations that recovery is seen in
constexpr std::int64_t kFewestSince = 10; // observations since the onset
constexpr std::int64_t kLookEvery = 10; // observations; whatever was too early must not hold it up
constexpr double kLeastRatio = 1.25; // least that a length or a duration has to change by
constexpr double kBadness = 0.05; // and the quantile of a judge's scores
constexpr double kClearMove = 2.5; // standard errors
constexpr double kShortestForShiftRate = 60; // s that a rate is reckoned over
constexpr auto kStays = 1h; // event time; then it is usual

ShiftSettings shiftWatchSettings(const EngineSettings& settings, ShiftUnit unit)
{
    const auto first = static_cast<std::size_t>(std::max(settings.referenceObservations, 0));
    return {.fewest = std::max(kFewestOfShift, first),
            .wanted = kReferences * std::max(kFewestOfShift, first),
            .followsLoad = unit != ShiftUnit::Tokens,
            .fewLevels = unit == ShiftUnit::Badness ? kFewGrades : 0};
}

bool isMaterial(const ShiftFacts& facts)
{
    const double before = facts.isUp ? facts.valueBefore : facts.valueNow;
    const double now = facts.isUp ? facts.valueNow : facts.valueBefore;
    return facts.unit == ShiftUnit::Badness ? now - before >= kBadness
                                            : now >= kLeastRatio * before;
}

} // namespace

ShiftMonitor::ShiftMonitor(const EngineSettings& settings, ShiftUnit unit)
    : m_settings(settings)
    , m_unit(unit)
    , m_watch(shiftWatchSettings(settings, unit))
{
}

ShiftMonitor::Event ShiftMonitor::observe(const ShiftReading& reading, double threshold,
                                          double usual)
{
    // How long calls take says nothing while it is not known how many there are.
    if (m_unit == ShiftUnit::Seconds && !reading.load)
        return Event::None;
    m_first = ++m_index == 0 ? reading.time : std::min(m_first, reading.time);
    m_newest = m_index == 0 ? reading.time : std::max(m_newest, reading.time);
    m_recent.push_back(reading);
    if (m_recent.size() > kKeptObservations)
        m_recent.pop_front();
    if (m_isAlarmed)
        return recover(reading);
    const bool isEvident = m_watch.observe(reading) >= threshold && m_watch.isWatching();
    if (isEvident && m_index % kLookEvery == 0 && raise())
        return Event::Raise;
    // Half of the logarithm of the usual run length stops it.
    if (m_watch.learn(reading, std::sqrt(std::max(usual, 10.0))))
        ++m_learnt;
    return Event::None;
}

double ShiftMonitor::rate() const
{
    const double seconds = std::chrono::duration<double>(m_newest - m_first).count();
    return static_cast<double>(m_index + 1) / std::max(seconds, kShortestForShiftRate);
}

double ShiftMonitor::evidence() const
{
    return m_isAlarmed ? m_evidence : std::log10(std::max(m_watch.value(), 1.0));
}

// What the quantile was, at the load of these observations, on the scale of shiftScale.
double ShiftMonitor::usual(const ShiftWatch::Path& path, const Places& places) const
{
    double shift = 0;
    for (const std::size_t i : places)
        shift += m_watch.loadShift(m_recent[i].load);
    return path.threshold + shift / static_cast<double>(std::max<std::size_t>(places.size(), 1));
}

ShiftFacts ShiftMonitor::factsOf(const ShiftWatch::Path& path, const Places& places) const
{
    std::vector<double> values;
    std::int64_t beyond = 0;
    for (const std::size_t i : places) {
        values.push_back(m_recent[i].x);
        beyond += ShiftWatch::isBeyond(path, m_watch.residual(m_recent[i])) ? 1 : 0;
    }
    ShiftFacts facts;
    facts.unit = m_unit;
    facts.quantile = path.quantile;
    facts.isUp = path.isUp;
    facts.count = static_cast<std::int64_t>(values.size());
    if (values.empty())
        return facts;
    const auto at =
        std::min(static_cast<std::size_t>(path.quantile * static_cast<double>(values.size())),
                 values.size() - 1);
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
    const double usually = usual(path, places);
    facts.valueNow = shiftValue(m_unit, values[at]);
    facts.valueBefore = shiftValue(m_unit, usually);
    facts.isAtThisLoad = std::abs(usually - path.threshold) > 0.005;
    facts.shareBefore = path.share;
    facts.shareNow = static_cast<double>(beyond) / static_cast<double>(facts.count);
    return facts;
}

bool ShiftMonitor::raise()
{
    const ShiftWatch::Path path = m_watch.path(m_watch.strongest());
    const std::int64_t oldest = m_index + 1 - static_cast<std::int64_t>(m_recent.size());
    const auto first = static_cast<std::size_t>(std::max<std::int64_t>(m_calmSince - oldest, 0));
    Places places;
    for (std::size_t i = first; i < m_recent.size(); ++i) {
        if (m_watch.isComparable(m_recent[i]))
            places.push_back(i);
    }
    if (places.empty())
        return false;
    // By their times, not as they came in: see Monitor::findOnset.
    std::ranges::stable_sort(places, {}, [this](std::size_t i) { return m_recent[i].time; });
    std::vector<float> beyond;
    for (const std::size_t i : places)
        beyond.push_back(ShiftWatch::isBeyond(path, m_watch.residual(m_recent[i])) ? 1.0F : 0.0F);
    const Onset onset = estimateOnset(
        beyond, {.mean = path.share, .variance = path.share * (1 - path.share), .isFlag = true});
    const telemetry::Timestamp start = m_recent[places[onset.at]].time;
    Places since;
    for (std::size_t i = first; i < m_recent.size(); ++i) {
        if (m_recent[i].time >= start)
            since.push_back(i);
    }
    ShiftFacts facts = factsOf(path, since);
    if (facts.count < kFewestSince || !isMaterial(facts))
        return false;
    facts.onset = start;
    facts.onsetLow = m_recent[places[onset.low - std::min<std::size_t>(onset.low, 1)]].time;
    facts.onsetHigh = m_recent[places[onset.high]].time;
    m_evidence = evidence();
    m_isAlarmed = true;
    m_since = 0;
    m_moved = path;
    m_onset = facts.onset;
    m_facts = facts;
    return true;
}

void ShiftMonitor::resume(telemetry::Timestamp onset)
{
    m_isAlarmed = true;
    m_moved.reset();
    m_since = 0;
    m_onset = onset;
    m_facts = {};
    m_facts.unit = m_unit;
}

ShiftFacts ShiftMonitor::newest() const
{
    Places places(std::min(m_recent.size(), kNewestCount));
    std::iota(places.begin(), places.end(), m_recent.size() - places.size());
    return factsOf(m_moved ? *m_moved : m_watch.path(0), places);
}

// No more lie beyond any quantile than is tolerated, and where the one that moved is known, beyond
// that no more than half of what it moved by: then the others only have to be not clearly beyond.
bool ShiftMonitor::isAsBefore() const
{
    std::size_t seen = 0;
    std::array<double, ShiftWatch::kPaths> beyond{};
    double moved = 0;
    for (auto one = m_recent.rbegin(); one != m_recent.rend() && seen < kNewestCount; ++one) {
        if (!m_watch.isComparable(*one))
            continue;
        ++seen;
        const float x = m_watch.residual(*one);
        for (std::size_t i = 0; i < beyond.size(); ++i)
            beyond[i] += ShiftWatch::isBeyond(m_watch.path(i), x) ? 1.0 / kNewestCount : 0;
        moved += m_moved && ShiftWatch::isBeyond(*m_moved, x) ? 1.0 / kNewestCount : 0;
    }
    if (seen < kNewestCount)
        return false;
    for (std::size_t i = 0; i < beyond.size(); ++i) {
        const ShiftWatch::Path& path = m_watch.path(i);
        const double chance =
            m_moved ? kClearMove * std::sqrt(path.share * (1 - path.share) / kNewestCount) : 0;
        if (m_watch.isOn(i) && beyond[i] > path.share + path.tolerance + chance)
            return false;
    }
    return !m_moved || moved <= (m_facts.shareBefore + m_facts.shareNow) / 2;
}

ShiftMonitor::Event ShiftMonitor::recover(const ShiftReading& reading)
{
    ++m_since;
    // An earlier session's reference may be gone: then it is learnt anew, and decides.
    if (!m_watch.isWatching())
        m_learnt += m_watch.learn(reading, 0) ? 1 : 0;
    if (m_since >= static_cast<std::int64_t>(kNewestCount) && m_watch.isWatching() && isAsBefore()
        && reading.time - m_onset >= m_settings.clearAfter) {
        standDown();
        return Event::Recover;
    }
    if (m_since >= static_cast<std::int64_t>(kNewestCount) && reading.time - m_onset >= kStays) {
        settle();
        return Event::Settle;
    }
    return Event::None;
}

// What came since is the new reference.
void ShiftMonitor::settle()
{
    std::vector<float> values;
    std::vector<float> loads;
    for (const ShiftReading& one : m_recent) {
        if (one.time < m_onset)
            continue;
        values.push_back(static_cast<float>(one.x));
        loads.push_back(static_cast<float>(one.load.value_or(-1)));
    }
    m_watch.restore(values, loads);
    m_learnt = kTellEvery;
    standDown();
}

void ShiftMonitor::standDown()
{
    m_isAlarmed = false;
    m_calmSince = m_index + 1;
    m_watch.restart();
}

} // namespace health
