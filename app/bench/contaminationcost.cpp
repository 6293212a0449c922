// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationcost.h"

#include "app/bench/contaminationtext.h"
#include "models/ingest/pipeline.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
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

Result<double> run(const std::vector<std::string>& bodies, const std::string& path,
                   std::int64_t generations, bool isFingerprinted)
{
    ingest::PipelineSettings settings;
    settings.isFingerprinted = isFingerprinted;
    auto pipeline = ingest::Pipeline::start(path, std::move(settings));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    const auto start = Clock::now();
    for (const std::string& body : bodies) {
        ingest::RawDelivery delivery;
        delivery.source = "bench";
        delivery.body = body;
        (*pipeline)->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
    }
    (*pipeline)->drain();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
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
    return static_cast<double>(generations) / seconds;
}

double medianOf(std::vector<double>& rates)
{
    std::ranges::sort(rates);
    return rates[rates.size() / 2];
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
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < 2 * rounds; ++round) {
        // Which comes first takes turns too.
        const bool isFingerprinted = (round % 4 == 0) || (round % 4 == 3);
        const auto rate = run(bodies, path, generations, isFingerprinted);
        if (!rate)
            return tl::make_unexpected(rate.error());
        (isFingerprinted ? with : without).push_back(*rate);
    }
    return FingerprintCost{.withFingerprints = medianOf(with), .without = medianOf(without)};
}

} // namespace bench
