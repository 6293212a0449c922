// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/replayrecording.h"

#include "app/bench/steppedclock.h"
#include "app/bench/traffic.h"
#include "app/commands/newrecording.h"
#include "app/commands/outcome.h"
#include "models/ingest/pipeline.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::array kReplayServices{"answers",     "assistant", "checkout-help",
                                     "claims-desk", "search",    "triage"};
constexpr auto kBetweenTraces = 34560us; // 2.5 million in a day
constexpr int kTracesPerStep = 120; // sent and judged at once; about four seconds
constexpr std::int64_t kNoteEvery = 500; // steps
// A recording of some 10^5 spans has 1,600 bytes for each; the rest is to spare.
constexpr std::int64_t kReplayBytes = 1750;
constexpr std::int64_t kReplayLog = 256'000'000; // the log at its longest, see `bench soak`

struct Service
{
    TraceGenerator sound;
    TraceGenerator wrong;
    std::vector<otlp::OutgoingSpan> spans; // of the step
};

// Of a recording cut into as many parts as there are services, each is wrong in the middle of its
// own.
bool isWrong(std::size_t service, double share)
{
    const double part =
        share * static_cast<double>(kReplayServices.size()) - static_cast<double>(service);
    return part > 0.4 && part < 0.6;
}

telemetry::TimelineEntry noteOf(std::int64_t number, telemetry::Timestamp time)
{
    const bool isMoment = number % 4 == 3;
    telemetry::TimelineEntry entry;
    entry.kind = isMoment ? "incident" : "note";
    entry.actor = "bench";
    entry.subject = isMoment ? "INC-0001" : "";
    entry.text = isMoment ? "key moment" : "note " + std::to_string(number);
    entry.payload = isMoment ? R"({"what":"moment","moment":"mitigation"})" : "{}";
    entry.time = time;
    return entry;
}

} // namespace

std::int64_t replayRoom(std::int64_t spans)
{
    return spans * kReplayBytes + kReplayLog;
}

telemetry::Result<void> recordReplay(const std::string& path, std::int64_t spans,
                                     const std::function<void(std::int64_t)>& progress)
{
    std::error_code error;
    if (std::filesystem::exists(path, error))
        return telemetry::failure(telemetry::ErrorKind::Refused, path + " exists already.");
    commands::NewRecording recording(path);
    telemetry::Timestamp time =
        std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now()) - 48h;
    SteppedClock clock(time); // outlives the pipeline
    ingest::PipelineSettings settings;
    settings.isLive = true;
    settings.isStepped = true;
    const auto started = ingest::Pipeline::start(path, settings, &clock);
    if (!started)
        return tl::make_unexpected(started.error());
    ingest::Pipeline& pipeline = **started;
    recording.begun(pipeline.isNewRecording());

    std::vector<Service> services;
    for (std::uint64_t i = 0; i < kReplayServices.size(); ++i)
        services.push_back({TraceGenerator(2 * i + 1), TraceGenerator(2 * i + 2, true), {}});
    const std::int64_t traces = spans / kSpansPerTrace;
    std::int64_t step = 0;
    for (std::int64_t done = 0; done < traces; ++step) {
        if (commands::isInterrupted())
            return telemetry::failure(telemetry::ErrorKind::Refused, "Interrupted.");
        if (progress)
            progress(done * kSpansPerTrace);
        for (int i = 0; i < kTracesPerStep && done < traces; ++i, ++done) {
            const std::size_t number = static_cast<std::size_t>(done) % services.size();
            Service& service = services[number];
            const double share = static_cast<double>(done) / static_cast<double>(traces);
            auto trace = (isWrong(number, share) ? service.wrong : service.sound).trace(time);
            std::ranges::move(trace, std::back_inserter(service.spans));
            time += kBetweenTraces;
        }
        clock.advance(time + 1s); // when the last of them has ended
        for (std::size_t i = 0; i < services.size(); ++i) {
            ingest::RawDelivery delivery;
            delivery.source = "otlp-http";
            delivery.body =
                otlp::encodeTraces({{"service.name", std::string(kReplayServices.at(i))},
                                    {"service.version", std::string("1.0.0")}},
                                   "bench", services[i].spans);
            services[i].spans.clear();
            pipeline.submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
        }
        if (step % kNoteEvery == kNoteEvery - 1)
            pipeline.record(noteOf(step / kNoteEvery, time));
        pipeline.drain();
        pipeline.lookAtLinks();
    }
    if (const auto finished = pipeline.finish(); !finished)
        return tl::make_unexpected(finished.error());
    recording.keep();
    return {};
}

} // namespace bench
