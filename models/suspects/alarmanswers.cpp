// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/alarmanswers.h"

#include "models/health/alarmtext.h"
#include "models/store/removal.h"
#include "models/store/suspects.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

namespace suspects {

namespace {

using store::CheckResult;
using telemetry::AlarmMeasure;
using telemetry::AlarmTransition;

// Observations that a monitor keeps: of an onset further back only the newest were counted.
constexpr std::int64_t kKept = 2000;

struct Scope
{
    const char* facet;
    std::string CheckResult::*value;
};
const std::array<Scope, 4> kScopes{{{"model", &CheckResult::model},
                                    {"version", &CheckResult::version},
                                    {"adapter", &CheckResult::adapter},
                                    {"prompt version", &CheckResult::promptVersion}}};

bool isOfLoad(const AlarmTransition& raised)
{
    return raised.sentence.find(", under high load") != std::string::npos;
}

// "route eu-1", as the sentence names it: ", in route eu-1: 31 % ...".
std::string scopeIn(const AlarmTransition& raised)
{
    constexpr std::string_view kBefore = ", in ";
    const std::size_t at = raised.sentence.find(kBefore);
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + kBefore.size();
    const std::size_t load = raised.sentence.find(", under high load", begin);
    const std::size_t end = load != std::string::npos ? load : raised.sentence.find(": ", begin);
    return end == std::string::npos ? std::string() : raised.sentence.substr(begin, end - begin);
}

telemetry::Timestamp observedAt(const CheckResult& result)
{
    return result.origin == telemetry::EvaluationOrigin::Validator ? result.time : result.answered;
}

std::string signalOf(const CheckResult& result)
{
    telemetry::Evaluation evaluation;
    evaluation.check = result.check;
    evaluation.origin = result.origin;
    return telemetry::signalCheck(evaluation);
}

bool hasFailed(const CheckResult& result)
{
    return result.badness >= telemetry::kFailedBadness;
}

std::string countText(std::int64_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

// Those from the onset on that the alarm may have counted, in its order.
telemetry::Result<std::vector<CheckResult>> candidates(const store::Reader& reader,
                                                       const AlarmTransition& raised)
{
    constexpr std::string_view kOfJudge = " (judge)";
    std::vector<std::string> checks{raised.check};
    if (raised.check.ends_with(kOfJudge))
        checks.push_back(raised.check.substr(0, raised.check.size() - kOfJudge.size()));
    store::View view;
    view.range.start = raised.onset;
    view.knownAt = raised.recorded;
    auto results = store::checkResults(reader, view, raised.service, checks);
    if (!results)
        return results;
    std::erase_if(*results, [&](const CheckResult& one) {
        return signalOf(one) != raised.check || observedAt(one) < raised.onset
            || (raised.operation && one.operation != *raised.operation);
    });
    std::ranges::sort(*results, {}, &CheckResult::row);
    return results;
}

// What was removed can no longer be told from what was counted: all that is missing is, where
// retention has been in the window.
telemetry::Result<bool> isRetentionIn(const store::Reader& reader, const AlarmTransition& raised)
{
    store::View view;
    view.range = {.start = raised.onset, .end = raised.time + std::chrono::nanoseconds(1)};
    const auto gaps = reader.gaps(view);
    if (!gaps)
        return tl::make_unexpected(gaps.error());
    return std::ranges::any_of(*gaps, [&](const store::Gap& gap) {
        return store::isOfRetention(gap) && (gap.service.empty() || gap.service == raised.service);
    });
}

std::string whatText(const AlarmAnswers& found, std::int64_t count)
{
    const std::string what = countText(count, "answer", "answers");
    return found.areFailures ? what + " that " + found.alarm + " counted as failed"
                             : what + " that " + found.alarm + " counted";
}

std::string countedText(const AlarmAnswers& found, const AlarmTransition& raised)
{
    return found.alarm + " counted " + countText(found.wanted, "answer", "answers")
        + (found.areFailures ? " as failed" : "") + (isOfLoad(raised) ? " under high load" : "");
}

std::string sentenceOf(const AlarmAnswers& found, const AlarmTransition& raised)
{
    const auto listed = static_cast<std::int64_t>(found.answers.size());
    const std::string known =
        ", as known when it was raised at " + health::clockText(raised.recorded);
    const std::string of =
        found.areFailures ? ", of " + std::to_string(found.counted) + " in all" : "";
    switch (found.found) {
    case AlarmAnswers::Found::All:
        return "The " + whatText(found, listed) + of + known + ".";
    case AlarmAnswers::Found::Some: {
        const std::int64_t missing = found.wanted - listed;
        const std::string why = found.removed > 0
            ? (missing == 1 ? " was removed by retention." : " were removed by retention.")
            : (missing == 1 ? " is not in this recording." : " are not in this recording.");
        return std::to_string(listed) + " of the " + whatText(found, found.wanted) + of + known
            + "; " + std::to_string(missing) + why;
    }
    case AlarmAnswers::Found::AsMany:
        return countedText(found, raised) + ". As many were known when it was raised at "
            + health::clockText(raised.recorded)
            + "; whether they are the same ones is not recorded. All are shown.";
    case AlarmAnswers::Found::TooMany:
        return countedText(found, raised) + ". Which of these " + std::to_string(listed)
            + " they were is not recorded; all are shown" + known + ".";
    case AlarmAnswers::Found::None:
        break;
    }
    if (telemetry::isShiftCheck(raised.check))
        return found.alarm
            + " says how answers are, not that any is wrong: no single answer raised it. Suspects "
              "since its onset are shown.";
    if (found.removed > 0)
        return "None of the " + whatText(found, found.wanted)
            + " is left: retention removed them. Its counts are kept; suspects since its onset are "
              "shown.";
    return "Which answers " + found.alarm
        + " counted cannot be told: this recording holds no result of " + raised.check
        + " on single answers then. Suspects since its onset are shown.";
}

// The result that raised it is the last one that was counted; others may have been recorded with
// it. Where it is gone itself, as many as were counted are the first ones.
void cutBehindTrigger(const AlarmTransition& raised, std::vector<CheckResult>& results)
{
    const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(raised.observations, 0));
    std::optional<std::size_t> end;
    for (std::size_t i = 0; i < results.size() && end != wanted; ++i) {
        if (observedAt(results[i]) == raised.time && (!end || i + 1 == wanted))
            end = i + 1;
    }
    if (!end && !isOfLoad(raised))
        end = std::min(wanted, results.size());
    results.resize(end.value_or(results.size()));
    if (results.size() > wanted && raised.observations >= kKept)
        results.erase(results.begin(), results.end() - static_cast<std::ptrdiff_t>(wanted));
}

// Takes those out of scope away; false when the scope is none that can be told here.
telemetry::Result<bool> applyScope(const store::Reader& reader, const std::string& scope,
                                   telemetry::Timestamp knownAt, std::vector<CheckResult>& results)
{
    for (const Scope& one : kScopes) {
        const std::string begin = std::string(one.facet) + ' ';
        if (!scope.starts_with(begin))
            continue;
        const std::string value = scope.substr(begin.size());
        std::erase_if(results,
                      [&](const CheckResult& result) { return result.*one.value != value; });
        return true;
    }
    constexpr std::string_view kRoute = "route ";
    if (!scope.starts_with(kRoute))
        return scope.empty();
    std::optional<telemetry::Error> error;
    store::View view;
    view.knownAt = knownAt;
    std::erase_if(results, [&](const CheckResult& result) { // its route is in its span only
        const auto generation = reader.generation(result.key, view);
        if (!generation)
            error = generation.error();
        return !generation || !*generation || (*generation)->route != scope.substr(kRoute.size());
    });
    return error ? telemetry::Result<bool>(tl::make_unexpected(*error)) : true;
}

} // namespace

telemetry::Result<AlarmAnswers> alarmAnswers(const store::Reader& reader,
                                             const AlarmTransition& raised)
{
    AlarmAnswers found{
        .alarm = raised.alarm,
        .range = {.start = raised.onset,
                  .end = std::max(raised.time, raised.onset) + std::chrono::nanoseconds(1)},
        .knownAt = raised.recorded,
        .scope = scopeIn(raised),
        .answers = {},
        .sentence = {}};
    found.areFailures = raised.measure == AlarmMeasure::FailedShare;
    found.counted = raised.observations;
    found.wanted = found.areFailures
        ? std::llround(raised.rateNow * static_cast<double>(raised.observations))
        : raised.observations;
    auto results = telemetry::isShiftCheck(raised.check)
        ? telemetry::Result<std::vector<CheckResult>>{}
        : candidates(reader, raised);
    if (!results)
        return tl::make_unexpected(results.error());
    const auto isInScope = applyScope(reader, found.scope, found.knownAt, *results);
    if (!isInScope)
        return tl::make_unexpected(isInScope.error());
    cutBehindTrigger(raised, *results);
    for (const CheckResult& one : *results) {
        found.range.end = std::max(found.range.end, observedAt(one) + std::chrono::nanoseconds(1));
        if (!found.areFailures || hasFailed(one))
            found.answers.push_back(one.key);
    }
    const auto listed = static_cast<std::int64_t>(found.answers.size());
    if (listed == 0 && found.wanted > 0)
        found.found = AlarmAnswers::Found::None;
    else if (listed == found.wanted && *isInScope && !isOfLoad(raised))
        found.found = AlarmAnswers::Found::All;
    else if (listed == found.wanted)
        found.found = AlarmAnswers::Found::AsMany;
    else
        found.found =
            listed > found.wanted ? AlarmAnswers::Found::TooMany : AlarmAnswers::Found::Some;
    if (listed < found.wanted) {
        const auto isRemoved = isRetentionIn(reader, raised);
        if (!isRemoved)
            return tl::make_unexpected(isRemoved.error());
        found.removed = *isRemoved ? found.wanted - listed : 0;
    }
    found.sentence = sentenceOf(found, raised);
    return found;
}

telemetry::Result<std::optional<AlarmAnswers>>
alarmAnswers(const store::Reader& reader, const std::string& alarm, telemetry::Timestamp knownAt)
{
    store::View view;
    view.knownAt = knownAt;
    const auto transitions = reader.alarmTransitions(view);
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    const auto raised = std::ranges::find_if(*transitions, [&](const AlarmTransition& one) {
        return one.alarm == alarm && one.state == telemetry::AlarmState::Raised;
    });
    if (raised == transitions->end())
        return std::nullopt;
    auto found = alarmAnswers(reader, *raised);
    if (!found)
        return tl::make_unexpected(found.error());
    return std::optional(std::move(*found));
}

} // namespace suspects
