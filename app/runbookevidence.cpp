// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbookevidence.h"

#include "models/health/interval.h"
#include "models/items/formats.h"
#include "models/runbook/levervalue.h"
#include "models/store/reader.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

namespace {

using telemetry::Rollup;
using telemetry::Timestamp;

constexpr std::size_t kMostCandidates = 8;
constexpr std::size_t kMostReplicas = 12; // named
constexpr auto kDay = std::chrono::hours(24);
constexpr auto kMinute = std::chrono::minutes(1);
constexpr double kNormal95 = 1.959964;

// What changes of a service are called in the recording, and by runbooks; and what signals are told
// apart by. Without one, what a value served is what was judged while it was there.
struct Field
{
    std::string_view recorded;
    std::string_view parameter;
    std::string telemetry::SignalKey::*member;
};
constexpr std::array<Field, 5> kFields{{
    {"model", "model", &telemetry::SignalKey::model},
    {"adapter", "adapter", &telemetry::SignalKey::adapter},
    {"prompt_version", "prompt", &telemetry::SignalKey::promptVersion},
    {"index_version", "index", nullptr},
    {"instrumentation", "instrumentation", nullptr},
}};
constexpr std::string_view kJudge = "judge "; // "judge Faithfulness": of one check

std::string utf8Of(const QString& words)
{
    return words.toStdString();
}

struct Stretch
{
    Rollup sum;
    Timestamp last;
};

telemetry::Result<Stretch> judgedIn(const store::Reader& reader, const telemetry::SignalKey& match,
                                    telemetry::TimeRange range, Timestamp knownAt)
{
    Stretch stretch;
    if (range.start >= range.end)
        return stretch;
    const Timestamp wanted = range.start;
    range.start = std::max(wanted, range.end - kDay);
    auto step = std::chrono::duration_cast<telemetry::Duration>(kMinute);
    for (const bool isWhole : {false, true}) {
        const auto series =
            reader.series({.range = range, .knownAt = knownAt}, {.match = match, .step = step});
        if (!series)
            return tl::make_unexpected(series.error());
        for (const store::SeriesPoint& point : *series) {
            stretch.sum.merge(point.sum);
            if (point.sum.count > 0)
                stretch.last = std::max(stretch.last, std::min(point.start + step, range.end));
        }
        if (isWhole || stretch.sum.count > 0 || wanted == range.start)
            break;
        range = {wanted, range.start};
        step = std::chrono::hours(1);
    }
    return stretch;
}

struct Change // of one field of the service
{
    std::string value;
    std::string previous;
    Timestamp time;
};

std::vector<Change> changesOf(const std::vector<store::ChangeRow>& rows, const std::string& service,
                              std::string_view field, Timestamp until)
{
    std::vector<Change> changes;
    for (const store::ChangeRow& row : rows) {
        if (row.service == service && row.field == field && row.time <= until)
            changes.push_back({row.value, row.previous, row.time});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.time < b.time; });
    return changes;
}

// "name 2.3b0" and "name 2.4b1".
bool isOneLibrary(const std::string& one, const std::string& other)
{
    return one.substr(0, one.find_last_of(' ')) == other.substr(0, other.find_last_of(' '));
}

// The newest first, each once, without the suspect.
std::vector<std::string> valuesBefore(const std::vector<Change>& changes,
                                      const std::string& suspect)
{
    std::vector<std::string> values;
    const auto add = [&](const std::string& value) {
        const bool isKnown = std::find(values.begin(), values.end(), value) != values.end();
        if (!value.empty() && value != suspect && !isKnown && values.size() < kMostCandidates)
            values.push_back(value);
    };
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        add(change->value);
        add(change->previous);
    }
    return values;
}

// When a value was there, going by what was first seen when.
telemetry::TimeRange reignOf(const std::vector<Change>& changes, const std::string& value,
                             Timestamp until)
{
    telemetry::TimeRange range{Timestamp::min(), until};
    for (const Change& change : changes) {
        if (change.value == value)
            range.start = change.time;
        if (change.previous == value)
            range.end = std::min(until, change.time);
    }
    return range;
}

