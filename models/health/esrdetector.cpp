// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/esrdetector.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr std::size_t kFewestOfSeries = 100; // observations before anything may be claimed
constexpr std::size_t kReferenceGrowth = 5; // the reference goes on being refined that much longer
constexpr double kSuspiciousShare = 0.75; // of the logarithm of the threshold
constexpr std::size_t kRecent = 4096; // a power of two
constexpr std::size_t kMostSegments = 256;
constexpr double kFewestLow = 5; // observations under low load, and under high, to compare
constexpr double kSureOfSegment = 7; // log likelihood of its change
constexpr double kOthersRise = 1; // standard errors that the other segments may have risen by
constexpr double kSeriesHighLoad = 10; // times the evidence of all loads
constexpr double kSeriesStrataShare = 0.6;
constexpr double kSeriesLoadShare = 0.8;
constexpr double kBetterWeight = 0.15;

WatchSettings seriesWatchSettings(const DetectorSettings& settings, const SeriesShape& shape)
{
    const auto reference = static_cast<std::size_t>(std::max(settings.reference, 0));
    const bool isBoth = shape.hasLoad && shape.hasSegments;
    return {.fewest = kFewestOfSeries,
            .wanted = std::max(kFewestOfSeries, kReferenceGrowth * reference),
            .isFlag = settings.isFlag,
            .tolerance = settings.tolerance,
            .relativeTolerance = settings.relativeTolerance,
            .betterWeight = settings.twoSided ? kBetterWeight : 0,
            .strataShare = shape.hasSegments ? kSeriesStrataShare / (isBoth ? 2 : 1) : 0,
            .loadShare = shape.hasLoad ? kSeriesLoadShare / (isBoth ? 2 : 1) : 0,
            .dimensions = shape.hasSegments ? std::size_t{1} : 0};
}

double clamped(double badness)
{
    return badness > 0 ? std::min(badness, 1.0) : 0;
}

} // namespace

EsrDetector::EsrDetector(const DetectorSettings& settings, const SeriesShape& shape)
    : m_threshold(std::max(settings.averageRunLength, 10.0))
    , m_suspicious(
          std::pow(std::max(settings.usualRunLength.value_or(m_threshold), 10.0), kSuspiciousShare))
    , m_goesOn(settings.goesOn)
    , m_hasLoad(shape.hasLoad)
    , m_hasSegments(shape.hasSegments)
    , m_watch(seriesWatchSettings(settings, shape))
    , m_recent(kRecent)
{
}

std::uint32_t EsrDetector::numberOf(std::string_view segment)
{
    if (segment.empty())
        return 0;
    const auto found = std::ranges::find(m_segments, segment);
    if (found != m_segments.end())
        return static_cast<std::uint32_t>(found - m_segments.begin() + 1);
    if (m_segments.size() >= kMostSegments)
        return 0;
    m_segments.emplace_back(segment);
    return static_cast<std::uint32_t>(m_segments.size());
}

void EsrDetector::keep(const Reading& reading)
{
    Kept& kept = m_recent[static_cast<std::size_t>(m_index) & (kRecent - 1)];
    kept.badness = static_cast<float>(reading.badness);
    if (m_hasLoad)
        kept.load = static_cast<float>(reading.load.value_or(0));
    if (m_hasSegments)
        kept.segment = reading.segments.empty() ? 0 : numberOf(reading.segments.front());
}

const EsrDetector::Kept& EsrDetector::kept(std::int64_t index) const
{
    return m_recent[static_cast<std::size_t>(index) & (kRecent - 1)];
}

std::int64_t EsrDetector::firstKept() const
{
    return std::max(m_start, m_index + 1 - std::int64_t{kRecent});
}

