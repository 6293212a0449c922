// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"
#include "models/telemetry/baseline.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace health {

struct ModelCheck;
class SymbolList;

struct EngineSettings
{
    // Stated for the whole console, over all its signals (falsealarmbudget.h).
    double falseAlarmsPerWeek = 1;
    int referenceObservations = 200; // baseline length of a monitor
    // Smallest rise worth a page, as a share of the baseline; what the baseline may err by comes on
    // top where that is more.
    double rateTolerance = 0.2;
    std::chrono::seconds clearAfter{10}; // a recovered signal must stay so that long (event time)
    std::shared_ptr<const SymbolList> symbols; // what exists, for fabrication; null: not configured
    std::shared_ptr<const ModelCheck> model; // one more check; null: not configured
    std::size_t rememberedSpans = 20'000; // of which it is known what was said about them
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
    // Console time has come this far, with or without telemetry: ends shelving, latches the alarms
    // of those who have fallen silent. Observing does it too; call it about once a second while
    // alarms are open and nothing arrives.
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