health::Interval meanInterval(const Rollup& sum)
{
    const double mean = sum.mean().value_or(0);
    const double half =
        kNormal95 * std::sqrt(sum.variance().value_or(0) / static_cast<double>(sum.count));
    return {std::max(0.0, mean - half), std::min(1.0, mean + half)};
}

std::string outcomeText(const Rollup& sum, telemetry::AlarmMeasure measure)
{
    if (sum.count == 0)
        return "none judged";
    if (measure == telemetry::AlarmMeasure::FailedShare) {
        const health::Interval interval = health::wilsonInterval(sum.failed, sum.count);
        return utf8Of(items::percentText(static_cast<double>(sum.failed)
                                         / static_cast<double>(sum.count)))
            + " failed (95\u00a0%: " + utf8Of(items::intervalText(interval.low, interval.high))
            + ")";
    }
    const health::Interval interval = meanInterval(sum);
    return "mean badness " + utf8Of(items::percentText(sum.mean().value_or(0)))
        + " (95\u00a0%: " + utf8Of(items::intervalText(interval.low, interval.high)) + ")";
}

std::string servedText(const ServedHistory& history, const ServedHealth& served)
{
    std::string check = history.check; // in words: its key has none between them
    std::ranges::replace(check, '_', ' ');
    // Of texts that did not come there are no results, which is no statement about the answers.
    if (history.check == telemetry::kAnswerText)
        return served.value + " served before; its texts are not counted here";
    if (served.sum.count == 0)
        return served.value + " served before, and none of its answers was judged by " + check;
    return served.value + " served " + utf8Of(items::countText(served.sum.count))
        + " judged answers until " + utf8Of(items::utcTimeText(served.last)) + ", "
        + outcomeText(served.sum, history.measure);
}

std::string suspectText(const ServedHistory& history)
{
    const std::string until = history.until == Timestamp{}
        ? std::string()
        : ", until " + utf8Of(items::utcTimeText(history.until));
    if (history.check == telemetry::kAnswerText)
        return "since the onset at " + utf8Of(items::utcTimeText(history.onset)) + until
            + ": texts are not counted here, the alarm tells how many did not come whole";
    return "since the onset at " + utf8Of(items::utcTimeText(history.onset)) + until + ": "
        + outcomeText(history.suspect, history.measure)
        + ", n = " + utf8Of(items::countText(history.suspect.count));
}

} // namespace

