// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/debrief.h"

#include "models/drill/offline.h"
#include "models/practice/ownalarms.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace practice {

namespace {

using Kind = DebriefMoment::Kind;

constexpr auto kFirstSought = std::chrono::minutes(10); // after the fault
constexpr double kFoundWrong = 0.5; // suspicion
constexpr const char* kSpreadPage = "spread"; // in entries of kind "view"

void addMoment(std::vector<DebriefMoment>& moments, Kind kind, const ScoredTime& at)
{
    if (at.time)
        moments.push_back({.kind = kind, .time = *at.time, .detail = at.why});
}

void addLever(std::vector<DebriefMoment>& moments, const ScoredLever& lever)
{
    const MovedLever& move = lever.move;
    const std::string detail =
        move.lever + " \u2192 " + (move.to.empty() ? std::string("-") : move.to);
    moments.push_back({.kind = Kind::LeverSent,
                       .time = move.time,
                       .detail = detail + ": " + lever.why,
                       .worth = lever.worth});
    if (move.inEffect)
        moments.push_back({.kind = Kind::LeverInEffect,
                           .time = *move.inEffect,
                           .detail = detail,
                           .worth = lever.worth});
}

telemetry::Result<std::optional<telemetry::Timestamp>> firstWrongAnswer(const store::Reader& reader,
                                                                        const std::string& service,
                                                                        telemetry::Timestamp fault,
                                                                        telemetry::Timestamp known)
{
    store::View view;
    view.knownAt = known;
    view.range = {.start = fault, .end = fault + kFirstSought};
    store::GenerationFilter of;
    of.service = service;
    const auto found = reader.suspects(view, of, kFoundWrong);
    if (!found)
        return tl::make_unexpected(found.error());
    std::optional<telemetry::Timestamp> first;
    for (const store::SuspectRow& row : *found) {
        if (!first || row.suspicion.time < *first)
            first = row.suspicion.time;
    }
    return first;
}

telemetry::Result<std::optional<telemetry::Timestamp>> lastActOf(const store::Reader& reader,
                                                                 const Training& training)
{
    const auto entries =
        reader.timeline({}, {"action", "step", "alarm", "incident", kTrainingKind});
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::optional<telemetry::Timestamp> last;
    for (const telemetry::TimelineEntry& entry : *entries) {
        // When it was said: what an alarm's entry is dated by is an answer.
        if (entry.actor == training.who && entry.recorded >= training.started)
            last = std::max(last.value_or(entry.recorded), entry.recorded);
    }
    return last;
}

} // namespace

telemetry::Timestamp knownAtEnd(const Training& training)
{
    return training.ended.value_or(telemetry::Timestamp::max());
}

bool DebriefMoment::isAct() const
{
    if (isByItself)
        return false;
    return kind == Kind::Started || kind == Kind::Acknowledged || kind == Kind::Hint
        || kind == Kind::Named || kind == Kind::LeverSent || kind == Kind::Spread
        || kind == Kind::Ended;
}

std::vector<DebriefMoment> debriefMoments(const Scorecard& card, const Training& training,
                                          std::optional<telemetry::Timestamp> firstWrong,
                                          std::optional<telemetry::Timestamp> spread)
{
    std::vector<DebriefMoment> moments;
    moments.push_back({.kind = Kind::Started, .time = training.started, .detail = training.who});
    addMoment(moments, Kind::Fault, card.start);
    if (firstWrong)
        moments.push_back({.kind = Kind::FirstWrong, .time = *firstWrong, .detail = {}});
    addMoment(moments, Kind::Detected, card.detected);
    addMoment(moments, Kind::Acknowledged, card.acknowledged);
    for (const TakenHint& hint : training.hints)
        moments.push_back(
            {.kind = Kind::Hint, .time = hint.time, .detail = {}, .hint = hint.number});
    for (const NamedCause& named : card.names)
        moments.push_back({.kind = Kind::Named,
                           .time = named.time,
                           .detail = named.said,
                           .naming = named.naming});
    for (const ScoredLever& lever : card.levers)
        addLever(moments, lever);
    if (spread)
        moments.push_back({.kind = Kind::Spread, .time = *spread, .detail = {}});
    if (isToldApart(card))
        addMoment(moments, Kind::SignalRecovered, card.signalRecovered);
    addMoment(moments, Kind::Recovered, card.recovered);
    if (training.ended)
        moments.push_back({.kind = Kind::Ended,
                           .time = *training.ended,
                           .detail = {},
                           .isByItself = training.hasEndedByItself});
    std::ranges::stable_sort(moments, {}, [](const DebriefMoment& moment) {
        return std::pair(moment.time, moment.kind);
    });
    return moments;
}

