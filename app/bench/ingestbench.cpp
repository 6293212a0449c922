// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/ingestbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/gzipbody.h"
#include "app/bench/jsontraffic.h"
#include "app/bench/rawinsert.h"
#include "app/bench/residentmemory.h"
#include "app/bench/traffic.h"
#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/net/httpclient.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <thread>
#include <utility>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::ErrorKind;

constexpr int kSpansPerTransaction = 4000; // what the writing thread gathers at most

// Sends every body once, as exporters do: keep-alive, one after the other, again after 503.
bool sendAll(const std::vector<std::string>& bodies, const std::string& url,
             const IngestSettings& settings)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> hasFailed = false;
    const auto work = [&] {
        net::HttpClient client;
        net::ClientRequest request{
            .method = "POST",
            .url = url + "/v1/traces",
            .headers = {{"Content-Type",
                         settings.isJson ? "application/json" : "application/x-protobuf"}},
            .body = {},
            .timeout = std::chrono::seconds(60),
            .isRepeatable = true};
        if (settings.isGzip)
            request.headers.emplace_back("Content-Encoding", "gzip");
        for (std::size_t i = next++; i < bodies.size() && !hasFailed; i = next++) {
            request.body = bodies[i];
            net::Exchange exchange = client.perform(request);
            while (exchange.state == net::ExchangeState::Replied && exchange.status == 503) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
                exchange = client.perform(request);
            }
            if (exchange.state != net::ExchangeState::Replied || exchange.status != 200)
                hasFailed = true;
        }
    };
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < settings.connections; ++i)
            senders.emplace_back(work);
    }
    return !hasFailed;
}

std::vector<std::string> plainRequestsOf(const IngestSettings& settings)
{
    TrafficSettings traffic{.traces = settings.traces};
    if (!settings.isJson)
        return makeTraceBodies(traffic);
    std::vector<std::string> bodies;
    JsonTraffic json;
    for (int left = settings.traces; left > 0; left -= traffic.tracesPerBody)
        bodies.push_back(json.line(std::min(left, traffic.tracesPerBody)));
    return bodies;
}

std::vector<std::string> requestsOf(const IngestSettings& settings)
{
    std::vector<std::string> bodies = plainRequestsOf(settings);
    if (settings.isGzip) {
        for (std::string& body : bodies)
            body = gzipBody(body);
    }
    return bodies;
}

telemetry::Result<IngestRound> runWholePath(const IngestSettings& settings,
                                            const std::vector<std::string>& bodies,
                                            const std::string& recording, bool isRedacted = true)
{
    giveBackFreed();
    restartPeak();
    const double residentBefore = residentMegabytes();
    ingest::PipelineSettings pipelineSettings;
    if (!isRedacted)
        pipelineSettings.redactor = nullptr;
    auto pipeline = ingest::Pipeline::start(recording, std::move(pipelineSettings));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    ingest::ReceiverSettings receiverSettings;
    receiverSettings.port = 0;
    auto receiver = ingest::Receiver::listen(receiverSettings, **pipeline);
    if (!receiver)
        return tl::make_unexpected(receiver.error());
    std::function<void()> close;
    if (settings.whileIngesting) {
        auto opened = settings.whileIngesting(recording);
        if (!opened)
            return tl::make_unexpected(opened.error());
        close = std::move(*opened);
    }

    IngestRound round;
    const double spans = static_cast<double>(settings.traces) * kSpansPerTrace;
    const auto start = Clock::now();
    const bool isSent = sendAll(bodies, (*receiver)->url(), settings);
    round.acknowledgedSpansPerSecond = spans / secondsSince(start);
    (*pipeline)->drain();
    round.spansPerSecond = spans / secondsSince(start);
    round.addedMegabytes = std::max(0.0, peakMegabytes() - residentBefore);
    if (close)
        close();
    const auto stored = (*pipeline)->statistics().spans;
    receiver->reset();
    if (const auto finished = (*pipeline)->finish(); !finished)
        return tl::make_unexpected(finished.error());
    if (!isSent || stored != static_cast<std::uint64_t>(spans))
        return telemetry::failure(ErrorKind::Refused,
                                  "Only " + std::to_string(stored) + " of "
                                      + std::to_string(static_cast<long long>(spans))
                                      + " spans were stored: the figure would be worthless.");
    return round;
}

} // namespace

telemetry::Result<std::vector<IngestRound>> benchIngest(const IngestSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(ErrorKind::Unreadable, "There is no room for temporary files.");
    const std::string base = folder.path().toStdString();
    const auto bodies = requestsOf(settings);
    const double spans = static_cast<double>(settings.traces) * kSpansPerTrace;

    std::vector<IngestRound> rounds;
    for (int i = 0; i < settings.rounds; ++i) {
        const std::string recording = base + "/" + std::to_string(i) + ".plumb";
        auto round = runWholePath(settings, bodies, recording);
        if (!round)
            return tl::make_unexpected(round.error());
        const int transactions =
            std::max(1, settings.traces * kSpansPerTrace / kSpansPerTransaction);
        const auto raw = insertRaw(recording, base + "/raw.db", transactions);
        if (!raw)
            return tl::make_unexpected(raw.error());
        round->rawSpansPerSecond = spans / raw->seconds;
        std::filesystem::remove(recording);
        if (!settings.whileIngesting && !settings.isJson && !settings.isGzip) {
            const auto bare = runWholePath(settings, bodies, recording, false);
            if (!bare)
                return tl::make_unexpected(bare.error());
            round->unredactedSpansPerSecond = bare->spansPerSecond;
            std::filesystem::remove(recording);
        }
        rounds.push_back(*round);
    }
    return rounds;
}

telemetry::Result<StageCosts> benchStages(const IngestSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(ErrorKind::Unreadable, "There is no room for temporary files.");
    return stageCosts(makeTraceBodies({.traces = settings.traces}), folder.path().toStdString(),
                      settings.rounds);
}

} // namespace bench
