// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/growthbench.h"

#include "app/bench/openwindow.h"
#include "app/bench/replayrecording.h"
#include "app/bench/suite/trendfit.h"
#include "models/health/engine.h"
#include "models/store/extent.h"
#include "models/store/reader.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using namespace std::chrono_literals;
using telemetry::Result;

constexpr std::int64_t kLeastSpans = 1000;
constexpr std::int64_t kWindowSpans = 10'000; // of the recording that many windows show
constexpr int kMostSignals = 10'000;
constexpr int kSignalObservations = 50; // of each signal
constexpr int kMostWindows = 8;
constexpr int kReads = 5; // of which the fastest counts: whatever else runs only adds
constexpr std::int64_t kSuspectPage = 200;
constexpr double kSuspectMinimum = 0.5;
constexpr qint64 kWindowPatience = 120'000; // ms

double allThreadsSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Costs of one kind, filled in size by size, round by round.
class CostBook
{
public:
    explicit CostBook(std::vector<GrowthCost> costs)
        : m_costs(std::move(costs))
    {
    }

    void add(const std::string& what, double size, double seconds)
    {
        GrowthCost& cost = costOf(what);
        const auto point = std::ranges::find(cost.points, size, &GrowthPoint::size);
        if (point == cost.points.end())
            cost.points.push_back({.size = size, .seconds = {seconds}});
        else
            point->seconds.push_back(seconds);
    }

    // Once all sizes of all rounds are there.
    std::vector<GrowthCost> fitted(int rounds) &&
    {
        for (GrowthCost& cost : m_costs) {
            std::vector<std::vector<TrendPoint>> curves;
            for (std::size_t round = 0; round < static_cast<std::size_t>(rounds); ++round) {
                std::vector<TrendPoint>& points = curves.emplace_back();
                for (const GrowthPoint& point : cost.points)
                    points.push_back({.x = point.size, .y = point.seconds.at(round)});
                if (const auto exponent = exponentOf(points))
                    cost.exponents.push_back(*exponent);
            }
            cost.locals = localExponents(curves);
        }
        return std::move(m_costs);
    }

private:
    GrowthCost& costOf(const std::string& what)
    {
        return *std::ranges::find(m_costs, what, &GrowthCost::what);
    }

    std::vector<GrowthCost> m_costs;
};

void removeRecording(const std::string& path)
{
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(path + end, ignored);
}

template<class Read>
Result<double> fastestOf(const Read& read)
{
    std::optional<double> fastest;
    for (int i = 0; i < kReads; ++i) {
        const double start = allThreadsSeconds();
        if (const auto done = read(); !done)
            return tl::make_unexpected(done.error());
        const double taken = allThreadsSeconds() - start;
        fastest = std::min(fastest.value_or(taken), taken);
    }
    return *fastest;
}

Result<void> readRecording(const std::string& path, double spans, CostBook& book)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto extent = (*reader)->extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    store::View all;
    if (*extent)
        all.range = (*extent)->range;
    store::GenerationFilter page;
    page.limit = kSuspectPage;
    const auto suspects =
        fastestOf([&] { return (*reader)->suspects(all, page, kSuspectMinimum); });
    const auto sums = fastestOf([&] {
        return (*reader)->sums(all, {},
                               {&telemetry::SignalKey::service, &telemetry::SignalKey::check});
    });
    if (!suspects || !sums)
        return tl::make_unexpected(suspects ? sums.error() : suspects.error());
    book.add("suspects", spans, *suspects);
    book.add("overview", spans, *sums);
    return {};
}

Result<void> growSpans(const GrowthSettings& settings, const std::string& folder, CostBook& book)
{
    for (std::int64_t spans = kLeastSpans; spans <= settings.mostSpans; spans *= 10) {
        if (settings.progress)
            settings.progress(std::to_string(spans) + " spans.");
        const std::string path = folder + "/growth.plumb";
        const double start = allThreadsSeconds();
        if (const auto made = recordReplay(path, spans); !made)
            return tl::make_unexpected(made.error());
        book.add("written", static_cast<double>(spans), allThreadsSeconds() - start);
        const auto read = readRecording(path, static_cast<double>(spans), book);
        removeRecording(path);
        if (!read)
            return read;
    }
    return {};
}

