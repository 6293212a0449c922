// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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

// A detected change of the mean of a bounded series.
struct Detection
{
    std::int64_t index = 0; // observation at which the alarm was raised, counted from 0
    std::int64_t onsetIndex = 0; // estimated first observation after the change
    Direction direction = Direction::Worse;
    double before = 0; // mean badness of the baseline
    double after = 0; // mean badness since the onset
    double evidence = 0; // log10 of the statistic
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
    virtual std::optional<Detection> observe(double badness) = 0;

    virtual double evidence() const = 0; // log10, 0 when there is none
    virtual std::optional<double>
    baseline() const = 0; // absent while the reference is being collected
};

struct DetectorSettings
{
    double averageRunLength = 10'000; // observations to a false alarm
    int reference =
        1000; // observations the baseline is learnt from; watching starts at a quarter of it
    bool isFlag = false; // observations are 0 or 1
    // Smallest change worth an alarm, absolute and as a share of the baseline; the larger one
    // counts. Defaults: 0.018 and 0 for scores, 0 and 0.2 for flags.
    std::optional<double> tolerance;
    std::optional<double> relativeTolerance;
    bool twoSided = true; // also watch for improvement
};

// "esr": e-detector of Shiryaev-Roberts form (esrdetector.h), the default everywhere. "cusum":
// Page's test with a calibrated threshold (cusumdetector.h), as a second opinion. nullptr for an
// unknown name.
std::unique_ptr<Detector> makeDetector(const std::string& name, const DetectorSettings& settings);
std::vector<std::string> detectorNames();

} // namespace health
