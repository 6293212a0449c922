// SPDX-License-Identifier: GPL-3.0-or-later

// The clock of the machine jumps, both ways, by seconds to months, and repeats an hour or a second,
// while the service behaves as it always did.

#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/trace/spantree.h"
#include "tests/faults/classes.h"
#include "tests/faults/recordingcheck.h"
#include "tests/models/ingest/ingestfixture.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace faults {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kTicks = 300; // deliveries
constexpr std::uint64_t kJumpsEach = 60; // deliveries

// The machine's time, which is set; the console's own clock goes by it, and senders stamp their
// spans with it.
std::atomic<std::int64_t> machineNanos = 0;

telemetry::Timestamp machineTime()
{
    return telemetry::fromUnixNanos(machineNanos);
}

void passTime(telemetry::Duration time)
{
    machineNanos += time.count();
}

telemetry::Duration jumpOf(Random& random)
{
    constexpr std::array<std::chrono::seconds, 6> kFar{1s, 60s, 3600s, 24h, 24h * 30, 5s};
    const telemetry::Duration far = kFar[below(random, kFar.size())];
    return below(random, 2) == 0 ? far : -far; // an hour and a second back: DST, a leap second
}

otlp::OutgoingSpan spanAt(std::uint64_t number, telemetry::Timestamp start)
{
    otlp::OutgoingSpan span = ingesttest::chatSpan(number, "It is nine o'clock, as ever.");
    span.start = start;
    span.end = start + 1s;
    return span;
}

} // namespace

void jumpClock(const Trial& trial)
{
    Random random(trial.seed);
    const std::string path = trial.path("jumps.plumb");
    const telemetry::SystemClock clock; // the real one
    machineNanos = telemetry::toUnixNanos(clock.now());
    telemetry::SystemClock::setSource(machineTime);
    ingest::PipelineSettings settings;
    settings.isLive = true;
    settings.isStepped = true; // the links are no part of it
    auto pipeline = ingest::Pipeline::start(path, settings);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    for (std::uint64_t tick = 1; tick <= kTicks; ++tick) {
        passTime(1s);
        const telemetry::Timestamp told = clock.now();
        if (tick % kJumpsEach == 0)
            passTime(jumpOf(random));
        require(clock.now() >= told, "the console's clock went back");
        // A sender whose clock was set back while it answered.
        otlp::OutgoingSpan span = spanAt(tick * kPerBatch, machineTime());
        if (below(random, 20) == 0)
            span.end = span.start - 1s;
        const auto receipt = ingesttest::deliver(**pipeline, telemetry::SignalKind::Traces,
                                                 ingesttest::tracesBody({span}));
        require(receipt.outcome == ingest::Receipt::Outcome::Committed, receipt.message);
        telemetry::TimelineEntry entry;
        entry.time = clock.now();
        entry.kind = "note";
        entry.actor = "ada";
        entry.text = std::to_string(tick);
        entry.payload = "{}";
        (*pipeline)->record(std::move(entry));
    }
    (*pipeline)->drain();
    const auto finished = (*pipeline)->finish();
    require(finished.has_value(), finished ? "" : finished.error().message);
    pipeline->reset();

    const Found found = checkRecording(path);
    require(found.newestNote == kTicks && found.batches.size() == kTicks, "something is missing");
    const auto reader = store::Reader::open(path);
    require(reader.has_value(), "it cannot be read");
    // Entries are in the order in which they were made, and so are their recorded times.
    const auto entries = (*reader)->timelineAfter(0, telemetry::Timestamp::max());
    require(entries.has_value(), "the timeline cannot be read");
    telemetry::Timestamp before = telemetry::Timestamp::min();
    std::uint64_t note = 0;
    for (const auto& entry : *entries) {
        require(entry.recorded >= before, "an entry was recorded before the one before it");
        before = entry.recorded;
        if (entry.kind == "note")
            require(std::stoull(entry.text) == ++note, "the notes are not in order");
    }
    // Nothing is wrong with the service: that the clock jumps is no alarm.
    const auto alarms = (*reader)->alarmTransitions({});
    require(alarms.has_value(), "the alarms cannot be read");
    require(alarms->empty(),
            "an alarm of a jump alone: "
                + (alarms->empty() ? std::string() : alarms->front().sentence));
    const auto spans = (*reader)->spans({}, {});
    require(spans.has_value(), "the spans cannot be read");
    for (const store::SpanRow& span : *spans) {
        const auto length = trace::durationOf(span);
        require(!length || *length >= telemetry::Duration::zero(), "a span ends before it begins");
    }
    // Each generation counts once, whatever second it fell into, at every width of the rollups.
    for (const auto step : {1s, 60s, 3600s}) {
        store::SeriesQuery query;
        query.match.check = "truncation";
        query.step = step;
        const auto series = (*reader)->series({}, query);
        require(series.has_value(), series ? "" : series.error().message);
        std::int64_t counted = 0;
        for (const auto& point : *series)
            counted += point.sum.count + point.sum.unknown;
        require(counted == static_cast<std::int64_t>(kTicks),
                std::to_string(counted) + " answers are counted of " + std::to_string(kTicks)
                    + " in steps of " + std::to_string(step.count()) + " s");
    }
}

} // namespace faults
