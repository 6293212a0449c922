// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/streamchanges.h"

#include <algorithm>
#include <cmath>

namespace commands {

namespace {

constexpr std::size_t kMostKeptObservations = 1'000'000;
constexpr std::size_t kMostSegments = 256;
constexpr std::int64_t kFollowed = 2000; // observations behind an alarm
constexpr std::int64_t kFewest = 20; // of a segment, before it is named
// Standard errors: a segment is looked at again and again, the steadiness of a stretch once.
constexpr double kSure = 4.5;
constexpr double kChance = 3;
constexpr double kOthersRise = 2;
constexpr double kOthersShare = 0.25; // of the segment's rise
constexpr double kLeastVariance = 1e-4;

// Of a bounded value the variance is at most that of a flag with the same mean.
double largestVariance(double mean)
{
    return std::max(mean * (1 - mean), kLeastVariance);
}

double rise(const Tally& before, const Tally& after)
{
    return after.mean() - before.mean();
}

double riseInErrors(const Tally& before, const Tally& after)
{
    if (before.count == 0 || after.count == 0)
        return 0;
    const auto n = static_cast<double>(before.count);
    const auto m = static_cast<double>(after.count);
    const double mean = (before.sum + after.sum) / (n + m);
    return rise(before, after) / std::sqrt(largestVariance(mean) * (1 / n + 1 / m));
}

Tally sumOfOthers(const std::vector<SegmentCourse>& segments, const SegmentCourse& one,
                  Tally SegmentCourse::*part)
{
    Tally sum;
    for (const SegmentCourse& other : segments) {
        if (&other == &one)
            continue;
        sum.count += (other.*part).count;
        sum.sum += (other.*part).sum;
    }
    return sum;
}

bool isAlone(const std::vector<SegmentCourse>& segments, const SegmentCourse& one)
{
    if (one.after.count < kFewest || riseInErrors(one.before, one.after) < kSure)
        return false;
    const Tally before = sumOfOthers(segments, one, &SegmentCourse::before);
    const Tally after = sumOfOthers(segments, one, &SegmentCourse::after);
    return before.count > 0 && after.count > 0 && riseInErrors(before, after) < kOthersRise
        && rise(before, after) < kOthersShare * rise(one.before, one.after);
}

bool isEarlier(const std::optional<StreamTime>& one, const std::optional<StreamTime>& other)
{
    if (!one || !other)
        return !one && other;
    return one->seconds < other->seconds;
}

} // namespace

void Tally::add(double badness)
{
    ++count;
    sum += badness;
}

std::uint32_t StreamChanges::numberOf(std::string_view segment)
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

void StreamChanges::observe(const StreamTime& time, const health::Reading& reading,
                            std::string_view segment,
                            const std::optional<health::Detection>& detection, bool isWatching)
{
    const std::uint32_t number = numberOf(segment);
    m_kept.push_back({time, static_cast<float>(reading.badness), number});
    if (m_kept.size() > kMostKeptObservations) {
        const Kept& oldest = m_kept.front();
        m_forgotten.resize(std::max<std::size_t>(m_forgotten.size(), oldest.segment + 1U));
        m_forgotten[oldest.segment].add(static_cast<double>(oldest.badness));
        m_kept.pop_front();
    }
    ++m_observations;
    follow(reading.badness, number);
    if (!m_isLearnt && isWatching) {
        m_isLearnt = true;
        m_learnt.push_back(stretch());
    }
    if (detection)
        found(*detection, time);
}

std::optional<StreamTime> StreamChanges::timeOf(std::int64_t index) const
{
    const std::int64_t first = m_observations - static_cast<std::int64_t>(m_kept.size());
    if (index < first || index >= m_observations)
        return std::nullopt;
    return m_kept[static_cast<std::size_t>(index - first)].time;
}

void StreamChanges::found(const health::Detection& detection, const StreamTime& time)
{
    FoundChange change{.detection = detection,
                       .time = time,
                       .onset = timeOf(detection.onsetIndex),
                       .onsetLow = timeOf(detection.onsetLow),
                       .onsetHigh = timeOf(detection.onsetHigh),
                       .before = {},
                       .after = {},
                       .segments = {},
                       .laterSegment = {},
                       .laterIndex = 0};
    // Rows out of order are taken as they stand; of their times the onset is still within its
    // interval. None is long before, hence the least.
    change.onsetLow = std::min(change.onsetLow, change.onset, isEarlier);
    change.onsetHigh = std::max(change.onsetHigh, change.onset, isEarlier);
    std::vector<SegmentCourse> courses(m_segments.size() + 1); // the first: of no segment
    for (std::size_t i = 0; i < m_forgotten.size(); ++i)
        courses[i].before = m_forgotten[i];
    std::int64_t index = m_observations - static_cast<std::int64_t>(m_kept.size());
    for (const Kept& kept : m_kept) {
        SegmentCourse& course = courses[kept.segment];
        (index++ < detection.onsetIndex ? course.before : course.after)
            .add(static_cast<double>(kept.badness));
    }
    for (std::size_t i = 0; i < courses.size(); ++i) {
        courses[i].name = i > 0 ? m_segments[i - 1] : std::string();
        if (!detection.segment.empty() && courses[i].name != detection.segment)
            continue;
        for (const auto part : {&SegmentCourse::before, &SegmentCourse::after}) {
            Tally& sum = part == &SegmentCourse::before ? change.before : change.after;
            sum.count += (courses[i].*part).count;
            sum.sum += (courses[i].*part).sum;
        }
    }
    if (!m_segments.empty()) {
        courses.erase(courses.begin());
        change.segments = courses;
        std::ranges::sort(change.segments, {}, &SegmentCourse::name);
        m_following = std::move(courses);
    }
    m_changes.push_back(std::move(change));
    m_kept.clear();
    m_forgotten.clear();
    m_start = m_observations;
    m_isLearnt = false;
}

// Right after its alarm a change has few observations of each segment: more come.
void StreamChanges::follow(double badness, std::uint32_t segment)
{
    if (m_changes.empty() || m_following.empty() || m_observations - m_start > kFollowed)
        return;
    FoundChange& change = m_changes.back();
    const bool isOpen = change.detection.driver == health::Driver::None
        && change.detection.direction == health::Direction::Worse && change.laterSegment.empty();
    if (!isOpen || segment == 0 || segment > m_following.size())
        return;
    SegmentCourse& course = m_following[segment - 1];
    course.after.add(badness);
    if (!isAlone(m_following, course))
        return;
    change.laterSegment = course.name;
    change.laterIndex = m_observations - 1;
}

LearntStretch StreamChanges::stretch() const
{
    const std::size_t half = m_kept.size() / 2;
    health::Reference first(half);
    health::Reference second(m_kept.size() - half);
    for (std::size_t i = 0; i < m_kept.size(); ++i)
        (i < half ? first : second).add(static_cast<double>(m_kept[i].badness));
    const auto n = static_cast<double>(first.count());
    const auto m = static_cast<double>(second.count());
    LearntStretch made{.from = m_start,
                       .to = m_observations - 1,
                       .mean = (first.sum() + second.sum()) / std::max(n + m, 1.0),
                       .firstHalf = first.mean(),
                       .secondHalf = second.mean()};
    // Of each half by itself: a change between them is no spread.
    const double spread =
        (first.variance() * first.dispersion() * n + second.variance() * second.dispersion() * m)
        / std::max(n + m, 1.0);
    const double error =
        std::sqrt(std::max(spread, kLeastVariance) * (1 / std::max(n, 1.0) + 1 / std::max(m, 1.0)));
    made.isSteady = std::abs(made.firstHalf - made.secondHalf) <= kChance * error;
    return made;
}

} // namespace commands
