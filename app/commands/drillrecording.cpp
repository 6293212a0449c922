// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drillrecording.h"

#include "app/commands/newrecording.h"
#include "models/drill/fleet.h"
#include "models/drill/serving.h"
#include "models/ingest/pipeline.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

namespace commands {

namespace {

constexpr std::string_view kKeyFolder = "/plumbline/";
constexpr const char* kSource = "otlp-http";
// All that was sent is judged so often, so that nobody looks far ahead of what is recorded.
constexpr auto kJudgeEvery = std::chrono::seconds(1);

class SteppedClock final : public telemetry::Clock
{
public:
    explicit SteppedClock(telemetry::Timestamp start)
        : m_nanos(telemetry::toUnixNanos(start))
    {
    }

    telemetry::Timestamp now() const override { return telemetry::fromUnixNanos(m_nanos); }
    void advance(telemetry::Timestamp time) { m_nanos = telemetry::toUnixNanos(time); }

private:
    std::atomic<std::int64_t> m_nanos;
};

// As whoever watches the control plane would have seen it.
telemetry::TimelineEntry movedEntry(const drill::LeverMove& move, std::string& value,
                                    telemetry::Timestamp time)
{
    runbook::LeverDescription lever;
    lever.id = move.lever;
    lever.kind = move.lever.substr(0, move.lever.find(':'));
    lever.target = move.lever.substr(lever.kind.size() + 1);
    lever.environment = "sandbox";
    const auto state = [time](const std::string& text) {
        runbook::LeverState stands;
        stands.value = text;
        stands.raw = text;
        stands.exists = true;
        stands.readAt = time;
        return stands;
    };
    const std::string before = std::exchange(value, move.value);
    return runbook::leverMovedEntry(lever, state(before), state(move.value), time);
}

} // namespace

bool hasLever(const std::string& lever)
{
    const auto values = drill::initialControlValues();
    return std::ranges::any_of(values, [&lever](const auto& value) {
        return drill::leverOfKey(std::string_view(value.first).substr(kKeyFolder.size())) == lever;
    });
}

telemetry::Result<DrillTruth> recordDrill(const drill::OfflineSettings& settings,
                                          const std::string& path)
{
    std::error_code error;
    if (std::filesystem::exists(path, error))
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  path + " exists already; a drill gets a recording of its own.");
    auto made = drill::OfflineDrill::create(settings);
    if (!made)
        return tl::make_unexpected(made.error());
    NewRecording recording(path);
    SteppedClock clock(settings.start); // outlives the pipeline
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.isLive = true;
    auto started = ingest::Pipeline::start(path, pipelineSettings, &clock);
    if (!started)
        return tl::make_unexpected(started.error());
    ingest::Pipeline& pipeline = **started;
    recording.begun(pipeline.isNewRecording());
    pipeline.openLink(kSource);

    DrillTruth truth{.scenario = made->scenario(),
                     .faultTime = made->faultTime(),
                     .end = settings.start + settings.length,
                     .redHerrings = made->redHerrings(),
                     .generations = 0};
    telemetry::Timestamp judged = settings.start;
    std::size_t moved = 0;
    std::map<std::string, std::string> stands; // lever to value
    for (const auto& [key, value] : drill::initialControlValues())
        stands[drill::leverOfKey(std::string_view(key).substr(kKeyFolder.size()))] = value;
    made->run([&](telemetry::Timestamp time, std::vector<drill::RequestBody> bodies) {
        clock.advance(time);
        for (; moved < settings.moves.size() && settings.start + settings.moves[moved].at <= time;
             ++moved)
            pipeline.record(
                movedEntry(settings.moves[moved], stands[settings.moves[moved].lever], time));
        for (drill::RequestBody& body : bodies) {
            ingest::RawDelivery delivery;
            delivery.signal = body.kind;
            delivery.body = std::move(body.bytes);
            delivery.source = kSource;
            pipeline.submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
        }
        if (time - judged >= kJudgeEvery) {
            pipeline.drain();
            judged = time;
        }
    });
    const auto finished = pipeline.finish();
    if (!finished)
        return tl::make_unexpected(finished.error());
    truth.generations = pipeline.statistics().generations;
    recording.keep();
    return truth;
}

} // namespace commands
