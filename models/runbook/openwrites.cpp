// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/openwrites.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace runbook {

namespace {

using namespace Qt::StringLiterals;

std::string word(const QJsonObject& json, QLatin1String name)
{
    return json[name].toString().toStdString();
}

std::optional<FireOutcome> outcomeOf(const QJsonObject& json)
{
    return outcomeNamed(word(json, "outcome"_L1));
}

// As leverentries.h writes it.
LeverState stateOf(const QJsonObject& json)
{
    LeverState state;
    state.value = word(json, "value"_L1);
    state.raw = word(json, "raw"_L1);
    state.version = word(json, "version"_L1);
    state.exists = json["exists"_L1].toBool();
    state.endpoint = word(json, "endpoint"_L1);
    state.problem = word(json, "problem"_L1);
    for (const QJsonValue& each : json["replicas"_L1].toArray())
        state.replicas.push_back(stateOf(each.toObject()));
    return state;
}

Fired intentOf(const telemetry::TimelineEntry& entry, const QJsonObject& json)
{
    Fired fired;
    fired.plan.lever.id = entry.subject;
    fired.plan.lever.kind = word(json, "lever_kind"_L1);
    fired.plan.lever.target = word(json, "target"_L1);
    fired.plan.lever.environment = word(json, "environment"_L1);
    fired.plan.before = stateOf(json["before"_L1].toObject());
    fired.plan.to = word(json, "to"_L1);
    fired.plan.rawAfter = word(json, "raw_after"_L1);
    fired.plan.isRemoval = json["removes_entry"_L1].toBool();
    fired.plan.isNoChange = json["no_change"_L1].toBool();
    fired.who = entry.actor;
    fired.when = entry.time;
    fired.intent = entry.sequence;
    fired.isFromRecording = true;
    return fired;
}

void takeEnd(Fired& fired, const QJsonObject& json)
{
    fired.outcome = outcomeOf(json);
    fired.wasSent = json["sent"_L1].toBool(true);
    fired.writtenVersion = word(json, "written_version"_L1);
    if (json["after"_L1].isObject())
        fired.after = stateOf(json["after"_L1].toObject());
    for (const QJsonValue& each : json["replicas"_L1].toArray()) {
        const QJsonObject one = each.toObject();
        FiredMachine machine{.endpoint = word(one, "endpoint"_L1),
                             .outcome = outcomeOf(one),
                             .wasSent = one["sent"_L1].toBool(),
                             .writtenVersion = word(one, "written_version"_L1),
                             .message = word(one, "message"_L1),
                             .after = {}};
        if (one["after"_L1].isObject())
            machine.after = stateOf(one["after"_L1].toObject());
        fired.machines.push_back(std::move(machine));
    }
}

struct Followed
{
    Fired fired;
    bool isEnded = false;
    bool isTold = false; // a rung before its end said what became of it
};

} // namespace

bool isSameLever(const LeverDescription& one, const LeverDescription& other)
{
    const auto fits = [](const std::string& a, const std::string& b) {
        return a.empty() || b.empty() || a == b; // not told by everybody
    };
    return one.id == other.id && fits(one.target, other.target)
        && fits(one.environment, other.environment);
}

bool isSameWrite(const Fired& fired, const LeverPlan& plan)
{
    return isSameLever(fired.plan.lever, plan.lever) && fired.plan.isRemoval == plan.isRemoval
        && (plan.isRemoval
            || (plan.to.empty() ? fired.plan.rawAfter == plan.rawAfter : fired.plan.to == plan.to));
}

std::optional<FireOutcome> outcomeNamed(std::string_view name)
{
    static constexpr std::array kOutcomes{FireOutcome::Verified, FireOutcome::NotYetVisible,
                                          FireOutcome::Conflict, FireOutcome::Refused,
                                          FireOutcome::Partial,  FireOutcome::Unknown};
    const auto found = std::ranges::find_if(
        kOutcomes, [name](FireOutcome each) { return name == toString(each); });
    return found == kOutcomes.end() ? std::nullopt : std::optional(*found);
}

Fired firedFromIntent(const telemetry::TimelineEntry& intent)
{
    return intentOf(intent, payloadOf(intent));
}

void takeEnd(Fired& fired, const telemetry::TimelineEntry& end)
{
    takeEnd(fired, payloadOf(end));
}

