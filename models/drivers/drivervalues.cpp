// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/drivervalues.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <unordered_map>

namespace drivers {

namespace {

using namespace std::chrono_literals;

constexpr telemetry::Duration kRecordingTakes = 3s; // of what is recorded, after it has ended
constexpr double kMostTake = 0.95; // calls are known once as long has gone by as these take

// The last time at which all calls that ran are known: those that have not ended may still come.
telemetry::Timestamp loadKnownUntil(const std::vector<AnswerRow>& rows,
                                    telemetry::Timestamp knownAt)
{
    std::vector<telemetry::Duration> took;
    for (const AnswerRow& row : rows) {
        if (row.end > row.start)
            took.push_back(row.end - row.start);
    }
    if (took.empty() || knownAt == telemetry::Timestamp::max())
        return knownAt;
    const auto rank = static_cast<std::ptrdiff_t>(kMostTake * static_cast<double>(took.size() - 1));
    std::ranges::nth_element(took, took.begin() + rank);
    return knownAt - took[static_cast<std::size_t>(rank)] - kRecordingTakes;
}

std::vector<float> loads(const AnswerTable& table, telemetry::Timestamp knownAt)
{
    const std::vector<AnswerRow>& rows = table.rows();
    std::vector<telemetry::Timestamp> ends;
    for (const AnswerRow& row : rows) {
        if (row.end > row.start)
            ends.push_back(row.end);
    }
    std::ranges::sort(ends);
    const telemetry::Timestamp until = loadKnownUntil(rows, knownAt);
    std::vector<float> values(rows.size(), kUnknown);
    std::size_t begun = 0; // that will end
    std::size_t ended = 0;
    // Of those that begin at the same time, all are in flight.
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from;
        for (; to < rows.size() && rows[to].start == rows[from].start; ++to)
            begun += rows[to].end > rows[to].start ? 1 : 0;
        while (ended < ends.size() && ends[ended] <= rows[from].start)
            ++ended;
        for (std::size_t i = from; i < to; ++i) {
            if (rows[i].end > rows[i].start && rows[i].start <= until)
                values[i] = static_cast<float>(begun - ended);
        }
        from = to;
    }
    return values;
}

// Since when each version of the index has been seen; of those at the beginning it is not known.
std::vector<float> indexAges(const AnswerTable& table, const Gauges& gauges)
{
    std::vector<float> values;
    std::unordered_map<std::uint32_t, telemetry::Timestamp> firstSeen;
    std::uint32_t first = 0;
    for (const AnswerRow& row : table.rows()) {
        float age = row.indexAge;
        if (!std::isfinite(age))
            age = gauges.indexAgeAt(row.start);
        if (row.indexVersion != 0) {
            first = first == 0 ? row.indexVersion : first;
            const auto seen = firstSeen.try_emplace(row.indexVersion, row.start).first;
            if (!std::isfinite(age) && row.indexVersion != first)
                age = std::chrono::duration<float>(row.start - seen->second).count();
        }
        values.push_back(age);
    }
    return values;
}

std::vector<float> each(const AnswerTable& table, const std::function<float(const AnswerRow&)>& of)
{
    std::vector<float> values;
    values.reserve(table.rows().size());
    for (const AnswerRow& row : table.rows())
        values.push_back(of(row));
    return values;
}

// The number that the table gave a check; one that no row has when it never came.
std::uint16_t checkOf(const AnswerTable& table, const std::string& check)
{
    const auto found = std::ranges::find(table.checks(), check);
    return static_cast<std::uint16_t>(found - table.checks().begin());
}

const AnswerRow::Score* scoreOf(const AnswerRow& row, std::uint16_t check)
{
    const auto found = std::ranges::find(row.scores, check, &AnswerRow::Score::check);
    return found != row.scores.end() ? &*found : nullptr;
}

float flag(bool isSet)
{
    return isSet ? 1.0F : 0.0F;
}

std::vector<float> failing(const AnswerTable& table, const std::string& name)
{
    return each(table, [check = checkOf(table, name)](const AnswerRow& row) {
        const AnswerRow::Score* score = scoreOf(row, check);
        return score != nullptr ? flag(score->isFailed) : kUnknown;
    });
}

float worst(const AnswerRow& row)
{
    float badness = kUnknown;
    for (const AnswerRow::Score& score : row.scores)
        badness = std::fmax(badness, score.badness);
    if (!row.canAnswer)
        return kUnknown;
    return std::isfinite(badness) ? badness : row.suspicion;
}

float duration(const AnswerRow& row)
{
    return row.end > row.start ? std::chrono::duration<float>(row.end - row.start).count()
                               : kUnknown;
}

float fill(const AnswerRow& row)
{
    return row.contextWindow > 0 ? row.inputTokens / row.contextWindow : kUnknown;
}

} // namespace