void growSignals(CostBook& book)
{
    for (int count = 10; count <= kMostSignals; count *= 10) {
        std::vector<telemetry::SignalKey> keys(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            keys[i].service = "service-" + std::to_string(i);
            keys[i].operation = "chat";
            keys[i].check = "groundedness";
        }
        health::Engine engine;
        telemetry::Timestamp time{1'790'000'000s};
        const double start = allThreadsSeconds();
        for (int i = 0; i < kSignalObservations; ++i, time += 1s) {
            const double badness = 0.02 * (i % 5);
            for (const telemetry::SignalKey& key : keys)
                engine.observeMean(key, badness, time, time);
            static_cast<void>(engine.take());
        }
        book.add("signals", count, allThreadsSeconds() - start);
    }
}

// Whether the window has read and painted all that it shows.
bool hasSettled(WindowHost& host)
{
    bool isSettled = false;
    onGuiThread([&] {
        MainWindow& window = host.window();
        if (!window.session().queries().isCaughtUp())
            return;
        window.repaint();
        isSettled = window.session().queries().isCaughtUp();
    });
    return isSettled;
}

Result<double> openWindows(const std::string& recording, int count)
{
    std::vector<std::unique_ptr<WindowHost>> hosts;
    const double start = allThreadsSeconds();
    for (int i = 0; i < count; ++i) {
        hosts.push_back(std::make_unique<WindowHost>());
        if (const auto opened = hosts.back()->open(recording); !opened)
            return tl::make_unexpected(opened.error());
    }
    QElapsedTimer patience;
    patience.start();
    for (const auto& host : hosts) {
        while (!hasSettled(*host)) {
            if (patience.elapsed() > kWindowPatience)
                return telemetry::failure(telemetry::ErrorKind::Refused,
                                          "A window was still reading after two minutes.");
            std::this_thread::sleep_for(1ms);
        }
    }
    return allThreadsSeconds() - start;
}

// In a thread beside the GUI.
Result<void> growWindows(const GrowthSettings& settings, const std::string& recording,
                         CostBook& book)
{
    // The first window of a process also loads fonts and pictures: it is no round's.
    if (const auto first = openWindows(recording, 1); !first)
        return tl::make_unexpected(first.error());
    for (int round = 0; round < settings.rounds; ++round) {
        for (int count = 1; count <= kMostWindows; count *= 2) {
            const auto taken = openWindows(recording, count);
            if (!taken)
                return tl::make_unexpected(taken.error());
            book.add("windows", count, *taken);
        }
    }
    return {};
}

GrowthCost costNamed(const char* what, const char* text, const char* over)
{
    return {.what = what, .text = text, .over = over, .points = {}, .exponents = {}, .locals = {}};
}

} // namespace

Result<std::vector<GrowthCost>> benchGrowth(const GrowthSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    CostBook book({costNamed("written", "spans received, judged and written", "spans"),
                   costNamed("suspects", "first page of suspects of all", "spans"),
                   costNamed("overview", "sums of all by service and check", "spans"),
                   costNamed("signals", "observations of signals", "signals"),
                   costNamed("windows", "windows opened, all read and painted", "windows")});
    for (int round = 0; round < settings.rounds; ++round) {
        if (settings.progress)
            settings.progress("Round " + std::to_string(round + 1) + " of "
                              + std::to_string(settings.rounds) + ".");
        if (const auto grown = growSpans(settings, folder.path().toStdString(), book); !grown)
            return tl::make_unexpected(grown.error());
        growSignals(book);
    }
    const std::string shown = folder.filePath(u"windows.plumb"_s).toStdString();
    if (const auto made = recordReplay(shown, kWindowSpans); !made)
        return tl::make_unexpected(made.error());
    if (settings.progress)
        settings.progress("Windows.");
    Result<void> windows;
    runBesideGui([&] { windows = growWindows(settings, shown, book); });
    if (!windows)
        return tl::make_unexpected(windows.error());
    return std::move(book).fitted(settings.rounds);
}

} // namespace bench