std::vector<Fired> openWrites(const std::vector<telemetry::TimelineEntry>& entries,
                              const std::string& lever)
{
    std::vector<Followed> open; // few: what is settled leaves at once
    for (const telemetry::TimelineEntry& entry : entries) {
        const bool isAction = entry.kind == "action" || entry.kind == "undo";
        if ((!isAction && entry.kind != "rung") || (!lever.empty() && entry.subject != lever))
            continue;
        const QJsonObject json = payloadOf(entry);
        const auto intent = json["intent"_L1].toInteger();
        const auto written = intentOf(entry, json);
        // Of the intent that is named, and of no other: it may be settled long since.
        const auto newest = [&](bool isEnded) {
            const auto found = std::find_if(open.rbegin(), open.rend(), [&](const Followed& each) {
                return each.isEnded == isEnded
                    && (intent != 0 ? each.fired.intent == intent
                                    : isSameLever(each.fired.plan.lever, written.plan.lever)
                                && each.fired.plan.to == written.plan.to);
            });
            return found == open.rend() ? open.end() : std::prev(found.base());
        };
        if (entry.kind == "rung") {
            const QString state = json["state"_L1].toString();
            const bool isSettling = json["rung"_L1].toString() == "in_effect"_L1
                && (state == "reached"_L1 || state == "failed"_L1 || json.contains("set_aside"_L1));
            auto of = isSettling ? newest(true) : open.end();
            // The rungs of a command stand before its end: only a later reading settles one that
            // has none.
            if (isSettling && of == open.end() && json["settles"_L1].toBool())
                of = newest(false);
            if (of != open.end())
                open.erase(of);
            else if (const auto own = newest(false); isSettling && intent != 0 && own != open.end())
                own->isTold = state == "failed"_L1; // "overwritten since"
            continue;
        }
        if (!json.contains("outcome"_L1)) {
            if (!written.plan.isNoChange)
                open.push_back({.fired = written, .isEnded = false});
            continue;
        }
        const auto of = newest(false);
        if (of == open.end())
            continue;
        takeEnd(of->fired, json);
        of->isEnded = true;
        if (!isOpen(of->fired) || of->isTold)
            open.erase(of);
    }
    std::vector<Fired> writes;
    writes.reserve(open.size());
    for (Followed& each : open)
        writes.push_back(std::move(each.fired));
    return writes;
}

std::string whoSetText(const std::vector<telemetry::TimelineEntry>& entries,
                       const std::string& lever, const LeverState& now, telemetry::Timestamp since)
{
    const auto found =
        std::find_if(entries.rbegin(), entries.rend(), [&](const telemetry::TimelineEntry& entry) {
            if ((entry.kind != "action" && entry.kind != "undo") || entry.subject != lever
                || entry.time <= since)
                return false;
            const QJsonObject json = payloadOf(entry);
            // The same value in another version is somebody else's.
            const std::string own = word(json, "written_version"_L1).empty()
                ? word(json["after"_L1].toObject(), "version"_L1)
                : word(json, "written_version"_L1);
            if (!own.empty() && !now.version.empty() && own != now.version)
                return false;
            return json["sent"_L1].toBool() && word(json, "to"_L1) == now.value
                && outcomeOf(json) == FireOutcome::Verified;
        });
    if (found == entries.rend())
        return "Who set it is not in the recording.";
    return telemetry::sanitizedUtf8(found->actor) + " set it, " + telemetry::toRfc3339(found->time)
        + ", as the recording tells.";
}

Rung settledRung(WriteFate fate, const LeverState& now, telemetry::Timestamp when)
{
    const std::string stands = !now.exists ? std::string("no entry")
        : now.value.empty()                ? std::string("an empty value")
                                           : "\"" + now.value + "\"";
    const bool isLanded = fate == WriteFate::Landed;
    return {
        .kind = RungKind::InEffect,
        .state = isLanded ? RungState::Reached : RungState::Failed,
        .time = when,
        .detail = isLanded ? "read later: it stands at " + stands
                           : "read later: it stands at " + stands
                + (now.version.empty() ? "" : " (version " + now.version + ")")
                + "; the write never landed or was overwritten since, and cannot land any more: "
                  "the version that it was for is gone"};
}

Rung setAsideRung(const std::string& reason, telemetry::Timestamp now)
{
    return {.kind = RungKind::InEffect,
            .state = RungState::Unknown,
            .time = now,
            .detail = "set aside: " + reason};
}

telemetry::TimelineEntry setAsideEntry(const Fired& fired, const std::string& reason,
                                       telemetry::Timestamp now)
{
    telemetry::TimelineEntry entry = settlingEntry(fired, setAsideRung(reason, now), now);
    QJsonObject json = payloadOf(entry);
    json["set_aside"_L1] = QString::fromStdString(telemetry::sanitizedUtf8(reason));
    entry.payload = compact(json);
    return entry;
}

telemetry::TimelineEntry settlingEntry(const Fired& fired, const Rung& rung,
                                       telemetry::Timestamp now)
{
    telemetry::TimelineEntry entry = rungEntry(fired.plan, rung, now);
    QJsonObject json = payloadOf(entry);
    json["settles"_L1] = true;
    if (fired.intent != 0)
        json["intent"_L1] = qint64(fired.intent);
    entry.payload = compact(json);
    return entry;
}

telemetry::TimelineEntry settledEntry(const Fired& fired, WriteFate fate, const LeverState& now,
                                      telemetry::Timestamp when)
{
    return settlingEntry(fired, settledRung(fate, now, when), when);
}

} // namespace runbook
