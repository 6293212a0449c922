// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/scorecard.h"

#include "models/practice/ownalarms.h"
#include "models/store/judgedanswers.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace practice {

namespace {

using incident::IncidentRecord;
using incident::MomentKind;
using runbook::RungState;
using telemetry::AlarmState;
using telemetry::Timestamp;

const incident::KeyMoment& momentOrNone(const IncidentRecord& record, MomentKind kind)
{
    static const incident::KeyMoment none;
    const auto at = std::ranges::find(record.moments, kind, &incident::KeyMoment::kind);
    return at == record.moments.end() ? none : *at;
}

bool isFixed(const IncidentRecord& record, MomentKind kind)
{
    return !momentOrNone(record, kind).isProposed();
}

ScoredTime scoredTime(const IncidentRecord& record, MomentKind kind)
{
    const incident::KeyMoment& moment = momentOrNone(record, kind);
    return {.time = moment.time, .why = moment.why};
}

bool isUndeclared(const IncidentRecord& record)
{
    return record.incident.id.empty();
}

// Nobody opened an incident: the first alarm tells, and the first thing that a person did.
ScoredTime undeclaredDetection(const IncidentRecord& record)
{
    const telemetry::AlarmTransition* first = nullptr;
    for (const telemetry::AlarmTransition& alarm : record.alarms) {
        if (alarm.state == AlarmState::Raised
            && (first == nullptr || alarm.recorded < first->recorded))
            first = &alarm;
    }
    if (first == nullptr)
        return {.time = std::nullopt, .why = "no alarm was raised"};
    return {.time = first->recorded, .why = first->alarm + " was raised"};
}

ScoredTime undeclaredAcknowledgement(const IncidentRecord& record)
{
    ScoredTime first{.time = std::nullopt, .why = "nobody acknowledged an alarm"};
    for (const telemetry::AlarmTransition& alarm : record.alarms) {
        if (alarm.state == AlarmState::Acknowledged
            && (!first.time || alarm.recorded < *first.time))
            first = {.time = alarm.recorded,
                     .why = alarm.alarm + " was acknowledged by " + alarm.actor};
    }
    return first;
}

// Without an incident its start is the beginning of the recording: the earliest onset is better.
ScoredTime undeclaredStart(const IncidentRecord& record)
{
    ScoredTime start{.time = std::nullopt, .why = "no alarm tells an onset"};
    for (const telemetry::AlarmTransition& alarm : record.alarms) {
        if (alarm.onset != Timestamp{} && (!start.time || alarm.onset < *start.time))
            start = {.time = alarm.onset,
                     .why = "onset of " + alarm.alarm + ", as it was estimated"};
    }
    return start;
}

void findTimes(Scorecard& card, const IncidentRecord& record,
               const std::optional<Timestamp>& faultTime)
{
    card.start =
        isUndeclared(record) ? undeclaredStart(record) : scoredTime(record, MomentKind::Start);
    card.isStartEstimated =
        isUndeclared(record) || momentOrNone(record, MomentKind::Start).isEstimated;
    const auto& told = faultTime ? faultTime : card.truth.faultTime;
    if (told) {
        card.start = {.time = told, .why = "as it was told"};
        card.isStartEstimated = false;
    }
    card.detected = isUndeclared(record) ? undeclaredDetection(record)
                                         : scoredTime(record, MomentKind::Detection);
    card.acknowledged = isUndeclared(record) ? undeclaredAcknowledgement(record)
                                             : scoredTime(record, MomentKind::Acknowledgement);
    card.recovered = scoredTime(record, MomentKind::Recovery);
}

void takeEarlier(ScoredTime& moment, const ScoredTime& other)
{
    if (other.time && (!moment.time || *other.time < *moment.time))
        moment = other;
}

std::string listOf(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

// Of a planted fault by all alarms of it, whatever people made of them: the first detects, and when
// the last has cleared it is recovered. What a person fixed stands.
void findOwnTimes(Scorecard& card, const IncidentRecord& record,
                  const std::vector<telemetry::AlarmTransition>& alarms)
{
    if (alarms.empty())
        return;
    IncidentRecord own;
    own.alarms = alarms;
    if (!isFixed(record, MomentKind::Detection))
        takeEarlier(card.detected, undeclaredDetection(own));
    if (!isFixed(record, MomentKind::Acknowledgement))
        takeEarlier(card.acknowledged, undeclaredAcknowledgement(own));
    card.holding = openOf(alarms);
    if (isFixed(record, MomentKind::Recovery))
        return;
    const auto last = lastCleared(alarms);
    if (last)
        card.recovered = {.time = last->recorded,
                          .why = last->alarm + " cleared, the last alarm of the fault"};
    else
        card.recovered = {.time = std::nullopt,
                          .why = listOf(card.holding)
                              + (card.holding.size() == 1 ? " has" : " have") + " not cleared"};
}

// Which checks told of it, by the names that telemetry has for them.
std::vector<std::string> checksOf(const std::vector<telemetry::AlarmTransition>& alarms)
{
    constexpr std::string_view kJudgeSuffix = " (judge)";
    std::set<std::string> checks;
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (telemetry::isShiftCheck(alarm.check) || alarm.check == telemetry::kAnswerText)
            continue; // says of no answer that it is wrong
        const bool isJudges = alarm.check.ends_with(kJudgeSuffix);
        checks.insert(alarm.check.substr(
            0, alarm.check.size() - (isJudges ? kJudgeSuffix.size() : std::size_t{0})));
    }
    return {checks.begin(), checks.end()};
}

void findNames(Scorecard& card, const IncidentRecord& record)
{
    card.names = namedCauses(record, card.truth);
    card.named = {.time = std::nullopt, .why = "nobody said so, and no runbook was begun"};
    for (const Naming wanted : {Naming::Right, Naming::Unclear, Naming::Wrong}) {
        const auto first = std::ranges::find(card.names, wanted, &NamedCause::naming);
        if (first == card.names.end())
            continue;
        card.naming = wanted;
        if (wanted == Naming::Wrong)
            card.named.why = "what was named was not it: " + first->said;
        else
            card.named = {.time = first->time, .why = first->said};
        break;
    }
    // A person's word on when it was counts for more than when a rule finds it named.
    const auto fixed = std::ranges::find(card.names, true, &NamedCause::isFixed);
    if (fixed == card.names.end() || fixed->naming == Naming::Wrong)
        return;
    const bool isShownElsewhere = card.naming == Naming::Right && fixed->naming != Naming::Right;
    card.named = {.time = fixed->time,
                  .why = fixed->said
                      + (isShownElsewhere ? "; rightly, as was shown: " + card.named.why : "")};
}

ScoredLever scored(const MovedLever& move, const Truth& truth)
{
    const auto is = [&move](LeverWorth worth, std::string why) {
        return ScoredLever{.move = move, .worth = worth, .why = std::move(why)};
    };
    if (!move.hasMoved)
        return is(LeverWorth::NotMoved, move.told);
    if (move.isUnknown)
        return is(LeverWorth::Unknown,
                  move.told.empty() ? std::string("whether it moved is not known") : move.told);
    // What takes an earlier one back may be just what ends it.
    const bool isCure = truth.cures.empty() ? move.recovered == RungState::Reached
                                            : truth.isCure(move.lever, move.to);
    if (move.isPutBack && !isCure)
        return is(LeverWorth::PutBack, "an earlier move was taken back");
    if (!truth.cures.empty()) {
        if (!isCure)
            return is(LeverWorth::Wrong,
                      move.recovered == RungState::Reached
                          ? "it is not what ends this, though the signal recovered after it"
                          : "it is not what ends this");
        return is(LeverWorth::Cure,
                  move.recovered == RungState::Reached ? "recovery was shown after it"
                                                       : "it ends this; recovery was not shown");
    }
    if (move.recovered == RungState::Reached)
        return is(LeverWorth::Cure, "recovery was shown after it");
    if (move.recovered == RungState::Failed)
        return is(LeverWorth::Wrong, "recovery was shown not to come");
    return is(LeverWorth::Unknown, "what ends this is not known");
}

void findLevers(Scorecard& card, const IncidentRecord& record)
{
    const std::vector<MovedLever> moves = movedLevers(record.commands, record.timeline);
    for (const MovedLever& move : moves)
        card.levers.push_back(scored(move, card.truth));
    const Timestamp until = card.recovered.time.value_or(record.range.end);
    bool isDoubtful = false;
    for (const ScoredLever& lever : card.levers) {
        if (lever.worth != LeverWorth::Cure || !lever.move.inEffect)
            continue;
        const auto kept = isKept(moves, lever.move, until);
        isDoubtful = isDoubtful || !kept;
        if (!kept || !*kept)
            continue;
        card.mitigated = {.time = lever.move.inEffect,
                          .why = lever.move.lever + " was in effect at " + lever.move.to};
        if (lever.move.recovered == RungState::Reached && lever.move.recoveredAt)
            card.signalRecovered = {.time = lever.move.recoveredAt,
                                    .why = "the rung recovered of " + lever.move.lever
                                        + ": the one signal that it was moved for"};
        return;
    }
    if (isDoubtful) {
        card.mitigated.why = "a lever that ends this was in effect; whether it stayed is not known";
        return;
    }
    if (card.truth.cures.empty())
        card.mitigated = scoredTime(record, MomentKind::Mitigation);
    else
        card.mitigated.why =
            card.levers.empty() ? "no lever was moved" : "no lever that ends this was in effect";
}

// Of a planted fault: whether and since when it is over.
telemetry::Result<void> findEnd(Scorecard& card, const store::Reader& reader,
                                const IncidentRecord& record,
                                const std::vector<telemetry::AlarmTransition>& alarms)
{
    if (card.truth.effect == Effect::Unknown || !card.mitigated.time || !card.holding.empty())
        return {};
    // A cure that stood before the fault came ends nothing before.
    Timestamp from = std::max(*card.mitigated.time, card.start.time.value_or(Timestamp::min()));
    const bool hasAlarms = !alarms.empty();
    if (const auto last = lastCleared(alarms))
        from = std::max(from, last->recorded);
    from = std::max(from, card.recovered.time.value_or(from));
    card.windowBegan = from;
    const auto full = recoveredWindow(reader, record, card.truth, from);
    if (!full)
        return tl::make_unexpected(full.error());
    card.over = *full;
    if (!hasAlarms && !card.recovered.time) {
        const std::string window = std::to_string(kRecoveredAnswers) + " answers in at least "
            + std::to_string(kRecoveredFor.count()) + " s";
        card.recovered = {.time = *full,
                          .why = *full ? "no alarm was about it; " + window
                                  + " since what ends it was in effect"
                                       : "no alarm was about it, and " + window
                                  + " have not come yet since what ends it was in effect"};
    }
    return {};
}

// None is wrong by the fault: what checks hold against answers they do at all times.
void takeWrongOut(incident::Exposure& exposure)
{
    exposure.wrong = 0;
    exposure.toolCalls = 0;
    exposure.tools.clear();
    exposure.wrongTraces = 0;
    exposure.allWrongTraces = 0;
    exposure.areWrongCut = false;
}

std::vector<std::string> servicesOf(const IncidentRecord& record, const Truth& truth)
{
    if (!record.incident.services.empty())
        return record.incident.services;
    if (!truth.service.empty())
        return {truth.service};
    std::set<std::string> services;
    for (const telemetry::AlarmTransition& alarm : record.alarms)
        services.insert(alarm.service);
    return {services.begin(), services.end()};
}

// To recovery, or else as far as the record goes.
telemetry::Result<void> countExposure(Scorecard& card, const store::Reader& reader,
                                      const IncidentRecord& record,
                                      std::vector<std::string> seeingChecks)
{
    const Timestamp start = card.start.time.value_or(record.range.start);
    const std::vector<std::string> services = servicesOf(record, card.truth);
    const auto viewUntil = [&](Timestamp end) {
        return store::View{.range = {.start = start, .end = std::max(start, end)},
                           .knownAt = record.knownAt};
    };
    const Timestamp end =
        std::min(card.recovered.time.value_or(record.range.end), record.range.end);
    auto exposure = incident::exposureOf(reader, viewUntil(end), services);
    if (!exposure)
        return tl::make_unexpected(exposure.error());
    card.exposure = std::move(*exposure);
    card.isExposureCounted = true;
    if (card.detected.time && *card.detected.time >= start) {
        auto early =
            incident::exposureOf(reader, viewUntil(std::min(*card.detected.time, end)), services);
        if (!early)
            return tl::make_unexpected(early.error());
        card.exposureAtAlarm = std::move(*early);
    }
    if (!card.truth.mayChangeAnswers()) {
        card.suspectAnyway = card.exposure.wrong;
        takeWrongOut(card.exposure);
        if (card.exposureAtAlarm)
            takeWrongOut(*card.exposureAtAlarm);
        return {};
    }
    if (seeingChecks.empty())
        return {};
    std::int64_t judged = 0;
    for (const std::string& service : services) {
        const auto here = store::answersJudgedBy(reader, viewUntil(end), service, seeingChecks);
        if (!here)
            return tl::make_unexpected(here.error());
        judged += *here;
    }
    card.judgedBySeeing = judged;
    card.seeingChecks = std::move(seeingChecks);
    return {};
}

} // namespace

