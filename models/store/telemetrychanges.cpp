// SPDX-License-Identifier: GPL-3.0-or-later

// What is seen for the first time of each service, as far as it may be why its answers change.

#include "models/store/interner.h"
#include "models/store/telemetrywriter.h"
#include "models/telemetry/person.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace store {

namespace {

// As in ChangeRow::field. The first four are those of JudgeCalls::Call::values.
constexpr std::array<std::string_view, 6> kChangeFields{
    "model", "version", "adapter", "prompt_version", "index_version", "instrumentation"};
constexpr std::size_t kOfGeneration = 5;
constexpr std::size_t kIndexVersion = 4;
constexpr std::size_t kInstrumentation = 5;
// Judges of each check by themselves: "judge Faithfulness", numbered after the check.
constexpr std::string_view kJudgeField = "judge ";
constexpr std::size_t kJudges = 100;
constexpr std::size_t kChangesKept = 20'000;

std::string scopeText(const telemetry::ScopeRecord& scope)
{
    if (scope.version.empty())
        return scope.name;
    return scope.name + (scope.name.empty() ? "" : " ") + scope.version;
}

} // namespace

bool TelemetryWriter::noteChanges(const telemetry::Generation& generation,
                                  telemetry::Timestamp recorded)
{
    if (generation.service.empty())
        return true;
    const telemetry::Timestamp time =
        generation.start > telemetry::Timestamp{} ? generation.start : recorded;
    const std::int64_t service = m_interner.string(generation.service);
    const std::array<const std::string*, kOfGeneration> values{
        &generation.modelServed, &generation.version, &generation.adapter,
        &generation.promptVersion, &generation.indexVersion};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!noteValue({.service = service, .number = i, .field = kChangeFields[i]}, *values[i],
                       time, recorded))
            return false;
    }
    return true;
}

bool TelemetryWriter::noteOtherChanges(const dialect::Interpreted& interpreted,
                                       const Places& places, const SpanNews& news)
{
    const telemetry::Batch& batch = interpreted.batch;
    const auto note = [&](std::uint32_t resource, std::size_t number, std::string_view field,
                          const std::string& value, telemetry::Timestamp time) {
        return noteValue({.service = places.services[resource], .number = number, .field = field},
                         value, time > telemetry::Timestamp{} ? time : batch.recorded,
                         batch.recorded);
    };
    bool isGood = true;
    for (const auto& [place, version] : interpreted.indexVersions) {
        const telemetry::SpanRecord& span = batch.spans[place];
        if (news.isNew[place])
            isGood = isGood
                && note(span.resource, kIndexVersion, kChangeFields[kIndexVersion], version,
                        span.start);
    }
    for (std::size_t i = 0; i < interpreted.stepKinds.size() && i < batch.spans.size(); ++i) {
        const telemetry::SpanRecord& span = batch.spans[i];
        if (news.isNew[i] && interpreted.stepKinds[i] == telemetry::StepKind::Generation)
            isGood = isGood
                && note(span.resource, kInstrumentation, kChangeFields[kInstrumentation],
                        scopeText(batch.scopes[span.scope]), span.start);
    }
    for (std::size_t i = 0; i < interpreted.evaluationResources.size(); ++i) {
        const telemetry::Evaluation& evaluation = interpreted.evaluations[i];
        if (evaluation.check.empty() || telemetry::isPersons(evaluation))
            continue;
        const auto number = kJudges + static_cast<std::size_t>(m_interner.string(evaluation.check));
        isGood = isGood
            && note(interpreted.evaluationResources[i], number,
                    std::string(kJudgeField) + evaluation.check, evaluation.evaluator,
                    evaluation.time);
    }
    return isGood;
}

bool TelemetryWriter::noteValue(const ChangePlace& place, const std::string& value,
                                telemetry::Timestamp time, telemetry::Timestamp recorded)
{
    if (value.empty() || place.service == 0)
        return true;
    if (m_knownChanges.size() > kChangesKept)
        m_knownChanges.clear();
    const std::int64_t valueId = m_interner.string(value);
    auto& first = m_knownChanges[{place.service, place.number, valueId}];
    if (first != telemetry::Timestamp{} && first <= time)
        return true;
    return noteChange({.service = place.service, .field = place.field, .value = valueId}, time,
                      recorded, first);
}

// What was first seen at one of them is taken back, until an answer is given by it.
bool TelemetryWriter::markJudgeCalls(telemetry::Timestamp recorded)
{
    bool isGood = true;
    for (const JudgeCalls::Call& call : m_judgeCalls.markEarlier(recorded)) {
        for (std::size_t i = 0; i < kChangeFields.size() && i < call.values.size(); ++i) {
            m_takeBackChange.bind(call.service).bind(kChangeFields[i]);
            isGood = isGood && m_takeBackChange.bind(call.values[i]).bind(call.start).run();
            m_knownChanges.erase({call.service, i, call.values[i]});
        }
    }
    return isGood && !m_judgeCalls.hasFailed();
}

bool TelemetryWriter::noteChange(const Change& change, telemetry::Timestamp time,
                                 telemetry::Timestamp recorded, telemetry::Timestamp& first)
{
    const std::string_view field = change.field;
    m_findChange.bind(change.service).bind(field).bind(change.value);
    const bool isKnown = m_findChange.step();
    const telemetry::Timestamp stored = isKnown ? m_findChange.time(0) : telemetry::Timestamp{};
    m_findChange.reset();
    first = isKnown ? std::min(stored, time) : time;
    if (isKnown) {
        if (time >= stored)
            return true;
        // Spans come out of order: an earlier first sight may arrive later.
        m_advanceChange.bind(time).bind(change.service).bind(field).bind(change.value);
        return m_advanceChange.run();
    }
    m_findPrevious.bind(change.service).bind(field).bind(time);
    const std::optional<std::int64_t> previous =
        m_findPrevious.step() ? std::optional(m_findPrevious.integer(0)) : std::nullopt;
    m_findPrevious.reset();
    m_insertChange.bind(change.service).bind(field).bind(change.value).bind(previous);
    return m_interner.run(m_insertChange.bind(time).bind(recorded));
}

} // namespace store
