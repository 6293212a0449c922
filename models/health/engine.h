// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/falsealarmbudget.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/baseline.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/feed.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace health {

struct ModelCheck;
class SignalWatch;
class SymbolList;

// What is set otherwise for one check or one service.
struct WatchedPart
{
    bool isWatched = true; // else it is judged and shown, and raises no alarm
    std::optional<double> tolerance = {}; // instead of EngineSettings::rateTolerance
    // Observations to a false alarm of each of its monitors, instead of a share of the budget.
    std::optional<double> runLength = {};
    // Probability from which an answer counts as failed, of our own checks only; badness is
    // stretched so that it becomes one half.
    double failAt = telemetry::kFailedBadness;
    friend bool operator==(const WatchedPart&, const WatchedPart&) = default;
};

// Rise of the rate from which an alarm is of the highest severity, and of the next.
struct SeverityLimits
{
    double first = 0.3;
    double second = 0.1;
    friend bool operator==(const SeverityLimits&, const SeverityLimits&) = default;
};

struct EngineSettings
{
    // Stated for the whole console, over all its signals (falsealarmbudget.h).
    double falseAlarmsPerWeek = kUsualAlarmsPerWeek;
    int referenceObservations = 200; // baseline length of a monitor
    // Smallest rise worth a page, as a share of the baseline; what the baseline may err by comes on
    // top where that is more.
    double rateTolerance = 0.2;
    std::chrono::seconds clearAfter{10}; // a recovered signal must stay so that long (event time)
    std::shared_ptr<const SymbolList> symbols; // what exists, for fabrication; null: not configured
    std::shared_ptr<const ModelCheck> model; // one more check; null: not configured
    std::size_t rememberedSpans = 20'000; // of which it is known what was said about them
    // What gives the evidence: empty for the e-detectors of watch.h, or a name of detectorNames(),
    // which then watches the mean alone.
    std::string detector = {};
    SeverityLimits severity = {};
    // By name; a service goes before a check.
    std::map<std::string, WatchedPart> checks = {};
    std::map<std::string, WatchedPart> services = {};
};

// Results of one check of one operation from which on a change of it can be told: half the
// reference of the default settings.
inline constexpr int kWatchedFrom = 100;

struct Results
{
    // Of our validators, one per check that applies. One that does not apply (no context to ground
    // an answer in) counts nowhere and has no row, save a NoData one where it takes back that the
    // content was not captured.
    std::vector<telemetry::Evaluation> evaluations;
    std::vector<telemetry::Suspicion>
        suspicions; // of 0.01 and more; the newest of a generation counts
    std::vector<std::pair<telemetry::SignalKey, telemetry::Rollup>> rollups;
    std::vector<telemetry::AlarmTransition> alarms;
    std::vector<telemetry::Baseline> baselines; // of monitors that have learnt more
    telemetry::Feed feed; // see Engine::beginFeed()
};

// Turns generations and evaluations into signals, alarms and suspicions. Single-threaded; give it
// telemetry in the order it was recorded. Deterministic: the same input gives the same results.
class Engine
{
public:
    explicit Engine(EngineSettings settings = {});
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine();

    // A generation with its content (or its final lack of it). Runs the validators, feeds the
    // signals.
    void observe(const telemetry::Generation& generation, telemetry::Timestamp recorded);
    // An evaluation that came with telemetry; `subject` is null while it is unknown.
    void observe(const telemetry::Evaluation& evaluation, const telemetry::Generation* subject,
                 telemetry::Timestamp recorded);
    // What another engine counted or measured over a stretch that began at `time`: one mean
    // badness, for the detectors only. Whoever pulled it has rolled it up.
    void observeMean(const telemetry::SignalKey& key, double badness, telemetry::Timestamp time,
                     telemetry::Timestamp recorded);
    // What is observed from now on was recorded then; it may be judged later. A text that is waited
    // for may be queued behind it: such waits go by this time until tick() is called.
    void workOff(telemetry::Timestamp recorded);
    // Nothing that was recorded waits any more. Console time has come this far, with or without
    // telemetry: ends shelving, latches the alarms of those who have fallen silent. Observing does
    // it too; call it about once a second while alarms are open and nothing arrives.
    void tick(telemetry::Timestamp now);
    bool hasOpenAlarms() const;
    // Continues a recording. First the baselines that are kept in it. Then the newest of what was
    // said in it, in the order in which it was recorded: it teaches the monitors what was building
    // up, their baselines where none was kept, and which generations have been judged; of the
    // subject no content is needed. Then the newest transition of each alarm, which decides which
    // are open.
    void restore(const std::vector<telemetry::Baseline>& baselines);
    void relearn(const telemetry::Evaluation& evaluation, const telemetry::Generation& subject);
    void relearnMean(const telemetry::SignalKey& key, double badness, telemetry::Timestamp time);
    void restore(const std::vector<telemetry::AlarmTransition>& newest);
    // Only the newest generations are known. Before an older one is observed once more (its content
    // has come, say), recall() what the recording holds about it, else it counts a second time.
    // `subject` is the generation as it was judged then. Nothing comes of it.
    bool isJudged(const telemetry::SpanKey& span) const;
    void recall(const std::vector<telemetry::Evaluation>& known,
                const telemetry::Generation& subject);

    // From now on take() tells what the detectors are told, beginning with this life; its settings
    // are filled in. See FeedReplay.
    void beginFeed(telemetry::FeedLife life, telemetry::Timestamp now);
    // What its detectors watch, for FeedReplay.
    SignalWatch& signalWatch();

    // Checks of operations of services that no monitor could be had for, since there are too many:
    // they are rolled up, but raise no alarm.
    std::size_t unwatched() const;

    // A person's decision on an alarm. Empty when there is no such alarm or the step is not
    // allowed.
    std::vector<telemetry::AlarmTransition>
    acknowledge(const std::string& alarm, const std::string& actor, telemetry::Timestamp now);
    std::vector<telemetry::AlarmTransition> shelve(const std::string& alarm,
                                                   const std::string& actor,
                                                   telemetry::Timestamp now,
                                                   telemetry::Timestamp until);
    // It is explained by another alarm, or by what was changed on purpose: see AlarmBook.
    std::vector<telemetry::AlarmTransition> suppress(const std::string& alarm,
                                                     const std::string& cause,
                                                     const std::string& actor,
                                                     telemetry::Timestamp now);

    // What has come of it since the last call.
    Results take();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace health
