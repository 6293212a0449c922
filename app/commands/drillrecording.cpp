// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drillrecording.h"

#include "app/commands/newrecording.h"
#include "models/drill/fleet.h"
#include "models/drill/serving.h"
#include "models/ingest/pipeline.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"

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

// What a console that watches the control plane would have entered.
class Levers
{
public:
    Levers()
    {
        for (const auto& [key, value] : drill::initialControlValues()) {
            const std::string id =
                drill::leverOfKey(std::string_view(key).substr(kKeyFolder.size()));
            m_stand[id] = value;
            m_versions[id] = ++m_revision;
        }
    }

    telemetry::TimelineEntry found(telemetry::Timestamp time) const
    {
        std::vector<std::pair<runbook::LeverDescription, runbook::LeverState>> all;
        for (const auto& [id, value] : m_stand)
            all.emplace_back(describe(id), stateOf(id, time));
        return told(runbook::leversFoundEntry(all, time));
    }
    telemetry::TimelineEntry moved(const drill::LeverMove& move, telemetry::Timestamp time)
    {
        const runbook::LeverState before = stateOf(move.lever, time);
        m_stand[move.lever] = move.value;
        m_versions[move.lever] = ++m_revision; // as etcd counts
        return told(runbook::leverMovedEntry(describe(move.lever), before,
                                             stateOf(move.lever, time), time));
    }

private:
    static telemetry::TimelineEntry told(telemetry::TimelineEntry entry)
    {
        entry.actor = runbook::kControlPlaneActor;
        return entry;
    }
    static runbook::LeverDescription describe(const std::string& id)
    {
        runbook::LeverDescription lever;
        lever.id = id;
        lever.kind = id.substr(0, id.find(':'));
        lever.target = id.substr(lever.kind.size() + 1);
        lever.environment = "sandbox";
        return lever;
    }
    runbook::LeverState stateOf(const std::string& id, telemetry::Timestamp time) const
    {
        runbook::LeverState state;
        state.value = m_stand.at(id);
        state.raw = state.value;
        state.version = std::to_string(m_versions.at(id));
        state.exists = true;
        state.readAt = time;
        return state;
    }

    std::map<std::string, std::string> m_stand; // lever to value
    std::map<std::string, int> m_versions; // lever to revision
    int m_revision = 0;
};

} // namespace

telemetry::Result<DrillTruth> recordDrill(const drill::OfflineSettings& settings,
                                          const std::string& path, const JudgedHandler& judged)
{
    auto made = drill::OfflineDrill::create(settings);
    if (!made)
        return tl::make_unexpected(made.error());
    std::error_code error;
    if (std::filesystem::exists(path, error))
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  path + " exists already; a drill gets a recording of its own.");
    NewRecording recording(path);
    SteppedClock clock(settings.start); // outlives the pipeline
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.isLive = true;
    pipelineSettings.isStepped = true;
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
                     .handedOver = {},
                     .episodes = {},
                     .generations = 0};
    made->setHandOverListener(
        [&truth](const drill::HandedOver& one) { truth.handedOver.push_back(one); });
    made->setTruthListener(
        [&truth](const drill::EpisodeTruth& one) { truth.episodes.push_back(one); });
    telemetry::Timestamp judgedAt = settings.start;
    std::size_t moved = 0;
    Levers levers;
    pipeline.record(levers.found(settings.start));
    made->run([&](telemetry::Timestamp time, std::vector<drill::RequestBody> bodies) {
        clock.advance(time);
        for (; moved < settings.moves.size(); ++moved) {
            const telemetry::Timestamp at = settings.start + settings.moves[moved].at;
            if (at > time)
                break;
            pipeline.record(levers.moved(settings.moves[moved], at));
        }
        for (drill::RequestBody& body : bodies) {
            ingest::RawDelivery delivery;
            delivery.signal = body.kind;
            delivery.body = std::move(body.bytes);
            delivery.source = kSource;
            pipeline.submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
        }
        if (time - judgedAt >= kJudgeEvery) {
            pipeline.drain();
            pipeline.lookAtLinks();
            judgedAt = time;
            if (judged)
                judged(time, pipeline);
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
