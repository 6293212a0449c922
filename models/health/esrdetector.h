// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"
#include "models/health/onset.h"
#include "models/health/watch.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// A Watch that says when, what and since when. The average run length is at least the one asked
// for while the level stays within its tolerance of the baseline that was learnt; what it is when
// the baseline has to be learnt first, `bench detect` measures. Memory: the reference (32 kB), the
// newest 4,096 observations (48 kB) for the onset.
class EsrDetector final : public Detector
{
public:
    EsrDetector(const DetectorSettings& settings, const SeriesShape& shape);

    using Detector::observe;
    std::optional<Detection> observe(const Reading& reading) override;
    double evidence() const override;
    std::optional<double> baseline() const override;

private:
    struct Kept
    {
        float badness = 0;
        float load = 0;
        std::uint32_t segment = 0; // number of the name, 0: none
    };

    // What carries the evidence, with its place in the series.
    struct Carriers
    {
        std::vector<float> values;
        std::vector<std::int64_t> indices;
    };

    void keep(const Reading& reading);
    const Kept& kept(std::int64_t index) const;
    std::int64_t firstKept() const; // index
    Detection detection() const;
    Carriers carriers(Path path, std::uint32_t segment) const; // 0: of all
    Onset onsetOf(const Carriers& carriers, Path path, double before) const;
    void describeOnset(Detection& found, Path path, std::uint32_t segment) const;
    double meanSince(std::int64_t index, std::uint32_t segment) const;
    std::uint32_t guiltySegment(Path path) const; // 0: none
    bool isAlone(std::uint32_t segment, Path shape, double likelihood) const;
    void describeLoad(Detection& found, Path path) const;
    std::uint32_t numberOf(std::string_view segment);

    double m_threshold;
    double m_suspicious;
    bool m_goesOn;
    bool m_hasLoad;
    bool m_hasSegments;
    Watch m_watch;
    std::vector<Kept> m_recent; // a ring
    std::vector<std::string> m_segments; // names by number - 1
    std::int64_t m_index = -1;
    std::int64_t m_start = 0; // first observation since the newest alarm
};

} // namespace health
