// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/feedlog.h"

#include <limits>
#include <utility>

namespace health {

using telemetry::FeedStep;
using telemetry::SignalKey;
using telemetry::Timestamp;

namespace {

constexpr double kUnknownValue = std::numeric_limits<double>::quiet_NaN();

} // namespace

void FeedLog::begin(telemetry::FeedLife life, Timestamp now)
{
    m_isOn = true;
    m_feed.lives.push_back(std::move(life));
    add({.kind = FeedStep::Kind::Life,
         .index = static_cast<std::uint32_t>(m_feed.lives.size() - 1),
         .recorded = now});
}

void FeedLog::add(FeedStep step)
{
    m_isWorthKeeping = m_isWorthKeeping || step.kind != FeedStep::Kind::Tick;
    m_idleTicks = 0;
    m_feed.steps.push_back(step);
}

void FeedLog::add(FeedStep step, const SignalKey& key)
{
    const auto [found, isNew] =
        m_keys.try_emplace(key, static_cast<std::uint32_t>(m_feed.keys.size()));
    if (isNew)
        m_feed.keys.push_back(key);
    step.index = found->second;
    add(step);
}

void FeedLog::tick(Timestamp now, bool hasConsequence)
{
    if (!m_isOn)
        return;
    const FeedStep step{.kind = FeedStep::Kind::Tick, .recorded = now};
    if (hasConsequence) {
        add(step);
        return;
    }
    const std::size_t idle = m_idleTicks;
    if (idle >= 2) {
        m_feed.steps.back() = step;
        return;
    }
    add(step);
    m_idleTicks = idle + 1;
}

void FeedLog::answer(const SignalKey& key, const AnswerReading& reading, Timestamp time,
                     Timestamp recorded)
{
    if (m_isOn)
        add({.kind = FeedStep::Kind::Answer,
             .value = reading.length.value_or(kUnknownValue),
             .other = reading.duration.value_or(kUnknownValue),
             .time = time,
             .recorded = recorded},
            key);
}

void FeedLog::verdict(const SignalKey& key, double badness, Timestamp time, Timestamp recorded)
{
    if (m_isOn)
        add({.kind = FeedStep::Kind::Verdict, .value = badness, .time = time, .recorded = recorded},
            key);
}

void FeedLog::judged(const SignalKey& key, double badness, Timestamp said, Timestamp answered,
                     Timestamp recorded)
{
    if (m_isOn)
        add({.kind = FeedStep::Kind::Judged,
             .value = badness,
             .time = said,
             .answered = answered,
             .recorded = recorded},
            key);
}

void FeedLog::mean(const SignalKey& key, double badness, Timestamp time, Timestamp recorded)
{
    if (m_isOn)
        add({.kind = FeedStep::Kind::Mean, .value = badness, .time = time, .recorded = recorded},
            key);
}

void FeedLog::decision(telemetry::FeedDecision::What what,
                       const std::vector<telemetry::AlarmTransition>& made, Timestamp until)
{
    if (!m_isOn || made.empty())
        return;
    const telemetry::AlarmTransition& first = made.front();
    m_feed.decisions.push_back({.what = what,
                                .alarm = first.alarm,
                                .service = first.service,
                                .operation = first.operation.value_or(std::string()),
                                .check = first.check,
                                .actor = first.actor,
                                .cause = first.cause,
                                .until = until});
    add({.kind = FeedStep::Kind::Decision,
         .index = static_cast<std::uint32_t>(m_feed.decisions.size() - 1),
         .recorded = first.recorded});
}

telemetry::Feed FeedLog::take()
{
    m_keys.clear();
    m_isWorthKeeping = false;
    m_idleTicks = 0;
    return std::exchange(m_feed, {});
}

} // namespace health
