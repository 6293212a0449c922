// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgetally.h"

#include <algorithm>
#include <utility>

namespace store {

namespace {

using telemetry::EvaluationState;

constexpr std::size_t kDelays = 500; // of the newest results of a judge

// Of a row or of a point.
template<class T>
void count(T& into, EvaluationState state)
{
    switch (state) {
    case EvaluationState::Passed:
        ++into.passed;
        break;
    case EvaluationState::Failed:
        ++into.failed;
        break;
    case EvaluationState::JudgeUnavailable:
        ++into.unavailable;
        break;
    default:
        ++into.inconclusive;
    }
}

template<class T>
void agree(T& into, const JudgeResult& result)
{
    const bool hasFailed = result.state == EvaluationState::Failed;
    if (result.validatorsFailed)
        into.withValidators.add(hasFailed, *result.validatorsFailed);
    if (result.peopleFailed)
        into.withPeople.add(hasFailed, *result.peopleFailed);
    if (result.golden != nullptr)
        into.withGolden.add(hasFailed, result.golden->isWrong);
}

} // namespace

void Agreement::add(bool judgeFailed, bool otherFailed)
{
    if (judgeFailed)
        ++(otherFailed ? bothFailed : onlyJudge);
    else
        ++(otherFailed ? onlyOther : bothPassed);
}

JudgeTally::Bucket& JudgeTally::bucketOf(telemetry::Timestamp time, telemetry::Duration step)
{
    const auto nanos = telemetry::toUnixNanos(time);
    const auto width = step.count();
    const auto start = telemetry::fromUnixNanos(nanos - ((nanos % width) + width) % width);
    Bucket& bucket = m_course[start];
    bucket.point.start = start;
    return bucket;
}

void JudgeTally::add(const JudgeResult& result, telemetry::Duration step)
{
    const bool hasCourse = step > telemetry::Duration::zero();
    count(row, result.state);
    row.last = result.time;
    m_traces.insert(result.trace);
    if (result.carrier != 0)
        m_carriers.insert({result.trace, result.carrier});
    if (hasCourse)
        count(bucketOf(result.time, step).point, result.state);
    if (result.state != EvaluationState::Passed && result.state != EvaluationState::Failed)
        return;
    agree(row, result);
    if (result.golden != nullptr) {
        m_golden.insert(result.golden);
        row.goldenLast = result.time;
    }
    const bool isFirst = m_judged.emplace(result.answer, result.answerStart).second;
    std::optional<telemetry::Duration> delay;
    if (result.answerEnd && result.time >= *result.answerEnd)
        delay = result.time - *result.answerEnd;
    if (delay) {
        m_delays.push_back(*delay);
        if (m_delays.size() > kDelays)
            m_delays.pop_front();
    }
    if (!hasCourse)
        return;
    Bucket& bucket = bucketOf(result.time, step);
    agree(bucket.point, result);
    if (delay)
        bucket.delays.push_back(*delay);
    if (isFirst)
        ++bucketOf(result.answerStart, step).point.judged;
}

void JudgeTally::addOwnCall(const OwnCall& call, telemetry::Duration step)
{
    const auto addTo = [&call](auto& into) {
        ++into.ownCalls;
        if (!call.isInputCut)
            return;
        ++into.ownCallsKnown;
        into.ownInputCut += *call.isInputCut ? 1 : 0;
        into.ownOutputCut += call.isOutputCut ? 1 : 0;
    };
    addTo(row);
    row.isOwnShared = row.isOwnShared || call.isShared;
    if (!call.model.empty())
        m_models.insert(call.model);
    if (step > telemetry::Duration::zero())
        addTo(bucketOf(call.start, step).point);
}

std::int64_t JudgeTally::judgedIn(const telemetry::TimeRange& range) const
{
    return std::ranges::count_if(
        m_judged, [&range](const auto& answer) { return range.contains(answer.second); });
}

JudgeRow JudgeTally::finish(const std::map<telemetry::Timestamp, std::int64_t>& answers)
{
    row.goldenItems = static_cast<std::int64_t>(m_golden.size());
    row.models.assign(m_models.begin(), m_models.end());
    std::ranges::sort(m_delays);
    if (const std::size_t count = m_delays.size(); count > 0) {
        row.delayMedian = m_delays[count / 2];
        row.delayWorst = m_delays[count * 19 / 20];
    }
    // Answers that nobody judged make a bucket too: that is what a share of none judged looks like.
    for (const auto& [start, count] : answers) {
        Bucket& bucket = m_course[start];
        bucket.point.start = start;
        bucket.point.answers = count;
    }
    for (auto& [start, bucket] : m_course) {
        std::ranges::sort(bucket.delays);
        if (const std::size_t count = bucket.delays.size(); count > 0) {
            bucket.point.delays = static_cast<std::int64_t>(count);
            bucket.point.delayMedian = bucket.delays[count / 2];
            bucket.point.delayWorst = bucket.delays[count * 19 / 20];
        }
        row.course.push_back(bucket.point);
    }
    return std::move(row);
}

} // namespace store
