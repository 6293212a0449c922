// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/causesjson.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"

#include <QJsonArray>

#include <chrono>
#include <optional>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

QJsonObject countsJson(const causes::Counts& counts)
{
    return {{u"bad"_s, static_cast<qint64>(counts.bad)},
            {u"of"_s, static_cast<qint64>(counts.count)}};
}

QJsonObject sidesJson(const causes::BeforeAfter& sides)
{
    return {{u"before"_s, countsJson(sides.before)}, {u"after"_s, countsJson(sides.after)}};
}

QJsonObject changeJson(const causes::RankedChange& ranked)
{
    const causes::Change& change = ranked.change;
    return {{u"service"_s, textOrNull(change.service)},
            {u"field"_s,
             change.trait ? QString::fromLatin1(causes::fieldName(*change.trait)) : u"load"_s},
            {u"value"_s, textOrNull(change.value)},
            {u"previous"_s, textOrNull(change.previous)},
            {u"time_ns"_s, nanosJson(change.time)},
            {u"is_return"_s, change.isReturn},
            {u"standing"_s, QString::fromLatin1(causes::toString(ranked.standing))},
            {u"other"_s,
             ranked.other ? QJsonValue(static_cast<qint64>(*ranked.other))
                          : QJsonValue(QJsonValue::Null)},
            {u"lead_s"_s, std::chrono::duration<double>(ranked.lead).count()},
            {u"answers_since"_s, static_cast<qint64>(ranked.since)},
            {u"answers_exposed"_s, static_cast<qint64>(ranked.reached)},
            {u"exposed"_s, countsJson(ranked.exposed)},
            {u"unexposed"_s, countsJson(ranked.unexposed)},
            {u"before"_s, countsJson(ranked.before)},
            {u"difference"_s, numberOrNull(ranked.difference)},
            {u"difference_low"_s,
             numberOrNull(ranked.difference ? std::optional(ranked.differenceLow) : std::nullopt)},
            {u"difference_high"_s,
             numberOrNull(ranked.difference ? std::optional(ranked.differenceHigh) : std::nullopt)},
            {u"log_likelihood"_s, ranked.likelihood},
            {u"share_of_onset"_s, ranked.share}};
}

QJsonArray evidenceJson(const std::vector<causes::CauseEvidence>& evidence, bool isFor)
{
    QJsonArray array;
    for (const causes::CauseEvidence& item : evidence) {
        if ((item.weight > 0) == isFor)
            array.append(
                QJsonObject{{u"text"_s, textOrNull(item.text)}, {u"weight"_s, item.weight}});
    }
    return array;
}

QJsonObject radiusJson(const causes::BlastRadius& radius)
{
    const auto parts = [](const std::vector<causes::BlastRadius::Part>& counts) {
        QJsonArray array;
        for (const auto& [name, count] : counts)
            array.append(QJsonObject{{u"name"_s, textOrNull(name)},
                                     {u"answers"_s, static_cast<qint64>(count)}});
        return array;
    };
    return {{u"answers_last_15_min"_s, static_cast<qint64>(radius.recent)},
            {u"answers_since_onset"_s, static_cast<qint64>(radius.since)},
            {u"users"_s, static_cast<qint64>(radius.users)},
            {u"answers_of_nobody_told"_s, static_cast<qint64>(radius.anonymous)},
            {u"tenants"_s, parts(radius.tenants)},
            {u"downstream"_s, parts(radius.downstream)},
            {u"traces_looked_through"_s, static_cast<qint64>(radius.traces)},
            {u"traces"_s, static_cast<qint64>(radius.allTraces)},
            {u"is_at_least"_s, radius.isCut},
            {u"are_answers_at_least"_s, radius.areAnswersCut}};
}

QJsonObject conditionJson(const causes::Condition& condition)
{
    return {{u"field"_s, textOrNull(condition.field)},
            {u"value"_s, textOrNull(condition.value)},
            {u"low"_s, numberOrNull(condition.low)},
            {u"high"_s, numberOrNull(condition.high)}};
}

