// SPDX-License-Identifier: GPL-3.0-or-later

// Which answers an alarm of a monitor is about, and whether it goes with the load.

#include "models/health/loadsupport.h"
#include "models/health/monitor.h"

#include <algorithm>
#include <vector>

namespace health {

namespace {

constexpr double kClearlyHighLoad = 10; // times the evidence of all loads
constexpr std::int64_t kFewestUnderLoad = 8; // answers at a load, to lay a rise to it
constexpr double kAsMuchLoad = 1.1;

} // namespace

void Monitor::findScope()
{
    m_scope.reset();
    const Path path = m_watch.strongest();
    m_isUnderLoad = m_watch.load().isHighLoad(path == Path::Load ? 1 : kClearlyHighLoad)
        && path != Path::Stratum;
    if (path != Path::Stratum)
        return;
    const std::size_t facet = m_watch.dimension();
    m_scope = Scope{facet, facetNumber(facet, m_watch.stratum())};
}

bool Monitor::isConfined(std::size_t facet, FacetNumber name) const
{
    std::vector<LoadedAnswer> answers;
    std::vector<const Observation*> since;
    for (const Observation& one : m_recent) {
        if (one.time >= m_onset)
            since.push_back(&one);
    }
    std::ranges::stable_sort(since, {}, &Observation::time);
    for (const Observation* one : since)
        answers.push_back({.badness = static_cast<double>(one->badness) - explained(*one),
                           .load = static_cast<double>(one->load),
                           .isHigh = one->facets[facet] == name});
    return isShownByMark(answers);
}

bool Monitor::isInScope(const Observation& observation) const
{
    if (m_isUnderLoad)
        return observation.load >= 0
            && m_watch.load().isHigh(static_cast<double>(observation.load));
    return !m_scope || observation.facets[m_scope->facet] == m_scope->name;
}

// What the hour of the day and, under high load, the load explain.
double Monitor::explained(const Observation& observation) const
{
    const double load =
        m_isUnderLoad ? m_watch.load().expected(static_cast<double>(observation.load)) : 0;
    return m_watch.seasonal(observation.time) + load;
}

// The rise goes with the load when answers of the same time are clearly better where the load is
// not high; or when there was more load than usual and it is usual at that load, at which answers
// were seen before the onset: what the fault itself taught says nothing.
void Monitor::describeLoad(const std::vector<std::size_t>& since)
{
    m_loadNow.reset();
    if (m_scope)
        return;
    std::vector<std::size_t> order = since;
    std::ranges::stable_sort(order, {}, [this](std::size_t i) { return m_recent[i].time; });
    std::vector<LoadedAnswer> answers;
    double expected = 0;
    double load = 0;
    double sum = 0;
    double highLoad = 0;
    Share high;
    Share low;
    for (const std::size_t i : order) {
        const Observation& one = m_recent[i];
        if (one.load < 0)
            continue;
        const auto at = static_cast<double>(one.load);
        const auto badness = static_cast<double>(one.badness);
        const double shift = m_watch.load().expected(at);
        const bool isHigh = m_watch.load().isHigh(at);
        expected += shift;
        load += at;
        highLoad += isHigh ? at : 0;
        sum += badness;
        answers.push_back({.badness = badness - shift - m_watch.seasonal(one.time),
                           .load = at,
                           .isHigh = isHigh});
        (isHigh ? high : low).add(answers.back().badness);
    }
    if (high.count < kFewestUnderLoad)
        return;
    const auto count = static_cast<double>(answers.size());
    if (low.mean() < m_midpoint && isShownByLoad(answers, usualLoad())) {
        m_loadNow = highLoad / static_cast<double>(high.count);
        return;
    }
    const double rise = sum / count - m_watch.baseline() - m_watch.seasonal(m_onset);
    const auto wasSeenBefore = [this, least = load / count / kAsMuchLoad] {
        return std::ranges::count_if(m_recent,
                                     [this, least](const Observation& one) {
                                         return one.time < m_onset
                                             && static_cast<double>(one.load) >= least;
                                     })
            >= kFewestUnderLoad;
    };
    if (isMoreThanUsual(load / count, usualLoad()) && rise > 0 && expected / count > rise / 2
        && wasSeenBefore())
        m_loadNow = load / count;
}

} // namespace health
