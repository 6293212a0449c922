// SPDX-License-Identifier: GPL-3.0-or-later

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

std::size_t sizeOf(const RoomEntry& entry)
{
    const telemetry::TimelineEntry& said = entry.entry;
    return sizeof(RoomEntry) + said.text.size() + said.payload.size() + said.subject.size()
        + said.actor.size() + entry.account.size() + entry.person.size() + entry.host.size();
}

} // namespace

std::string lockName(const std::string& environment, const std::string& target,
                     const std::string& lever)
{
    return environment + "/" + target + "/" + lever;
}

void KeptEntries::add(RoomEntry entry)
{
    m_bytes += sizeOf(entry);
    m_entries.push_back(std::move(entry));
    while (m_entries.size() > kMostKept || (m_bytes > kMostKeptBytes && m_entries.size() > 1)) {
        m_bytes -= sizeOf(m_entries.front());
        m_entries.pop_front();
    }
}

void KeptEntries::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

Result<std::unique_ptr<RoomSession>> RoomSession::open(RoomOptions options)
{
    std::unique_ptr<RoomSession> session(new RoomSession(std::move(options)));
    const RoomOptions& own = session->m_options;
    auto opened = openJournalBeside(own.recording, own.url.place(), own.url.room, own.who);
    if (!opened)
        return tl::make_unexpected(opened.error());
    session->m_journal = std::move(opened->journal);
    session->m_left = std::move(opened->left);
    session->m_finder = std::make_unique<ConflictFinder>(own.url.room);
    return session;
}

RoomSession::~RoomSession() = default;

template<class T>
Result<T> RoomSession::noted(Result<T> result)
{
    if (!result && result.error().kind == ErrorKind::Unreachable)
        drop(result.error().message);
    return result;
}

void RoomSession::drop(const std::string& why)
{
    m_store.reset();
    m_isIntroduced = false;
    m_trouble = why;
}

void RoomSession::addConflict(Conflict::Kind kind, const std::string& subject, std::string text)
{
    m_own.push_back({kind, subject, std::move(text), {}, false});
}

std::vector<Conflict> RoomSession::conflicts() const
{
    std::vector<Conflict> all = m_finder->conflicts();
    all.insert(all.end(), m_own.begin(), m_own.end());
    return all;
}

void RoomSession::setOnEntries(std::function<void(const std::vector<RoomEntry>&)> onEntries)
{
    m_onEntries = std::move(onEntries);
}

void RoomSession::setNews(std::function<void()> news)
{
    m_news = std::move(news);
    if (m_store && m_news)
        m_store->setNews(m_news);
}

Result<RoomEntry> RoomSession::publish(telemetry::TimelineEntry entry)
{
    return m_journal->append(std::move(entry));
}

Result<void> RoomSession::connect()
{
    if (m_store)
        return {};
    auto store = openStore(m_options.url, m_options.password);
    if (!store) {
        m_trouble = store.error().message;
        return tl::make_unexpected(store.error());
    }
    m_store = std::move(*store);
    if (m_news)
        m_store->setNews(m_news);
    m_trouble.clear();
    const auto last = noted(m_store->lastSequence());
    if (!last)
        return tl::make_unexpected(last.error());
    if (*last < m_last) {
        addConflict(
            Conflict::Kind::StoreBehind, m_options.url.room,
            "The room's store holds " + std::to_string(*last) + " entries, of which "
                + std::to_string(m_last)
                + " were read before: it was set back. What this console said is sent again; "
                  "others do so when they come back.");
        m_last = 0;
        m_entries.clear();
        m_finder = std::make_unique<ConflictFinder>(m_options.url.room);
    }
    if (m_last == 0)
        m_last = std::max<std::int64_t>(0, *last - static_cast<std::int64_t>(kMostKept));
    return {};
}

Result<void> RoomSession::introduceOnce()
{
    if (m_isIntroduced)
        return {};
    const auto told = noted(m_store->introduce(identity()));
    if (!told)
        return tl::make_unexpected(told.error());
    m_isIntroduced = true;
    return {};
}