ScoredTime spreadLookedAt(const std::vector<telemetry::TimelineEntry>& views,
                          const Training& training)
{
    const telemetry::Timestamp from =
        std::max(training.started, training.faultTime.value_or(telemetry::Timestamp::min()));
    const telemetry::TimelineEntry* standing = nullptr; // as the fault came, or it was taken on
    const telemetry::TimelineEntry* first = nullptr;
    bool isKept = false; // what was looked at: a setting
    for (const telemetry::TimelineEntry& entry : views) {
        if (entry.kind != "view" || entry.time >= knownAtEnd(training))
            continue;
        if (entry.time < from) {
            if (standing == nullptr || entry.time >= standing->time)
                standing = &entry;
            continue;
        }
        isKept = true;
        if (entry.subject == kSpreadPage && (first == nullptr || entry.time < first->time))
            first = &entry;
    }
    if (standing != nullptr && standing->subject == kSpreadPage)
        return {.time = from, .why = standing->actor + " looked at the page Spread"};
    if (first != nullptr)
        return {.time = first->time, .why = first->actor + " looked at the page Spread"};
    return {.time = std::nullopt,
            .why = isKept ? "nobody looked at the page Spread for 2 s or longer"
                          : "whether anybody looked at the page Spread is not known: it was not "
                            "kept what was looked at"};
}

telemetry::Result<std::optional<Debrief>> readDebrief(const store::Reader& reader,
                                                      const std::optional<RunningDrill>& running,
                                                      Counting counting)
{
    using Told = std::optional<Debrief>;
    const auto entries = reader.timeline({}, {kTrainingKind});
    if (!entries)
        return tl::make_unexpected(entries.error());
    auto training = trainingOf(*entries);
    if (!training || (running && training->started < running->begun))
        return Told();
    if (running && !training->ended) {
        training->setup = running->setup;
        training->faultTime = running->faultTime;
    }
    if (training->setup.scenario.empty())
        return Told();
    auto scenario = drill::scenarioNamed(training->setup.scenario);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    const auto fault = training->faultTime;
    Truth truth = truthOf(*scenario);
    truth.faultTime = fault;
    const auto record = readDrillRecord(reader, truth, knownAtEnd(*training));
    if (!record)
        return tl::make_unexpected(record.error());
    auto card = scorecardOf(reader, *record, truth, fault, counting);
    if (!card)
        return tl::make_unexpected(card.error());
    std::optional<telemetry::Timestamp> firstWrong;
    if (fault && training->ended && card->truth.mayChangeAnswers()) {
        const auto found =
            firstWrongAnswer(reader, scenario->fault.service, *fault, knownAtEnd(*training));
        if (!found)
            return tl::make_unexpected(found.error());
        firstWrong = *found;
    }
    auto id = reader.recordingId();
    if (!id)
        return tl::make_unexpected(id.error());
    std::optional<ScoredTime> spread;
    if (scenario->fault.kind == drill::FaultKind::LostContext) { // its briefing asks for it
        const auto views = reader.timeline({}, {"view"});
        if (!views)
            return tl::make_unexpected(views.error());
        spread = spreadLookedAt(*views, *training);
    }
    const auto lastAct = lastActOf(reader, *training);
    if (!lastAct)
        return tl::make_unexpected(lastAct.error());
    Debrief debrief;
    debrief.lastAct = *lastAct;
    debrief.moments =
        debriefMoments(*card, *training, firstWrong, spread ? spread->time : std::nullopt);
    debrief.spread = std::move(spread);
    debrief.card = std::move(*card);
    debrief.training = std::move(*training);
    debrief.recording = std::move(*id);
    debrief.told = std::move(scenario->debriefing);
    debrief.cures = std::move(scenario->cures);
    return Told(std::move(debrief));
}

} // namespace practice
