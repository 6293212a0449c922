// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/scorecardtext.h"

#include "app/commands/incidentjson.h"
#include "app/commands/jsonrows.h"
#include "app/commands/jsonvalues.h"
#include "models/items/formats.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using practice::LeverWorth;
using practice::Naming;
using practice::Scorecard;
using practice::ScoredTime;
using telemetry::visibleLine;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string afterText(telemetry::Duration after, bool isEstimated)
{
    const bool isBefore = after < telemetry::Duration{};
    return (isEstimated ? "\u2248 " : "")
        + items::durationText(isBefore ? -after : after).toStdString()
        + (isBefore ? " before the start" : "");
}

std::string timeLine(const Scorecard& card, const char* title, const ScoredTime& moment)
{
    const std::string begin = "  " + padded(title, 19);
    if (!moment.time)
        return begin + padded("-", 27) + visibleLine(moment.why);
    const auto after = card.after(moment);
    std::string figure = after ? afterText(*after, card.isStartEstimated) : "start not known";
    // The sign is three bytes and one column.
    const std::size_t width = figure.starts_with("\u2248") ? 29 : 27;
    return begin + padded(std::move(figure), width) + visibleLine(moment.why);
}

std::string truthLine(const practice::Truth& truth)
{
    if (truth.cures.empty() && truth.incidentClass.empty())
        return "What was behind it is not known: --scenario, or --truth, tells.";
    std::string line = "Behind it: " + (truth.name.empty() ? "" : visibleLine(truth.name) + ", ")
        + (truth.incidentClass.empty() ? "a class that nobody named"
                                       : visibleLine(truth.incidentClass));
    line += "; ended by ";
    std::string cures;
    for (const drill::Cure& cure : truth.cures)
        cures += (cures.empty() ? "" : ", or ") + visibleLine(cure.lever) + " at "
            + (cure.value.empty() ? "nothing" : visibleLine(cure.value));
    line += cures.empty() ? "no lever that is known" : cures;
    return truth.why.empty() ? line : line + " (\u2248 " + visibleLine(truth.why) + ")";
}

std::string namingLine(const Scorecard& card)
{
    if (!card.naming)
        return "Cause: not named.";
    const std::string wrong = card.wrongNames() == 0
        ? std::string()
        : "; " + std::to_string(card.wrongNames()) + " named wrongly";
    switch (*card.naming) {
    case Naming::Right:
        return "Cause: named rightly" + wrong + ".";
    case Naming::Wrong:
        return "Cause: named wrongly" + wrong + ".";
    case Naming::Unclear:
        break;
    }
    return "Cause: named; whether rightly a person has to say" + wrong + ".";
}

void addExposure(std::vector<std::string>& lines, const char* title,
                 const incident::Exposure& exposure)
{
    lines.insert(lines.end(), {"", title});
    for (const std::string& line : incident::exposureText(exposure))
        lines.push_back("  " + visibleLine(line));
}

QJsonObject timeJson(const Scorecard& card, const ScoredTime& moment)
{
    const auto after = card.after(moment);
    return {{u"time_ns"_s, nanosOrNull(moment.time)},
            {u"after_start_ns"_s,
             after ? QJsonValue(static_cast<qint64>(after->count())) : QJsonValue()},
            {u"why"_s, displayText(moment.why)}};
}

QJsonObject leverJson(const practice::ScoredLever& lever)
{
    const practice::MovedLever& move = lever.move;
    return {{u"lever"_s, displayText(move.lever)},
            {u"from"_s, textOrNull(move.from)},
            {u"to"_s, displayText(move.to)},
            {u"who"_s, displayText(move.who)},
            {u"time_ns"_s, nanosOrNull(move.time)},
            {u"in_effect_ns"_s, nanosOrNull(move.inEffect)},
            {u"seen_only"_s, move.isSeenOnly},
            {u"recovered"_s, QLatin1String(runbook::toString(move.recovered))},
            {u"worth"_s, QLatin1String(practice::toString(lever.worth))},
            {u"why"_s, displayText(lever.why)}};
}

QJsonObject truthJson(const practice::Truth& truth)
{
    QJsonArray cures;
    for (const drill::Cure& cure : truth.cures)
        cures.append(QJsonObject{{u"lever"_s, displayText(cure.lever)},
                                 {u"value"_s, displayText(cure.value)}});
    return {{u"name"_s, textOrNull(truth.name)},
            {u"title"_s, textOrNull(truth.title)},
            {u"class"_s, textOrNull(truth.incidentClass)},
            {u"cures"_s, cures},
            {u"rule"_s, textOrNull(truth.why)}};
}

std::string incidentsText(const Scorecard& card)
{
    std::string text;
    for (const std::string& id : card.incidents)
        text += (text.empty() ? "" : ", ") + visibleLine(id);
    return text;
}

// The others said nothing that could tell this fault.
std::string seeingLine(const Scorecard& card)
{
    std::string checks;
    for (const std::string& check : card.seeingChecks)
        checks += (checks.empty() ? "" : ", ") + visibleLine(check);
    return "  By a check that told of the fault (" + checks + "): "
        + std::to_string(*card.judgedBySeeing) + " of them judged; of the others that is not known";
}

// What is not known is not right either.
std::string leversLine(const Scorecard& card)
{
    if (card.levers.empty())
        return "Levers: none was moved.";
    const std::string unknown = card.unknownLevers() > 0
        ? ", " + std::to_string(card.unknownLevers()) + " not known"
        : std::string();
    return "Levers: " + std::to_string(card.wrongLevers()) + " wrong" + unknown + " of "
        + std::to_string(card.levers.size()) + ".";
}

} // namespace