std::vector<float> valuesOf(const Driver& driver, const AnswerTable& table, const Gauges& gauges,
                            telemetry::Timestamp knownAt)
{
    const auto field = [&table](float AnswerRow::*which) {
        return each(table, [which](const AnswerRow& row) { return row.*which; });
    };
    switch (driver.kind) {
    case DriverKind::Load:
        return loads(table, knownAt);
    case DriverKind::QueueDepth:
        return each(table, [&gauges](const AnswerRow& row) {
            return std::isfinite(row.queueDepth) ? row.queueDepth : gauges.queueAt(row.start);
        });
    case DriverKind::InputTokens:
        return field(&AnswerRow::inputTokens);
    case DriverKind::ContextFill:
        return each(table, fill);
    case DriverKind::DocumentPosition:
        return field(&AnswerRow::documentPosition);
    case DriverKind::ReasoningTokens:
        return field(&AnswerRow::reasoningTokens);
    case DriverKind::Temperature:
        return field(&AnswerRow::temperature);
    case DriverKind::IndexAge:
        return indexAges(table, gauges);
    case DriverKind::OutputTokens:
        return field(&AnswerRow::outputTokens);
    case DriverKind::Duration:
        return each(table, duration);
    case DriverKind::FirstToken:
        return field(&AnswerRow::firstToken);
    case DriverKind::Failing:
        return failing(table, driver.check);
    }
    return {};
}

bool isFromGauge(const Driver& driver, const AnswerRow& row, const Gauges& gauges)
{
    switch (driver.kind) {
    case DriverKind::QueueDepth:
        return !std::isfinite(row.queueDepth) && std::isfinite(gauges.queueAt(row.start));
    case DriverKind::IndexAge:
        return !std::isfinite(row.indexAge) && std::isfinite(gauges.indexAgeAt(row.start));
    default:
        return false;
    }
}

std::vector<float> outcomesOf(const Outcome& outcome, const AnswerTable& table)
{
    switch (outcome.kind) {
    case OutcomeKind::AnyCheck:
        return each(table, [](const AnswerRow& row) {
            return !row.canAnswer || row.scores.empty()
                ? kUnknown
                : flag(std::ranges::any_of(row.scores, &AnswerRow::Score::isFailed));
        });
    case OutcomeKind::Check:
        return failing(table, outcome.check);
    case OutcomeKind::Score:
        return scoresOf(outcome, table);
    case OutcomeKind::Error:
        return each(table, [](const AnswerRow& row) { return flag(row.isFailed); });
    }
    return {};
}

std::vector<float> scoresOf(const Outcome& outcome, const AnswerTable& table)
{
    if (outcome.kind == OutcomeKind::Error)
        return outcomesOf(outcome, table);
    if (outcome.check.empty())
        return each(table, worst);
    return each(table, [check = checkOf(table, outcome.check)](const AnswerRow& row) {
        const AnswerRow::Score* score = scoreOf(row, check);
        return score != nullptr ? score->badness : kUnknown;
    });
}

} // namespace drivers