std::optional<Detection> EsrDetector::observe(const Reading& reading)
{
    Reading bounded = reading;
    bounded.badness = clamped(reading.badness);
    if (bounded.load && !std::isfinite(*bounded.load))
        bounded.load.reset();
    ++m_index;
    keep(bounded);
    if (m_watch.observe(bounded) >= m_threshold) {
        Detection found = detection();
        if (m_goesOn) {
            m_watch.learn(bounded, m_suspicious);
        } else {
            m_watch.clear();
            m_start = m_index + 1;
        }
        return found;
    }
    m_watch.learn(bounded, m_suspicious);
    return std::nullopt;
}

Detection EsrDetector::detection() const
{
    const Path path = m_watch.strongest();
    Detection found{.index = m_index,
                    .onsetIndex = m_index,
                    .onsetLow = m_index,
                    .onsetHigh = m_index,
                    .direction = path == Path::Better ? Direction::Better : Direction::Worse,
                    .before = m_watch.baseline(),
                    .after = 0,
                    .evidence = evidence()};
    const std::uint32_t segment = m_hasSegments ? guiltySegment(path) : 0;
    if (segment != 0) {
        found.driver = Driver::Segment;
        found.segment = m_segments[segment - 1];
        found.before = m_watch.strata(0).baselineOf(found.segment);
    }
    describeOnset(found, path, segment);
    if (m_hasLoad)
        describeLoad(found, path);
    return found;
}

EsrDetector::Carriers EsrDetector::carriers(Path path, std::uint32_t segment) const
{
    const bool isHighOnly = path == Path::Load && m_watch.load().isHighLoad();
    Carriers made;
    for (std::int64_t i = firstKept(); i <= m_index; ++i) {
        const Kept& one = kept(i);
        const auto load = static_cast<double>(one.load);
        if ((segment != 0 && one.segment != segment)
            || (isHighOnly && !m_watch.load().isHigh(load)))
            continue;
        const double shift = path == Path::Load ? m_watch.load().expected(load) : 0;
        const auto x = static_cast<double>(one.badness);
        made.values.push_back(path == Path::Tail ? static_cast<float>(m_watch.isInTail(one.badness))
                                                 : static_cast<float>(x - shift));
        made.indices.push_back(i);
    }
    return made;
}

Onset EsrDetector::onsetOf(const Carriers& carriers, Path path, double before) const
{
    const bool isTail = path == Path::Tail;
    return estimateOnset(carriers.values,
                         {.mean = isTail ? m_watch.tailShare() : before,
                          .variance = m_watch.reference().variance(),
                          .isFlag = isTail || m_watch.isFlag(),
                          .isRise = path != Path::Better});
}

// The segment that is likelier to have changed than all of them are: the mean of all may tell first
// that one of them has gone bad, and one that had bad luck may tell first that all have. Where all
// are likelier, by what a few of the others did long before, it is still the segment that explains
// it when since its onset the others are as they were.
std::uint32_t EsrDetector::guiltySegment(Path path) const
{
    if (path == Path::Better || path == Path::Load || m_segments.size() < 2)
        return 0;
    const Path shape = path == Path::Tail ? Path::Tail : Path::Mean;
    const double ofAll = onsetOf(carriers(shape, 0), shape, m_watch.baseline()).likelihood;
    double best = 0;
    std::uint32_t guilty = 0;
    for (std::uint32_t segment = 1; segment <= m_segments.size(); ++segment) {
        const double before = m_watch.strata(0).baselineOf(m_segments[segment - 1]);
        const double likelihood = onsetOf(carriers(shape, segment), shape, before).likelihood;
        if (likelihood > best) {
            best = likelihood;
            guilty = segment;
        }
    }
    return best > ofAll || isAlone(guilty, shape, best) ? guilty : 0;
}

