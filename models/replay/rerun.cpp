// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/rerun.h"

#include "models/health/evaluationfacts.h"
#include "models/health/feedreplay.h"
#include "models/health/settingkeys.h"
#include "models/replay/presence.h"
#include "models/store/feedreader.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <memory>
#include <optional>

namespace replay {

namespace {

using health::EngineSettings;
using health::FeedReplay;
using health::MonitorKey;
using telemetry::Feed;
using telemetry::FeedLife;
using telemetry::FeedStep;
using telemetry::Result;

constexpr std::size_t kStepsOfRows = 5'000; // told at once, of a recording without feeds
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Result<EngineSettings> settingsOf(const Changes& base, const Changes& changes)
{
    EngineSettings settings;
    for (const Changes* some : {&base, &changes}) {
        for (const auto& [key, value] : *some) {
            if (const auto applied = health::applySetting(settings, key, value); !applied)
                return tl::make_unexpected(applied.error());
        }
    }
    return settings;
}

class Run
{
public:
    Run(const store::Reader& reader, const std::vector<Changes>& variants, const Progress& progress)
        : m_reader(reader)
        , m_variants(variants)
        , m_progress(progress)
    {
    }

    Result<Rerun> run();

private:
    Result<void> prepare();
    Result<void> tellRows(std::int64_t upTo);
    Result<void> begin(const FeedLife& life, telemetry::Timestamp begun);
    Result<void> beginPending();
    Result<void> tell(const Feed& feed);
    void tellSteps(const Feed& feed, std::size_t from, std::size_t to);
    void keep();
    void limit(const std::string& sentence);

