// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/whatifjson.h"

#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"

#include <QJsonArray>
#include <QJsonValue>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using replay::AlarmCourse;

QJsonObject alarmJson(const AlarmCourse& alarm)
{
    const telemetry::AlarmTransition& raised = alarm.raised;
    QJsonObject json{{u"alarm"_s, displayText(raised.alarm)},
                     {u"service"_s, displayText(raised.service)},
                     {u"operation"_s, displayText(raised.operation.value_or(std::string()))},
                     {u"check"_s, displayText(raised.check)},
                     {u"model"_s, displayText(raised.model)},
                     {u"severity"_s, raised.severity},
                     {u"onset_ns"_s, nanosIfGiven(raised.onset)},
                     {u"time_ns"_s, nanosIfGiven(raised.time)},
                     {u"recorded_ns"_s, nanosIfGiven(raised.recorded)},
                     {u"evidence"_s, raised.evidence},
                     {u"rate_before"_s, raised.rateBefore},
                     {u"rate_now"_s, raised.rateNow},
                     {u"n"_s, static_cast<qint64>(raised.observations)},
                     {u"sentence"_s, displayText(raised.sentence)}};
    json[u"cleared_ns"_s] = alarm.cleared ? nanosIfGiven(alarm.cleared->time) : QJsonValue();
    json[u"cleared_recorded_ns"_s] =
        alarm.cleared ? nanosIfGiven(alarm.cleared->recorded) : QJsonValue();
    return json;
}

QJsonArray alarmsJson(const std::vector<AlarmCourse>& alarms)
{
    QJsonArray array;
    for (const AlarmCourse& alarm : alarms)
        array.append(alarmJson(alarm));
    return array;
}

QJsonObject countedJson(const replay::Counted& counted)
{
    return {{u"answers"_s, static_cast<qint64>(counted.answers)},
            {u"judged"_s, static_cast<qint64>(counted.judged)},
            {u"wrong"_s, static_cast<qint64>(counted.wrong)},
            {u"unknown"_s, static_cast<qint64>(counted.unknown())},
            {u"at_least"_s, counted.isAtLeast}};
}

QJsonValue avoidedJson(const std::optional<replay::Avoided>& avoided)
{
    if (!avoided)
        return {};
    const bool isKnown = avoided->answers.has_value();
    return QJsonObject{{u"answers"_s, numberOrNull(avoided->answers)},
                       {u"low"_s, isKnown ? QJsonValue(avoided->low) : QJsonValue()},
                       {u"high"_s, isKnown ? QJsonValue(avoided->high) : QJsonValue()},
                       {u"start_ns"_s, nanosIfGiven(avoided->range.start)},
                       {u"end_ns"_s, nanosIfGiven(avoided->range.end)},
                       {u"counted"_s, countedJson(avoided->counted)},
                       {u"usual"_s, countedJson(avoided->usual)},
                       {u"is_loss"_s, avoided->isLoss}};
}

QJsonObject detectionJson(const replay::Detection& detection, const replay::Affair& affair)
{
    return {
        {u"affair"_s, displayText(affair.id)},
        {u"is_told"_s, detection.isTold},
        {u"in_use"_s, detection.inUse ? QJsonValue(alarmJson(*detection.inUse)) : QJsonValue()},
        {u"variant"_s,
         detection.variant ? QJsonValue(alarmJson(*detection.variant)) : QJsonValue()},
        {u"gain_ns"_s,
         detection.gain ? QJsonValue(static_cast<qint64>(detection.gain->count())) : QJsonValue()},
        {u"avoided"_s, avoidedJson(detection.avoided)}};
}

QJsonObject budgetJson(const replay::BudgetCourse& course)
{
    return {
        {u"was_spent_before"_s, course.wasSpent},
        {u"ticket_ns"_s, nanosIfGiven(course.ticket)},
        {u"is_recorded"_s, course.isRecorded},
        {u"looked_each_ns"_s,
         course.isRecorded ? QJsonValue() : QJsonValue(static_cast<qint64>(course.step.count()))},
        {u"spent"_s, numberOrNull(course.spent)}};
}

QJsonObject settingsJson(const replay::Changes& changes)
{
    QJsonObject json;
    for (const auto& [key, value] : changes)
        json[displayText(key)] = displayText(value);
    return json;
}

