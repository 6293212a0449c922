// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/recordeddrill.h"
#include "models/practice/tape.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace practice {

struct RecordedFleetSettings
{
    std::string path; // of the recording that `drill` was read from
    RecordedDrill drill;
    std::string otlpUrl; // base URL; /v1/traces, /v1/logs and /v1/metrics are appended
    double speed = 1; // from 0.01 to 1000, as of drill::Fleet
    // What stands in the control plane, by key. Any thread; asked ten times a second.
    std::function<std::map<std::string, std::string>()> controlValues;
};

// Sends what was recorded once more, over real HTTP from a thread of its own: moved to now, with
// ids of its own, in bursts and late as it arrived then. It answers to the recorded cure alone: the
// recorded recovery follows that, whenever it is moved, and until then the bad stretch is played
// again and again.
class RecordedFleet
{
public:
    // Unreadable error when the recording cannot be opened, Usage for a speed that is none.
    static telemetry::Result<std::unique_ptr<RecordedFleet>> start(RecordedFleetSettings settings);
    RecordedFleet(const RecordedFleet&) = delete;
    RecordedFleet& operator=(const RecordedFleet&) = delete;
    ~RecordedFleet(); // stops and joins

    struct Statistics
    {
        std::uint64_t records = 0; // acknowledged by the receiver
        std::uint64_t spans = 0; // acknowledged by the receiver
        std::uint64_t failedSends = 0; // attempts; most are tried again
        std::uint64_t droppedItems = 0; // given up
        std::uint64_t passes = 1; // of the bad stretch that were begun
        // The clock jumped by so much more than the tape goes over at once (the machine slept):
        // what follows comes so much later.
        telemetry::Duration heldUp{};
        Stretch stretch = Stretch::Healthy;
        bool isOver = false; // nothing more will come
        std::string problem; // why no more is read; empty: nothing is wrong
    };
    Statistics statistics() const; // any thread
    // When the bad stretch begins, by the system clock, unless it is held up before.
    telemetry::Timestamp faultTime() const;

private:
    struct Private;
    explicit RecordedFleet(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

// Where a lever stands in the sandbox control plane: where the simulated fleet has it, else below
// /plumbline/levers/.
std::string controlKeyOf(const std::string& lever);
// What a sandbox control plane begins with.
std::map<std::string, std::string>
controlValuesOf(const std::map<std::string, StandingLever>& levers);

} // namespace practice
