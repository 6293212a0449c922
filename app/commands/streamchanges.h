// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/streamcsv.h"
#include "models/health/detector.h"
#include "models/health/reference.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

// Observations, and the sum of their badness.
struct Tally
{
    std::int64_t count = 0;
    double sum = 0;

    void add(double badness);
    double mean() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
};

// How one segment did before the onset of a change and since.
struct SegmentCourse
{
    std::string name;
    Tally before;
    Tally after;
};

// What a detector learnt as usual before it began to watch: a change within it is none to it.
struct LearntStretch
{
    std::int64_t from = 0; // observations
    std::int64_t to = 0; // last one
    double mean = 0; // badness
    double firstHalf = 0;
    double secondHalf = 0;
    bool isSteady = true; // the halves differ by no more than chance does (three standard errors)
};

struct FoundChange
{
    health::Detection detection;
    StreamTime time; // of the alarm
    // Nothing where the onset lies further back than what is kept.
    std::optional<StreamTime> onset;
    std::optional<StreamTime> onsetLow;
    std::optional<StreamTime> onsetHigh;
    Tally before; // since the change before it; of the segment where one is named
    Tally after; // from the onset to the alarm
    std::vector<SegmentCourse> segments; // after: up to the alarm, by name
    // What the alarm left open and the observations behind it made clear: the segment alone got
    // worse. And the observation at which that was clear.
    std::string laterSegment;
    std::int64_t laterIndex = 0;
};

// Keeps of a stream what it takes to say of a change when it began, of how many observations its
// levels are, and what it goes with. Memory: the newest million observations since the last change.
class StreamChanges
{
public:
    // Each observation, in order, with what the detector said of it and whether it is watching.
    void observe(const StreamTime& time, const health::Reading& reading, std::string_view segment,
                 const std::optional<health::Detection>& detection, bool isWatching);

    const std::vector<FoundChange>& changes() const { return m_changes; }
    const std::vector<LearntStretch>& learnt() const { return m_learnt; }
    std::int64_t observations() const { return m_observations; }

private:
    struct Kept
    {
        StreamTime time;
        float badness = 0;
        std::uint32_t segment = 0; // number of the name, 0: none
    };

    std::uint32_t numberOf(std::string_view segment);
    std::optional<StreamTime> timeOf(std::int64_t index) const;
    void found(const health::Detection& detection, const StreamTime& time);
    void follow(double badness, std::uint32_t segment);
    LearntStretch stretch() const;

    std::int64_t m_observations = 0;
    std::int64_t m_start = 0; // first observation since the last change
    std::deque<Kept> m_kept; // the newest
    std::vector<Tally> m_forgotten; // since m_start, by segment's number
    std::vector<std::string> m_segments; // names by number - 1
    bool m_isLearnt = false; // since m_start
    std::vector<FoundChange> m_changes;
    std::vector<SegmentCourse> m_following; // of the newest change, by number - 1
    std::vector<LearntStretch> m_learnt;
};

} // namespace commands