    const store::Reader& m_reader;
    const std::vector<Changes>& m_variants;
    const Progress& m_progress;
    std::vector<FeedReplay> m_replays;
    store::FeedExtent m_extent;
    std::int64_t m_all = 0; // steps there are, about
    bool m_hasBegun = false;
    // Of which no step has come yet: those of many a life may have been removed.
    std::optional<std::pair<FeedLife, telemetry::Timestamp>> m_pending;
    Presence m_presence;
    std::optional<telemetry::Error> m_error;
    Rerun m_rerun;
};

void Run::limit(const std::string& sentence)
{
    if (std::ranges::find(m_rerun.limits, sentence) == m_rerun.limits.end())
        m_rerun.limits.push_back(sentence);
}

Result<void> Run::prepare()
{
    for (const Changes& changes : m_variants) {
        if (const auto settings = settingsOf({}, changes); !settings)
            return tl::make_unexpected(settings.error());
    }
    const auto extent = store::feedExtent(m_reader);
    if (!extent)
        return tl::make_unexpected(extent.error());
    m_extent = *extent;
    const auto alarms = m_reader.alarms({});
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    auto monitors = std::make_shared<std::map<std::string, MonitorKey>>();
    for (const telemetry::AlarmTransition& alarm : *alarms)
        monitors->emplace(
            alarm.alarm,
            MonitorKey{alarm.service, alarm.operation.value_or(std::string()), alarm.check});
    m_replays.reserve(m_variants.size());
    for (std::size_t i = 0; i < m_variants.size(); ++i)
        m_replays.emplace_back(monitors);
    m_rerun.made.resize(m_variants.size());
    return {};
}

// What was said before is read from the rows, as that console did.
Result<void> Run::begin(const FeedLife& life, telemetry::Timestamp begun)
{
    const auto told = settingsOf(life.settings, {});
    if (!told) { // of a newer version: it has settings that this one does not know
        limit("The recording was made with settings that this version does not know ("
              + told.error().message + "); the defaults are taken.");
    }
    const Changes inUse = told ? life.settings : Changes();
    for (std::size_t i = 0; i < m_replays.size(); ++i) {
        const auto settings = settingsOf(inUse, m_variants[i]);
        if (!settings)
            return tl::make_unexpected(settings.error());
        m_replays[i].begin(*settings, told.value_or(EngineSettings()), begun);
    }
    m_presence.interrupt();
    m_hasBegun = true;
    std::int64_t relearnt = 0;
    if (life.relearnt > 0) {
        const auto read =
            store::forEachJudgedUpTo(m_reader, life.newestEvaluation, telemetry::kRelearnt,
                                     [&](const store::JudgedRow& row) {
                                         ++relearnt;
                                         for (FeedReplay& each : m_replays)
                                             each.relearn(row.evaluation, row.subject);
                                         return true;
                                     });
        if (!read)
            return read;
    }
    if (relearnt != life.relearnt)
        limit("A console that went on with the recording took up " + std::to_string(life.relearnt)
              + " results then, of which " + std::to_string(relearnt) + " can be read now.");
    if (life.relearntMeans > 0)
        limit("What other engines had counted when a console went on with the recording is not "
              "known any more.");
    for (FeedReplay& each : m_replays)
        each.ready();
    return {};
}

void Run::tellSteps(const Feed& feed, std::size_t from, std::size_t to)
{
    if (from == to)
        return;
    for (FeedReplay& each : m_replays)
        each.tell(feed, from, to);
    for (std::size_t i = from; i < to; ++i) {
        // Time passes of itself: it is no sign that anything was there.
        if (feed.steps[i].kind != FeedStep::Kind::Tick
            && feed.steps[i].kind != FeedStep::Kind::Decision)
            m_presence.add(feed.steps[i].recorded);
    }
    m_rerun.steps += static_cast<std::int64_t>(to - from);
}

void Run::keep()
{
    for (std::size_t i = 0; i < m_replays.size(); ++i) {
        m_replays[i].keep();
        const auto made = m_replays[i].take();
        m_rerun.made[i].insert(m_rerun.made[i].end(), made.begin(), made.end());
    }
}

Result<void> Run::beginPending()
{
    if (m_pending) {
        const auto [life, begun] = *std::exchange(m_pending, {});
        return begin(life, begun);
    }
    if (!m_hasBegun) { // its beginning was removed, with the life by an older version
        m_rerun.isInUseKnown = false;
        ++m_rerun.lives;
        return begin({}, {});
    }
    return {};
}

Result<void> Run::tell(const Feed& feed)
{
    std::size_t from = 0;
    const auto tellUpTo = [&](std::size_t to) -> Result<void> {
        if (from == to)
            return {};
        if (const auto begun = beginPending(); !begun)
            return begun;
        tellSteps(feed, from, to);
        return {};
    };
    for (std::size_t i = 0; i < feed.steps.size(); ++i) {
        if (feed.steps[i].kind != FeedStep::Kind::Life)
            continue;
        if (const auto told = tellUpTo(i); !told)
            return told;
        if (from < i)
            keep();
        from = i + 1;
        const FeedLife& life = feed.lives[feed.steps[i].index];
        m_rerun.isInUseKnown = settingsOf(life.settings, {}).has_value();
        m_rerun.inUse = m_rerun.isInUseKnown ? life.settings : Changes();
        ++m_rerun.lives;
        m_pending.emplace(life, feed.steps[i].recorded);
    }
    if (const auto told = tellUpTo(feed.steps.size()); !told)
        return told;
    if (from < feed.steps.size())
        keep();
    m_rerun.wasStopped = m_progress && !m_progress(m_rerun.steps, m_all);
    return {};
}

// An older version kept its results only: in which order judges were heard, how long answers took,
// and when a console began, is not known of it.
Result<void> Run::tellRows(std::int64_t upTo)
{
    limit(
        std::string(m_extent.isLeftOut
                        ? "What the detectors were told was left out of this copy. It is told from "
                          "the results: when judges "
                        : "What was recorded by a version before schema 18 is told from its "
                          "results: when judges ")
        + "were heard, how long answers were and took, and when consoles began is not known of "
          "it, nor is with which settings.");
    ++m_rerun.lives;
    if (const auto begun = begin({}, {}); !begun)
        return begun;
    Feed feed;
    std::map<telemetry::SignalKey, std::uint32_t> keys;
    telemetry::SpanKey before;
    const auto add = [&](FeedStep step, const telemetry::SignalKey& key) {
        const auto [found, isNew] =
            keys.try_emplace(key, static_cast<std::uint32_t>(feed.keys.size()));
        if (isNew)
            feed.keys.push_back(key);
        step.index = found->second;
        feed.steps.push_back(step);
    };
    const auto flush = [&] {
        tellSteps(feed, 0, feed.steps.size());
        keep();
        feed = {};
        keys.clear();
    };
    const auto read =
        store::forEachJudgedUpTo(m_reader, upTo, upTo, [&](const store::JudgedRow& row) {
            const telemetry::Generation& subject = row.subject;
            telemetry::SignalKey key{.service = subject.service,
                                     .operation = subject.operation,
                                     .model = subject.modelServed.empty() ? subject.modelRequested
                                                                          : subject.modelServed,
                                     .version = subject.version,
                                     .adapter = subject.adapter,
                                     .promptVersion = subject.promptVersion,
                                     .check = {}};
            const bool isOwn = row.evaluation.origin == telemetry::EvaluationOrigin::Validator;
            const telemetry::SpanKey span{subject.trace, subject.span};
            const telemetry::Timestamp recorded = row.evaluation.recorded;
            if (isOwn && span != before) {
                before = span;
                add({.kind = FeedStep::Kind::Answer,
                     .value = kUnknown,
                     .other = kUnknown,
                     .time = row.evaluation.time,
                     .recorded = recorded},
                    key);
            }
            key.check = telemetry::signalCheck(row.evaluation);
            if (const auto badness = health::badnessOf(row.evaluation))
                add({.kind = isOwn ? FeedStep::Kind::Verdict : FeedStep::Kind::Judged,
                     .value = *badness,
                     .time = row.evaluation.time,
                     .answered = subject.start,
                     .recorded = recorded},
                    key);
            if (feed.steps.size() >= kStepsOfRows) {
                flush();
                m_rerun.wasStopped = m_progress && !m_progress(m_rerun.steps, m_all);
            }
            return !m_rerun.wasStopped;
        });
    if (!read)
        return read;
    if (!m_rerun.wasStopped)
        flush();
    return {};
}

Result<Rerun> Run::run()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    m_all = m_extent.steps;
    std::int64_t unfed = m_extent.unfedEvaluations;
    if (m_extent.feeds == 0) {
        const auto backlog = m_reader.backlog();
        if (!backlog)
            return tl::make_unexpected(backlog.error());
        unfed = backlog->newestEvaluation;
    }
    if (unfed > 0 && !m_extent.isBeginningGone) {
        m_all += unfed;
        if (const auto told = tellRows(unfed); !told)
            return tl::make_unexpected(told.error());
    }
    m_rerun.isBeginningGone = m_extent.isBeginningGone;
    if (m_extent.isBeginningGone)
        limit(m_extent.isLeftOut ? "The beginning of what the detectors were told was left out of "
                                   "this copy: what was "
                                   "usual then is learnt from what is left."
                                 : "The beginning of what the detectors were told has been "
                                   "removed, since more is not "
                                   "kept: what was usual then is learnt from what is left, with "
                                   "the settings that are "
                                   "known of it, else the defaults.");
    const auto read = store::forEachFeed(m_reader, [this](Feed&& feed) {
        if (m_rerun.wasStopped)
            return false;
        if (const auto told = tell(feed); !told) {
            m_error = told.error();
            return false;
        }
        return !m_rerun.wasStopped;
    });
    if (m_error)
        return tl::make_unexpected(*m_error);
    if (!read)
        return tl::make_unexpected(read.error());
    if (!m_rerun.isInUseKnown && !m_rerun.wasStopped)
        limit("With which settings the console judged is not known: variants are told with the "
              "defaults beside what they change.");
    m_rerun.stretches = m_presence.stretches();
    return std::move(m_rerun);
}

} // namespace

Result<Rerun> rerun(const store::Reader& reader, const std::vector<Changes>& variants,
                    const Progress& progress)
{
    return Run(reader, variants, progress).run();
}

} // namespace replay
