// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationcost.h"

#include "app/bench/contaminationtext.h"
#include "models/ingest/pipeline.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::Result;

std::vector<std::string> bodiesOf(std::int64_t generations)
{
    ContaminationTraffic traffic(generations, 3);
    std::vector<std::string> bodies;
    std::string service;
    for (auto spans = traffic.next(service); !spans.empty(); spans = traffic.next(service)) {
        const otlp::Attributes resource{{"service.name", service}};
        bodies.push_back(otlp::encodeTraces(resource, "bench", spans));
    }
    return bodies;
}

struct Cost
{
    double rate = 0; // generations a second
    double processor = 0; // seconds a generation
};

double processSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Result<Cost> run(const std::vector<std::string>& bodies, const std::string& path,
                 std::int64_t generations, bool isFingerprinted)
{
    ingest::PipelineSettings settings;
    settings.isFingerprinted = isFingerprinted;
    auto pipeline = ingest::Pipeline::start(path, std::move(settings));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    const auto start = Clock::now();
    const double processorStart = processSeconds();
    for (const std::string& body : bodies) {
        ingest::RawDelivery delivery;
        delivery.source = "bench";
        delivery.body = body;
        (*pipeline)->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
    }
    (*pipeline)->drain();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const double processor = processSeconds() - processorStart;
    const auto stored = static_cast<std::int64_t>((*pipeline)->statistics().generations);
    if (const auto finished = (*pipeline)->finish(); !finished)
        return tl::make_unexpected(finished.error());
    pipeline->reset();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    if (stored != generations)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "Only " + std::to_string(stored) + " of "
                                      + std::to_string(generations)
                                      + " generations were stored: the figure would be worthless.");
    const auto count = static_cast<double>(generations);
    return Cost{.rate = count / seconds, .processor = processor / count};
}

double medianFigure(std::vector<Cost>& costs, double Cost::*figure)
{
    std::ranges::sort(costs, {}, figure);
    return costs[costs.size() / 2].*figure;
}

} // namespace

Result<FingerprintCost> fingerprintCost(std::int64_t generations, int rounds)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    const auto bodies = bodiesOf(generations);
    const std::string path = folder.path().toStdString() + "/cost.plumb";
    std::vector<Cost> with;
    std::vector<Cost> without;
    for (int round = 0; round < 2 * rounds; ++round) {
        // Which comes first takes turns too.
        const bool isFingerprinted = (round % 4 == 0) || (round % 4 == 3);
        const auto cost = run(bodies, path, generations, isFingerprinted);
        if (!cost)
            return tl::make_unexpected(cost.error());
        (isFingerprinted ? with : without).push_back(*cost);
    }
    return FingerprintCost{.withFingerprints = medianFigure(with, &Cost::rate),
                           .without = medianFigure(without, &Cost::rate),
                           .processorWith = medianFigure(with, &Cost::processor),
                           .processorWithout = medianFigure(without, &Cost::processor)};
}

} // namespace bench