telemetry::Result<ServedHistory> readServedHistory(const store::Reader& reader,
                                                   const telemetry::AlarmTransition& alarm,
                                                   const std::vector<store::ChangeRow>& changes,
                                                   Timestamp knownAt)
{
    ServedHistory history;
    history.measure = alarm.measure;
    history.check = alarm.check;
    history.onset = alarm.onset == Timestamp{} ? alarm.time : alarm.onset;
    telemetry::SignalKey match;
    match.service = alarm.service;
    match.check = alarm.check;
    match.model = alarm.model;
    const Timestamp until =
        std::max(alarm.time, knownAt == Timestamp::max() ? alarm.time : knownAt);
    history.until = until;
    const auto suspect = judgedIn(reader, match, {history.onset, until}, knownAt);
    if (!suspect)
        return tl::make_unexpected(suspect.error());
    history.suspect = suspect->sum;
    match.model.clear();

    std::vector<Field> fields(kFields.begin(), kFields.end());
    const std::string judge = std::string(kJudge) + alarm.check;
    fields.push_back({judge, "judge", nullptr});
    for (const Field& field : fields) {
        const auto ofField = changesOf(changes, alarm.service, field.recorded, alarm.time);
        if (ofField.empty())
            continue;
        const bool isModel = field.member == &telemetry::SignalKey::model;
        const std::string current =
            isModel && !alarm.model.empty() ? alarm.model : ofField.back().value;
        std::vector<ServedHealth> candidates;
        for (const std::string& value : valuesBefore(ofField, current)) {
            telemetry::SignalKey of = match;
            telemetry::TimeRange range{Timestamp::min(), history.onset};
            if (field.member != nullptr)
                of.*field.member = value;
            else
                range = reignOf(ofField, value, history.onset);
            auto judged = judgedIn(reader, of, range, knownAt);
            if (!judged)
                return tl::make_unexpected(judged.error());
            // A lever takes the version alone, of the library that still tells of the service.
            const bool isLibrary = field.recorded == "instrumentation";
            if (isLibrary && !isOneLibrary(value, current))
                continue;
            candidates.push_back(
                {isLibrary ? runbook::versionAlone(value) : value, judged->sum, judged->last});
        }
        if (!candidates.empty())
            history.candidates[std::string(field.parameter)] = std::move(candidates);
    }
    const auto sources = reader.mapping(knownAt);
    if (!sources)
        return tl::make_unexpected(sources.error());
    for (const store::SourceMapping& source : *sources) {
        if (source.service != alarm.service)
            continue;
        for (const store::InstanceMapping& instance : source.instances) {
            const bool isKnown =
                std::find(history.replicas.begin(), history.replicas.end(), instance.instance)
                != history.replicas.end();
            if (!instance.instance.empty() && !isKnown)
                history.replicas.push_back(instance.instance);
        }
        history.otherReplicas += source.otherInstances;
    }
    return history;
}

bool isBetter(const Rollup& candidate, const Rollup& suspect, telemetry::AlarmMeasure measure)
{
    if (candidate.count < kLeastJudged || suspect.count == 0)
        return false;
    if (measure == telemetry::AlarmMeasure::FailedShare)
        return health::wilsonInterval(candidate.failed, candidate.count).high
            < health::wilsonInterval(suspect.failed, suspect.count).low;
    return meanInterval(candidate).high < meanInterval(suspect).low;
}

LastGood lastGood(const ServedHistory& history, const std::vector<ServedHealth>& candidates)
{
    std::string passedOver;
    for (const ServedHealth& candidate : candidates) {
        if (isBetter(candidate.sum, history.suspect, history.measure))
            return {.value = candidate.value,
                    .evidence = servedText(history, candidate) + "; what serves "
                        + suspectText(history)
                        + (passedOver.empty()
                               ? ""
                               : ". Passed over, newer and not known to be good: " + passedOver)};
        passedOver += (passedOver.empty() ? "" : "; ") + servedText(history, candidate);
    }
    if (candidates.empty())
        return {.value = {}, .evidence = "nothing else is known to have served before"};
    return {.value = {}, .evidence = "none is known to be good: " + passedOver};
}

std::string evidenceOf(const ServedHistory& history, const std::vector<ServedHealth>& candidates,
                       const std::string& value)
{
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const ServedHealth& each) { return each.value == value; });
    if (found == candidates.end())
        return value + " was not seen to serve before the onset";
    return servedText(history, *found)
        + (found->sum.count < kLeastJudged ? ": too few to call it good" : "");
}

std::string suspectEvidence(const ServedHistory& history, const std::string& model)
{
    return model + ", " + suspectText(history);
}

std::string replicaNames(const ServedHistory& history)
{
    std::string names;
    for (std::size_t i = 0; i < std::min(kMostReplicas, history.replicas.size()); ++i)
        names += (names.empty() ? "" : ", ") + history.replicas[i];
    return names;
}

std::string replicaEvidence(const ServedHistory& history)
{
    const auto count = static_cast<std::int64_t>(history.replicas.size());
    std::string words = utf8Of(items::countText(count)) + (count == 1 ? " instance" : " instances")
        + " told by the telemetry";
    if (history.replicas.size() > kMostReplicas)
        words += ", " + std::to_string(kMostReplicas) + " named";
    if (history.otherReplicas > 0)
        words += "; there are more that were not kept by name";
    return words;
}
