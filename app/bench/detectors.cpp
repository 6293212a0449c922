// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/detectors.h"

#include "app/bench/detectbench.h"
#include "app/bench/randomsource.h"
#include "app/bench/streamdetectors.h"
#include "models/health/monitor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

namespace {

using health::Detection;

constexpr double kRunLength = 10'000;

class Own final : public StreamDetector
{
public:
    Own(const std::string& name, bool isFlag)
        : m_detector(health::makeDetector(name, {.averageRunLength = kRunLength, .isFlag = isFlag}))
    {
    }
    std::optional<Detection> observe(const StreamRow& row, double badness) override
    {
        const std::array<std::string_view, 1> segments{row.segment};
        return m_detector->observe(
            health::Reading{.badness = badness, .load = row.load, .segments = segments});
    }

private:
    std::unique_ptr<health::Detector> m_detector;
};

// What watches in the window and in `serve`, with their settings and the same run length. An alarm
// stays open until the level is back.
class ConsoleDetector final : public StreamDetector
{
public:
    std::optional<Detection> observe(const StreamRow& row, double badness) override
    {
        const telemetry::Timestamp time = telemetry::Timestamp{}
            + std::chrono::microseconds(kStart + std::llround(row.time * 1e6));
        m_times.push_back(time);
        const health::MonitorInput input{.time = time,
                                         .badness = badness,
                                         .facets = {"", "", "", row.segment, ""},
                                         .load = row.load};
        if (m_monitor.observe(input, kRunLength) != health::Monitor::Event::Raise)
            return std::nullopt;
        Detection found{.index = indexOf(time),
                        .onsetIndex = indexOf(m_monitor.onset()),
                        .onsetLow = indexOf(m_monitor.onsetLow()),
                        .onsetHigh = indexOf(m_monitor.onsetHigh())};
        if (const auto& scope = m_monitor.scope()) {
            found.driver = health::Driver::Segment;
            found.segment = m_monitor.facetName(scope->facet, scope->name);
        } else if (m_monitor.loadNow()) {
            found.driver = health::Driver::Load;
        }
        return found;
    }

private:
    static constexpr std::int64_t kStart = 1'795'478'400'000'000; // us, a midnight

    std::int64_t indexOf(telemetry::Timestamp time) const
    {
        return std::ranges::lower_bound(m_times, time) - m_times.begin();
    }

    health::Monitor m_monitor{health::EngineSettings{}};
    std::vector<telemetry::Timestamp> m_times; // of all observations
};

// Tells no direction and no onset; any alarm is taken for one of the right direction.
template<class Detector>
class Foreign final : public StreamDetector
{
public:
    explicit Foreign(Detector detector)
        : m_detector(std::move(detector))
    {
    }
    std::optional<Detection> observe(const StreamRow& /*row*/, double badness) override
    {
        return m_detector.observe(badness) ? std::optional(Detection{}) : std::nullopt;
    }

private:
    Detector m_detector;
};

class ToldAll final : public StreamDetector
{
public:
    std::optional<Detection> observe(const StreamRow& row, double /*badness*/) override
    {
        m_statistic = std::exp(row.logRatio) * (m_statistic + 1);
        if (m_statistic < kRunLength)
            return std::nullopt;
        m_statistic = 0;
        return Detection{};
    }

private:
    double m_statistic = 0;
};

Contestant own(const std::string& name, bool isCostly)
{
    return {name, isCostly, false,
            [name](const DriftStream& stream) { return ownDetector(name, stream.isFlag); }};
}

template<class Detector>
Contestant foreign(const std::string& name, bool isCostly, std::function<Detector()> make)
{
    return {name, isCostly, false, [make = std::move(make)](const DriftStream&) {
                return std::make_unique<Foreign<Detector>>(make());
            }};
}

} // namespace

std::unique_ptr<StreamDetector> ownDetector(const std::string& name, bool isFlag)
{
    return std::make_unique<Own>(name, isFlag);
}

std::vector<Contestant> allContestants()
{
    const auto chosen = [](const DriftStream& stream) {
        const StreamRow& first = stream.rows.front();
        return ownDetector(health::chooseDetector({.hasLoad = first.load.has_value(),
                                                   .hasSegments = !first.segment.empty()}),
                           stream.isFlag);
    };
    const auto told = [](const DriftStream&) { return std::make_unique<ToldAll>(); };
    return {
        {"plumbline", false, false, chosen},
        {kConsole, false, false,
         [](const DriftStream&) { return std::make_unique<ConsoleDetector>(); }},
        own("cusum", false),
        own("glr", true),
        own("ks", true),
        foreign<Adwin>("ADWIN .002", true, [] { return Adwin(); }),
        foreign<PageHinkley>("Page-Hinkley 50", false, [] { return PageHinkley(); }),
        foreign<Kswin>("KSWIN .005", true,
                       [] {
                           return Kswin(
                               0.005, [random = std::make_shared<RandomSource>(7)](std::size_t n) {
                                   return random->below(n);
                               });
                       }),
        {"told all", false, true, told},
    };
}

const std::vector<std::string>& contestants()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (const Contestant& one : allContestants())
            made.push_back(one.name);
        return made;
    }();
    return names;
}

} // namespace bench
