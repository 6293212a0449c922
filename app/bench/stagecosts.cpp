// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/stagecosts.h"

#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/redact/redactor.h"
#include "models/store/writer.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <memory>
#include <utility>

namespace bench {

namespace {

using Body = std::shared_ptr<const std::string>;

constexpr std::size_t kStagedBodies = 8; // as many spans as the writing thread gathers at most

// Seconds of CPU would leave out what waiting for the disk costs.
template<class Work>
double secondsOfWork(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

telemetry::Result<std::vector<telemetry::Batch>> decodeAll(const std::vector<Body>& bodies)
{
    std::vector<telemetry::Batch> batches;
    for (const Body& body : bodies) {
        auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
        if (!batch)
            return tl::make_unexpected(batch.error());
        batch->recorded = std::chrono::system_clock::now();
        batch->source = "bench";
        batches.push_back(std::move(*batch));
    }
    return batches;
}

telemetry::Result<double> writeAll(const std::vector<dialect::Interpreted>& all,
                                   const std::string& path)
{
    telemetry::Result<void> done;
    const auto opened = store::Writer::open(path);
    if (!opened)
        return tl::make_unexpected(opened.error());
    const double seconds = secondsOfWork([&] {
        for (std::size_t i = 0; i < all.size() && done; ++i) {
            if (const auto appended = (*opened)->append(all[i]); !appended)
                done = tl::make_unexpected(appended.error());
            else if ((i + 1) % kStagedBodies == 0 || i + 1 == all.size())
                done = (*opened)->commit();
        }
    });
    if (!done)
        return tl::make_unexpected(done.error());
    return seconds;
}

} // namespace

telemetry::Result<StageCosts> stageCosts(const std::vector<std::string>& bodies,
                                         const std::string& folder, int rounds)
{
    std::vector<Body> shared;
    for (const std::string& body : bodies)
        shared.push_back(std::make_shared<const std::string>(body));
    const auto redactor = redact::Redactor::shipped();
    constexpr double most = std::numeric_limits<double>::max();
    StageCosts best{most, most, most, most, most};
    std::size_t spans = 0;
    for (int round = 0; round < rounds; ++round) {
        telemetry::Result<std::vector<telemetry::Batch>> batches;
        best.decode = std::min(best.decode, secondsOfWork([&] { batches = decodeAll(shared); }));
        if (!batches)
            return tl::make_unexpected(batches.error());
        std::vector<telemetry::Redaction> redactions;
        best.redact =
            std::min(best.redact, secondsOfWork([&] {
                         for (const Body& body : shared)
                             redactor->redact(telemetry::SignalKind::Traces, body, redactions);
                     }));
        std::vector<dialect::Interpreted> all;
        spans = 0;
        for (const telemetry::Batch& batch : *batches)
            spans += batch.spans.size();
        best.interpret = std::min(
            best.interpret, secondsOfWork([&] {
                for (telemetry::Batch& batch : *batches)
                    all.push_back(dialect::Interpreter::builtIn().interpret(std::move(batch)));
            }));
        for (double* cost : {&best.write, &best.writeWithoutReport}) {
            const std::string path = folder + "/stages.plumb";
            const auto seconds = writeAll(all, path);
            if (!seconds)
                return tl::make_unexpected(seconds.error());
            *cost = std::min(*cost, *seconds);
            std::filesystem::remove(path);
            for (dialect::Interpreted& one : all)
                one.mapping = {};
        }
    }
    for (double* cost :
         {&best.decode, &best.redact, &best.interpret, &best.write, &best.writeWithoutReport})
        *cost *= 1e6 / static_cast<double>(std::max<std::size_t>(spans, 1));
    return best;
}

} // namespace bench
