// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/judgerow.h"
#include "models/telemetry/evaluation.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace store {

// What a judge said of one answer, and what others said of the same.
struct JudgeResult
{
    telemetry::EvaluationState state = telemetry::EvaluationState::Inconclusive;
    telemetry::Timestamp time;
    std::int64_t answer = 0; // row
    std::int64_t trace = 0; // that the result came in; 0: none
    std::int64_t carrier = 0; // the span it came with, where that is not the answer's; 0: none
    telemetry::Timestamp answerStart;
    std::optional<telemetry::Timestamp> answerEnd = std::nullopt; // nothing: not known
    std::optional<bool> validatorsFailed = std::nullopt; // nothing: they say nothing
    std::optional<bool> peopleFailed = std::nullopt;
    const telemetry::GoldenItem* golden = nullptr; // that the answer is
};

// One call of a model that a judge made.
struct OwnCall
{
    telemetry::Timestamp start;
    std::string model; // "model · version"; empty: not told
    std::optional<bool> isInputCut = std::nullopt; // nothing: it does not show
    bool isOutputCut = false;
    bool isShared = false; // of several judges: whose does not show
};

// Adds up what one judge said, in order of time. One thread.
class JudgeTally
{
public:
    void add(const JudgeResult& result, telemetry::Duration step);
    void addOwnCall(const OwnCall& call, telemetry::Duration step);
    bool isCarriedBy(std::int64_t trace, std::int64_t span) const
    {
        return m_carriers.contains({trace, span});
    }
    const std::set<std::int64_t>& traces() const { return m_traces; } // of its results
    // Answers of its service by bucket, for the course. The row's share judged is not of its
    // making. Answers with a result that began in the range, each once.
    std::int64_t judgedIn(const telemetry::TimeRange& range) const;
    JudgeRow finish(const std::map<telemetry::Timestamp, std::int64_t>& answers);

    JudgeRow row;

private:
    struct Bucket
    {
        JudgePoint point;
        std::vector<telemetry::Duration> delays;
    };
    Bucket& bucketOf(telemetry::Timestamp time, telemetry::Duration step);

    std::map<std::int64_t, telemetry::Timestamp> m_judged; // when they began
    std::set<std::int64_t> m_traces;
    std::set<std::pair<std::int64_t, std::int64_t>> m_carriers; // trace and span
    std::set<std::string> m_models;
    std::set<const telemetry::GoldenItem*> m_golden;
    std::deque<telemetry::Duration> m_delays;
    std::map<telemetry::Timestamp, Bucket> m_course;
};

using JudgeKey = std::tuple<std::int64_t, std::int64_t, std::int64_t>; // service, evaluator, check
using JudgeTallies = std::map<JudgeKey, JudgeTally>;

} // namespace store