QJsonObject resultJson(const replay::VariantResult& result, const replay::WhatIf& whatIf)
{
    QJsonArray detections;
    for (std::size_t i = 0; i < result.detections.size(); ++i) {
        if (whatIf.affairs[i].isAsked)
            detections.append(detectionJson(result.detections[i], whatIf.affairs[i]));
    }
    QJsonArray burns;
    for (const replay::BurnCourse& burn : result.burns)
        burns.append(QJsonObject{{u"objective"_s, displayText(burn.objective)},
                                 {u"affair"_s, displayText(burn.affair)},
                                 {u"in_use"_s, budgetJson(burn.inUse)},
                                 {u"variant"_s, budgetJson(burn.variant)}});
    const replay::WeeklyRate& rate = result.falseRate;
    return {{u"name"_s, displayText(replay::nameOf(result.variant))},
            {u"settings"_s, settingsJson(result.variant.settings)},
            {u"alarms"_s, alarmsJson(result.alarms)},
            {u"detections"_s, detections},
            {u"false_alarms"_s,
             QJsonObject{{u"n"_s, static_cast<qint64>(rate.count)},
                         {u"healthy_hours"_s, rate.hours},
                         {u"per_week"_s, numberOrNull(rate.perWeek)},
                         {u"per_week_low"_s, rate.perWeek ? QJsonValue(rate.low) : QJsonValue()},
                         {u"per_week_high"_s, rate.perWeek ? QJsonValue(rate.high) : QJsonValue()},
                         {u"alarms"_s, alarmsJson(result.falseAlarms)}}},
            {u"other_alarms"_s, static_cast<qint64>(result.otherAlarms)},
            {u"unsettled_alarms"_s, static_cast<qint64>(result.unsettledAlarms)},
            {u"objectives"_s, burns},
            {u"mitigated"_s, avoidedJson(result.mitigated)},
            {u"mitigated_affair"_s,
             result.mitigated ? QJsonValue(displayText(result.mitigatedAffair)) : QJsonValue()}};
}

} // namespace

QJsonObject toJson(const replay::WhatIf& whatIf)
{
    if (whatIf.facts.wasStopped) // what was not looked at is no zero
        return {{u"stopped"_s, true},
                {u"exact"_s, QJsonValue()},
                {u"affairs"_s, QJsonValue()},
                {u"in_use"_s, QJsonValue()},
                {u"variants"_s, QJsonValue()}};
    QJsonArray affairs;
    for (std::size_t i = 0; i < whatIf.affairs.size(); ++i) {
        const replay::Affair& affair = whatIf.affairs[i];
        QJsonArray services;
        for (const std::string& service : affair.services)
            services.append(displayText(service));
        affairs.append(QJsonObject{{u"id"_s, displayText(affair.id)},
                                   {u"services"_s, services},
                                   {u"start_ns"_s, nanosIfGiven(affair.start)},
                                   {u"end_ns"_s, nanosIfGiven(affair.end)},
                                   {u"is_of_people"_s, affair.isOfPeople},
                                   {u"is_asked"_s, affair.isAsked},
                                   {u"counted"_s, countedJson(whatIf.counted[i])}});
    }
    QJsonArray wrongServices;
    for (const std::string& service : whatIf.wrongServices)
        wrongServices.append(displayText(service));
    QJsonArray limits;
    for (const std::string& limit : whatIf.facts.limits)
        limits.append(displayText(limit));
    QJsonArray variants;
    for (std::size_t i = 1; i < whatIf.results.size(); ++i)
        variants.append(resultJson(whatIf.results[i], whatIf));
    QJsonArray course;
    for (const std::int64_t wrong : whatIf.wrongCourse)
        course.append(static_cast<qint64>(wrong));
    return {
        {u"stopped"_s, false},
        {u"exact"_s, whatIf.difference.empty()},
        {u"difference"_s,
         whatIf.difference.empty() ? QJsonValue() : QJsonValue(displayText(whatIf.difference))},
        {u"limits"_s, limits},
        {u"steps"_s, static_cast<qint64>(whatIf.facts.steps)},
        {u"lives"_s, static_cast<qint64>(whatIf.facts.lives)},
        {u"settings_in_use"_s,
         whatIf.facts.isInUseKnown ? QJsonValue(settingsJson(whatIf.facts.inUse)) : QJsonValue()},
        {u"start_ns"_s, nanosIfGiven(whatIf.range.start)},
        {u"end_ns"_s, nanosIfGiven(whatIf.range.end)},
        {u"affairs"_s, affairs},
        {u"recorded"_s, alarmsJson(whatIf.recorded)},
        {u"wrong_course"_s, course},
        {u"wrong_course_services"_s, // null: of all
         whatIf.wrongServices.empty() ? QJsonValue() : QJsonValue(wrongServices)},
        {u"at_least"_s, whatIf.isCut},
        {u"in_use"_s, resultJson(whatIf.results.front(), whatIf)},
        {u"variants"_s, variants}};
}

QJsonObject keysJson()
{
    QJsonArray keys;
    for (const health::SettingKey& key : replay::variantKeys())
        keys.append(QJsonObject{{u"key"_s, displayText(key.key)},
                                {u"type"_s, displayText(key.type)},
                                {u"initial"_s, displayText(key.initial)},
                                {u"help"_s, displayText(key.help)}});
    return {{u"keys"_s, keys}};
}

} // namespace commands
