// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/feedreplay.h"

#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace health {

using telemetry::AlarmTransition;
using telemetry::FeedStep;
using telemetry::Timestamp;

namespace {

std::optional<double> known(double value)
{
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

} // namespace

FeedReplay::FeedReplay(std::shared_ptr<const std::map<std::string, MonitorKey>> monitors)
    : m_monitorsThen(std::move(monitors))
{
}

void FeedReplay::begin(const EngineSettings& settings, const EngineSettings& told, Timestamp begun)
{
    m_settings = settings;
    m_told = told;
    m_lives.push_back({begun, told});
    m_engine = std::make_unique<Engine>(m_settings);
    std::vector<telemetry::Baseline> baselines;
    baselines.reserve(m_baselines.size());
    for (const auto& [key, baseline] : m_baselines)
        baselines.push_back(baseline);
    m_engine->restore(baselines);
}

void FeedReplay::relearn(telemetry::Evaluation evaluation, const telemetry::Generation& subject)
{
    // A console takes up what was recorded as it stands, by whichever settings.
    const std::string check = telemetry::signalCheck(evaluation);
    const double now = failAtOf(m_settings, check);
    if (evaluation.badness && failAtOf(m_told, check) != now)
        evaluation.badness = stretched(
            unstretched(*evaluation.badness, failAtOf(toldWhen(evaluation.recorded), check)), now);
    m_engine->relearn(evaluation, subject);
}

// Of the life that recorded it.
const EngineSettings& FeedReplay::toldWhen(Timestamp recorded) const
{
    for (auto life = m_lives.rbegin(); life != m_lives.rend(); ++life) {
        if (life->begun <= recorded)
            return life->told;
    }
    return m_lives.front().told;
}

void FeedReplay::ready()
{
    std::vector<Newest> all;
    all.reserve(m_newest.size());
    for (const auto& [id, newest] : m_newest)
        all.push_back(newest);
    // As Reader::alarms() gives them.
    std::ranges::sort(
        all, {}, [](const Newest& one) { return std::pair(one.transition.time, one.sequence); });
    std::vector<AlarmTransition> newest;
    newest.reserve(all.size());
    for (const Newest& one : all)
        newest.push_back(one.transition);
    m_engine->restore(newest);
}

double FeedReplay::badnessOf(const Known& signal, double value) const
{
    return signal.isStretched ? stretched(unstretched(value, signal.failAtThen), signal.failAt)
                              : value;
}

void FeedReplay::tell(const telemetry::Feed& feed, std::size_t from, std::size_t to)
{
    if (!m_engine)
        return;
    SignalWatch& watch = m_engine->signalWatch();
    std::vector<Known> signals;
    signals.reserve(feed.keys.size());
    for (const telemetry::SignalKey& key : feed.keys) {
        Known& one = signals.emplace_back(Known{SignalWatch::Told(key)});
        one.failAtThen = failAtOf(m_told, key.check);
        one.failAt = failAtOf(m_settings, key.check);
        one.isStretched = one.failAtThen != one.failAt;
    }
    for (std::size_t i = from; i < to; ++i) {
        const FeedStep& step = feed.steps[i];
        switch (step.kind) {
        case FeedStep::Kind::Life:
            break;
        case FeedStep::Kind::Tick:
            watch.tick(step.recorded);
            break;
        case FeedStep::Kind::Answer:
            watch.tick(step.recorded);
            watch.answer(feed.keys[step.index], {known(step.value), known(step.other)}, step.time,
                         step.recorded);
            break;
        case FeedStep::Kind::Verdict: {
            Known& signal = signals[step.index];
            watch.verdict(signal.told, badnessOf(signal, step.value), step.time, step.recorded);
            break;
        }
        case FeedStep::Kind::Judged: {
            Known& signal = signals[step.index];
            watch.tick(step.recorded);
            watch.judged(signal.told, badnessOf(signal, step.value), step.time, step.answered,
                         step.recorded);
            break;
        }
        case FeedStep::Kind::Mean:
            watch.tick(step.recorded);
            watch.mean(signals[step.index].told, step.value, step.time, step.recorded);
            break;
        case FeedStep::Kind::Decision:
            decide(feed.decisions[step.index], step.recorded);
            break;
        }
    }
    note(watch.alarms().take());
}

// The alarm may have another id here, or not be there: then there was nothing to decide. What
// was explained by another alarm is so by the one of the same monitor, if there is one.
void FeedReplay::decide(const telemetry::FeedDecision& decision, Timestamp now)
{
    AlarmBook& alarms = m_engine->signalWatch().alarms();
    const std::string alarm = alarms.openOf({decision.service, decision.operation, decision.check});
    if (alarm.empty())
        return;
    std::string cause = decision.cause;
    if (const auto other = m_monitorsThen->find(cause); other != m_monitorsThen->end()) {
        cause = alarms.openOf(other->second);
        if (cause.empty())
            return;
    }
    std::vector<AlarmTransition> made;
    switch (decision.what) {
    case telemetry::FeedDecision::What::Acknowledge:
        made = m_engine->acknowledge(alarm, decision.actor, now);
        break;
    case telemetry::FeedDecision::What::Shelve:
        made = m_engine->shelve(alarm, decision.actor, now, decision.until);
        break;
    case telemetry::FeedDecision::What::Suppress:
        made = m_engine->suppress(alarm, cause, decision.actor, now);
        break;
    }
    note(alarms.take()); // as they were recorded: what it set off goes first
    note(made);
}

void FeedReplay::note(const std::vector<AlarmTransition>& made)
{
    for (const AlarmTransition& one : made) {
        m_newest.insert_or_assign(one.alarm, Newest{one, ++m_sequence});
        m_made.push_back(one);
    }
}

void FeedReplay::keep()
{
    if (!m_engine)
        return;
    Results results = m_engine->take();
    note(results.alarms);
    // Not sooner: what is kept is what stood at the end of a feed.
    for (telemetry::Baseline& baseline : results.baselines) {
        const MonitorKey key{baseline.service, baseline.operation, baseline.check};
        m_baselines.insert_or_assign(key, std::move(baseline));
    }
}

} // namespace health