// From where the store has this console, not from where the journal believes: a store that was set
// back is given again what it lost.
Result<int> RoomSession::replay(RoomJournal& journal)
{
    if (journal.last() == 0)
        return 0;
    const auto state = noted(m_store->introduce(journal.identity()));
    if (!state)
        return tl::make_unexpected(state.error());
    if (state->sequence == journal.last() && state->sequence == journal.acknowledged())
        return 0;
    const auto own = journal.hashAt(state->sequence);
    if (!own)
        return tl::make_unexpected(own.error());
    if (*own != state->hash)
        return failure(ErrorKind::Refused,
                       "The room's store holds of this console what its journal does not: "
                           + journal.path().toStdString()
                           + " was set back or is of another store. "
                             "Put it aside, and the console starts anew.");
    int sent = 0;
    std::int64_t at = state->sequence;
    while (at < journal.last()) {
        const auto page = journal.after(at);
        if (!page)
            return tl::make_unexpected(page.error());
        if (page->empty())
            break;
        for (const RoomEntry& entry : *page) {
            const auto done = noted(m_store->publish(entry));
            if (!done)
                return tl::make_unexpected(done.error());
            at = entry.authorSequence;
            ++sent;
        }
        if (const auto kept = journal.setAcknowledged(at); !kept)
            return tl::make_unexpected(kept.error());
    }
    if (const auto kept = journal.setAcknowledged(at); !kept)
        return tl::make_unexpected(kept.error());
    return sent;
}

Result<int> RoomSession::receive()
{
    int received = 0;
    for (;;) {
        auto page = noted(m_store->entriesAfter(m_last));
        if (!page)
            return tl::make_unexpected(page.error());
        if (page->empty())
            return received;
        for (const RoomEntry& entry : *page)
            m_finder->add(entry);
        m_last = page->back().sequence;
        received += static_cast<int>(page->size());
        if (const auto kept = m_journal->setSeen(m_last); !kept)
            return tl::make_unexpected(kept.error());
        if (m_onEntries)
            m_onEntries(*page);
        for (RoomEntry& entry : *page)
            m_entries.add(std::move(entry));
    }
}

Result<SyncReport> RoomSession::sync()
{
    if (const auto connected = connect(); !connected)
        return tl::make_unexpected(connected.error());
    SyncReport report;
    // What others said first: whatever is said from now on has read it.
    auto received = receive();
    if (!received)
        return tl::make_unexpected(received.error());
    report.received = *received;
    for (auto& left : m_left) {
        const auto sent = replay(*left);
        if (sent)
            report.sent += *sent;
        else if (!m_store)
            return tl::make_unexpected(sent.error());
        if (left->pending() == 0)
            left.reset(); // free for others
    }
    std::erase(m_left, nullptr);
    const auto sent = replay(*m_journal);
    if (!sent) {
        m_trouble = sent.error().message;
        return tl::make_unexpected(sent.error());
    }
    report.sent += *sent;
    m_trouble.clear();
    if (report.sent > 0) {
        received = receive();
        if (!received)
            return tl::make_unexpected(received.error());
        report.received += *received;
    }
    return report;
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
        std::string holder = "nobody holds it now";
        if (const auto all = m_store->locks()) {
            const auto now = std::find_if(all->begin(), all->end(), [&](const LockState& lock) {
                return lock.name == held->first;
            });
            if (now != all->end())
                holder = now->holder.text() + " holds it now";
        }
        addConflict(Conflict::Kind::LockLost, held->first,
                    "The lock of " + held->first
                        + " ran out while the room did not hear of this "
                          "console; "
                        + holder + ".");
        held = m_held.erase(held);
    }
    return {};
}

Result<std::vector<Presence>> RoomSession::presences()
{
    if (!m_store)
        return failure(ErrorKind::Unreachable, m_trouble);
    return noted(m_store->presences());
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

FiringLeave RoomSession::askToFire(const FiringAsk& ask, const std::string& intent)
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
        const auto spent =
            noted(m_store->spendApprovals(identity(), ask.plan, intent, ask.approvals));
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

bool RoomSession::isStillHeld(const std::string& name, std::int64_t fence)
{
    if (!m_store)
        return false;
    const auto renewed = noted(m_store->renewLock(identity(), name, fence, kLockLeaseSeconds));
    return renewed && *renewed;
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
