// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/levermoves.h"

#include "models/practice/jsontext.h"
#include "models/runbook/effectladder.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using runbook::PastCommand;
using runbook::RungKind;
using runbook::RungState;
using telemetry::TimelineEntry;

QJsonObject payloadOf(const TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

MovedLever fromCommand(const PastCommand& command)
{
    const runbook::EffectLadder& ladder = command.ladder;
    MovedLever moved{.lever = command.lever,
                     .from = command.plan.before.value,
                     .to = command.sentTo.empty() ? command.to : command.sentTo,
                     .time = command.firedAt,
                     .inEffect = std::nullopt,
                     .who = command.who,
                     .isPutBack = command.isUndo,
                     .takesBack = std::nullopt,
                     .isSeenOnly = false,
                     .hasMoved = true,
                     .isUnknown = command.isUnknown() || command.isSetAside,
                     .recovered = ladder.rung(RungKind::Recovered).state,
                     .recoveredAt = std::nullopt,
                     .told = command.outcomeText()};
    if (ladder.isReached(RungKind::InEffect))
        moved.inEffect = ladder.rung(RungKind::InEffect).time;
    if (ladder.isReached(RungKind::Recovered))
        moved.recoveredAt = ladder.rung(RungKind::Recovered).time;
    // Accepted is not in effect: that it moved is known only once it was seen to have.
    const bool isAccepted = ladder.rung(RungKind::Accepted).state == RungState::Reached;
    const bool isFailed = ladder.rung(RungKind::InEffect).state == RungState::Failed;
    if (moved.inEffect)
        moved.isUnknown = false;
    else if (isAccepted && isFailed)
        moved.told = "accepted, never in effect";
    else if (isAccepted && !moved.isUnknown) {
        moved.isUnknown = true;
        moved.told = "accepted; whether it came into effect is not known";
    }
    if (command.isSetAside && moved.isUnknown)
        moved.told = "set aside; whether it moved is not known";
    moved.hasMoved = command.mayHaveMoved();
    return moved;
}

// What is moved back to where it stood before an earlier move of the same lever takes that back.
void findPutBack(std::vector<MovedLever>& moves)
{
    for (auto each = moves.begin(); each != moves.end(); ++each) {
        if (!each->hasMoved)
            continue;
        for (auto before = std::make_reverse_iterator(each); before != moves.rend(); ++before) {
            if (before->lever != each->lever || !before->hasMoved)
                continue;
            each->isPutBack = each->isPutBack
                || (!before->isPutBack && before->from == each->to && before->to != each->to);
            if (each->isPutBack)
                each->takesBack = before->time;
            break;
        }
    }
}

} // namespace

std::vector<MovedLever> movedLevers(const std::vector<PastCommand>& commands,
                                    const std::vector<TimelineEntry>& entries)
{
    std::vector<MovedLever> moves;
    for (const PastCommand& command : commands)
        moves.push_back(fromCommand(command));
    const std::size_t ours = moves.size();
    std::vector<bool> isSeen(ours, false);
    for (const TimelineEntry& entry : entries) {
        if (entry.kind != "lever" || entry.subject.empty())
            continue;
        const QJsonObject payload = payloadOf(entry);
        if (!payload.contains(u"after"_s))
            continue; // of the watch itself: could not be read
        MovedLever seen{.lever = entry.subject,
                        .from = text(payload[u"before"_s][u"value"_s]),
                        .to = text(payload[u"after"_s][u"value"_s]),
                        .time = entry.time,
                        .inEffect = entry.time,
                        .who = entry.actor,
                        .isPutBack = false,
                        .takesBack = std::nullopt,
                        .isSeenOnly = true,
                        .hasMoved = true,
                        .isUnknown = false,
                        .recovered = RungState::Waiting,
                        .recoveredAt = std::nullopt,
                        .told = "seen at the control plane"};
        std::size_t match = ours;
        for (std::size_t i = 0; i < ours && match == ours; ++i) {
            if (!isSeen[i] && commands[i].lever == seen.lever
                && commands[i].mayBeSeenAs(seen.to, seen.time))
                match = i;
        }
        if (match == ours) {
            moves.push_back(std::move(seen));
            continue;
        }
        isSeen[match] = true;
        if (moves[match].from.empty())
            moves[match].from = seen.from;
        if (!moves[match].inEffect) { // nobody told, and there it stood
            moves[match].inEffect = seen.time;
            moves[match].isUnknown = false;
            moves[match].told = seen.told;
        }
    }
    std::ranges::stable_sort(moves, {}, &MovedLever::time);
    findPutBack(moves);
    return moves;
}

std::optional<bool> isKept(const std::vector<MovedLever>& moves, const MovedLever& move,
                           telemetry::Timestamp until)
{
    bool isKnown = true;
    for (const MovedLever& later : moves) {
        const bool counts = later.lever == move.lever && later.hasMoved && later.time > move.time
            && later.inEffect.value_or(later.time) <= until && later.to != move.to;
        if (counts && !later.isUnknown)
            return false;
        isKnown = isKnown && !counts;
    }
    return isKnown ? std::optional(true) : std::nullopt;
}

std::map<std::string, StandingLever> leversStandingAt(const std::vector<TimelineEntry>& entries,
                                                      telemetry::Timestamp time)
{
    std::map<std::string, StandingLever> standing;
    const auto put = [&](const std::string& id, const QJsonObject& lever, const QJsonObject& state,
                         bool isLater) {
        StandingLever stand{.kind = text(lever[u"lever_kind"_s]),
                            .target = text(lever[u"target"_s]),
                            .value = text(state[u"value"_s]),
                            .exists = state[u"exists"_s].toBool(true)};
        if (isLater)
            standing.try_emplace(id, std::move(stand));
        else
            standing.insert_or_assign(id, std::move(stand));
    };
    for (const bool isLater : {false, true}) {
        for (const TimelineEntry& entry : entries) {
            if (entry.kind != "lever" || (entry.time > time) != isLater)
                continue;
            const QJsonObject payload = payloadOf(entry);
            if (entry.subject.empty()) {
                for (auto each = payload.begin(); each != payload.end(); ++each) {
                    if (each->isObject() && each->toObject().contains(u"value"_s))
                        put(each.key().toStdString(), each->toObject(), each->toObject(), isLater);
                }
            } else if (payload.contains(u"after"_s)) {
                put(entry.subject, payload, payload[isLater ? u"before"_s : u"after"_s].toObject(),
                    isLater);
            }
        }
    }
    return standing;
}

} // namespace practice
