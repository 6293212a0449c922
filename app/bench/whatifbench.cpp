// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/whatifbench.h"

#include "app/bench/processortime.h"
#include "app/bench/randomsource.h"
#include "app/bench/residentmemory.h"
#include "models/health/feedlog.h"
#include "models/replay/rerun.h"
#include "models/store/feedreader.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "models/telemetry/signalcheck.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bench {

namespace {

using replay::Changes;
using telemetry::Timestamp;
using namespace std::chrono_literals;

constexpr int kWhatIfServices = 6;
constexpr int kModels = 2;
constexpr std::int64_t kInOne = 200; // answers that are published together
constexpr int kRounds = 5;

template<class Work>
double median(const Work& work)
{
    std::vector<double> times;
    for (int i = 0; i < kRounds; ++i) {
        const double start = processorSeconds(); // all of it is on this thread
        work();
        times.push_back(processorSeconds() - start);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

telemetry::TraceId traceOf(std::int64_t answer)
{
    telemetry::TraceId trace;
    trace.bytes[0] = 1;
    for (std::size_t i = 0; i < 8; ++i)
        trace.bytes[15 - i] = static_cast<unsigned char>((answer >> (8 * i)) & 0xFF);
    return trace;
}

// Twenty answers a second; scores that are low and wander a little, and a fault now and then.
telemetry::Result<void> write(const std::string& path, std::int64_t answers)
{
    auto writer = store::Writer::open(path);
    if (!writer)
        return tl::make_unexpected(writer.error());
    health::FeedLog feed;
    feed.begin({}, Timestamp{1'790'000'000s});
    RandomSource random(1);
    store::HealthResults results;
    for (std::int64_t i = 0; i < answers; ++i) {
        const Timestamp time = Timestamp{1'790'000'000s} + i * 50ms;
        telemetry::SignalKey key{.service = "service-" + std::to_string(i % kWhatIfServices),
                                 .operation = "chat",
                                 .model = "model-" + std::to_string(random.below(kModels)),
                                 .version = "1.4.2",
                                 .adapter = {},
                                 .promptVersion = "p-7",
                                 .check = {}};
        const bool isBad = i * 10 / answers == 8 && i % kWhatIfServices == 0;
        feed.answer(key, {.length = 5 + random.normal(), .duration = random.normal()}, time,
                    time + 1s);
        for (const char* check : telemetry::kValidatorChecks) {
            key.check = check;
            const double badness = random.chance(isBad ? 0.3 : 0.02) ? 0.9 * random.uniform()
                                                                     : 0.05 * random.uniform();
            feed.verdict(key, badness, time, time + 1s);
            telemetry::Evaluation& row = results.evaluations.emplace_back();
            row.trace = traceOf(i);
            row.span = telemetry::SpanId{static_cast<std::uint64_t>(i) + 1};
            row.check = check;
            row.evaluator = "plumbline";
            row.origin = telemetry::EvaluationOrigin::Validator;
            row.state = badness < telemetry::kFailedBadness ? telemetry::EvaluationState::Passed
                                                            : telemetry::EvaluationState::Failed;
            row.value = row.badness = badness;
            row.time = time;
            row.recorded = time + 1s;
        }
        if (i % kInOne != kInOne - 1 && i != answers - 1)
            continue;
        results.feed = feed.take();
        if (auto written = (*writer)->append(results).and_then([&] { return (*writer)->commit(); });
            !written)
            return written;
        results = {};
    }
    return {};
}

telemetry::Result<void> scan(const store::Database& database, WhatIfFigures& figures)
{
    bool isGood = true;
    double sum = 0;
    const double seconds = median([&] {
        store::Statement select = database.prepare(
            "SELECT id, check_name, badness, time_ns, recorded_ns FROM evaluations ORDER BY id");
        figures.rows = 0;
        while (select.step()) {
            ++figures.rows;
            sum += select.real(2) + static_cast<double>(select.integer(1) & select.integer(3));
        }
        isGood = isGood && !select.hasFailed();
    });
    if (!isGood || sum < 0)
        return tl::make_unexpected(database.lastError("be read"));
    figures.scanPerSecond = static_cast<double>(figures.rows) / seconds;
    store::Statement bytes = database.prepare("SELECT sum(length(body)) FROM feeds");
    if (bytes.step())
        figures.bytesPerObservation = static_cast<double>(bytes.integer(0));
    return {};
}

} // namespace

telemetry::Result<WhatIfFigures> benchWhatIf(const WhatIfBenchSettings& settings)
{
    const QTemporaryDir folder;
    const std::string path = settings.recording.empty()
        ? folder.filePath(QStringLiteral("whatif.plumb")).toStdString()
        : settings.recording;
    if (settings.recording.empty()) {
        if (const auto written = write(path, settings.answers); !written)
            return tl::make_unexpected(written.error());
    }
    const auto reader = store::Reader::open(path);
    const auto database = store::Database::open(path, store::Database::Mode::ReadOnly);
    if (!reader || !database)
        return tl::make_unexpected(reader ? database.error() : reader.error());
    WhatIfFigures figures;
    const auto counted = store::forEachFeed(**reader, [&](telemetry::Feed&& feed) {
        for (const telemetry::FeedStep& step : feed.steps) {
            using Kind = telemetry::FeedStep::Kind;
            figures.answers += step.kind == Kind::Answer ? 1 : 0;
            // Of an answer its length and its duration are two, where they are known.
            if (step.kind == Kind::Answer)
                figures.observations +=
                    (std::isnan(step.value) ? 0 : 1) + (std::isnan(step.other) ? 0 : 1);
            else if (step.kind == Kind::Verdict || step.kind == Kind::Judged
                     || step.kind == Kind::Mean)
                ++figures.observations;
        }
        return true;
    });
    if (!counted)
        return tl::make_unexpected(counted.error());
    std::optional<telemetry::Error> error;
    const auto run = [&](const std::vector<Changes>& variants) {
        const auto told = replay::rerun(**reader, variants);
        if (!told)
            error = told.error();
        else
            figures.alarms = static_cast<std::int64_t>(told->made.front().size());
    };
    restartPeak();
    const double before = residentMegabytes();
    const double one = median([&] { run({Changes()}); });
    const double four = median([&] {
        run({Changes(), Changes{{"tolerance", "0.4"}}, Changes{{"false-alarms-per-week", "10"}},
             Changes{{"check.refusal.watched", "off"}}});
    });
    figures.megabytes = std::max(peakMegabytes() - before, 0.0);
    if (error)
        return tl::make_unexpected(*error);
    const auto observations = static_cast<double>(figures.observations);
    figures.onePerSecond = observations / one;
    figures.fourPerSecond = 4 * observations / four;
    if (const auto scanned = scan(*database, figures); !scanned)
        return tl::make_unexpected(scanned.error());
    figures.bytesPerObservation /= std::max(observations, 1.0);
    return figures;
}

} // namespace bench
