// SPDX-License-Identifier: GPL-3.0-or-later

// Presence, locks, and whether a lever may be fired.

#include "models/room/roomsession.h"
#include "models/telemetry/clock.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

telemetry::TimelineEntry takeOverEntry(const LockAnswer& answer, const ConsoleIdentity& who)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "lock";
    entry.actor = who.text();
    entry.subject = answer.lock.name;
    entry.text = "Took over the lock of " + answer.lock.name + " from " + answer.takenFrom->text()
        + ", whose console was not heard of any more";
    const QJsonObject payload{
        {u"what"_s, u"taken_over"_s},
        {u"from"_s, QString::fromStdString(answer.takenFrom->text())},
        {u"from_console"_s, QString::fromStdString(answer.takenFrom->console)},
        {u"fence"_s, static_cast<qint64>(answer.lock.fence)}};
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

} // namespace

std::string lockName(const std::string& environment, const std::string& target,
                     const std::string& lever)
{
    return environment + "/" + target + "/" + lever;
}

Result<void> RoomSession::beat(const std::string& view)
{
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    if (const auto introduced = introduceOnce(); !introduced)
        return introduced;
    const auto told =
        noted(m_store->beat(identity(), view.size() <= kMostViewBytes ? view : std::string("{}")));
    if (!told)
        return told;
    for (auto held = m_held.begin(); held != m_held.end();) {
        const auto renewed = noted(
            m_store->renewLock(identity(), held->first, held->second.fence, kLockLeaseSeconds));
        if (!renewed)
            return tl::make_unexpected(renewed.error());
        if (*renewed) {
            held->second.secondsLeft = kLockLeaseSeconds;
            ++held;
            continue;
        }
        addConflict(Conflict::Kind::LockLost, held->first,
                    "The lock of " + held->first
                        + " ran out while the room did not hear of this "
                          "console; "
                        + holderOf(held->first) + ".");
        held = m_held.erase(held);
    }
    return {};
}

Result<std::vector<Presence>> RoomSession::presences()
{
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    auto present = noted(m_store->presences());
    if (!present)
        return present;
    for (Presence& each : *present)
        each.page = QJsonDocument::fromJson(QByteArray::fromStdString(each.view))
                        .object()[u"page"_s]
                        .toString()
                        .toStdString();
    return present;
}

Result<std::vector<LockState>> RoomSession::locks()
{
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    return noted(m_store->locks());
}

Result<LockState> RoomSession::takeLock(const std::string& name)
{
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    if (const auto introduced = introduceOnce(); !introduced)
        return tl::make_unexpected(introduced.error());
    const auto answer = noted(m_store->takeLock(identity(), name, kLockLeaseSeconds));
    if (!answer)
        return tl::make_unexpected(answer.error());
    if (!answer->isTaken)
        return failure(ErrorKind::Refused,
                       answer->lock.holder.text() + " holds the lock of " + name + ", for "
                           + std::to_string(static_cast<int>(answer->lock.secondsLeft) + 1)
                           + " s more unless renewed.");
    m_held[name] = answer->lock;
    if (answer->takenFrom)
        publish(takeOverEntry(*answer, identity()));
    return answer->lock;
}

Result<void> RoomSession::releaseLock(const std::string& name)
{
    const auto held = m_held.find(name);
    if (held == m_held.end())
        return {};
    const std::int64_t fence = held->second.fence;
    m_held.erase(held);
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    const auto released = noted(m_store->releaseLock(identity(), name, fence));
    return released ? Result<void>() : tl::make_unexpected(released.error());
}

std::string RoomSession::holderOf(const std::string& lock)
{
    const auto all = m_store ? m_store->locks() : Result<std::vector<LockState>>();
    if (!m_store || !all)
        return "who holds it now is not known";
    const auto now = std::find_if(all->begin(), all->end(),
                                  [&](const LockState& each) { return each.name == lock; });
    return now == all->end() ? "nobody holds it now" : now->holder.text() + " holds it now";
}

FiringLeave RoomSession::askToFire(const FiringAsk& ask)
{
    FiringLeave leave;
    const auto without = [&](const std::string& reason) {
        leave.reason = reason;
        leave.isBroken = !ask.isTrip && !ask.breakGlass.empty();
        leave.isAllowed = ask.isTrip || leave.isBroken;
        return leave;
    };
    // What waits is told first: an approval that others gave meanwhile, or a lock, counts.
    if (const auto synced = sync(); !synced)
        return without("The shared room is not to be had, and so neither is its lock"
                       + std::string(ask.approvals > 0 ? " nor its approvals" : "") + ": "
                       + synced.error().message);
    const auto lock = takeLock(ask.lever);
    if (!lock && lock.error().kind == ErrorKind::Refused && !ask.isTrip) {
        // Somebody is at it now: no glass lifts that. A lock that nobody renews lapses by itself.
        leave.reason = lock.error().message;
        return leave;
    }
    if (!lock)
        return without(lock.error().message);
    leave.fence = lock->fence;
    if (ask.approvals > 0 && !ask.isTrip) {
        const auto intent = m_journal->intentOf(ask.plan);
        const auto spent = intent
            ? noted(m_store->spendApprovals(identity(), ask.plan, *intent, ask.approvals))
            : Result<Spending>(tl::make_unexpected(intent.error()));
        if (!spent || spent->spent < ask.approvals) {
            const FiringLeave refused = without(spent ? "In the shared room " + spent->reason + "."
                                                      : spent.error().message);
            if (!refused.isAllowed)
                releaseLock(ask.lever);
            return refused;
        }
        leave.spending = *spent;
    }
    leave.isAllowed = true;
    return leave;
}

FiringLeave RoomSession::confirmFiring(const FiringAsk& ask, const FiringLeave& leave)
{
    FiringLeave confirmed = leave;
    if (ask.isTrip || !leave.isAllowed)
        return confirmed;
    if (leave.fence != 0) { // else a glass was broken, for the lock could not be had
        const auto held = m_store
            ? noted(m_store->renewLock(identity(), ask.lever, leave.fence, kLockLeaseSeconds))
            : Result<bool>(failure(ErrorKind::Unreachable, m_trouble));
        if (held && !*held) {
            m_held.erase(ask.lever);
            confirmed.isAllowed = false;
            confirmed.reason = "The lock of " + ask.lever + " was lost before anything was sent; "
                + holderOf(ask.lever) + ".";
            return confirmed;
        }
        if (!held) {
            confirmed.reason = "The shared room went away before anything was sent, and whether "
                               "the lock of "
                + ask.lever + " is still held is not known: " + held.error().message;
            confirmed.isBroken = !ask.breakGlass.empty();
            confirmed.isAllowed = confirmed.isBroken;
        }
    }
    if (!confirmed.isAllowed || ask.approvals == 0)
        return confirmed;
    // Kept before it is sent: a firing that may have been is never let pass by its approvals again.
    if (const auto settled = m_journal->settleIntent(ask.plan); !settled) {
        confirmed.isAllowed = false;
        confirmed.reason =
            "That the approvals are used up could not be kept: " + settled.error().message;
    }
    return confirmed;
}

void RoomSession::leave()
{
    while (!m_held.empty()) {
        const std::string name = m_held.begin()->first; // which goes with its lock
        (void)releaseLock(name);
    }
    if (m_store)
        m_store->leave(identity());
}

} // namespace room
