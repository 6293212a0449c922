// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/recordedfleet.h"

#include "models/drill/exporter.h"
#include "models/drill/serving.h"
#include "models/practice/replayrequests.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

namespace practice {

namespace {

using namespace std::chrono_literals;
using telemetry::Timestamp;

constexpr auto kTick = 20ms;
constexpr auto kReadLeversEvery = 100ms;
constexpr std::size_t kPage = 2000; // records that are read at once
constexpr const char* kOtherLevers = "/plumbline/levers/";

Timestamp now()
{
    return telemetry::SystemClock().now();
}

std::uint64_t newSeed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) ^ device();
}

} // namespace

struct RecordedFleet::Private
{
    Private(RecordedFleetSettings given, std::unique_ptr<store::Reader> opened)
        : settings(std::move(given))
        , reader(std::move(opened))
        , tape(settings.drill.items, settings.drill.times, settings.speed, now())
        , faultTime(tape.faultTime())
        , exporter(settings.otlpUrl)
        , requests(*reader, settings.drill, newSeed())
        , thread([this] { run(); })
    {
    }
    ~Private()
    {
        {
            const std::scoped_lock lock(mutex);
            isStopping = true;
        }
        wake.notify_all();
        thread.join();
    }

    void run()
    {
        Timestamp nextRead;
        std::string problem;
        while (!isStopping) {
            const Timestamp time = now();
            if (time >= nextRead) {
                readLevers(time);
                nextRead = time + kReadLeversEvery;
            }
            if (problem.empty())
                problem = play(time);
            exporter.flush(isStopping);
            publish(problem);
            std::unique_lock lock(mutex);
            wake.wait_for(lock, kTick, [this] { return isStopping.load(); });
        }
    }

    void readLevers(Timestamp time)
    {
        const drill::Cure& cure = settings.drill.cure;
        if (cure.lever.empty() || !settings.controlValues)
            return;
        const auto values = settings.controlValues();
        const auto stands = values.find(controlKeyOf(cure.lever));
        // An entry that was taken away is one of nothing.
        tape.setCured((stands == values.end() ? std::string() : stands->second) == cure.value,
                      time);
    }

    // What went wrong; empty: nothing.
    std::string play(Timestamp time)
    {
        const std::vector<Played> due = tape.advance(time);
        if (due.empty())
            return {};
        // A page at a time, each on its way before the next is read: bodies are large.
        for (std::size_t from = 0; from < due.size() && !isStopping; from += kPage) {
            const auto begin = due.begin() + static_cast<std::ptrdiff_t>(from);
            const auto size = static_cast<std::ptrdiff_t>(std::min(kPage, due.size() - from));
            auto bodies = requests.of({begin, begin + size});
            if (!bodies)
                return bodies.error().message;
            for (drill::RequestBody& body : *bodies)
                exporter.add(std::move(body));
            exporter.flush(isStopping);
        }
        passes = due.back().pass + 1;
        return {};
    }

    void publish(const std::string& problem)
    {
        const drill::Exporter::Statistics& sent = exporter.statistics();
        const std::scoped_lock lock(mutex);
        published = {.records = sent.sentItems,
                     .spans = sent.sentSpans,
                     .failedSends = sent.failedSends,
                     .droppedItems = sent.droppedItems,
                     .passes = passes,
                     .heldUp = tape.heldUp(),
                     .stretch = tape.stretch(),
                     .isOver = !problem.empty() || (tape.isOver() && exporter.isEmpty()),
                     .problem = problem};
    }

    RecordedFleetSettings settings;
    std::unique_ptr<store::Reader> reader;
    Tape tape;
    Timestamp faultTime;
    drill::Exporter exporter;
    ReplayRequests requests;
    std::uint64_t passes = 1;

    std::atomic<bool> isStopping = false;
    std::mutex mutex; // guards `published` and pairs with `wake`
    std::condition_variable wake;
    Statistics published;
    std::thread thread; // last: it uses the others
};

telemetry::Result<std::unique_ptr<RecordedFleet>>
RecordedFleet::start(RecordedFleetSettings settings)
{
    if (!(settings.speed >= 0.01 && settings.speed <= 1000))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The speed of a drill is from 0.01 to 1000.");
    auto reader = store::Reader::open(settings.path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    return std::unique_ptr<RecordedFleet>(
        new RecordedFleet(std::make_unique<Private>(std::move(settings), std::move(*reader))));
}

RecordedFleet::RecordedFleet(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

RecordedFleet::~RecordedFleet() = default;

RecordedFleet::Statistics RecordedFleet::statistics() const
{
    const std::scoped_lock lock(d->mutex);
    return d->published;
}

telemetry::Timestamp RecordedFleet::faultTime() const
{
    return d->faultTime;
}

std::string controlKeyOf(const std::string& lever)
{
    const std::string key = drill::keyOfLever(lever);
    return key.empty() ? kOtherLevers + lever : "/plumbline/" + key;
}

std::map<std::string, std::string>
controlValuesOf(const std::map<std::string, StandingLever>& levers)
{
    std::map<std::string, std::string> values;
    for (const auto& [id, lever] : levers) {
        if (lever.exists)
            values[controlKeyOf(id)] = lever.value;
    }
    return values;
}

} // namespace practice