int Scorecard::wrongLevers() const
{
    return static_cast<int>(std::ranges::count(levers, LeverWorth::Wrong, &ScoredLever::worth));
}

int Scorecard::unknownLevers() const
{
    return static_cast<int>(std::ranges::count(levers, LeverWorth::Unknown, &ScoredLever::worth));
}

int Scorecard::wrongNames() const
{
    return static_cast<int>(std::ranges::count(names, Naming::Wrong, &NamedCause::naming));
}

std::optional<telemetry::Duration> Scorecard::after(const ScoredTime& moment) const
{
    if (!start.time || !moment.time)
        return std::nullopt;
    return *moment.time - *start.time;
}

telemetry::Result<Scorecard> scorecardOf(const store::Reader& reader, const IncidentRecord& whole,
                                         const Truth& truth,
                                         const std::optional<Timestamp>& faultTime,
                                         Counting counting)
{
    Scorecard card;
    card.truth = truth;
    if (faultTime)
        card.truth.faultTime = faultTime;
    const IncidentRecord record = recordAbout(card.truth, whole);
    card.incident = record.incident.id;
    card.title = record.incident.title;
    if (!card.incident.empty())
        card.incidents.push_back(card.incident);
    findTimes(card, record, faultTime);
    std::vector<telemetry::AlarmTransition> alarms; // of a planted fault
    if (card.truth.effect != Effect::Unknown) {
        auto about = alarmsAbout(reader, record, card.truth);
        const auto incidents = about
            ? incidentsWith(reader, *about, record.knownAt)
            : telemetry::Result<std::vector<std::string>>(tl::make_unexpected(about.error()));
        if (!incidents)
            return tl::make_unexpected(incidents.error());
        alarms = std::move(*about);
        std::ranges::copy_if(*incidents, std::back_inserter(card.incidents),
                             [&card](const std::string& id) { return id != card.incident; });
        findOwnTimes(card, record, alarms);
    }
    findNames(card, record);
    findLevers(card, record);
    if (const auto found = findEnd(card, reader, record, alarms); !found)
        return tl::make_unexpected(found.error());
    if (counting == Counting::Nothing)
        return card;
    if (const auto counted = countExposure(card, reader, record, checksOf(alarms)); !counted)
        return tl::make_unexpected(counted.error());
    return card;
}

bool isToldApart(const Scorecard& card)
{
    return card.signalRecovered.time
        && (!card.recovered.time
            || std::chrono::abs(*card.recovered.time - *card.signalRecovered.time)
                >= std::chrono::seconds(1));
}

const char* toString(LeverWorth worth)
{
    switch (worth) {
    case LeverWorth::Cure:
        return "cure";
    case LeverWorth::Wrong:
        return "wrong";
    case LeverWorth::PutBack:
        return "put_back";
    case LeverWorth::NotMoved:
        return "not_moved";
    case LeverWorth::Unknown:
        break;
    }
    return "unknown";
}

} // namespace practice
