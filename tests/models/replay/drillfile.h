// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/offline.h"
#include "models/ingest/pipeline.h"
#include "models/telemetry/clock.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace replaytest {

class SteppedClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return telemetry::fromUnixNanos(m_nanos); }
    void advance(telemetry::Timestamp time) { m_nanos = telemetry::toUnixNanos(time); }

private:
    std::atomic<std::int64_t> m_nanos{0};
};

struct Recorded
{
    drill::OfflineSettings drill;
    health::EngineSettings health = {};
    // The console is closed and started again after so long.
    std::optional<telemetry::Duration> restartAfter = {};
    // Called each second of the drill, with everything judged.
    std::function<void(ingest::Pipeline&, telemetry::Duration)> eachSecond = {};
};

// Records a drill as a console would, by a clock of its own. Returns when the fault began; empty
// after an error.
inline std::optional<telemetry::Timestamp> record(const std::string& path, const Recorded& wanted)
{
    auto made = drill::OfflineDrill::create(wanted.drill);
    if (!made)
        return std::nullopt;
    SteppedClock clock;
    clock.advance(wanted.drill.start);
    ingest::PipelineSettings settings;
    settings.isLive = true;
    settings.isStepped = true;
    settings.health = wanted.health;
    auto pipeline = ingest::Pipeline::start(path, settings, &clock);
    if (!pipeline)
        return std::nullopt;
    telemetry::Timestamp judged = wanted.drill.start;
    bool isRestarted = false;
    bool isGood = true;
    made->run([&](telemetry::Timestamp time, std::vector<drill::RequestBody> bodies) {
        clock.advance(time);
        for (drill::RequestBody& body : bodies) {
            ingest::RawDelivery delivery;
            delivery.signal = body.kind;
            delivery.body = std::move(body.bytes);
            delivery.source = "otlp-http";
            (*pipeline)->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
        }
        if (time - judged < std::chrono::seconds(1))
            return;
        (*pipeline)->drain();
        judged = time;
        if (wanted.eachSecond) {
            wanted.eachSecond(**pipeline, time - wanted.drill.start);
            (*pipeline)->drain();
        }
        if (wanted.restartAfter && !isRestarted
            && time - wanted.drill.start >= *wanted.restartAfter) {
            isRestarted = true;
            isGood = isGood && (*pipeline)->finish().has_value();
            pipeline = ingest::Pipeline::start(path, settings, &clock);
            isGood = isGood && pipeline.has_value();
        }
    });
    isGood = isGood && (*pipeline)->finish().has_value();
    return isGood ? std::optional(made->faultTime()) : std::nullopt;
}

} // namespace replaytest
