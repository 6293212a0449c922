// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/reading.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace health {

enum class Direction : std::uint8_t
{
    Worse,
    Better,
};

// What the change goes with.
enum class Driver : std::uint8_t
{
    None,
    Load,
    Segment,
};
const char* toString(Driver driver); // empty for None

// A detected change of the mean of a bounded series.
struct Detection
{
    std::int64_t index = 0; // observation at which the alarm was raised, counted from 0
    std::int64_t onsetIndex = 0; // estimated first observation after the change ...
    std::int64_t onsetLow = 0; // ... and the interval in which it probably lies
    std::int64_t onsetHigh = 0;
    Direction direction = Direction::Worse;
    double before = 0; // mean badness of the baseline, of the segment where one is named
    double after = 0; // mean badness since the onset
    double evidence = 0; // log10 of the statistic
    Driver driver = Driver::None;
    std::string segment = {}; // that went bad; driver Segment only
    // Share of the rise that is usual at the load there was; present where load is known. Near 1:
    // nothing but load; near 0 with driver Load: the service takes less load than it did.
    std::optional<double> explainedByLoad = {};
};

// Watches one series of badness observations in [0,1], one pass, as a live stream would be seen.
// Each implementation states what its false-alarm promise rests on. One thread at a time.
class Detector
{
public:
    Detector() = default;
    Detector(const Detector&) = delete;
    Detector& operator=(const Detector&) = delete;
    virtual ~Detector() = default;

    // Out-of-range values are clamped, NaN counts as 0. Returns a detection at the observation that
    // raises the alarm; the detector then starts afresh: it learns the level that follows as its
    // new baseline, so that a lasting change is told once, and its end as a change for the better.
    // One that goes on (DetectorSettings) tells it at each observation with the evidence for it.
    virtual std::optional<Detection> observe(const Reading& reading) = 0;
    std::optional<Detection> observe(double badness)
    {
        return observe(Reading{.badness = badness});
    }

    virtual double evidence() const = 0; // log10, 0 when there is none
    virtual std::optional<double>
    baseline() const = 0; // absent while too little is known to claim anything
};

struct DetectorSettings
{
    double averageRunLength = 10'000; // observations to a false alarm
    // "esr": decides from which evidence on nothing is learnt; the average run length by default.
    std::optional<double> usualRunLength = {};
    // Observations the baseline is learnt from. "esr" watches from the hundredth on and refines it
    // up to five times as many; the others wait for it. A level that wanders further than it did in
    // that time, and than the tolerance, is a change to it, be it a wave.
    int reference = 1600;
    bool isFlag = false; // observations are 0 or 1
    // Smallest change worth an alarm, absolute and as a share of the baseline; the larger one
    // counts. Defaults: see watch.h.
    std::optional<double> tolerance = {};
    std::optional<double> relativeTolerance = {};
    bool twoSided = true; // also watch for improvement
    bool goesOn = false; // after a detection, with the same baseline and evidence
};

// "esr": e-detectors of mean and tail (esrdetector.h). "esr-strata" and "esr-load": also of each
// segment, and of what load leaves unexplained. "cusum", "glr" and "ks": second opinions, see
// cusumdetector.h, glrdetector.h and ksdetector.h. nullptr for an unknown name.
std::unique_ptr<Detector> makeDetector(const std::string& name, const DetectorSettings& settings);
std::vector<std::string> detectorNames();

// What is known of a series beside its values.
struct SeriesShape
{
    bool hasLoad = false;
    bool hasSegments = false;
};
// The detector for a series of that shape. Whether values are flags, few grades or scores the
// detector sees for itself.
std::string chooseDetector(const SeriesShape& shape);

} // namespace health