QJsonObject hypothesisJson(const causes::Hypothesis& hypothesis, const causes::BlastRadius& radius)
{
    QJsonArray conditions;
    for (const causes::Condition& condition : hypothesis.conditions)
        conditions.append(conditionJson(condition));
    QJsonArray missing;
    for (const std::string& item : hypothesis.missing)
        missing.append(textOrNull(item));
    return {{u"class"_s, QString::fromLatin1(causes::causeName(hypothesis.cause))},
            {u"title"_s, textOrNull(hypothesis.title)},
            {u"sentence"_s, textOrNull(hypothesis.sentence)},
            {u"score"_s, hypothesis.score},
            {u"sureness"_s, QString::fromLatin1(causes::sureness(hypothesis.score))},
            {u"for"_s, evidenceJson(hypothesis.evidence, true)},
            {u"against"_s, evidenceJson(hypothesis.evidence, false)},
            {u"missing"_s, missing},
            {u"lever"_s, textOrNull(hypothesis.remedy.lever)},
            {u"lever_value"_s, textOrNull(hypothesis.remedy.value)},
            {u"cure"_s, textOrNull(hypothesis.remedy.text)},
            {u"refuted_if"_s, textOrNull(hypothesis.refutation)},
            {u"service"_s, textOrNull(hypothesis.service)},
            {u"field"_s,
             hypothesis.trait
                 ? QJsonValue(QString::fromLatin1(causes::fieldName(*hypothesis.trait)))
                 : QJsonValue(QJsonValue::Null)},
            {u"value"_s, textOrNull(hypothesis.value)},
            {u"conditions"_s, conditions},
            {u"since_ns"_s,
             hypothesis.since ? nanosJson(*hypothesis.since) : QJsonValue(QJsonValue::Null)},
            {u"reach"_s, radiusJson(radius)}};
}

QJsonValue onsetJson(const std::optional<causes::OnsetFacts>& onset)
{
    if (!onset)
        return QJsonValue::Null;
    return QJsonObject{
        {u"time_ns"_s, nanosJson(onset->at)},   {u"low_ns"_s, nanosJson(onset->low)},
        {u"high_ns"_s, nanosJson(onset->high)}, {u"before"_s, countsJson(onset->before)},
        {u"after"_s, countsJson(onset->after)}, {u"log_likelihood"_s, onset->likelihood}};
}

} // namespace

QJsonObject toJson(const causes::Causes& causes)
{
    const causes::CaseFacts& facts = causes.facts;
    QJsonArray changes;
    for (const causes::RankedChange& ranked : facts.changes)
        changes.append(changeJson(ranked));
    QJsonArray hypotheses;
    for (std::size_t i = 0; i < causes.hypotheses.size(); ++i)
        hypotheses.append(hypothesisJson(causes.hypotheses[i], causes.radii[i]));
    QJsonArray signalRows;
    for (const causes::SignalFacts& signal : facts.signalFacts)
        signalRows.append(QJsonObject{{u"check"_s, textOrNull(signal.check)},
                                      {u"is_validator"_s, signal.isOwn},
                                      {u"failed"_s, sidesJson(signal.failed)},
                                      {u"unknown"_s, sidesJson(signal.unknown)}});
    return {{u"service"_s, textOrNull(facts.service)},
            {u"alarm"_s, textOrNull(facts.alarm)},
            {u"symptom"_s, QString::fromLatin1(causes::toString(facts.symptom))},
            {u"check"_s, textOrNull(facts.check)},
            {u"from_ns"_s, nanosJson(facts.range.start)},
            {u"to_ns"_s, nanosJson(facts.range.end)},
            {u"answers"_s, static_cast<qint64>(facts.answers)},
            {u"is_short"_s, facts.isShort},
            {u"onset"_s, onsetJson(facts.onset)},
            {u"signals"_s, signalRows},
            {u"changes"_s, changes},
            {u"hypotheses"_s, hypotheses},
            {u"judge_or_model"_s, textOrNull(causes.judgeOrModel)},
            {u"blast_radius"_s, radiusJson(causes.radii.front())}};
}

} // namespace commands