// The evidence is the segment's, and without it there is none since its onset.
bool EsrDetector::isAlone(std::uint32_t segment, Path shape, double likelihood) const
{
    if (segment == 0 || likelihood < kSureOfSegment)
        return false;
    const Carriers own = carriers(shape, segment);
    const double before = m_watch.strata(0).baselineOf(m_segments[segment - 1]);
    const std::int64_t since = own.indices[onsetOf(own, shape, before).at];
    const Carriers all = carriers(shape, 0);
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < all.values.size(); ++i) {
        if (all.indices[i] < since || kept(all.indices[i]).segment == segment)
            continue;
        sum += static_cast<double>(all.values[i]);
        ++count;
    }
    const double usual = shape == Path::Tail ? m_watch.tailShare() : m_watch.baseline();
    const double spread = shape == Path::Tail || m_watch.isFlag() ? usual * (1 - usual)
                                                                  : m_watch.reference().variance();
    return count > 0 && sum / count - usual < kOthersRise * std::sqrt(spread / count);
}

// From the observations that carry the evidence: of the segment, those under high load, or all. Of
// the others nothing is known, so that the change may have come right after the last that was well.
void EsrDetector::describeOnset(Detection& found, Path path, std::uint32_t segment) const
{
    const Carriers carried = carriers(path, segment);
    if (carried.values.empty())
        return;
    const Onset onset = onsetOf(carried, path, found.before);
    found.onsetIndex = carried.indices[onset.at];
    found.onsetLow = onset.low > 0 ? carried.indices[onset.low - 1] + 1 : firstKept();
    found.onsetHigh = carried.indices[onset.high];
    found.after = path == Path::Tail ? meanSince(found.onsetIndex, segment) : onset.level;
}

double EsrDetector::meanSince(std::int64_t index, std::uint32_t segment) const
{
    double sum = 0;
    double count = 0;
    for (std::int64_t i = index; i <= m_index; ++i) {
        if (segment != 0 && kept(i).segment != segment)
            continue;
        sum += static_cast<double>(kept(i).badness);
        ++count;
    }
    return sum / std::max(count, 1.0);
}

// Load is named when it explains the rise, or when what it does not explain happens under high
// load.
void EsrDetector::describeLoad(Detection& found, Path path) const
{
    double expected = 0;
    double highSum = 0;
    double lowSum = 0;
    double high = 0;
    double low = 0;
    for (std::int64_t i = found.onsetIndex; i <= m_index; ++i) {
        const double load = static_cast<double>(kept(i).load);
        const double shift = m_watch.load().expected(load);
        const double left = static_cast<double>(kept(i).badness) - m_watch.baseline() - shift;
        expected += shift;
        (m_watch.load().isHigh(load) ? highSum : lowSum) += left;
        ++(m_watch.load().isHigh(load) ? high : low);
    }
    const double count = high + low;
    const double rise = (expected + highSum + lowSum) / count;
    found.explainedByLoad = rise > 0 ? std::clamp(expected / count / rise, 0.0, 1.0) : 0;
    const double error = std::sqrt(m_watch.reference().variance()
                                   * (1 / std::max(high, 1.0) + 1 / std::max(low, 1.0)));
    const double highLevel = highSum / std::max(high, 1.0);
    const double lowLevel = lowSum / std::max(low, 1.0);
    const bool isContrast = std::min(high, low) >= kFewestLow && highLevel - lowLevel > 3 * error;
    // As bad under low load, as far as that was seen: it is not the load.
    const bool isBadAnyway = low >= kFewestLow && lowLevel > highLevel / 2
        && lowLevel > 2 * std::sqrt(m_watch.reference().variance() / low);
    const bool isLoadPath = m_watch.load().isHighLoad(path == Path::Load ? 1 : kSeriesHighLoad);
    if (path != Path::Better && found.driver == Driver::None
        && (((isLoadPath || isContrast) && !isBadAnyway) || *found.explainedByLoad >= 0.5))
        found.driver = Driver::Load;
}

double EsrDetector::evidence() const
{
    return m_watch.isWatching() ? std::log10(std::max(m_watch.value(), 1.0)) : 0;
}

std::optional<double> EsrDetector::baseline() const
{
    return m_watch.isWatching() ? std::optional(m_watch.baseline()) : std::nullopt;
}

} // namespace health