std::vector<std::string> scorecardText(const Scorecard& card)
{
    std::vector<std::string> lines{
        "Scorecard of "
            + (card.incident.empty() ? std::string("the whole recording: nobody opened an incident")
                                     : incidentsText(card) + "  " + visibleLine(card.title)),
        truthLine(card.truth), "",
        card.start.time ? std::string("From the start, ") + (card.isStartEstimated ? "\u2248 " : "")
                + telemetry::toRfc3339(*card.start.time) + " (" + visibleLine(card.start.why) + "):"
                        : "When it started is not known: " + visibleLine(card.start.why)};
    lines.push_back(timeLine(card, "detected", card.detected));
    lines.push_back(timeLine(card, "acknowledged", card.acknowledged));
    lines.push_back(timeLine(card, "cause named", card.named));
    lines.push_back(timeLine(card, "mitigated", card.mitigated));
    if (practice::isToldApart(card))
        lines.push_back(timeLine(card, "ladder: recovered", card.signalRecovered));
    lines.push_back(timeLine(card, "recovered", card.recovered));
    lines.insert(lines.end(), {"", namingLine(card), leversLine(card)});
    for (const practice::ScoredLever& lever : card.levers) {
        std::string worth = practice::toString(lever.worth);
        std::ranges::replace(worth, '_', ' ');
        lines.push_back("  " + telemetry::toRfc3339(lever.move.time) + "  " + padded(worth, 10)
                        + visibleLine(lever.move.lever) + " to "
                        + (lever.move.to.empty() ? "nothing" : visibleLine(lever.move.to)) + " by "
                        + visibleLine(lever.move.who) + ": " + visibleLine(lever.why));
    }
    addExposure(lines, "Exposure, by all that was known in the end", card.exposure);
    if (card.judgedBySeeing)
        lines.push_back(seeingLine(card));
    if (!card.truth.mayChangeAnswers())
        lines.push_back("  Wrong by the fault: none, it does not change answers; checks held "
                        "something against "
                        + std::to_string(card.suspectAnyway) + " all the same");
    if (card.exposureAtAlarm)
        addExposure(lines,
                    "Of it up to the alarm, by all that was known in the end (the alarm told what "
                    "one check had found by then)",
                    *card.exposureAtAlarm);
    return lines;
}

QJsonObject toJson(const Scorecard& card)
{
    QJsonArray levers;
    for (const practice::ScoredLever& lever : card.levers)
        levers.append(leverJson(lever));
    const auto listed = [](const std::vector<std::string>& texts) {
        QJsonArray array;
        for (const std::string& text : texts)
            array.append(displayText(text));
        return array;
    };
    const QJsonArray incidents = listed(card.incidents);
    const QJsonArray holding = listed(card.holding);
    const QJsonArray seeing = listed(card.seeingChecks);
    QJsonArray names;
    for (const practice::NamedCause& named : card.names)
        names.append(QJsonObject{{u"time_ns"_s, nanosOrNull(named.time)},
                                 {u"who"_s, displayText(named.who)},
                                 {u"said"_s, displayText(named.said)},
                                 {u"class"_s, textOrNull(named.incidentClass)},
                                 {u"naming"_s, QLatin1String(practice::toString(named.naming))}});
    return {
        {u"incident"_s, textOrNull(card.incident)},
        {u"incidents"_s, incidents},
        {u"open_alarms"_s, holding},
        {u"judged_by_seeing_checks"_s,
         card.judgedBySeeing ? QJsonValue(static_cast<qint64>(*card.judgedBySeeing))
                             : QJsonValue()},
        {u"seeing_checks"_s, seeing},
        {u"title"_s, textOrNull(card.title)},
        {u"truth"_s, truthJson(card.truth)},
        {u"start"_s, timeJson(card, card.start)},
        {u"start_estimated"_s, card.isStartEstimated},
        {u"detected"_s, timeJson(card, card.detected)},
        {u"acknowledged"_s, timeJson(card, card.acknowledged)},
        {u"named"_s, timeJson(card, card.named)},
        {u"naming"_s,
         card.naming ? QJsonValue(QLatin1String(practice::toString(*card.naming))) : QJsonValue()},
        {u"names"_s, names},
        {u"wrong_names"_s, card.wrongNames()},
        {u"mitigated"_s, timeJson(card, card.mitigated)},
        {u"recovered"_s, timeJson(card, card.recovered)},
        {u"ladder_recovered"_s, timeJson(card, card.signalRecovered)},
        {u"changes_answers"_s,
         card.truth.effect == practice::Effect::Unknown
             ? QJsonValue()
             : QJsonValue(card.truth.mayChangeAnswers())},
        {u"suspect_anyway"_s, static_cast<qint64>(card.suspectAnyway)},
        {u"levers"_s, levers},
        {u"wrong_levers"_s,
         card.unknownLevers() > 0 ? QJsonValue() : QJsonValue(card.wrongLevers())},
        {u"unknown_levers"_s, card.unknownLevers()},
        {u"exposure"_s, toJson(card.exposure)},
        {u"exposure_at_alarm"_s,
         card.exposureAtAlarm ? QJsonValue(toJson(*card.exposureAtAlarm)) : QJsonValue()}};
}

} // namespace commands
