// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/driftstreams.h"
#include "models/health/detector.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// Runs over one stream.
class StreamDetector
{
public:
    StreamDetector() = default;
    StreamDetector(const StreamDetector&) = delete;
    StreamDetector& operator=(const StreamDetector&) = delete;
    virtual ~StreamDetector() = default;
    virtual std::optional<health::Detection> observe(const StreamRow& row, double badness) = 0;
};

struct Contestant
{
    std::string name;
    bool isCostly = false; // microseconds an observation
    bool isTold = false; // everything but the time of the change
    std::function<std::unique_ptr<StreamDetector>(const DriftStream&)> make;
};
std::vector<Contestant> allContestants(); // ours, as `plumbline detect` chooses it, comes first

// One of models/health, with the settings of `plumbline detect`.
std::unique_ptr<StreamDetector> ownDetector(const std::string& name, bool isFlag);

} // namespace bench
