// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/soakbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/residentmemory.h"
#include "app/bench/steppedclock.h"
#include "app/bench/suite/trendfit.h"
#include "app/bench/traffic.h"
#include "app/commands/outcome.h"
#include "models/ingest/pipeline.h"
#include "models/store/retention.h"

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::array kSoakServices{"answers", "assistant", "claims-desk", "search"};
constexpr std::int64_t kSoakSamples = 64;
constexpr std::size_t kLeastSloped = 4;

double fileMegabytes(const std::string& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<double>(bytes) / 1e6;
}

double soakQuantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

// Makes the traffic of one second after the other.
class SoakTraffic
{
public:
    explicit SoakTraffic(int rate)
        : m_rate(rate)
    {
        for (std::uint64_t i = 0; i < kSoakServices.size(); ++i)
            m_generators.emplace_back(i + 1);
    }

    // Of the second that begins at `time`: a body for each service; `spans` is how many there are.
    std::vector<std::string> second(telemetry::Timestamp time, std::int64_t& spans)
    {
        m_owed += m_rate;
        const int traces = m_owed / kSpansPerTrace;
        m_owed -= traces * kSpansPerTrace;
        std::vector<std::vector<otlp::OutgoingSpan>> byService(kSoakServices.size());
        for (int i = 0; i < traces; ++i) {
            const std::size_t service = m_next++ % kSoakServices.size();
            auto trace = m_generators[service].trace(time + 1'000'000'000ns * i / traces);
            std::ranges::move(trace, std::back_inserter(byService[service]));
        }
        spans = std::int64_t{traces} * kSpansPerTrace;
        std::vector<std::string> bodies;
        for (std::size_t i = 0; i < byService.size(); ++i) {
            if (!byService[i].empty())
                bodies.push_back(
                    otlp::encodeTraces({{"service.name", std::string(kSoakServices.at(i))},
                                        {"service.version", std::string("1.0.0")}},
                                       "bench", byService[i]));
        }
        return bodies;
    }

private:
    const int m_rate;
    int m_owed = 0; // spans that make no whole trace yet
    std::size_t m_next = 0;
    std::vector<TraceGenerator> m_generators;
};

// What is measured between two samples.
class SoakStretch
{
public:
    explicit SoakStretch(std::string path)
        : m_path(std::move(path))
    {
    }

    void add(double millis)
    {
        m_millis.push_back(millis);
        m_log = std::max(m_log, fileMegabytes(m_path + "-wal"));
    }

    SoakSample take(double hours)
    {
        const SoakSample sample{.hours = hours,
                                .residentMegabytes = residentMegabytes(),
                                .recordingMegabytes = fileMegabytes(m_path),
                                .logMegabytes = m_log,
                                .medianMilliseconds = soakQuantile(m_millis, 0.5),
                                .slowMilliseconds = soakQuantile(m_millis, 0.99)};
        m_millis.clear();
        m_log = 0;
        return sample;
    }

private:
    std::string m_path;
    std::vector<double> m_millis;
    double m_log = 0;
};

void tellSoak(const SoakSettings& settings, const SoakSample& sample)
{
    if (settings.progress)
        settings.progress(std::to_string(sample.hours) + " of " + std::to_string(settings.hours)
                          + " hours.");
}

} // namespace

std::optional<SoakSlope> soakSlope(const SoakFigures& figures, double SoakSample::*figure)
{
    const std::size_t first = figures.samples.size() / 4;
    std::vector<TrendPoint> points;
    double mean = 0;
    for (std::size_t i = first; i < figures.samples.size(); ++i) {
        points.push_back({.x = figures.samples[i].hours, .y = figures.samples[i].*figure});
        mean += figures.samples[i].*figure;
    }
    if (points.size() < kLeastSloped)
        return {};
    mean /= static_cast<double>(points.size());
    const auto slope = slopeOf(points);
    if (!slope)
        return {};
    const double hours = points.back().x - points.front().x;
    return SoakSlope{.perHour = *slope, .share = mean > 0 ? *slope * hours / mean : 0};
}

telemetry::Result<SoakFigures> benchSoak(const SoakSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    const auto keep = store::keepFromText(settings.keep);
    if (!keep)
        return tl::make_unexpected(keep.error());
    const std::string path = folder.filePath(u"soak.plumb"_s).toStdString();
    telemetry::Timestamp time =
        std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now())
        - std::chrono::hours(static_cast<std::int64_t>(std::ceil(settings.hours)) + 1);
    SteppedClock clock(time); // outlives the pipeline
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.isLive = true;
    pipelineSettings.isStepped = true;
    pipelineSettings.keep = *keep;
    const auto pipeline = ingest::Pipeline::start(path, std::move(pipelineSettings), &clock);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    std::atomic<bool> hasFailed = false;
    const auto seconds =
        static_cast<std::int64_t>(std::max(1LL, std::llround(settings.hours * 3600)));
    const std::int64_t sampleEvery = std::max<std::int64_t>(1, seconds / kSoakSamples);
    SoakTraffic traffic(settings.rate);
    SoakStretch stretch(path);
    SoakFigures figures;
    const auto start = std::chrono::steady_clock::now();
    for (std::int64_t second = 1; second <= seconds && !hasFailed; ++second, time += 1s) {
        std::int64_t spans = 0;
        auto bodies = traffic.second(time, spans);
        clock.advance(time + 2s); // when the last of them has ended
        const auto begin = std::chrono::steady_clock::now();
        for (std::string& body : bodies) {
            ingest::RawDelivery delivery;
            delivery.source = "otlp-http";
            delivery.body = std::move(body);
            (*pipeline)->submitBlocking(std::move(delivery), [&](const ingest::Receipt& receipt) {
                if (receipt.outcome != ingest::Receipt::Outcome::Committed)
                    hasFailed = true;
            });
        }
        (*pipeline)->drain();
        stretch.add(secondsSince(begin) * 1000);
        (*pipeline)->lookAtLinks();
        figures.spans += spans;
        figures.hours = static_cast<double>(second) / 3600;
        figures.isInterrupted = commands::isInterrupted() && second < seconds;
        if (second % sampleEvery == 0 || figures.isInterrupted) {
            figures.samples.push_back(stretch.take(figures.hours));
            tellSoak(settings, figures.samples.back());
        }
        if (figures.isInterrupted)
            break;
    }
    figures.seconds = secondsSince(start);
    const auto finished = (*pipeline)->finish();
    if (hasFailed)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "Not all of the traffic could be written: the figures would be "
                                  "worthless.");
    if (!finished)
        return tl::make_unexpected(finished.error());
    return figures;
}

} // namespace bench
