// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/goldenset.h"
#include "models/telemetry/judgescale.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What a judge and somebody else said of the same answers.
struct Agreement
{
    std::int64_t bothFailed = 0;
    std::int64_t bothPassed = 0;
    std::int64_t onlyJudge = 0; // only the judge failed it
    std::int64_t onlyOther = 0;
    std::int64_t count() const { return bothFailed + bothPassed + onlyJudge + onlyOther; }
    void add(bool judgeFailed, bool otherFailed);
};

// How a judge did in one bucket of time. Buckets without anything are absent.
struct JudgePoint
{
    telemetry::Timestamp start;
    // By the time of what it said.
    std::int64_t passed = 0;
    std::int64_t failed = 0;
    std::int64_t inconclusive = 0;
    std::int64_t unavailable = 0;
    std::int64_t delays = 0; // those that the two delays are of
    telemetry::Duration delayMedian{};
    telemetry::Duration delayWorst{}; // of twenty
    Agreement withValidators;
    Agreement withPeople;
    Agreement withGolden;
    // By when answers began: those of the service, and those among them with a result.
    std::int64_t answers = 0;
    std::int64_t judged = 0;
    // By when its own calls began.
    std::int64_t ownCalls = 0;
    std::int64_t ownCallsKnown = 0; // of them it shows whether they were cut
    std::int64_t ownInputCut = 0;
    std::int64_t ownOutputCut = 0;

    std::int64_t evaluations() const { return passed + failed + inconclusive + unavailable; }
};

// Which judges, and how.
struct JudgeQuery
{
    std::string service = {}; // empty: any
    telemetry::Duration step = {}; // of the course; zero: none
    // At most so many results are read, the newest: the range then begins with them.
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    const telemetry::GoldenSet* golden = nullptr; // null: there is none
};

// How one judge did under one name on the answers of one service, in a range of its evaluations'
// times, as known at the view's cursor.
struct JudgeRow
{
    std::string service;
    std::string evaluator; // empty: not told
    std::string check;
    std::int64_t passed = 0;
    std::int64_t failed = 0;
    std::int64_t inconclusive = 0; // among them: the score's scale or direction is not known
    std::int64_t unavailable = 0; // the judge failed
    // Answers of the service that began in the range and have had the time that this judge takes
    // (the worst of twenty): what might have been judged, and how many of them have a result.
    std::int64_t judged = 0;
    std::int64_t answers = 0;
    // From the end of an answer to what was said of it: the newest half thousand of those where
    // both times are known; nothing where none is.
    std::optional<telemetry::Duration> delayMedian;
    std::optional<telemetry::Duration> delayWorst; // of twenty
    // The newest result of any of our validators on the same answer; where one failed, it failed.
    Agreement withValidators;
    Agreement withPeople; // their newest verdicts
    // With the golden set of the query: what was said of how many of its items, and when last.
    Agreement withGolden;
    std::int64_t goldenItems = 0;
    std::optional<telemetry::Timestamp> goldenLast;
    // The judge's own calls of a model, where they are in the telemetry: below a span of kind
    // evaluator that carries its result or is named after it or its check, else below any in the
    // trace of its result. Of how many it shows whether they were cut, and of those what was: what
    // it was given, what it said.
    std::int64_t ownCalls = 0;
    std::int64_t ownCallsKnown = 0;
    std::int64_t ownInputCut = 0;
    std::int64_t ownOutputCut = 0;
    bool isOwnShared = false; // whose some of them are does not show: they are of several judges
    // Of its own calls: models, "model · version" where a version is told; none where no call is.
    std::vector<std::string> models;
    std::optional<telemetry::Timestamp> from; // the limit cut the range: it begins here
    std::vector<JudgePoint> course;
    telemetry::Timestamp last; // event time of the newest
    std::optional<telemetry::JudgeScale> scale; // learnt of its scores so far, whatever the cursor

    std::int64_t evaluations() const { return passed + failed + inconclusive + unavailable; }
};

} // namespace store
