// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/soakbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/openwindow.h"
#include "app/bench/residentmemory.h"
#include "app/bench/soakwindow.h"
#include "app/bench/steppedclock.h"
#include "app/bench/traffic.h"
#include "app/commands/outcome.h"
#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "models/store/retention.h"

#include <QString>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::array kSoakServices{"answers", "assistant", "claims-desk", "search"};
constexpr std::int64_t kSoakSamples = 64;
constexpr auto kReadPause = 20ms; // between two reads of the page beside it
constexpr auto kReadRange = 15min; // that the page shows
constexpr std::int64_t kReadPage = 200; // suspects of it

double fileMegabytes(const std::string& path)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<double>(bytes) / 1e6;
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

    SoakSample take(double hours, std::optional<double> frameMilliseconds)
    {
        const SoakSample sample{.hours = hours,
                                .residentMegabytes = residentMegabytes(),
                                .recordingMegabytes = fileMegabytes(m_path),
                                .logMegabytes = m_log,
                                .medianMilliseconds = soakQuantile(m_millis, 0.5),
                                .slowMilliseconds = soakQuantile(m_millis, kSoakSlow),
                                .frameMilliseconds = frameMilliseconds};
        m_millis.clear();
        m_log = 0;
        return sample;
    }

private:
    std::string m_path;
    std::vector<double> m_millis;
    double m_log = 0;
};

// Asks for what a page of the newest minutes shows, over and over, on a connection and a thread of
// its own, as a window does.
class SoakReader
{
public:
    SoakReader(std::string path, const telemetry::Clock& clock)
        : m_path(std::move(path))
        , m_clock(clock)
        , m_thread([this](const std::stop_token& stop) { work(stop); })
    {
    }

    // Ends it: how often it has read; an error if any of it failed.
    telemetry::Result<std::int64_t> finish()
    {
        m_thread.request_stop();
        m_thread.join();
        if (!m_result)
            return tl::make_unexpected(m_result.error());
        return m_reads;
    }

private:
    void work(const std::stop_token& stop)
    {
        const auto reader = store::Reader::open(m_path);
        if (!reader) {
            m_result = tl::make_unexpected(reader.error());
            return;
        }
        for (; !stop.stop_requested(); ++m_reads) {
            store::View view;
            view.range = {.start = m_clock.now() - kReadRange, .end = m_clock.now()};
            store::GenerationFilter page;
            page.limit = kReadPage;
            const auto sums = (*reader)->sums(view, {}, {&telemetry::SignalKey::service});
            const auto suspects = (*reader)->suspects(view, page, 0.5);
            if (!sums || !suspects) {
                m_result = tl::make_unexpected(sums ? suspects.error() : sums.error());
                return;
            }
            std::this_thread::sleep_for(kReadPause);
        }
    }

    const std::string m_path;
    const telemetry::Clock& m_clock;
    std::int64_t m_reads = 0; // these two: of the thread, until it is joined
    telemetry::Result<void> m_result;
    std::jthread m_thread;
};

void tellSoak(const SoakSettings& settings, const SoakSample& sample)
{
    if (settings.progress)
        settings.progress(std::to_string(sample.hours) + " of " + std::to_string(settings.hours)
                          + " hours.");
}

// When the recorded time begins: so that all of it is in the past, or, where a window takes it for
// now, not before any time that it has been told.
telemetry::Timestamp soakStart(const SoakSettings& settings)
{
    const auto hour = std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now());
    return settings.hasWindow
        ? hour + 1h
        : hour - std::chrono::hours(static_cast<std::int64_t>(std::ceil(settings.hours)) + 1);
}

// All but the window, which is null where there is none.
telemetry::Result<SoakFigures> soakBeside(SoakWindow* window, const SoakSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    const auto keep = store::keepFromText(settings.keep);
    if (!keep)
        return tl::make_unexpected(keep.error());
    const std::string path = folder.filePath(u"soak.plumb"_s).toStdString();
    telemetry::Timestamp time = soakStart(settings);
    SteppedClock clock(time); // outlives the pipeline
    std::optional<SteppedMachine> machine;
    if (window != nullptr)
        machine.emplace(clock);
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.isLive = true;
    pipelineSettings.isStepped = true;
    pipelineSettings.keep = *keep;
    const auto pipeline = ingest::Pipeline::start(path, std::move(pipelineSettings), &clock);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    if (window != nullptr) {
        if (const auto opened = window->open(path); !opened)
            return tl::make_unexpected(opened.error());
    }
    std::atomic<bool> hasFailed = false;
    const auto seconds =
        static_cast<std::int64_t>(std::max(1LL, std::llround(settings.hours * 3600)));
    const std::int64_t sampleEvery = std::max<std::int64_t>(1, seconds / kSoakSamples);
    SoakTraffic traffic(settings.rate);
    SoakStretch stretch(path);
    SoakReader reader(path, clock);
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
            figures.samples.push_back(stretch.take(
                figures.hours, window == nullptr ? std::nullopt : window->slowFrame()));
            tellSoak(settings, figures.samples.back());
        }
        if (figures.isInterrupted)
            break;
    }
    figures.seconds = secondsSince(start);
    if (window != nullptr)
        figures.window = window->close();
    const auto reads = reader.finish();
    const auto finished = (*pipeline)->finish();
    if (hasFailed)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "Not all of the traffic could be written: the figures would be "
                                  "worthless.");
    if (!reads || !finished)
        return tl::make_unexpected(reads ? finished.error() : reads.error());
    figures.reads = *reads;
    return figures;
}

} // namespace

telemetry::Result<SoakFigures> benchSoak(const SoakSettings& settings)
{
    if (!settings.hasWindow)
        return soakBeside(nullptr, settings);
    telemetry::Result<SoakFigures> figures;
    runBesideGui([&] {
        SoakWindow window;
        figures = soakBeside(&window, settings);
    });
    return figures;
}

} // namespace bench
