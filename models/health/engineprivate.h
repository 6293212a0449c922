// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/answerjudge.h"
#include "models/health/awaitedtexts.h"
#include "models/health/engine.h"
#include "models/health/feedlog.h"
#include "models/health/servedmodels.h"
#include "models/health/signalwatch.h"
#include "models/health/spanmemory.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace health {

// What an engine has counted and remembers, and the steps that its calls are made of. Of engine.cpp
// and engineresults.cpp only.
struct Engine::Private
{
    explicit Private(const EngineSettings& chosen)
        : settings(chosen)
        , judge(chosen.symbols, chosen.model)
        , watch(chosen)
        , spans(chosen.rememberedSpans)
    {
    }

    struct RollupKey
    {
        telemetry::SignalKey signal;
        std::int64_t bucket = 0;
        std::int64_t recordedBucket = 0;
        friend auto operator<=>(const RollupKey&, const RollupKey&) = default;
    };

    NamedJudgement failing(NamedJudgement named) const;
    void roll(const telemetry::SignalKey& key, std::optional<double> badness,
              telemetry::Timestamp time, telemetry::Timestamp recorded);
    void take(const telemetry::Generation& generation, const telemetry::SignalKey& key,
              const NamedJudgement& named, telemetry::Timestamp time,
              telemetry::Timestamp recorded);
    void takeBack(const SpanMemory::Unknown& unknown, telemetry::Timestamp recorded);
    void suspectFrom(const telemetry::Evaluation& evaluation, const telemetry::SpanKey& span,
                     telemetry::Timestamp time);
    void remember(const telemetry::Evaluation& evaluation, const telemetry::SignalKey& signal,
                  const telemetry::SpanKey& span, telemetry::Timestamp time);
    void tellSuspicion(const telemetry::SpanKey& span);
    void noteText(const telemetry::Generation& generation, telemetry::SignalKey key,
                  telemetry::Timestamp time, telemetry::Timestamp recorded);
    void tellText(const telemetry::SignalKey& key, bool isMissing, telemetry::Timestamp time,
                  telemetry::Timestamp recorded);
    void tellAwaited(telemetry::Timestamp now);
    void tick(telemetry::Timestamp now)
    {
        watch.tick(now);
        tellAwaited(now);
        feed.tick(now, watch.alarms().hasNews());
    }

    EngineSettings settings;
    AnswerJudge judge;
    ServedModels models;
    SignalWatch watch;
    std::map<RollupKey, telemetry::Rollup> rollups;
    SpanMemory spans;
    FeedLog feed;
    AwaitedTexts awaited;
    // What was recorded before it is judged; absent: all that was.
    std::optional<telemetry::Timestamp> workedOff;
    Results results;
};

} // namespace health
